## The invitation

salutation = Guten Tag { $name },
    .neutral = Sehr geehrte Damen und Herren,
nobody = Damen und Herren
asks-for-privileges = { $days ->
    [one] Wir bitten außerdem für { $days } Tag um delegierte Administratorrechte: { $roles }. Die Seite erklärt jedes davon. Sie enden von selbst und früher, wenn Sie es uns sagen.
   *[other] Wir bitten außerdem für { $days } Tage um delegierte Administratorrechte: { $roles }. Die Seite erklärt jedes davon. Sie enden von selbst und früher, wenn Sie es uns sagen.
}
invitation-footer = Gesendet für { $sender }, { $partner }. Antworten gehen an { $address }.
template-alone =
    .subject = { $partner } bittet { $company } um eine Handelspartnerbeziehung
    .body =
        { $salutation }

        { $partner } möchte für { $company } als { $kind } für Cloud-Produkte und -Dienste tätig werden und bittet um Ihr Einverständnis.

        Ihr persönlicher Link zeigt, was das bedeutet. Dort können Sie annehmen oder ablehnen:

        { $link }

        { $privileges }

        Der Link ist allein für { $company } bestimmt und gilt { $days } Tage. Um anzunehmen, geben Sie Ihren Namen, Ihre geschäftliche E-Mail-Adresse und einen Code ein, der Ihnen per E-Mail gesendet wird. Vorher geschieht nichts, und das Öffnen des Links verpflichtet Sie zu nichts.

        Wenn Sie Fragen haben, antworten Sie bitte auf diese Nachricht.

        Mit freundlichen Grüßen
        { $sender }
        { $partner }
template-joint =
    .subject = { $partners } bitten { $company } um eine Handelspartnerbeziehung
    .body =
        { $salutation }

        { $reseller } und { $provider } arbeiten zusammen und bitten { $company } mit dieser einen Nachricht um eine gemeinsame Zustimmung.

        { $reseller } berät Sie als Ihr indirekter Handelspartner, macht Ihnen Angebote und verkauft Ihnen Cloud-Produkte und -Dienste.

        { $provider } gibt als indirekter Anbieter von { $reseller } die Bestellungen auf, die Sie mit { $reseller } vereinbaren, ändert und storniert sie und stellt sie { $reseller } in Rechnung.

        Ihr persönlicher Link zeigt, was das für jedes der beiden Unternehmen bedeutet. Dort können Sie annehmen oder ablehnen:

        { $link }

        { $privileges }

        Der Link ist allein für { $company } bestimmt und gilt { $days } Tage. Um anzunehmen, geben Sie Ihren Namen, Ihre geschäftliche E-Mail-Adresse und einen Code ein, der Ihnen per E-Mail gesendet wird. Sie nehmen für beide Unternehmen an oder für keines. Vorher geschieht nichts, und das Öffnen des Links verpflichtet Sie zu nichts.

        Wenn Sie Fragen haben, antworten Sie bitte auf diese Nachricht.

        Mit freundlichen Grüßen
        { $sender }
        { $partner }

## The mail with the code

code-mail =
    .subject = Ihr Code
    .body =
        Guten Tag { $name },

        Ihr Code, um die Einladung von { $company } zu beantworten, lautet:

        { $mark }

        Geben Sie ihn innerhalb von 10 Minuten auf der Seite ein, die danach gefragt hat. Niemand wird Sie jemals telefonisch oder per E-Mail danach fragen. Wenn Sie keinen Code angefordert haben, brauchen Sie nichts zu tun.
    .footer = Gesendet, weil diese Adresse auf der Seite einer Einladung eingegeben wurde.

## The receipt

receipt-mail =
    .subject = Bestätigung: { $company } ist mit { $names } verbunden
    .agreed =
        Guten Tag { $name },

        am { $when } haben Sie für { $company } ({ $domain }) einer Handelspartnerbeziehung mit { $names } zugestimmt.
    .privileges = Delegierte Administratorrechte bis { $day }: { $roles }.
    .end =
        Wortlaut: Version { $version }, Fingerabdruck { $fingerprint }.

        Um sie zu beenden, wenden Sie sich an einen der hier genannten Partner; Administratorrechte enden an ihrem Datum von selbst. Bewahren Sie diese E-Mail als Bestätigung auf.
    .footer = Gesendet, weil Sie eine Einladung angenommen haben.

domain-mail =
    .subject = Ihr Code für { $domain }
    .body =
        Guten Tag,

        { $partner } möchte die Domain { $domain } in das Konto von { $company } aufnehmen und gibt an, dass sie diesem Unternehmen gehört. Wenn das stimmt, geben Sie diesen Code der Person, die darum gebeten hat, oder geben Sie ihn selbst ein:

        { $mark }

        Er gilt 10 Minuten. Wenn { $company } mit { $domain } nichts zu tun hat, brauchen Sie nichts zu tun: Ohne den Code geschieht nichts.
    .footer = An eine Verwaltungsadresse von { $domain } gesendet, weil so nachgewiesen wird, wem die Domain gehört.

## Über erteilte Rechte

privileges-mail =
    .hello = Guten Tag { $name },
    .what = Es geht um die Rechte „{ $privilege }“ von { $partner }: { $roles }.
    .way = Sie können sie jederzeit und ohne Angabe von Gründen auf dieser Seite beenden:
    .footer = Gesendet, weil { $company } diese Rechte erteilt hat.
privileges-ending =
    .subject = Rechte von { $partner } enden am { $day }
    .body = die delegierten Administratorrechte, die { $company } an { $partner } erteilt hat, enden am { $moment }. Sie enden von selbst; es ist nichts zu tun.
privileges-ended =
    .subject = Rechte von { $partner } sind beendet
    .by-partner = { $partner } hat die delegierten Administratorrechte, die { $company } erteilt hatte, am { $moment } beendet. Sie gelten sofort nicht mehr.
    .by-customer = die delegierten Administratorrechte von { $partner } wurden für { $company } am { $moment } beendet, auf der Seite hinter dem Link in unseren Nachrichten. Sie gelten sofort nicht mehr.
privileges-extended =
    .subject = Rechte von { $partner } wurden bis { $day } verlängert
    .body = { $days ->
        [one] die delegierten Administratorrechte, die { $company } an { $partner } erteilt hat, wurden um { $days } Tag bis { $moment } verlängert, weil die automatische Verlängerung eingeschaltet ist.
       *[other] die delegierten Administratorrechte, die { $company } an { $partner } erteilt hat, wurden um { $days } Tage bis { $moment } verlängert, weil die automatische Verlängerung eingeschaltet ist.
    }
privileges-extending =
    .subject = Rechte von { $partner } verlängern sich von selbst
    .body = { $days ->
        [one] für die delegierten Administratorrechte, die { $company } an { $partner } erteilt hat, ist die automatische Verlängerung eingeschaltet. Am { $moment } und danach jedes Mal kommt { $days } Tag hinzu, bis Sie oder { $partner } das ausschalten.
       *[other] für die delegierten Administratorrechte, die { $company } an { $partner } erteilt hat, ist die automatische Verlängerung eingeschaltet. Am { $moment } und danach jedes Mal kommen { $days } Tage hinzu, bis Sie oder { $partner } das ausschalten.
    }
privileges-not-extending =
    .subject = Rechte von { $partner } verlängern sich nicht mehr
    .body = für die delegierten Administratorrechte, die { $company } an { $partner } erteilt hat, ist die automatische Verlängerung ausgeschaltet. Sie enden am { $moment }.

## Password

user-password =
    .subject = Neues Kennwort für { $account } festlegen
    .body =
        Guten Tag { $name },

        { $sender } von { $partner }, das die Benutzer von { $company } betreut, lässt Ihnen diesen Link senden. Damit legen Sie innerhalb von 24 Stunden ein neues Kennwort für { $account } fest:

        { $link }

        Der Link gilt einmal, und ältere gelten nicht mehr. Niemand außer Ihnen erfährt das Kennwort. Wenn Sie dies nicht erwarten, tun Sie nichts: Ihr Kennwort bleibt, wie es ist.
    .footer = Gesendet für { $sender } bei { $partner }.

## Eine Bitte um Rechte allein

asks-for-these = { $days ->
    [one] Es geht um diese Rollen für { $days } Tag: { $roles }.
   *[other] Es geht um diese Rollen für { $days } Tage: { $roles }.
}
template-privileges =
    .subject = { $partner } bittet { $company } um Administratorrechte
    .body =
        { $salutation }

        { $partner } ist bereits für { $company } tätig und bittet Sie um delegierte Administratorrechte: Rollen, in denen es für eine bestimmte Zeit Ihre Benutzer und Dienste verwalten darf. Ihre Handelspartnerbeziehung ändert sich dadurch nicht.

        { $privileges }

        Ihr persönlicher Link zeigt, was jede Rolle erlaubt. Dort können Sie annehmen oder ablehnen:

        { $link }

        Der Link ist allein für { $company } bestimmt und gilt { $days } Tage. Um anzunehmen, geben Sie Ihren Namen, Ihre geschäftliche E-Mail-Adresse und einen Code ein, der Ihnen per E-Mail gesendet wird. Vorher geschieht nichts, und das Öffnen des Links verpflichtet Sie zu nichts. Sie können die Rechte jederzeit beenden.

        Wenn Sie Fragen haben, antworten Sie bitte auf diese Nachricht.

        Mit freundlichen Grüßen
        { $sender }
        { $partner }
receipt-privileges =
    .subject = Bestätigung: { $company } hat { $names } Administratorrechte erteilt
    .agreed =
        Guten Tag { $name },

        am { $when } haben Sie für { $company } ({ $domain }) delegierten Administratorrechten von { $names } zugestimmt.
    .end =
        Wortlaut: Version { $version }, Fingerabdruck { $fingerprint }.

        Bewahren Sie diese E-Mail als Bestätigung auf.
extension-asked = { $days ->
    [one] Ist diese Zeit vorbei, kommt { $days } Tag hinzu, und danach jedes Mal wieder, bis eine Seite das ausschaltet. Sie erfahren es jedes Mal per E-Mail.
   *[other] Ist diese Zeit vorbei, kommen { $days } Tage hinzu, und danach jedes Mal wieder, bis eine Seite das ausschaltet. Sie erfahren es jedes Mal per E-Mail.
}

## On every page

languages = Sprache
steps = Schritte
    .you = Sie
    .code = Code
    .agree = Zustimmung
    .done = , erledigt

## The ask

ask-title = Anfrage von { $names } an { $company }
ask-heading = { $partners ->
    [one] { $names } möchte für { $company } tätig werden
   *[other] { $names } möchten für { $company } tätig werden
}
ask-lead = Lesen Sie, was das bedeutet, und nehmen Sie dann an oder lehnen Sie ab. Das Öffnen dieser Seite hat nichts verändert.
until = Sie können antworten bis { $moment }.
domain = Domäne
country = Land
acts-as = Tätig als
since = Hier seit
sent-by = Gesendet von { $sender }, für { $company } ({ $domain }).
for-both = Eine Antwort gilt für beide: Sie verbinden sich mit beiden oder mit keinem.
can-heading = Was damit erlaubt wird
role-item = { $days ->
    [one] { $meaning }, für { $days } Tag ab heute ({ $label })
   *[other] { $meaning }, für { $days } Tage ab heute ({ $label })
}
global-apart = { $days ->
    [one] Lesen Sie dies zweimal: { $names } bittet um die Rolle „Globaler Administrator“. Für { $days } Tag ab heute könnte damit alles mit Ihren Benutzern, Diensten und Einstellungen getan werden, was Sie selbst tun können. Sie wird nie von selbst verlängert.
   *[other] Lesen Sie dies zweimal: { $names } bittet um die Rolle „Globaler Administrator“. Für { $days } Tage ab heute könnte damit alles mit Ihren Benutzern, Diensten und Einstellungen getan werden, was Sie selbst tun können. Sie wird nie von selbst verlängert.
}
cannot-heading = Was nicht erlaubt wird
cannot =
    etwas bestellen, das Sie nicht mit ihnen vereinbart haben
    Kennwörter sehen oder E-Mails und Dateien lesen
    sehen oder ändern, was andere Partner für Sie tun
    .wide =
        etwas bestellen, das Sie nicht mit ihnen vereinbart haben
        Kennwörter sehen
        sehen oder ändern, was andere Partner für Sie tun
take-back-heading = Wie Sie es zurücknehmen
take-back =
    Bitten Sie einen der oben genannten Partner, die Beziehung zu entfernen; jeder von ihnen kann das jederzeit tun.
    Administratorrechte enden an ihrem Datum von selbst, was auch sonst geschieht.
    Bewahren Sie die Bestätigung auf, die Sie per E-Mail erhalten: Sie nennt, was vereinbart wurde und an wen Sie sich wenden.

## Who answers

answer-heading = Ihre Antwort
say-who = Um anzunehmen, geben Sie an, wer Sie sind. Danach erhalten Sie einen Code per E-Mail; vorher ist nichts vereinbart.
your-name = Ihr Name
your-job = Ihre Funktion im Unternehmen
your-email = Ihre geschäftliche E-Mail-Adresse
    .help = Dorthin geht der Code. Die Einladung wurde an { $masked } gesendet; geben Sie diese Adresse vollständig ein.
go-on = Weiter zur Annahme
decline = Ablehnen
unexpected = Das habe ich nicht erwartet
cannot-mail = Zur Annahme muss Ihnen ein Code per E-Mail gesendet werden, und dieser Server kann noch keine E-Mails senden. Geben Sie { $sender } Bescheid; der Link bleibt derselbe. Ablehnen können Sie ohne Code.
    .title = Die Annahme ist hier zurzeit nicht möglich

## The code and the agreement

code-title = Code eingeben
code-heading = Code eingeben und zustimmen
code-lead = Ein Code wurde an { $masked } gesendet. Er gilt 10 Minuten. Noch ist nichts vereinbart.
code-late = Die E-Mail an { $masked } kann im Moment nicht verschickt werden. Der Versand wird jede Minute erneut versucht. Laden Sie diese Seite nach einer Weile neu; es ist noch nichts vereinbart.
    .title = Der Code wurde noch nicht verschickt
code-failed = Die E-Mail mit dem Code hat { $masked } nicht erreicht. Prüfen Sie die Adresse und fordern Sie einen neuen Code an. Wenn auch das nicht gelingt, wenden Sie sich an { $sender }. Es ist nichts vereinbart, und ablehnen können Sie ohne Code.
    .title = Der Code konnte nicht zugestellt werden
code = Code aus der E-Mail
    .help = 8 Zeichen. Groß- und Kleinschreibung und Leerzeichen spielen keine Rolle.
read-agreement = Vereinbarung lesen
agreement-in = Die Vereinbarung ist in dieser Sprache abgefasst: { $language }. Sie wird so gezeigt, wie sie abgefasst wurde, weil dieser Wortlaut gilt.
agree = Ich stimme dem für mein Unternehmen zu und bin dazu berechtigt
    .help = { $name }, { $job }, für { $company }
accept = Annehmen
no-code = Nach einigen Minuten noch keine E-Mail? Sehen Sie im Spam-Ordner nach, oder { $link }.
    .link = gehen Sie zurück und fordern Sie einen neuen Code an
asked-heading = Worum Sie gebeten werden

## Declining

decline-heading = Einladung von { $names } ablehnen
decline-lead = Niemand wird mit { $company } verbunden, und der Link funktioniert nicht mehr. { $sender } ({ $names }) erfährt, dass Sie ablehnen. Sie brauchen dafür keinen Code.
decline-reason = Warum Sie ablehnen
    .help = Ein Wort genügt, etwa „Kein Bedarf“. Der Absender liest es.
decline-now = Einladung ablehnen
unexpected-heading = Sie haben diese Einladung nicht erwartet
unexpected-lead = Niemand wird mit { $company } verbunden, und der Link funktioniert nicht mehr. { $sender } ({ $names }) erfährt, dass sie nicht erwartet wurde. Sie brauchen dafür keinen Code.
unexpected-reason = Was der Absender wissen sollte
    .help = Ein Satz genügt, etwa „Wir kennen dieses Unternehmen nicht“. Schreiben Sie nichts Vertrauliches.
unexpected-report = Melden und ablehnen
back = Zurück, ohne zu antworten

## The receipt

connected = Sie sind jetzt verbunden
connected-with = Sie sind jetzt mit { $names } verbunden
receipt-lead = { $sender } wurde benachrichtigt. Diese Bestätigung wurde Ihnen auch per E-Mail gesendet; bewahren Sie sie auf.
company = Unternehmen
verified = (durch Ihre Adresse bestätigt)
not-verified = (nicht bestätigt)
outside = Ihre Adresse liegt außerhalb von { $domain } und bestätigt die Domain des Unternehmens daher nicht. Die Partner sehen das.
shared = { $domain } steht allen offen und beweist daher nichts über das Unternehmen. Die Partner sehen das.
agreed-by = Zugestimmt hat
their-job = Funktion
when = Zeitpunkt
privileges = Delegierte Administratorrechte
    .none = Keine
privileges-until = Delegierte Administratorrechte bis
until-roles = { $day }: { $roles }
fingerprint = Fingerabdruck des Wortlauts
read-agreed = Lesen, was Sie vereinbart haben

## Links that cannot be answered

contact = { $sender } ({ $names })
not-ready =
    .title = Diese Einladung ist noch nicht fertig
    .message = { $contact } hat sie geschrieben, aber noch nicht freigegeben. Deshalb kann sie nicht beantwortet werden.
    .next = Bitten Sie { $contact }, sie fertigzustellen. Ihr Link bleibt derselbe.
accepted =
    .title = Diese Einladung wurde angenommen
    .message = Sie wurde für { $company } am { $when } angenommen. Eine Einladung wird nur einmal beantwortet. Die Bestätigung ging per E-Mail an die Person, die angenommen hat.
    .next = Falls das nicht beabsichtigt war, wenden Sie sich an { $contact }: Die Beziehung kann jederzeit entfernt werden.
declined =
    .title = Diese Einladung wurde abgelehnt
    .message = Sie wurde für { $company } am { $when } abgelehnt. Niemand wurde verbunden, und { $contact } wurde benachrichtigt.
    .next = Wenn Sie doch annehmen möchten, bitten Sie { $contact } um eine neue Einladung.
expired =
    .title = Dieser Link ist abgelaufen
    .message = Eine Antwort war bis { $when } möglich. Es ist nichts geschehen.
    .next = Bitten Sie { $contact } um einen neuen Link. Er geht an { $masked }.
revoked =
    .title = Diese Einladung wurde zurückgezogen
    .message = { $contact } hat sie zurückgezogen. Sie kann nicht beantwortet werden, und es ist nichts geschehen.
    .next = Falls Sie sie erwartet haben, bitten Sie { $contact } um einen neuen Link.
replaced =
    .title = Dieser Link wurde durch einen neueren ersetzt
    .message = { $contact } hat für diese Einladung einen neueren Link erstellt. Dieser funktioniert nicht mehr, und durch das Öffnen hat sich nichts geändert.
    .next = Verwenden Sie den Link in der neuesten Nachricht von { $contact }, oder bitten Sie { $contact } darum.
over =
    .title = Eine Annahme ist nicht mehr möglich
    .not-together = { $names } fragen nicht mehr gemeinsam an. Es wurde nichts angenommen.
    .not-active = { $names } ist hier nicht mehr aktiv. Es wurde nichts angenommen.
    .next = Wenden Sie sich an die Person, die Ihnen geschrieben hat.
staff =
    .title = Nur der Kunde kann antworten
    .message = Sie sind als Mitarbeiter eines anfragenden Partners angemeldet. Die Zustimmung gibt { $company } selbst, niemals ein Partner.
    .next = Es wurde nichts verändert. Um die Seite wie Ihr Kunde zu sehen, melden Sie sich ab oder verwenden Sie ein privates Fenster.

## What is wrong with what was typed

error-prefix = Fehler:{ " " }
error-summary = Prüfen Sie Folgendes
error-name = Geben Sie Ihren Namen ein
error-job = Geben Sie Ihre Funktion im Unternehmen ein
error-email = Geben Sie eine E-Mail-Adresse wie name@contoso.example ein
error-web-address = Geben Sie hier einen Namen ein, keine Webadresse
error-unwanted = Entfernen Sie Zeilenumbrüche und unsichtbare Steuerzeichen
    .in-text = Entfernen Sie unsichtbare Steuerzeichen
error-too-long = Verwenden Sie höchstens { $max } Zeichen; das sind { $length }
error-no-mail = Dieser Server kann zurzeit keinen Code senden
error-insider = Diese Adresse gehört zu { $partner }, einem anfragenden Partner. Nur der Kunde selbst kann annehmen, mit einer eigenen Adresse
error-must-verify = Hier kann nur eine Adresse in der eigenen Domain des Unternehmens annehmen. Bitten Sie { $sender }, eine solche Adresse einzuladen
error-other-address = Der Code kann nur an die eingeladene Adresse { $masked } gehen. Geben Sie sie vollständig ein, oder bitten Sie { $sender }, Ihre Adresse einzuladen
error-too-soon = Vor weniger als einer Minute wurde ein Code gesendet. Sehen Sie in Ihren E-Mails nach, oder warten Sie eine Minute auf einen neuen
error-too-many = Heute wurden fünf Codes gesendet, mehr sind nicht möglich. Versuchen Sie es morgen wieder
error-say-who = Geben Sie zuerst an, wer Sie sind; dann erhalten Sie einen Code per E-Mail
error-code = Geben Sie den Code aus der E-Mail ein
error-agree = Setzen Sie hier ein Häkchen, um zuzustimmen. Ohne das wird nichts angenommen
error-code-over = Dieser Code ist abgelaufen oder wurde fünfmal falsch eingegeben. Gehen Sie zurück und fordern Sie einen neuen an
error-wrong-code = { $left ->
    [0] Das ist nicht der Code, und es sind keine Versuche mehr übrig. Gehen Sie zurück und fordern Sie einen neuen an
    [one] Das ist nicht der Code. Ein Versuch ist übrig
   *[other] Das ist nicht der Code. { $left } Versuche sind übrig
}
error-wording = Der Wortlaut hat sich geändert, seit Sie die Seite geöffnet haben. Lesen Sie ihn noch einmal; es wurde nichts angenommen
error-reason = Nennen Sie in ein, zwei Worten den Grund; ohne ihn wird nichts abgelehnt

## Die Seite hinter dem Link in den Nachrichten über Rechte

privileges-page =
    .title = Rechte von { $partner }
    .heading = Was { $partner } für { $company } tun darf
    .lead = Das sind delegierte Administratorrechte. Das Öffnen dieser Seite hat nichts verändert.
    .name = Name
    .since = Erteilt am
    .until = Sie enden am
    .can = Was sie erlauben
    .extends = { $days ->
        [one] Sie enden nicht von selbst: Am { $moment } und danach jedes Mal kommt { $days } Tag hinzu, bis Sie oder der Partner das ausschalten.
       *[other] Sie enden nicht von selbst: Am { $moment } und danach jedes Mal kommen { $days } Tage hinzu, bis Sie oder der Partner das ausschalten.
    }
    .switch-off = Automatische Verlängerung ausschalten
    .end = Diese Rechte beenden
    .end-lead = { $partner } kann von diesem Moment an nichts davon mehr für { $company } tun. Eine Handelspartner-Beziehung, Bestellungen und Abonnements bleiben, wie sie sind. Das lässt sich nicht rückgängig machen; neue Rechte brauchen eine neue Zustimmung.
    .stops = Was dann nicht mehr geht
    .end-now = Rechte von { $partner } beenden
    .back = Zurück, ohne etwas zu ändern
    .ended = Diese Rechte sind beendet
    .ended-lead = Sie endeten am { $moment }. Was sie erlaubten, steht unten.
    .others = Aus derselben Vereinbarung

## Kennwort

password-title = Kennwort festlegen
password-lead = Für { $account }. Nur Sie wählen es, und niemand sonst sieht es.
password-label = Neues Kennwort
password-help = Mindestens 12 Zeichen. Mehrere Wörter ohne Zusammenhang sind gut.
password-again = Noch einmal dasselbe
password-button = Kennwort festlegen
password-done = Ihr Kennwort ist festgelegt
    .text = Melden Sie sich damit an, wo Sie es sonst tun.
password-dead = Dieser Link gilt nicht mehr
    .text = Ein Link zum Festlegen eines Kennworts gilt einmal und 24 Stunden lang. Dieser wurde benutzt, ersetzt oder ist abgelaufen. Bitten Sie den, der ihn Ihnen senden ließ, um einen neuen.
password-short = Verwenden Sie mindestens 12 Zeichen; dies sind { $length }
password-long = Verwenden Sie höchstens 256 Zeichen
password-easy = Das ist leicht zu erraten. Verwenden Sie mehrere Wörter ohne Zusammenhang, ohne Ihren Namen, Ihr Unternehmen oder ein Jahr
password-differs = Geben Sie noch einmal dasselbe Kennwort ein

## Wenn mit dem Link oder der Anfrage etwas nicht stimmt

lost-title = Dieser Link funktioniert hier nicht
lost-message = Vielleicht ist er abgeschnitten, oder ein Zeichen aus dem Text daneben ist mitgekommen. Öffnen Sie ihn in der E-Mail selbst, oder kopieren Sie ihn ganz, vom Anfang bis zum Ende. Wenn er dann noch nicht funktioniert, bitten Sie den Absender um einen neuen.
unread-title = Das konnte nicht gelesen werden
unread-message = Es wurde nichts geändert. Öffnen Sie den Link in der E-Mail noch einmal, und antworten Sie auf der Seite, die er zeigt.
wait-title = Im Moment nicht
wait-message = Es wurde nichts geändert. Warten Sie einige Minuten, und öffnen Sie den Link dann noch einmal.
fault-title = Hier ist etwas schiefgegangen
fault-message = Der Fehler liegt bei uns, nicht bei Ihnen, und ist vermerkt. Es wurde nichts geändert. Versuchen Sie es später noch einmal.

## Eine Bitte um Rechte, und die Bestätigung

ask-heading-privileges = { $names } bittet { $company } um Administratorrechte
take-back-privileges =
    Beenden Sie die Rechte jederzeit und ohne Angabe von Gründen selbst, auf der Seite, deren Link in der Bestätigung steht.
    Bewahren Sie die Bestätigung auf, die Sie per E-Mail erhalten: Sie nennt, was vereinbart wurde und an wen Sie sich wenden.
take-back-both =
    Bitten Sie einen der oben genannten Partner, die Beziehung zu entfernen; jeder von ihnen kann das jederzeit tun.
    Beenden Sie die Rechte jederzeit und ohne Angabe von Gründen selbst, auf der Seite, deren Link in der Bestätigung steht.
    Bewahren Sie die Bestätigung auf, die Sie per E-Mail erhalten: Sie nennt, was vereinbart wurde und an wen Sie sich wenden.
granted = Sie haben Administratorrechte erteilt
granted-to = Sie haben { $names } Administratorrechte erteilt

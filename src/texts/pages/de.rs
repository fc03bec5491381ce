//! German.

use super::{DeadTexts, ErrorTexts, PageTexts};

pub(super) static TEXTS: PageTexts = PageTexts {
    languages: "Sprache",
    steps: "Schritte",
    step_you: "Sie",
    step_code: "Code",
    step_agree: "Zustimmung",
    step_done: ", erledigt",
    title: |names, company| format!("Anfrage von {names} an {company}"),
    heading: |names, company, many| {
        if many {
            format!("{names} möchten für {company} tätig werden")
        } else {
            format!("{names} möchte für {company} tätig werden")
        }
    },
    lead: "Lesen Sie, was das bedeutet, und nehmen Sie dann an oder lehnen Sie ab. Das Öffnen dieser Seite hat nichts verändert.",
    until: ("Sie können antworten bis ", "."),
    domain: "Domäne",
    country: "Land",
    acts_as: "Tätig als",
    since: "Hier seit",
    sent_by: |sender, company, domain| format!("Gesendet von {sender}, für {company} ({domain})."),
    for_both: "Eine Antwort gilt für beide: Sie verbinden sich mit beiden oder mit keinem.",
    can: "Was damit erlaubt wird",
    cannot: "Was nicht erlaubt wird",
    take_back: "Wie Sie es zurücknehmen",
    role_item: |meaning, days, label| format!("{meaning}, für {days} Tage ab heute ({label})"),
    answer: "Ihre Antwort",
    say_who: "Um anzunehmen, geben Sie an, wer Sie sind. Danach erhalten Sie einen Code per E-Mail; vorher ist nichts vereinbart.",
    name: "Ihr Name",
    job_title: "Ihre Funktion im Unternehmen",
    email: "Ihre geschäftliche E-Mail-Adresse",
    email_help: |masked| {
        format!(
            "Dorthin geht der Code. Die Einladung wurde an {masked} gesendet; geben Sie diese Adresse vollständig ein."
        )
    },
    go_on: "Weiter zur Annahme",
    decline: "Ablehnen",
    unexpected: "Das habe ich nicht erwartet",
    no_mail_title: "Die Annahme ist hier zurzeit nicht möglich",
    no_mail: |sender| {
        format!(
            "Zur Annahme muss Ihnen ein Code per E-Mail gesendet werden, und dieser Server kann noch keine E-Mails senden. Geben Sie {sender} Bescheid; der Link bleibt derselbe. Ablehnen können Sie ohne Code."
        )
    },
    code_title: "Code eingeben",
    code_heading: "Code eingeben und zustimmen",
    code_lead: |masked| {
        format!(
            "Ein Code wurde an {masked} gesendet. Er gilt 10 Minuten. Noch ist nichts vereinbart."
        )
    },
    code_late_title: "Der Code wurde noch nicht verschickt",
    code_late: |masked| {
        format!(
            "Die E-Mail an {masked} kann im Moment nicht verschickt werden. Der Versand wird jede Minute erneut versucht. Laden Sie diese Seite nach einer Weile neu; es ist noch nichts vereinbart."
        )
    },
    code_failed_title: "Der Code konnte nicht zugestellt werden",
    code_failed: |masked, sender| {
        format!(
            "Die E-Mail mit dem Code hat {masked} nicht erreicht. Prüfen Sie die Adresse und fordern Sie einen neuen Code an. Wenn auch das nicht gelingt, wenden Sie sich an {sender}. Es ist nichts vereinbart, und ablehnen können Sie ohne Code."
        )
    },
    code: "Code aus der E-Mail",
    code_help: "8 Zeichen. Groß- und Kleinschreibung und Leerzeichen spielen keine Rolle.",
    read_agreement: "Vereinbarung lesen",
    agreement_in: |language| {
        format!(
            "Die Vereinbarung ist in dieser Sprache abgefasst: {language}. Sie wird so gezeigt, wie sie abgefasst wurde, weil dieser Wortlaut gilt."
        )
    },
    agree: "Ich stimme dem für mein Unternehmen zu und bin dazu berechtigt",
    agree_help: |name, job, company| format!("{name}, {job}, für {company}"),
    accept: "Annehmen",
    no_code: (
        "Nach einigen Minuten noch keine E-Mail? Sehen Sie im Spam-Ordner nach, oder ",
        "gehen Sie zurück und fordern Sie einen neuen Code an",
        ".",
    ),
    asked: "Worum Sie gebeten werden",
    decline_heading: |names| format!("Einladung von {names} ablehnen"),
    unexpected_heading: "Sie haben diese Einladung nicht erwartet",
    refusal_lead: |company, sender, names, unexpected| {
        let what = if unexpected {
            " dass sie nicht erwartet wurde"
        } else {
            " dass Sie ablehnen"
        };
        format!(
            "Niemand wird mit {company} verbunden, und der Link funktioniert nicht mehr. {sender} ({names}) erfährt,{what}. Sie brauchen dafür keinen Code."
        )
    },
    reason: "Warum Sie ablehnen",
    reason_help: "Ein Wort genügt, etwa „Kein Bedarf“. Der Absender liest es.",
    unexpected_reason: "Was der Absender wissen sollte",
    unexpected_help: "Ein Satz genügt, etwa „Wir kennen dieses Unternehmen nicht“. Schreiben Sie nichts Vertrauliches.",
    report: "Melden und ablehnen",
    decline_now: "Einladung ablehnen",
    back: "Zurück, ohne zu antworten",
    connected: "Sie sind jetzt verbunden",
    connected_with: |names| format!("Sie sind jetzt mit {names} verbunden"),
    receipt_lead: |sender| {
        format!(
            "{sender} wurde benachrichtigt. Diese Bestätigung wurde Ihnen auch per E-Mail gesendet; bewahren Sie sie auf."
        )
    },
    company: "Unternehmen",
    verified: "(durch Ihre Adresse bestätigt)",
    not_verified: "(nicht bestätigt)",
    outside: |domain| {
        format!(
            "Ihre Adresse liegt außerhalb von {domain} und bestätigt die Domain des Unternehmens daher nicht. Die Partner sehen das."
        )
    },
    shared: |domain| {
        format!(
            "{domain} steht allen offen und beweist daher nichts über das Unternehmen. Die Partner sehen das."
        )
    },
    agreed_by: "Zugestimmt hat",
    their_job: "Funktion",
    when: "Zeitpunkt",
    privileges: "Delegierte Administratorrechte",
    no_privileges: "Keine",
    privileges_until: "Delegierte Administratorrechte bis",
    until_roles: |day, roles| format!("{day}: {roles}"),
    fingerprint: "Fingerabdruck des Wortlauts",
    read_agreed: "Lesen, was Sie vereinbart haben",
    contact: |sender, names| format!("{sender} ({names})"),
    not_ready: DeadTexts {
        title: "Diese Einladung ist noch nicht fertig",
        message: |_, _, contact| {
            format!(
                "{contact} hat sie geschrieben, aber noch nicht freigegeben. Deshalb kann sie nicht beantwortet werden."
            )
        },
        next: |contact, _| {
            format!("Bitten Sie {contact}, sie fertigzustellen. Ihr Link bleibt derselbe.")
        },
    },
    accepted: DeadTexts {
        title: "Diese Einladung wurde angenommen",
        message: |company, when, _| {
            format!(
                "Sie wurde für {company} am {when} angenommen. Eine Einladung wird nur einmal beantwortet. Die Bestätigung ging per E-Mail an die Person, die angenommen hat."
            )
        },
        next: |contact, _| {
            format!(
                "Falls das nicht beabsichtigt war, wenden Sie sich an {contact}: Die Beziehung kann jederzeit entfernt werden."
            )
        },
    },
    declined: DeadTexts {
        title: "Diese Einladung wurde abgelehnt",
        message: |company, when, contact| {
            format!(
                "Sie wurde für {company} am {when} abgelehnt. Niemand wurde verbunden, und {contact} wurde benachrichtigt."
            )
        },
        next: |contact, _| {
            format!("Wenn Sie doch annehmen möchten, bitten Sie {contact} um eine neue Einladung.")
        },
    },
    expired: DeadTexts {
        title: "Dieser Link ist abgelaufen",
        message: |_, when, _| {
            format!("Eine Antwort war bis {when} möglich. Es ist nichts geschehen.")
        },
        next: |contact, masked| {
            format!("Bitten Sie {contact} um einen neuen Link. Er geht an {masked}.")
        },
    },
    revoked: DeadTexts {
        title: "Diese Einladung wurde zurückgezogen",
        message: |_, _, contact| {
            format!(
                "{contact} hat sie zurückgezogen. Sie kann nicht beantwortet werden, und es ist nichts geschehen."
            )
        },
        next: |contact, _| {
            format!("Falls Sie sie erwartet haben, bitten Sie {contact} um einen neuen Link.")
        },
    },
    replaced: DeadTexts {
        title: "Dieser Link wurde durch einen neueren ersetzt",
        message: |_, _, contact| {
            format!(
                "{contact} hat für diese Einladung einen neueren Link erstellt. Dieser funktioniert nicht mehr, und durch das Öffnen hat sich nichts geändert."
            )
        },
        next: |contact, _| {
            format!(
                "Verwenden Sie den Link in der neuesten Nachricht von {contact}, oder bitten Sie {contact} darum."
            )
        },
    },
    staff_title: "Nur der Kunde kann antworten",
    staff: |company| {
        format!(
            "Sie sind als Mitarbeiter eines anfragenden Partners angemeldet. Die Zustimmung gibt {company} selbst, niemals ein Partner."
        )
    },
    staff_next: "Es wurde nichts verändert. Um die Seite wie Ihr Kunde zu sehen, melden Sie sich ab oder verwenden Sie ein privates Fenster.",
    over: "Eine Annahme ist nicht mehr möglich",
    not_together: |names| {
        format!("{names} fragen nicht mehr gemeinsam an. Es wurde nichts angenommen.")
    },
    not_active: |names| format!("{names} ist hier nicht mehr aktiv. Es wurde nichts angenommen."),
    ask_writer: "Wenden Sie sich an die Person, die Ihnen geschrieben hat.",
    errors: ErrorTexts {
        prefix: "Fehler: ",
        summary: "Prüfen Sie Folgendes",
        name: "Geben Sie Ihren Namen ein",
        job_title: "Geben Sie Ihre Funktion im Unternehmen ein",
        email: "Geben Sie eine E-Mail-Adresse wie name@contoso.example ein",
        web_address: "Geben Sie hier einen Namen ein, keine Webadresse",
        unwanted: "Entfernen Sie Zeilenumbrüche und unsichtbare Steuerzeichen",
        unwanted_in_text: "Entfernen Sie unsichtbare Steuerzeichen",
        too_long: |max, length| format!("Verwenden Sie höchstens {max} Zeichen; das sind {length}"),
        no_mail: "Dieser Server kann zurzeit keinen Code senden",
        insider: |partner| {
            format!(
                "Diese Adresse gehört zu {partner}, einem anfragenden Partner. Nur der Kunde selbst kann annehmen, mit einer eigenen Adresse"
            )
        },
        must_verify: |sender| {
            format!(
                "Hier kann nur eine Adresse in der eigenen Domain des Unternehmens annehmen. Bitten Sie {sender}, eine solche Adresse einzuladen"
            )
        },
        other_address: |masked, sender| {
            format!(
                "Der Code kann nur an die eingeladene Adresse {masked} gehen. Geben Sie sie vollständig ein, oder bitten Sie {sender}, Ihre Adresse einzuladen"
            )
        },
        too_soon: "Vor weniger als einer Minute wurde ein Code gesendet. Sehen Sie in Ihren E-Mails nach, oder warten Sie eine Minute auf einen neuen",
        too_many: "Heute wurden fünf Codes gesendet, mehr sind nicht möglich. Versuchen Sie es morgen wieder",
        say_who: "Geben Sie zuerst an, wer Sie sind; dann erhalten Sie einen Code per E-Mail",
        code: "Geben Sie den Code aus der E-Mail ein",
        agree: "Setzen Sie hier ein Häkchen, um zuzustimmen. Ohne das wird nichts angenommen",
        code_over: "Dieser Code ist abgelaufen oder wurde fünfmal falsch eingegeben. Gehen Sie zurück und fordern Sie einen neuen an",
        wrong_code: |left| {
            match left {
            ..=0 => "Das ist nicht der Code, und es sind keine Versuche mehr übrig. Gehen Sie zurück und fordern Sie einen neuen an".to_owned(),
            1 => "Das ist nicht der Code. Ein Versuch ist übrig".to_owned(),
            left => format!("Das ist nicht der Code. {left} Versuche sind übrig"),
        }
        },
        wording: "Der Wortlaut hat sich geändert, seit Sie die Seite geöffnet haben. Lesen Sie ihn noch einmal; es wurde nichts angenommen",
        reason: "Nennen Sie in ein, zwei Worten den Grund; ohne ihn wird nichts abgelehnt",
    },
};

//! German.

use super::{KindTexts, RoleTexts, Texts};

const MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

pub(super) static TEXTS: Texts = Texts {
    both: |one, other| format!("{one} und {other}"),
    comma: ", ",
    day: |day, month, year| format!("{day}. {} {year}", super::month(MONTHS, month)),
    moment: |day, time| format!("{day}, {time} UTC"),
    salutation: |name| format!("Guten Tag {name},"),
    neutral_salutation: "Sehr geehrte Damen und Herren,",
    neutral_person: "Damen und Herren",
    asks_for_privileges: |days, roles| {
        format!(
            "Wir bitten außerdem für {days} Tage um delegierte Administratorrechte: {roles}. Die Seite erklärt jedes davon. Sie enden von selbst und früher, wenn Sie es uns sagen."
        )
    },
    cannot: &[
        "etwas bestellen, das Sie nicht mit ihnen vereinbart haben",
        "Kennwörter sehen oder E-Mails und Dateien lesen",
        "sehen oder ändern, was andere Partner für Sie tun",
    ],
    take_back: &[
        "Bitten Sie einen der oben genannten Partner, die Beziehung zu entfernen; jeder von ihnen kann das jederzeit tun.",
        "Administratorrechte enden an ihrem Datum von selbst, was auch sonst geschieht.",
        "Bewahren Sie die Bestätigung auf, die Sie per E-Mail erhalten: Sie nennt, was vereinbart wurde und an wen Sie sich wenden.",
    ],
    reseller: KindTexts {
        label: "Indirekter Handelspartner",
        in_sentence: "indirekter Handelspartner",
        can: &[
            "Sie beraten, Ihnen Angebote machen und an Sie verkaufen",
            "als Handelspartner in dem genannt werden, was sein Anbieter für Sie bestellt",
            "Ihr Unternehmensprofil sehen und was an Sie verkauft wurde",
        ],
    },
    provider: KindTexts {
        label: "Indirekter Anbieter",
        in_sentence: "indirekter Anbieter",
        can: &[
            "die Bestellungen aufgeben, ändern und stornieren, die Sie mit Ihrem Handelspartner vereinbaren",
            "sie Ihrem Handelspartner in Rechnung stellen",
            "Ihr Unternehmensprofil sehen und was für Sie bestellt wurde",
        ],
    },
    direct_bill: KindTexts {
        label: "Partner mit Direktabrechnung",
        in_sentence: "Partner mit Direktabrechnung",
        can: &[
            "Sie beraten, Ihnen Angebote machen und an Sie verkaufen",
            "Bestellungen, die Sie miteinander vereinbaren, aufgeben, ändern und stornieren und Ihnen in Rechnung stellen",
            "Ihr Unternehmensprofil sehen und was für Sie bestellt wurde",
        ],
    },
    directory_reader: RoleTexts {
        label: "Verzeichnisleser",
        meaning: "die Liste Ihrer Benutzer und Gruppen lesen",
    },
    service_support: RoleTexts {
        label: "Dienstsupportadministrator",
        meaning: "Serviceanfragen für Sie stellen und verfolgen",
    },
    license_administrator: RoleTexts {
        label: "Lizenzadministrator",
        meaning: "Ihren Benutzern Lizenzen zuweisen und entziehen",
    },
    user_administrator: RoleTexts {
        label: "Benutzeradministrator",
        meaning: "Ihre Benutzer anlegen, ändern und löschen und deren Kennwörter zurücksetzen",
    },
    billing_administrator: RoleTexts {
        label: "Abrechnungsadministrator",
        meaning: "Ihre Abonnements und Ihr Abrechnungsprofil verwalten",
    },
};

//! French.

use super::{KindTexts, RoleTexts, Texts};

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

pub(super) static TEXTS: Texts = Texts {
    both: |one, other| format!("{one} et {other}"),
    comma: ", ",
    day: |day, month, year| {
        let first = if day == 1 { "er" } else { "" };
        format!("{day}{first} {} {year}", super::month(MONTHS, month))
    },
    moment: |day, time| format!("{day}, {time} UTC"),
    salutation: |name| format!("Bonjour {name},"),
    neutral_salutation: "Madame, Monsieur,",
    neutral_person: "Madame, Monsieur",
    asks_for_privileges: |days, roles| {
        format!(
            "Nous demandons également des privilèges d’administration délégués pendant {days} jours : {roles}. La page explique chacun d’eux. Ils prennent fin d’eux-mêmes, ou plus tôt si vous nous le demandez."
        )
    },
    cannot: &[
        "commander quoi que ce soit que vous n’avez pas convenu avec eux",
        "voir des mots de passe, ou lire des e-mails et des fichiers",
        "voir ou modifier ce que d’autres partenaires font pour vous",
    ],
    take_back: &[
        "Demandez à l’un des partenaires ci-dessus de supprimer la relation ; chacun d’eux peut le faire, à tout moment.",
        "Les privilèges prennent fin d’eux-mêmes à leur date, quoi qu’il arrive.",
        "Conservez le reçu qui vous est envoyé par e-mail : il indique ce qui a été convenu et à qui vous adresser.",
    ],
    reseller: KindTexts {
        label: "Revendeur indirect",
        in_sentence: "revendeur indirect",
        can: &[
            "vous conseiller, vous faire des offres et vous vendre des produits et services",
            "être désigné comme revendeur dans ce que son fournisseur commande pour vous",
            "voir le profil de votre entreprise et ce qu’il vous a vendu",
        ],
    },
    provider: KindTexts {
        label: "Fournisseur indirect",
        in_sentence: "fournisseur indirect",
        can: &[
            "passer, modifier et annuler les commandes que vous convenez avec votre revendeur",
            "les facturer à votre revendeur",
            "voir le profil de votre entreprise et ce qui a été commandé pour vous",
        ],
    },
    direct_bill: KindTexts {
        label: "Partenaire à facturation directe",
        in_sentence: "partenaire à facturation directe",
        can: &[
            "vous conseiller, vous faire des offres et vous vendre des produits et services",
            "passer, modifier et annuler les commandes que vous convenez ensemble, et vous les facturer",
            "voir le profil de votre entreprise et ce qui a été commandé pour vous",
        ],
    },
    directory_reader: RoleTexts {
        label: "Lecteur de répertoire",
        meaning: "lire la liste de vos utilisateurs et de vos groupes",
    },
    service_support: RoleTexts {
        label: "Administrateur du support de service",
        meaning: "ouvrir pour vous des demandes de service et les suivre",
    },
    license_administrator: RoleTexts {
        label: "Administrateur de licences",
        meaning: "attribuer des licences à vos utilisateurs et les retirer",
    },
    user_administrator: RoleTexts {
        label: "Administrateur d’utilisateurs",
        meaning: "créer, modifier et supprimer vos utilisateurs et réinitialiser leurs mots de passe",
    },
    billing_administrator: RoleTexts {
        label: "Administrateur de facturation",
        meaning: "gérer vos abonnements et votre profil de facturation",
    },
};

//! Portuguese.

use super::{KindTexts, RoleTexts, Texts};

const MONTHS: [&str; 12] = [
    "janeiro",
    "fevereiro",
    "março",
    "abril",
    "maio",
    "junho",
    "julho",
    "agosto",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
];

pub(super) static TEXTS: Texts = Texts {
    both: |one, other| format!("{one} e {other}"),
    comma: ", ",
    day: |day, month, year| format!("{day} de {} de {year}", super::month(MONTHS, month)),
    moment: |day, time| format!("{day}, {time} UTC"),
    salutation: |name| format!("Exmo.(a) Sr.(a) {name},"),
    neutral_salutation: "Exmos. Senhores,",
    neutral_person: "Senhores",
    asks_for_privileges: |days, roles| {
        format!(
            "Solicitamos também privilégios de administração delegados durante {days} dias: {roles}. A página explica cada um deles. Terminam por si, ou mais cedo se assim nos indicar."
        )
    },
    cannot: &[
        "encomendar algo que não tenha acordado com eles",
        "ver palavras-passe, nem ler mensagens e ficheiros",
        "ver ou alterar o que outros parceiros fazem por si",
    ],
    take_back: &[
        "Peça a qualquer um dos parceiros acima que remova a relação; cada um deles pode fazê-lo a qualquer momento.",
        "Os privilégios terminam por si na sua data, aconteça o que acontecer.",
        "Guarde o comprovativo que recebe por correio eletrónico: indica o que foi acordado e a quem se dirigir.",
    ],
    reseller: KindTexts {
        label: "Revendedor indireto",
        in_sentence: "revendedor indireto",
        can: &[
            "aconselhar, apresentar propostas e vender-lhe produtos e serviços",
            "ser indicado como revendedor no que o seu fornecedor encomenda para si",
            "ver o perfil da sua empresa e o que lhe vendeu",
        ],
    },
    provider: KindTexts {
        label: "Fornecedor indireto",
        in_sentence: "fornecedor indireto",
        can: &[
            "fazer, alterar e cancelar as encomendas que acordar com o seu revendedor",
            "faturá-las ao seu revendedor",
            "ver o perfil da sua empresa e o que foi encomendado para si",
        ],
    },
    direct_bill: KindTexts {
        label: "Parceiro de faturação direta",
        in_sentence: "parceiro de faturação direta",
        can: &[
            "aconselhar, apresentar propostas e vender-lhe produtos e serviços",
            "fazer, alterar e cancelar as encomendas que acordarem, e faturá-las",
            "ver o perfil da sua empresa e o que foi encomendado para si",
        ],
    },
    directory_reader: RoleTexts {
        label: "Leitor de diretório",
        meaning: "ler a lista dos seus utilizadores e grupos",
    },
    service_support: RoleTexts {
        label: "Administrador de suporte do serviço",
        meaning: "abrir pedidos de assistência por si e acompanhá-los",
    },
    license_administrator: RoleTexts {
        label: "Administrador de licenças",
        meaning: "atribuir licenças aos seus utilizadores e retirá-las",
    },
    user_administrator: RoleTexts {
        label: "Administrador de utilizadores",
        meaning: "criar, alterar e eliminar os seus utilizadores e repor as respetivas palavras-passe",
    },
    billing_administrator: RoleTexts {
        label: "Administrador de faturação",
        meaning: "gerir as suas subscrições e o seu perfil de faturação",
    },
};

//! Spanish.

use super::{KindTexts, RoleTexts, Texts};

const MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

/// “y”, and “e” in front of the same sound.
fn and_before(name: &str) -> &'static str {
    let name = crate::text::folded(name);
    let sounds_same =
        name.starts_with(['i', 'í']) || name.starts_with("hi") && !name.starts_with("hie");
    if sounds_same { "e" } else { "y" }
}

pub(super) static TEXTS: Texts = Texts {
    both: |one, other| format!("{one} {} {other}", and_before(other)),
    comma: ", ",
    day: |day, month, year| format!("{day} de {} de {year}", super::month(MONTHS, month)),
    moment: |day, time| format!("{day}, {time} UTC"),
    salutation: |name| format!("Estimado/a {name}:"),
    neutral_salutation: "Estimados señores y señoras:",
    neutral_person: "señores y señoras",
    asks_for_privileges: |days, roles| {
        format!(
            "También solicitamos privilegios de administración delegados durante {days} días: {roles}. La página explica cada uno de ellos. Terminan por sí solos, o antes si usted nos lo indica."
        )
    },
    cannot: &[
        "pedir nada que usted no haya acordado con ellos",
        "ver contraseñas ni leer correo o archivos",
        "ver o cambiar lo que otros partners hacen para usted",
    ],
    take_back: &[
        "Pida a cualquiera de los partners anteriores que elimine la relación; cada uno de ellos puede hacerlo en cualquier momento.",
        "Los privilegios terminan por sí solos en su fecha, pase lo que pase.",
        "Conserve el comprobante que recibirá por correo: indica lo que se acordó y a quién dirigirse.",
    ],
    reseller: KindTexts {
        label: "Revendedor indirecto",
        in_sentence: "revendedor indirecto",
        can: &[
            "asesorarle, hacerle ofertas y venderle productos y servicios",
            "figurar como revendedor en lo que su proveedor pida para usted",
            "ver el perfil de su empresa y lo que le ha vendido",
        ],
    },
    provider: KindTexts {
        label: "Proveedor indirecto",
        in_sentence: "proveedor indirecto",
        can: &[
            "realizar, modificar y cancelar los pedidos que usted acuerde con su revendedor",
            "facturarlos a su revendedor",
            "ver el perfil de su empresa y lo que se ha pedido para usted",
        ],
    },
    direct_bill: KindTexts {
        label: "Partner de facturación directa",
        in_sentence: "partner de facturación directa",
        can: &[
            "asesorarle, hacerle ofertas y venderle productos y servicios",
            "realizar, modificar y cancelar los pedidos que acuerden, y facturárselos",
            "ver el perfil de su empresa y lo que se ha pedido para usted",
        ],
    },
    directory_reader: RoleTexts {
        label: "Lector de directorio",
        meaning: "leer la lista de sus usuarios y grupos",
    },
    service_support: RoleTexts {
        label: "Administrador de soporte técnico del servicio",
        meaning: "abrir solicitudes de servicio para usted y seguirlas",
    },
    license_administrator: RoleTexts {
        label: "Administrador de licencias",
        meaning: "asignar licencias a sus usuarios y retirarlas",
    },
    user_administrator: RoleTexts {
        label: "Administrador de usuarios",
        meaning: "crear, modificar y eliminar sus usuarios y restablecer sus contraseñas",
    },
    billing_administrator: RoleTexts {
        label: "Administrador de facturación",
        meaning: "gestionar sus suscripciones y su perfil de facturación",
    },
};

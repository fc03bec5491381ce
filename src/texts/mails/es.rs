//! Spanish.

use super::{MailTexts, TermsTexts};

pub(super) static TEXTS: MailTexts = MailTexts {
    code_subject: "Su código",
    code: |name, company, mark| {
        format!(
            "Estimado/a {name}:\n\nSu código para responder a la invitación dirigida a {company} es:\n\n{mark}\n\nIntrodúzcalo en un plazo de 10 minutos en la página que lo solicitó. Nadie se lo pedirá nunca por teléfono ni por correo. Si no ha solicitado ningún código, no tiene que hacer nada."
        )
    },
    code_footer: "Enviado porque esta dirección se introdujo en la página de una invitación.",
    receipt_subject: |company, names| format!("Comprobante: {company} está vinculada con {names}"),
    receipt: |it| {
        format!(
            "Estimado/a {}:\n\nEl {} usted dio su conformidad, en nombre de {} ({}), a una relación de reventa con {}.{}{}\n\nTexto: versión {}, huella digital {}.\n\nPara terminarla, diríjase a cualquiera de los partners aquí nombrados; los privilegios terminan por sí solos en su fecha. Conserve este correo como comprobante.",
            it.person,
            it.when,
            it.company,
            it.domain,
            it.names,
            it.privileges,
            it.doubt,
            it.version,
            it.fingerprint
        )
    },
    receipt_privileges: |day, roles| {
        format!("\n\nPrivilegios de administración delegados hasta el {day}: {roles}.")
    },
    receipt_footer: "Enviado porque usted aceptó una invitación.",
    invitation_footer: |sender, partner, address| {
        format!("Enviado en nombre de {sender}, {partner}. Las respuestas se envían a {address}.")
    },
    terms: TermsTexts {
        title: |company, domain, version| {
            format!(
                "Acuerdo de {company} ({domain}) sobre una relación de reventa, versión {version}"
            )
        },
        who: |company| {
            format!(
                "1. Quién puede actuar. {company} acepta que las siguientes empresas realicen operaciones para ella tal como se describe:"
            )
        },
        party: |name, domain, country, kind| {
            format!("{name} ({domain}, {country}), {kind}, puede:")
        },
        privileges: "2. Privilegios de administración delegados.",
        none: " No se concede ninguno.",
        roles: |days| {
            format!(
                " Durante {days} días desde la aceptación, cada una de ellas puede actuar también con estos roles:"
            )
        },
        roles_end: "Los privilegios terminan por sí solos después de ese plazo y son independientes de la relación de reventa.",
        not_agreed: |company| {
            format!(
                "3. Lo que no se acuerda. Este acuerdo no es un pedido y no cuesta nada. No da a nadie acceso a contraseñas, y a datos solo en la medida de los privilegios del punto 2. No quita nada a otros partners de {company}."
            )
        },
        end: |company| {
            format!(
                "4. Fin. {company} puede terminar la relación en cualquier momento y sin indicar motivo, comunicándolo a un partner nombrado en el punto 1, que entonces la elimina. Cada partner puede terminar su relación. Los contratos sobre lo pedido entretanto no cambian por ello."
            )
        },
        who_agrees: |company| {
            format!(
                "5. Quién da la conformidad. La persona que acepta declara que puede hacerlo en nombre de {company}. Su nombre, cargo y correo profesional, la fecha y este texto se conservan como prueba y se muestran a los partners nombrados en el punto 1."
            )
        },
    },
};

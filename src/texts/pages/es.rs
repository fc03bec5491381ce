//! Spanish.

use super::{DeadTexts, ErrorTexts, PageTexts};

pub(super) static TEXTS: PageTexts = PageTexts {
    languages: "Idioma",
    steps: "Pasos",
    step_you: "Usted",
    step_code: "Código",
    step_agree: "Conformidad",
    step_done: ", hecho",
    title: |names, company| format!("Solicitud de {names} a {company}"),
    heading: |names, company, many| {
        if many {
            format!("{names} solicitan actuar para {company}")
        } else {
            format!("{names} solicita actuar para {company}")
        }
    },
    lead: "Lea lo que esto significa y, después, acepte o rechace. Abrir esta página no ha cambiado nada.",
    until: ("Puede responder hasta el ", "."),
    domain: "Dominio",
    country: "País",
    acts_as: "Actúa como",
    since: "Aquí desde",
    sent_by: |sender, company, domain| format!("Enviado por {sender}, para {company} ({domain})."),
    for_both: "Una sola respuesta vale para ambos: se conecta con los dos o con ninguno.",
    can: "Lo que se permitirá",
    cannot: "Lo que no se permitirá",
    take_back: "Cómo puede revocarlo",
    role_item: |meaning, days, label| {
        format!("{meaning}, durante {days} días a partir de hoy ({label})")
    },
    answer: "Su respuesta",
    say_who: "Para aceptar, indique quién es usted. Después recibirá un código por correo; nada queda acordado antes de que lo introduzca.",
    name: "Su nombre",
    job_title: "Su cargo",
    email: "Su dirección de correo profesional",
    email_help: |masked| {
        format!(
            "Allí se enviará el código. La invitación se envió a {masked}; escriba esa dirección completa."
        )
    },
    go_on: "Continuar para aceptar",
    decline: "Rechazar",
    unexpected: "No esperaba esto",
    no_mail_title: "Por el momento no se puede aceptar aquí",
    no_mail: |sender| {
        format!(
            "Para aceptar es necesario enviarle un código por correo, y este servidor todavía no puede enviar correo. Avise a {sender}; el enlace sigue siendo el mismo. Puede rechazar sin código."
        )
    },
    code_title: "Introducir el código",
    code_heading: "Introduzca el código y dé su conformidad",
    code_lead: |masked| {
        format!(
            "Se ha enviado un código a {masked}. Es válido durante 10 minutos. Todavía no se ha acordado nada."
        )
    },
    code_late_title: "El código aún no se ha enviado",
    code_late: |masked| {
        format!(
            "El correo a {masked} no puede salir en este momento. Se vuelve a intentar cada minuto. Cargue de nuevo esta página dentro de un rato; todavía no se ha acordado nada."
        )
    },
    code_failed_title: "No se pudo entregar el código",
    code_failed: |masked, sender| {
        format!(
            "El correo con el código no llegó a {masked}. Compruebe la dirección y solicite un código nuevo. Si tampoco funciona, avise a {sender}. No se ha acordado nada, y puede rechazar sin código."
        )
    },
    code: "Código del correo",
    code_help: "8 caracteres. Las mayúsculas y los espacios no importan.",
    read_agreement: "Leer el acuerdo",
    agreement_in: |language| {
        format!(
            "El acuerdo está redactado en este idioma: {language}. Se muestra tal como se redactó, porque ese es el texto que vale."
        )
    },
    agree: "Doy mi conformidad en nombre de mi empresa y estoy autorizado para ello",
    agree_help: |name, job, company| format!("{name}, {job}, por {company}"),
    accept: "Aceptar",
    no_code: (
        "¿No ha llegado el correo después de unos minutos? Revise la carpeta de correo no deseado o ",
        "vuelva atrás y solicite un código nuevo",
        ".",
    ),
    asked: "Lo que se le solicita",
    decline_heading: |names| format!("Rechazar la invitación de {names}"),
    unexpected_heading: "Usted no esperaba esta invitación",
    refusal_lead: |company, sender, names, unexpected| {
        let what = if unexpected {
            "que no se esperaba"
        } else {
            "que usted la rechaza"
        };
        format!(
            "No se establecerá ninguna relación con {company} y el enlace dejará de funcionar. Se comunicará a {sender} ({names}) {what}. No necesita ningún código."
        )
    },
    reason: "Por qué la rechaza",
    reason_help: "Basta una palabra, como «Innecesario». El remitente la leerá.",
    unexpected_reason: "Qué debe saber el remitente",
    unexpected_help: "Basta una frase, como «No conocemos esta empresa». No escriba nada confidencial.",
    report: "Informar y rechazar",
    decline_now: "Rechazar la invitación",
    back: "Volver sin responder",
    connected: "La relación está establecida",
    connected_with: |names| format!("Su empresa ya está vinculada con {names}"),
    receipt_lead: |sender| {
        format!(
            "Se ha informado a {sender}. Este comprobante también se le ha enviado por correo; consérvelo."
        )
    },
    company: "Empresa",
    verified: "(verificado por su dirección)",
    not_verified: "(no verificado)",
    outside: |domain| {
        format!(
            "Su dirección está fuera de {domain}, por lo que no verifica el dominio de la empresa. Los partners lo ven."
        )
    },
    shared: |domain| {
        format!(
            "{domain} está abierto a todo el mundo, por lo que no demuestra nada sobre la empresa. Los partners lo ven."
        )
    },
    agreed_by: "Conformidad dada por",
    their_job: "Cargo",
    when: "Fecha",
    privileges: "Privilegios de administración delegados",
    no_privileges: "Ninguno",
    privileges_until: "Privilegios de administración delegados hasta el",
    until_roles: |day, roles| format!("{day}: {roles}"),
    fingerprint: "Huella digital del texto",
    read_agreed: "Leer lo que ha aceptado",
    contact: |sender, names| format!("{sender} ({names})"),
    not_ready: DeadTexts {
        title: "Esta invitación no está terminada",
        message: |_, _, contact| {
            format!(
                "{contact} la ha escrito, pero todavía no la ha entregado, por lo que no se puede responder."
            )
        },
        next: |contact, _| {
            format!("Pida a {contact} que la termine. Su enlace sigue siendo el mismo.")
        },
    },
    accepted: DeadTexts {
        title: "Esta invitación fue aceptada",
        message: |company, when, _| {
            format!(
                "Se aceptó en nombre de {company} el {when}. A una invitación se responde una sola vez. El comprobante se envió por correo a la persona que aceptó."
            )
        },
        next: |contact, _| {
            format!(
                "Si no era su intención, avise a {contact}: la relación puede eliminarse en cualquier momento."
            )
        },
    },
    declined: DeadTexts {
        title: "Esta invitación fue rechazada",
        message: |company, when, contact| {
            format!(
                "Se rechazó en nombre de {company} el {when}. No se estableció ninguna relación, y se ha informado a {contact}."
            )
        },
        next: |contact, _| {
            format!("Si finalmente desea aceptar, pida una nueva invitación a {contact}.")
        },
    },
    expired: DeadTexts {
        title: "Este enlace ha caducado",
        message: |_, when, _| format!("Se podía responder hasta el {when}. No ha ocurrido nada."),
        next: |contact, masked| format!("Pida un enlace nuevo a {contact}. Se enviará a {masked}."),
    },
    revoked: DeadTexts {
        title: "Esta invitación fue retirada",
        message: |_, _, contact| {
            format!("{contact} la ha retirado. No se puede responder y no ha ocurrido nada.")
        },
        next: |contact, _| format!("Si la esperaba, pida un enlace nuevo a {contact}."),
    },
    replaced: DeadTexts {
        title: "Este enlace se ha sustituido por otro más reciente",
        message: |_, _, contact| {
            format!(
                "{contact} ha creado un enlace más reciente para esta invitación. Este ya no funciona y abrirlo no ha cambiado nada."
            )
        },
        next: |contact, _| {
            format!("Use el enlace del último mensaje de {contact} o pídaselo a {contact}.")
        },
    },
    staff_title: "Solo el cliente puede responder",
    staff: |company| {
        format!(
            "Ha iniciado sesión como empleado de un partner que hace la solicitud. La conformidad la da {company}, nunca un partner."
        )
    },
    staff_next: "No se ha cambiado nada. Para ver la página como su cliente, cierre la sesión o use una ventana privada.",
    over: "Ya no se puede aceptar",
    not_together: |names| {
        format!("{names} ya no hacen esta solicitud de forma conjunta. No se ha aceptado nada.")
    },
    not_active: |names| format!("{names} ya no está activo aquí. No se ha aceptado nada."),
    ask_writer: "Diríjase a la persona que le escribió.",
    errors: ErrorTexts {
        prefix: "Error: ",
        summary: "Revise lo siguiente",
        name: "Escriba su nombre",
        job_title: "Escriba su cargo",
        email: "Escriba una dirección de correo como nombre@contoso.example",
        web_address: "Escriba aquí un nombre, sin dirección web",
        unwanted: "Elimine los saltos de línea y los caracteres de control invisibles",
        unwanted_in_text: "Elimine los caracteres de control invisibles",
        too_long: |max, length| format!("Use como máximo {max} caracteres; hay {length}"),
        no_mail: "Este servidor no puede enviar un código por el momento",
        insider: |partner| {
            format!(
                "Esta dirección pertenece a {partner}, que hace la solicitud. Solo el cliente puede aceptar, con una dirección propia"
            )
        },
        must_verify: |sender| {
            format!(
                "Aquí solo puede aceptar una dirección del dominio propio de la empresa. Pida a {sender} que invite una dirección así"
            )
        },
        other_address: |masked, sender| {
            format!(
                "El código solo puede enviarse a la dirección invitada, {masked}. Escríbala completa o pida a {sender} que invite su dirección"
            )
        },
        too_soon: "Se envió un código hace menos de un minuto. Revise su correo o espere un minuto para pedir otro",
        too_many: "Hoy se han enviado cinco códigos, que es el máximo. Inténtelo de nuevo mañana",
        say_who: "Indique primero quién es usted; después recibirá un código por correo",
        code: "Introduzca el código del correo",
        agree: "Marque esta casilla para dar su conformidad. Sin ella no se acepta nada",
        code_over: "Este código ha caducado o se ha introducido mal cinco veces. Vuelva atrás y solicite uno nuevo",
        wrong_code: |left| match left {
            ..=0 => "Este no es el código y no quedan intentos. Vuelva atrás y solicite uno nuevo"
                .to_owned(),
            1 => "Este no es el código. Queda un intento".to_owned(),
            left => format!("Este no es el código. Quedan {left} intentos"),
        },
        wording: "El texto ha cambiado desde que abrió la página. Léalo de nuevo; no se ha aceptado nada",
        reason: "Indique el motivo en una o dos palabras; sin él no se rechaza nada",
    },
};

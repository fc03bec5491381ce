//! Portuguese.

use super::{MailTexts, TermsTexts};

pub(super) static TEXTS: MailTexts = MailTexts {
    code_subject: "O seu código",
    code: |name, company, mark| {
        format!(
            "Exmo.(a) Sr.(a) {name},\n\no seu código para responder ao convite dirigido a {company} é:\n\n{mark}\n\nIntroduza-o no prazo de 10 minutos na página que o pediu. Ninguém lho pedirá por telefone ou por correio eletrónico. Se não pediu nenhum código, não precisa de fazer nada."
        )
    },
    code_footer: "Enviado porque este endereço foi introduzido na página de um convite.",
    receipt_subject: |company, names| format!("Comprovativo: {company} está ligada a {names}"),
    receipt: |it| {
        format!(
            "Exmo.(a) Sr.(a) {},\n\nem {} deu o seu acordo, em nome de {} ({}), a uma relação de revenda com {}.{}{}\n\nTexto: versão {}, impressão digital {}.\n\nPara a terminar, dirija-se a qualquer parceiro aqui indicado; os privilégios terminam por si na sua data. Guarde esta mensagem como comprovativo.",
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
        format!("\n\nPrivilégios de administração delegados até {day}: {roles}.")
    },
    receipt_footer: "Enviado porque aceitou um convite.",
    invitation_footer: |sender, partner, address| {
        format!("Enviado em nome de {sender}, {partner}. As respostas seguem para {address}.")
    },
    terms: TermsTexts {
        title: |company, domain, version| {
            format!("Acordo de {company} ({domain}) sobre uma relação de revenda, versão {version}")
        },
        who: |company| {
            format!(
                "1. Quem pode agir. {company} concorda que as seguintes empresas realizem operações por sua conta, conforme descrito:"
            )
        },
        party: |name, domain, country, kind| format!("{name} ({domain}, {country}), {kind}, pode:"),
        privileges: "2. Privilégios de administração delegados.",
        none: " Não é concedido nenhum.",
        roles: |days| {
            format!(
                " Durante {days} dias a contar da aceitação, cada uma delas pode também agir nestas funções:"
            )
        },
        roles_end: "Os privilégios terminam por si após esse prazo e são independentes da relação de revenda.",
        not_agreed: |company| {
            format!(
                "3. O que não é acordado. Este acordo não é uma encomenda e não custa nada. Não dá a ninguém acesso a palavras-passe, e a dados apenas na medida dos privilégios do ponto 2. Nada retira a outros parceiros de {company}."
            )
        },
        end: |company| {
            format!(
                "4. Fim. {company} pode terminar a relação a qualquer momento e sem indicar motivo, informando um parceiro indicado no ponto 1, que então a remove. Cada parceiro pode terminar a sua relação. Os contratos sobre o que entretanto foi encomendado não são alterados por isso."
            )
        },
        who_agrees: |company| {
            format!(
                "5. Quem concorda. A pessoa que aceita declara que o pode fazer em nome de {company}. O seu nome, cargo e endereço profissional, a data e este texto são guardados como prova e mostrados aos parceiros indicados no ponto 1."
            )
        },
    },
};

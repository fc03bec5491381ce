//! Portuguese.

use super::{DeadTexts, ErrorTexts, PageTexts};

pub(super) static TEXTS: PageTexts = PageTexts {
    languages: "Idioma",
    steps: "Passos",
    step_you: "Dados",
    step_code: "Código",
    step_agree: "Acordo",
    step_done: ", concluído",
    title: |names, company| format!("Pedido de {names} a {company}"),
    heading: |names, company, many| {
        if many {
            format!("{names} pedem para agir por {company}")
        } else {
            format!("{names} pede para agir por {company}")
        }
    },
    lead: "Leia o que isto significa e, depois, aceite ou recuse. Abrir esta página não alterou nada.",
    until: ("Pode responder até ", "."),
    domain: "Domínio",
    country: "País",
    acts_as: "Age como",
    since: "Aqui desde",
    sent_by: |sender, company, domain| format!("Enviado por {sender}, para {company} ({domain})."),
    for_both: "Uma só resposta vale para ambos: liga-se aos dois ou a nenhum.",
    can: "O que passa a ser permitido",
    cannot: "O que não é permitido",
    take_back: "Como pode revogar",
    role_item: |meaning, days, label| {
        format!("{meaning}, durante {days} dias a partir de hoje ({label})")
    },
    answer: "A sua resposta",
    say_who: "Para aceitar, indique quem é. Em seguida recebe um código por correio eletrónico; nada fica acordado antes de o introduzir.",
    name: "O seu nome",
    job_title: "O seu cargo",
    email: "O seu endereço de correio eletrónico profissional",
    email_help: |masked| {
        format!(
            "O código é enviado para lá. O convite foi enviado para {masked}; introduza esse endereço completo."
        )
    },
    go_on: "Continuar para aceitar",
    decline: "Recusar",
    unexpected: "Não esperava isto",
    no_mail_title: "De momento não é possível aceitar aqui",
    no_mail: |sender| {
        format!(
            "Para aceitar, é necessário enviar-lhe um código por correio eletrónico, e este servidor ainda não pode enviar mensagens. Informe {sender}; a ligação mantém-se. Pode recusar sem código."
        )
    },
    code_title: "Introduzir o código",
    code_heading: "Introduza o código e dê o seu acordo",
    code_lead: |masked| {
        format!(
            "Foi enviado um código para {masked}. É válido durante 10 minutos. Ainda nada está acordado."
        )
    },
    code_late_title: "O código ainda não foi enviado",
    code_late: |masked| {
        format!(
            "A mensagem para {masked} não pode sair de momento. O envio é tentado de novo a cada minuto. Volte a carregar esta página daqui a pouco; ainda nada foi acordado."
        )
    },
    code_failed_title: "Não foi possível entregar o código",
    code_failed: |masked, sender| {
        format!(
            "A mensagem com o código não chegou a {masked}. Verifique o endereço e peça um novo código. Se voltar a falhar, avise {sender}. Nada foi acordado, e pode recusar sem código."
        )
    },
    code: "Código da mensagem",
    code_help: "8 caracteres. As maiúsculas e os espaços não têm importância.",
    read_agreement: "Ler o acordo",
    agreement_in: |language| {
        format!(
            "O acordo está redigido neste idioma: {language}. É apresentado tal como foi redigido, porque é esse o texto que vale."
        )
    },
    agree: "Concordo em nome da minha empresa e tenho poderes para o fazer",
    agree_help: |name, job, company| format!("{name}, {job}, por {company}"),
    accept: "Aceitar",
    no_code: (
        "A mensagem não chegou após alguns minutos? Verifique a pasta de correio não solicitado, ou ",
        "volte atrás e peça um novo código",
        ".",
    ),
    asked: "O que lhe é pedido",
    decline_heading: |names| format!("Recusar o convite de {names}"),
    unexpected_heading: "Não esperava este convite",
    refusal_lead: |company, sender, names, unexpected| {
        let what = if unexpected {
            "de que não era esperado"
        } else {
            "da sua recusa"
        };
        format!(
            "Não será estabelecida nenhuma relação com {company} e a ligação deixará de funcionar. {sender} ({names}) será informado {what}. Não precisa de nenhum código."
        )
    },
    reason: "Porque recusa",
    reason_help: "Basta uma palavra, como «Desnecessário». O remetente irá lê-la.",
    unexpected_reason: "O que o remetente deve saber",
    unexpected_help: "Basta uma frase, como «Não conhecemos esta empresa». Não escreva nada confidencial.",
    report: "Comunicar e recusar",
    decline_now: "Recusar o convite",
    back: "Voltar sem responder",
    connected: "A relação está estabelecida",
    connected_with: |names| format!("A sua empresa está agora ligada a {names}"),
    receipt_lead: |sender| {
        format!(
            "{sender} foi informado. Este comprovativo também lhe foi enviado por correio eletrónico; guarde-o."
        )
    },
    company: "Empresa",
    verified: "(verificado pelo seu endereço)",
    not_verified: "(não verificado)",
    outside: |domain| {
        format!(
            "O seu endereço está fora de {domain}, pelo que não verifica o domínio da empresa. Os parceiros veem isso."
        )
    },
    shared: |domain| {
        format!(
            "{domain} está aberto a todos, pelo que nada prova sobre a empresa. Os parceiros veem isso."
        )
    },
    agreed_by: "Acordo dado por",
    their_job: "Cargo",
    when: "Data",
    privileges: "Privilégios de administração delegados",
    no_privileges: "Nenhum",
    privileges_until: "Privilégios de administração delegados até",
    until_roles: |day, roles| format!("{day}: {roles}"),
    fingerprint: "Impressão digital do texto",
    read_agreed: "Ler o que aceitou",
    contact: |sender, names| format!("{sender} ({names})"),
    not_ready: DeadTexts {
        title: "Este convite não está concluído",
        message: |_, _, contact| {
            format!(
                "{contact} escreveu-o, mas ainda não o entregou; por isso não é possível responder."
            )
        },
        next: |contact, _| format!("Peça a {contact} que o conclua. A sua ligação mantém-se."),
    },
    accepted: DeadTexts {
        title: "Este convite foi aceite",
        message: |company, when, _| {
            format!(
                "Foi aceite em nome de {company} em {when}. A um convite responde-se uma só vez. O comprovativo foi enviado por correio eletrónico à pessoa que aceitou."
            )
        },
        next: |contact, _| {
            format!(
                "Se não era essa a intenção, informe {contact}: a relação pode ser removida a qualquer momento."
            )
        },
    },
    declined: DeadTexts {
        title: "Este convite foi recusado",
        message: |company, when, contact| {
            format!(
                "Foi recusado em nome de {company} em {when}. Não foi estabelecida nenhuma relação, e {contact} foi informado."
            )
        },
        next: |contact, _| format!("Se afinal quiser aceitar, peça um novo convite a {contact}."),
    },
    expired: DeadTexts {
        title: "Esta ligação expirou",
        message: |_, when, _| format!("Era possível responder até {when}. Nada aconteceu."),
        next: |contact, masked| {
            format!("Peça uma nova ligação a {contact}. Será enviada para {masked}.")
        },
    },
    revoked: DeadTexts {
        title: "Este convite foi retirado",
        message: |_, _, contact| {
            format!("{contact} retirou-o. Não é possível responder e nada aconteceu.")
        },
        next: |contact, _| format!("Se o esperava, peça uma nova ligação a {contact}."),
    },
    replaced: DeadTexts {
        title: "Esta ligação foi substituída por uma mais recente",
        message: |_, _, contact| {
            format!(
                "{contact} criou uma ligação mais recente para este convite. Esta já não funciona e abri-la não alterou nada."
            )
        },
        next: |contact, _| {
            format!(
                "Utilize a ligação da mensagem mais recente de {contact} ou peça-a a {contact}."
            )
        },
    },
    staff_title: "Só o cliente pode responder",
    staff: |company| {
        format!(
            "Tem sessão iniciada como colaborador de um parceiro que faz o pedido. O acordo é dado por {company}, nunca por um parceiro."
        )
    },
    staff_next: "Nada foi alterado. Para ver a página como o seu cliente, termine a sessão ou use uma janela privada.",
    over: "Já não é possível aceitar",
    not_together: |names| format!("{names} já não fazem este pedido em conjunto. Nada foi aceite."),
    not_active: |names| format!("{names} já não está ativo aqui. Nada foi aceite."),
    ask_writer: "Contacte a pessoa que lhe escreveu.",
    errors: ErrorTexts {
        prefix: "Erro: ",
        summary: "Verifique o seguinte",
        name: "Introduza o seu nome",
        job_title: "Introduza o seu cargo",
        email: "Introduza um endereço de correio eletrónico como nome@contoso.example",
        web_address: "Introduza aqui um nome, sem endereço web",
        unwanted: "Remova as quebras de linha e os caracteres de controlo invisíveis",
        unwanted_in_text: "Remova os caracteres de controlo invisíveis",
        too_long: |max, length| format!("Use no máximo {max} caracteres; tem {length}"),
        no_mail: "De momento este servidor não pode enviar um código",
        insider: |partner| {
            format!(
                "Este endereço pertence a {partner}, que faz o pedido. Só o próprio cliente pode aceitar, com um endereço seu"
            )
        },
        must_verify: |sender| {
            format!(
                "Aqui só um endereço do domínio da própria empresa pode aceitar. Peça a {sender} que convide um endereço assim"
            )
        },
        other_address: |masked, sender| {
            format!(
                "O código só pode ser enviado para o endereço convidado, {masked}. Introduza-o completo ou peça a {sender} que convide o seu endereço"
            )
        },
        too_soon: "Foi enviado um código há menos de um minuto. Consulte o seu correio ou aguarde um minuto por outro",
        too_many: "Hoje foram enviados cinco códigos, que é o máximo. Tente novamente amanhã",
        say_who: "Indique primeiro quem é; em seguida recebe um código por correio eletrónico",
        code: "Introduza o código da mensagem",
        agree: "Assinale para dar o seu acordo. Sem isso, nada é aceite",
        code_over: "Este código expirou ou foi introduzido incorretamente cinco vezes. Volte atrás e peça um novo",
        wrong_code: |left| match left {
            ..=0 => {
                "Este não é o código e não restam tentativas. Volte atrás e peça um novo".to_owned()
            }
            1 => "Este não é o código. Resta uma tentativa".to_owned(),
            left => format!("Este não é o código. Restam {left} tentativas"),
        },
        wording: "O texto mudou desde que abriu a página. Leia-o novamente; nada foi aceite",
        reason: "Indique o motivo numa ou duas palavras; sem ele nada é recusado",
    },
};

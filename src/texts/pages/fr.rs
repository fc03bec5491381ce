//! French.

use super::{DeadTexts, ErrorTexts, PageTexts};

pub(super) static TEXTS: PageTexts = PageTexts {
    languages: "Langue",
    steps: "Étapes",
    step_you: "Vous",
    step_code: "Code",
    step_agree: "Accord",
    step_done: ", terminé",
    title: |names, company| format!("Demande de {names} à {company}"),
    heading: |names, company, many| {
        if many {
            format!("{names} demandent à agir pour {company}")
        } else {
            format!("{names} demande à agir pour {company}")
        }
    },
    lead: "Lisez ce que cela signifie, puis acceptez ou refusez. L’ouverture de cette page n’a rien changé.",
    until: ("Vous pouvez répondre jusqu’au ", "."),
    domain: "Domaine",
    country: "Pays",
    acts_as: "Agit en tant que",
    since: "Présent ici depuis",
    sent_by: |sender, company, domain| {
        format!("Envoyé par {sender}, à l’attention de {company} ({domain}).")
    },
    for_both: "Une seule réponse vaut pour les deux : vous vous connectez avec les deux, ou avec aucun.",
    can: "Ce qui sera autorisé",
    cannot: "Ce qui ne le sera pas",
    take_back: "Comment revenir sur votre accord",
    role_item: |meaning, days, label| {
        format!("{meaning}, pendant {days} jours à compter d’aujourd’hui ({label})")
    },
    answer: "Votre réponse",
    say_who: "Pour accepter, indiquez qui vous êtes. Un code vous sera ensuite envoyé par e-mail ; rien n’est convenu avant que vous l’ayez saisi.",
    name: "Votre nom",
    job_title: "Votre fonction",
    email: "Votre adresse e-mail professionnelle",
    email_help: |masked| {
        format!(
            "Le code y sera envoyé. L’invitation a été adressée à {masked} ; saisissez cette adresse en entier."
        )
    },
    go_on: "Continuer pour accepter",
    decline: "Refuser",
    unexpected: "Je ne m’y attendais pas",
    no_mail_title: "L’acceptation n’est pas possible ici pour le moment",
    no_mail: |sender| {
        format!(
            "Pour accepter, un code doit vous être envoyé par e-mail, et ce serveur ne peut pas encore envoyer d’e-mails. Prévenez {sender} ; le lien reste le même. Vous pouvez refuser sans code."
        )
    },
    code_title: "Saisir le code",
    code_heading: "Saisir le code et donner votre accord",
    code_lead: |masked| {
        format!(
            "Un code a été envoyé à {masked}. Il est valable 10 minutes. Rien n’est encore convenu."
        )
    },
    code_late_title: "Le code n’a pas encore été envoyé",
    code_late: |masked| {
        format!(
            "L’e-mail à {masked} ne peut pas partir pour le moment. L’envoi est retenté chaque minute. Rechargez cette page dans un moment ; rien n’est encore convenu."
        )
    },
    code_failed_title: "Le code n’a pas pu être remis",
    code_failed: |masked, sender| {
        format!(
            "L’e-mail contenant le code n’est pas parvenu à {masked}. Vérifiez l’adresse et demandez un nouveau code. En cas de nouvel échec, prévenez {sender}. Rien n’est convenu, et vous pouvez refuser sans code."
        )
    },
    code: "Code reçu par e-mail",
    code_help: "8 caractères. Les majuscules et les espaces sont sans importance.",
    read_agreement: "Lire l’accord",
    agreement_in: |language| {
        format!(
            "L’accord est rédigé dans cette langue : {language}. Il est affiché tel qu’il a été rédigé, car c’est ce texte qui fait foi."
        )
    },
    agree: "J’y consens au nom de mon entreprise et je suis habilité à le faire",
    agree_help: |name, job, company| format!("{name}, {job}, pour {company}"),
    accept: "Accepter",
    no_code: (
        "Aucun e-mail après quelques minutes ? Vérifiez le dossier des indésirables, ou ",
        "revenez en arrière et demandez un nouveau code",
        ".",
    ),
    asked: "Ce qui vous est demandé",
    decline_heading: |names| format!("Refuser l’invitation de {names}"),
    unexpected_heading: "Vous ne vous attendiez pas à cette invitation",
    refusal_lead: |company, sender, names, unexpected| {
        let what = if unexpected {
            "qu’elle n’était pas attendue"
        } else {
            "que vous refusez"
        };
        format!(
            "Aucune relation ne sera établie avec {company}, et le lien cessera de fonctionner. {sender} ({names}) sera informé {what}. Aucun code n’est nécessaire."
        )
    },
    reason: "Pourquoi vous refusez",
    reason_help: "Un mot suffit, par exemple « Pas nécessaire ». L’expéditeur le lira.",
    unexpected_reason: "Ce que l’expéditeur doit savoir",
    unexpected_help: "Une phrase suffit, par exemple « Nous ne connaissons pas cette entreprise ». N’écrivez rien de confidentiel.",
    report: "Signaler et refuser",
    decline_now: "Refuser l’invitation",
    back: "Retour, sans répondre",
    connected: "La relation est établie",
    connected_with: |names| format!("Vous êtes maintenant en relation avec {names}"),
    receipt_lead: |sender| {
        format!(
            "{sender} en a été informé. Ce reçu vous a aussi été envoyé par e-mail ; conservez-le."
        )
    },
    company: "Entreprise",
    verified: "(vérifié par votre adresse)",
    not_verified: "(non vérifié)",
    outside: |domain| {
        format!(
            "Votre adresse est en dehors de {domain} : elle ne vérifie donc pas le domaine de l’entreprise. Les partenaires le voient."
        )
    },
    shared: |domain| {
        format!(
            "{domain} est ouvert à tous et ne prouve donc rien sur l’entreprise. Les partenaires le voient."
        )
    },
    agreed_by: "Accord donné par",
    their_job: "Fonction",
    when: "Date",
    privileges: "Privilèges d’administration délégués",
    no_privileges: "Aucun",
    privileges_until: "Privilèges d’administration délégués jusqu’au",
    until_roles: |day, roles| format!("{day} : {roles}"),
    fingerprint: "Empreinte du texte",
    read_agreed: "Lire ce que vous avez accepté",
    contact: |sender, names| format!("{sender} ({names})"),
    not_ready: DeadTexts {
        title: "Cette invitation n’est pas terminée",
        message: |_, _, contact| {
            format!(
                "{contact} l’a rédigée mais ne l’a pas encore transmise. Il n’est donc pas possible d’y répondre."
            )
        },
        next: |contact, _| {
            format!("Demandez à {contact} de la terminer. Votre lien reste le même.")
        },
    },
    accepted: DeadTexts {
        title: "Cette invitation a été acceptée",
        message: |company, when, _| {
            format!(
                "Elle a été acceptée pour {company} le {when}. On ne répond qu’une fois à une invitation. Le reçu a été envoyé par e-mail à la personne qui a accepté."
            )
        },
        next: |contact, _| {
            format!(
                "Si ce n’était pas voulu, prévenez {contact} : la relation peut être supprimée à tout moment."
            )
        },
    },
    declined: DeadTexts {
        title: "Cette invitation a été refusée",
        message: |company, when, contact| {
            format!(
                "Elle a été refusée pour {company} le {when}. Aucune relation n’a été établie, et {contact} en a été informé."
            )
        },
        next: |contact, _| {
            format!(
                "Si vous souhaitez finalement accepter, demandez une nouvelle invitation à {contact}."
            )
        },
    },
    expired: DeadTexts {
        title: "Ce lien a expiré",
        message: |_, when, _| {
            format!("Il était possible de répondre jusqu’au {when}. Rien ne s’est passé.")
        },
        next: |contact, masked| {
            format!("Demandez un nouveau lien à {contact}. Il sera envoyé à {masked}.")
        },
    },
    revoked: DeadTexts {
        title: "Cette invitation a été retirée",
        message: |_, _, contact| {
            format!(
                "{contact} l’a retirée. Il n’est plus possible d’y répondre, et rien ne s’est passé."
            )
        },
        next: |contact, _| format!("Si vous l’attendiez, demandez un nouveau lien à {contact}."),
    },
    replaced: DeadTexts {
        title: "Ce lien a été remplacé par un plus récent",
        message: |_, _, contact| {
            format!(
                "{contact} a créé un lien plus récent pour cette invitation. Celui-ci ne fonctionne plus, et son ouverture n’a rien changé."
            )
        },
        next: |contact, _| {
            format!("Utilisez le lien du dernier message de {contact}, ou demandez-le à {contact}.")
        },
    },
    staff_title: "Seul le client peut répondre",
    staff: |company| {
        format!(
            "Vous êtes connecté en tant que collaborateur d’un partenaire qui fait la demande. C’est {company} qui donne son accord, jamais un partenaire."
        )
    },
    staff_next: "Rien n’a été modifié. Pour voir la page comme votre client, déconnectez-vous ou utilisez une fenêtre privée.",
    over: "Il n’est plus possible d’accepter",
    not_together: |names| {
        format!("{names} ne font plus cette demande ensemble. Rien n’a été accepté.")
    },
    not_active: |names| format!("{names} n’est plus actif ici. Rien n’a été accepté."),
    ask_writer: "Adressez-vous à la personne qui vous a écrit.",
    errors: ErrorTexts {
        prefix: "Erreur : ",
        summary: "Vérifiez les points suivants",
        name: "Saisissez votre nom",
        job_title: "Saisissez votre fonction",
        email: "Saisissez une adresse e-mail telle que nom@contoso.example",
        web_address: "Saisissez ici un nom, sans adresse web",
        unwanted: "Supprimez les sauts de ligne et les caractères de contrôle invisibles",
        unwanted_in_text: "Supprimez les caractères de contrôle invisibles",
        too_long: |max, length| {
            format!("Utilisez {max} caractères au maximum ; il y en a {length}")
        },
        no_mail: "Ce serveur ne peut pas envoyer de code pour le moment",
        insider: |partner| {
            format!(
                "Cette adresse appartient à {partner}, qui fait la demande. Seul le client peut accepter, avec sa propre adresse"
            )
        },
        must_verify: |sender| {
            format!(
                "Ici, seule une adresse du domaine de l’entreprise peut accepter. Demandez à {sender} d’inviter une telle adresse"
            )
        },
        other_address: |masked, sender| {
            format!(
                "Le code ne peut être envoyé qu’à l’adresse invitée, {masked}. Saisissez-la en entier, ou demandez à {sender} d’inviter votre adresse"
            )
        },
        too_soon: "Un code a été envoyé il y a moins d’une minute. Consultez vos e-mails, ou attendez une minute pour en demander un autre",
        too_many: "Cinq codes ont été envoyés aujourd’hui, ce qui est le maximum. Réessayez demain",
        say_who: "Indiquez d’abord qui vous êtes ; un code vous sera ensuite envoyé par e-mail",
        code: "Saisissez le code reçu par e-mail",
        agree: "Cochez cette case pour donner votre accord. Sans cela, rien n’est accepté",
        code_over: "Ce code a expiré ou a été mal saisi cinq fois. Revenez en arrière et demandez-en un nouveau",
        wrong_code: |left| {
            match left {
            ..=0 => "Ce n’est pas le code, et il ne reste aucun essai. Revenez en arrière et demandez-en un nouveau".to_owned(),
            1 => "Ce n’est pas le code. Il reste un essai".to_owned(),
            left => format!("Ce n’est pas le code. Il reste {left} essais"),
        }
        },
        wording: "Le texte a changé depuis l’ouverture de la page. Relisez-le ; rien n’a été accepté",
        reason: "Indiquez la raison en un mot ou deux ; sans cela, rien n’est refusé",
    },
};

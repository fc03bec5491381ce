//! French.

use super::{MailTexts, TermsTexts};

pub(super) static TEXTS: MailTexts = MailTexts {
    code_subject: "Votre code",
    code: |name, company, mark| {
        format!(
            "Bonjour {name},\n\nvotre code pour répondre à l’invitation adressée à {company} est :\n\n{mark}\n\nSaisissez-le dans les 10 minutes sur la page qui l’a demandé. Personne ne vous le demandera jamais par téléphone ou par e-mail. Si vous n’avez pas demandé de code, vous n’avez rien à faire."
        )
    },
    code_footer: "Envoyé parce que cette adresse a été saisie sur la page d’une invitation.",
    receipt_subject: |company, names| format!("Reçu : {company} est en relation avec {names}"),
    receipt: |it| {
        format!(
            "Bonjour {},\n\nle {}, vous avez consenti au nom de {} ({}) à une relation de revente avec {}.{}{}\n\nTexte : version {}, empreinte {}.\n\nPour y mettre fin, adressez-vous à l’un des partenaires nommés ici ; les privilèges prennent fin d’eux-mêmes à leur date. Conservez cet e-mail comme reçu.",
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
        format!("\n\nPrivilèges d’administration délégués jusqu’au {day} : {roles}.")
    },
    receipt_footer: "Envoyé parce que vous avez accepté une invitation.",
    invitation_footer: |sender, partner, address| {
        format!("Envoyé pour {sender}, {partner}. Les réponses sont adressées à {address}.")
    },
    terms: TermsTexts {
        title: |company, domain, version| {
            format!(
                "Accord de {company} ({domain}) pour une relation de revente, version {version}"
            )
        },
        who: |company| {
            format!(
                "1. Qui peut agir. {company} consent à ce que les entreprises suivantes effectuent des opérations pour elle comme décrit ci-après :"
            )
        },
        party: |name, domain, country, kind| {
            format!("{name} ({domain}, {country}), {kind}, peut :")
        },
        privileges: "2. Privilèges d’administration délégués.",
        none: " Aucun n’est accordé.",
        roles: |days| {
            format!(
                " Pendant {days} jours à compter de l’acceptation, chacune d’elles peut également agir dans ces rôles :"
            )
        },
        roles_end: "Les privilèges prennent fin d’eux-mêmes après cette durée et sont indépendants de la relation de revente.",
        not_agreed: |company| {
            format!(
                "3. Ce qui n’est pas convenu. Cet accord n’est pas une commande et ne coûte rien. Il ne donne à personne l’accès aux mots de passe, et aux données uniquement dans la mesure des privilèges du point 2. Il ne retire rien aux autres partenaires de {company}."
            )
        },
        end: |company| {
            format!(
                "4. Fin. {company} peut mettre fin à la relation à tout moment et sans motif, en le demandant à un partenaire nommé au point 1, qui la supprime alors. Chaque partenaire peut mettre fin à sa relation. Les contrats portant sur ce qui a été commandé entre-temps n’en sont pas modifiés."
            )
        },
        who_agrees: |company| {
            format!(
                "5. Qui consent. La personne qui accepte déclare être habilitée à le faire pour {company}. Son nom, sa fonction et son adresse e-mail professionnelle, la date et ce texte sont conservés comme preuve et montrés aux partenaires nommés au point 1."
            )
        },
    },
};

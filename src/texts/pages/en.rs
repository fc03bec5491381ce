//! English.

use super::{DeadTexts, ErrorTexts, PageTexts};

pub(super) static TEXTS: PageTexts = PageTexts {
    languages: "Language",
    steps: "Steps",
    step_you: "You",
    step_code: "Code",
    step_agree: "Agree",
    step_done: ", done",
    title: |names, company| format!("{names} asks {company}"),
    heading: |names, company, many| {
        if many {
            format!("{names} ask to act for {company}")
        } else {
            format!("{names} asks to act for {company}")
        }
    },
    lead: "Read what this means, then accept or decline. Opening this page has changed nothing.",
    until: ("It can be answered until ", "."),
    domain: "Domain",
    country: "Country",
    acts_as: "Acts as",
    since: "Here since",
    sent_by: |sender, company, domain| format!("Sent by {sender}, for {company} ({domain})."),
    for_both: "One answer counts for both: you connect with both of them, or with neither.",
    can: "What they will be able to do",
    cannot: "What they will not",
    take_back: "How you take it back",
    role_item: |meaning, days, label| format!("{meaning}, for {days} days from today ({label})"),
    answer: "Your answer",
    say_who: "To accept, say who you are. A code is mailed to you next; nothing is agreed before you have entered it.",
    name: "Your name",
    job_title: "Your job title",
    email: "Your work email address",
    email_help: |masked| {
        format!(
            "The code goes there. The invitation was sent to {masked}; enter that address in full."
        )
    },
    go_on: "Continue to accept",
    decline: "Decline",
    unexpected: "I did not expect this",
    no_mail_title: "It cannot be accepted here at the moment",
    no_mail: |sender| {
        format!(
            "To accept, a code has to be mailed to you, and this server cannot send mail yet. Tell {sender}; the link stays the same. You can decline without a code."
        )
    },
    code_title: "Enter the code",
    code_heading: "Enter the code and agree",
    code_lead: |masked| {
        format!("A code was mailed to {masked}. It is good for 10 minutes. Nothing is agreed yet.")
    },
    code_late_title: "The code has not been mailed yet",
    code_late: |masked| {
        format!(
            "The mail to {masked} cannot leave at the moment. It is tried again every minute. Load this page again after a while; nothing is agreed yet."
        )
    },
    code_failed_title: "The code could not be delivered",
    code_failed: |masked, sender| {
        format!(
            "The mail with the code did not reach {masked}. Check the address and ask for a new code. If that fails as well, tell {sender}. Nothing is agreed, and you can decline without a code."
        )
    },
    code: "Code from the mail",
    code_help: "8 characters. Capitals and spaces do not matter.",
    read_agreement: "Read the agreement",
    agreement_in: |language| {
        format!(
            "The agreement is written in this language: {language}. It is shown as it was written, because that text is the one that counts."
        )
    },
    agree: "I agree to this for my company, and may do so",
    agree_help: |name, job, company| format!("{name}, {job}, for {company}"),
    accept: "Accept",
    no_code: (
        "No mail after a few minutes? Check the spam folder, or ",
        "go back and ask for a new code",
        ".",
    ),
    asked: "What you are asked",
    decline_heading: |names| format!("Decline the invitation of {names}"),
    unexpected_heading: "You did not expect this invitation",
    refusal_lead: |company, sender, names, unexpected| {
        let what = if unexpected {
            " that it was not expected"
        } else {
            ""
        };
        format!(
            "Nobody will be connected with {company}, and the link stops working. {sender} at {names} is told{what}. You need no code for this."
        )
    },
    reason: "Why you decline",
    reason_help: "A word is enough, such as “Not needed”. The sender reads it.",
    unexpected_reason: "What should the sender know",
    unexpected_help: "A word is enough, such as “We do not know this company”. Do not write anything confidential.",
    report: "Report and decline",
    decline_now: "Decline the invitation",
    back: "Back, without answering",
    connected: "You are now connected",
    connected_with: |names| format!("You are now connected with {names}"),
    receipt_lead: |sender| {
        format!("{sender} has been told. This receipt was also mailed to you; keep it.")
    },
    company: "Company",
    verified: "(verified by your address)",
    not_verified: "(not verified)",
    outside: |domain| {
        format!(
            "Your address is outside {domain}, so it does not verify the company’s domain. The partners see that."
        )
    },
    shared: |domain| {
        format!(
            "{domain} is open to everybody, so it proves nothing about the company. The partners see that."
        )
    },
    agreed_by: "Agreed by",
    their_job: "Job title",
    when: "When",
    privileges: "Delegated admin privileges",
    no_privileges: "None",
    privileges_until: "Delegated admin privileges until",
    until_roles: |day, roles| format!("{day}: {roles}"),
    fingerprint: "Fingerprint of the wording",
    read_agreed: "Read what you agreed to",
    contact: |sender, names| format!("{sender} at {names}"),
    not_ready: DeadTexts {
        title: "This invitation is not finished",
        message: |_, _, contact| {
            format!("{contact} has written it but not handed it out yet, so it cannot be answered.")
        },
        next: |contact, _| {
            format!("Ask {contact} to finish it. The link that you have stays the same.")
        },
    },
    accepted: DeadTexts {
        title: "This invitation was accepted",
        message: |company, when, _| {
            format!(
                "Somebody accepted it for {company} on {when}. An invitation is answered once. The receipt was mailed to the person who accepted."
            )
        },
        next: |contact, _| {
            format!(
                "If that was not meant to happen, tell {contact}: they can remove the relationship at any time."
            )
        },
    },
    declined: DeadTexts {
        title: "This invitation was declined",
        message: |company, when, contact| {
            format!(
                "It was declined for {company} on {when}. Nobody was connected, and {contact} has been told."
            )
        },
        next: |contact, _| {
            format!("If you want to accept after all, ask {contact} for a new invitation.")
        },
    },
    expired: DeadTexts {
        title: "This link has run out",
        message: |_, when, _| format!("It could be answered until {when}. Nothing has happened."),
        next: |contact, masked| format!("Ask {contact} for a new link. It goes to {masked}."),
    },
    revoked: DeadTexts {
        title: "This invitation was taken back",
        message: |_, _, contact| {
            format!("{contact} has taken it back. It cannot be answered, and nothing has happened.")
        },
        next: |contact, _| format!("If you expected it, ask {contact} for a new link."),
    },
    replaced: DeadTexts {
        title: "This link was replaced by a newer one",
        message: |_, _, contact| {
            format!(
                "{contact} has made a newer link for this invitation. This one no longer works, and opening it has changed nothing."
            )
        },
        next: |contact, _| {
            format!("Use the link in the latest message from {contact}, or ask {contact} for it.")
        },
    },
    staff_title: "Only the customer can answer",
    staff: |company| {
        format!(
            "You are signed in as staff of a partner that asks. Consent is given by {company} itself, never by a partner."
        )
    },
    staff_next: "Nothing was changed. To see the page as your customer does, sign out or use a private window.",
    over: "This cannot be accepted any more",
    not_together: |names| format!("{names} no longer ask together. Nothing was accepted."),
    not_active: |names| format!("{names} is no longer active here. Nothing was accepted."),
    ask_writer: "Ask the person who wrote to you.",
    errors: ErrorTexts {
        prefix: "Error: ",
        summary: "Check the following",
        name: "Enter your name",
        job_title: "Enter your job title",
        email: "Enter an email address such as name@contoso.example",
        web_address: "Enter a name here, without a web address",
        unwanted: "Remove line breaks and invisible control characters",
        unwanted_in_text: "Remove invisible control characters",
        too_long: |max, length| format!("Use at most {max} characters; this has {length}"),
        no_mail: "This server cannot mail a code at the moment",
        insider: |partner| {
            format!(
                "This address belongs to {partner}, which asks. Only the customer itself can accept, with an address of its own"
            )
        },
        must_verify: |sender| {
            format!(
                "Here only an address in the company’s own domain can accept. Ask {sender} to invite such an address"
            )
        },
        other_address: |masked, sender| {
            format!(
                "The code can go to the invited address alone, {masked}. Enter it in full, or ask {sender} to invite your address"
            )
        },
        too_soon: "A code was mailed less than a minute ago. Look into your mail, or wait a minute for another",
        too_many: "Five codes were mailed today, which is the most. Try again tomorrow",
        say_who: "Say who you are first; then a code is mailed to you",
        code: "Enter the code from the mail",
        agree: "Tick this to agree. Nothing is accepted without it",
        code_over: "This code has run out, or was entered wrongly five times. Go back and ask for a new one",
        wrong_code: |left| match left {
            ..=0 => {
                "This is not the code, and there are no tries left. Go back and ask for a new one"
                    .to_owned()
            }
            1 => "This is not the code. One try is left".to_owned(),
            left => format!("This is not the code. {left} tries are left"),
        },
        wording: "The wording has changed since you opened the page. Read it again; nothing was accepted",
        reason: "Say why in a word or two; nothing is declined without it",
    },
};

//! Two partners that have invited the same companies; every link is handed out.

use std::ops::Range;

use partner_center::{
    clock::Clock,
    db::{
        Tx,
        ids::{InvitationId, PartnerId},
        types::Timestamp,
    },
    domains::ConsentRules,
    error::AppError,
    identity::{
        self, CustomerManager, NewUser, Partner, PartnerStatus, Role, Roles, insert_partner,
    },
    invitations::{self, Ask, Channel, DailyLimit, DeliveryMethod, Draft, DraftText},
    language::Language,
    mail::{self, Letter, MailKind, Mailbox},
    paths::Site,
    privileges::RoleSet,
    secrets::Secrets,
    text::SECRET_MARK,
};

use crate::store::Store;

/// What a customer holds in hand.
#[derive(Debug, Clone)]
pub(crate) struct Invited {
    pub(crate) id: InvitationId,
    pub(crate) link: String,
    pub(crate) email: String,
    /// The wording's hash, as the page carries it.
    pub(crate) terms: String,
}

const PARTNERS: [&str; 2] = ["contoso", "northwind"];

/// The two partners.
pub(crate) fn found(store: &Store) {
    let now = Clock::System.now();
    store.write(|tx| {
        for name in PARTNERS {
            partner(tx, name, now);
        }
        Ok(())
    });
}

/// Invitations with these numbers, those of one company next to each other.
pub(crate) fn invite(
    store: &Store,
    site: &Site,
    secrets: &Secrets,
    numbers: Range<usize>,
) -> Vec<Invited> {
    let now = Clock::System.now();
    store.write(|tx| {
        let invited = numbers.map(|number| {
            let agent = agent_of(PARTNERS[number % PARTNERS.len()]);
            let agent = identity::user_by_email(tx.conn(), &agent)?.unwrap();
            let by = CustomerManager::for_user(tx.conn(), agent.id)?;
            let company = format!("company-{}", number / PARTNERS.len());
            Ok(hand_out(tx, &by, secrets, site, &company, now).unwrap())
        });
        invited.collect()
    })
}

fn agent_of(partner: &str) -> String {
    format!("agent@{partner}.example")
}

fn partner(tx: &mut Tx<'_>, name: &str, now: Timestamp) {
    let partner = Partner {
        id: PartnerId::new(),
        legal_name: name.to_owned(),
        domain: format!("{name}.example"),
        country: "NL".to_owned(),
        is_reseller: true,
        is_provider: false,
        is_direct_bill: false,
        status: PartnerStatus::Active,
        created_at: now,
    };
    insert_partner(tx, &partner).unwrap();
    let agent = NewUser {
        partner: partner.id,
        email: agent_of(name),
        name: format!("Agent of {name}"),
        roles: Roles::new(&[Role::AdminAgent]),
        password_hash: None,
    };
    agent.insert(tx, now).unwrap();
}

fn hand_out(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    secrets: &Secrets,
    site: &Site,
    company: &str,
    now: Timestamp,
) -> Result<Invited, AppError> {
    let ask = Ask {
        recipient: format!("ana@{company}.example"),
        recipient_name: "Ana Lima".to_owned(),
        company_name: company.to_owned(),
        domain: format!("{company}.example"),
        roles: RoleSet::default(),
        grant_days: None,
        grant_name: None,
        auto_extend: false,
        privileges_only: false,
        expires_in: 30,
        language: Language::English,
        channel: Channel::OwnMarketing,
        together: None,
    };
    let no_limit = DailyLimit(Some(i64::MAX));
    let rules = ConsentRules::default();
    let id = invitations::invite(tx, by, secrets, &rules, no_limit, &ask, now)?;
    let draft = invitations::find(tx.conn(), by.scope, id)?;
    let link = draft.link(secrets, site);
    let words = DraftText {
        recipient: draft.recipient,
        subject: draft.subject,
        body: draft.body.replace(SECRET_MARK, &link),
        version: draft.version,
    };
    let draft = Draft {
        by,
        rules: &rules,
        id,
        link: &link,
    };
    let ready = invitations::hand_out(tx, draft, &words, DeliveryMethod::Done, now)?;
    Ok(Invited {
        id,
        link,
        email: ready.recipient,
        terms: ready.terms_hash.unwrap(),
    })
}

/// A letter for the mail worker.
pub(crate) fn queue_letter(store: &Store) {
    let letter = Letter {
        kind: MailKind::Notice,
        event_key: "test".to_owned(),
        partner: None,
        invitation: None,
        to: Mailbox {
            name: String::new(),
            email: "ana.lima@adatum.example".to_owned(),
        },
        sender: None,
        subject: "A letter".to_owned(),
        body: "DraftText".to_owned(),
        footer: "Sent for a test.".to_owned(),
        secret: None,
        give_up_at: None,
    };
    let now = Clock::System.now();
    store.write(|tx| mail::enqueue(tx, &letter, "Partner Center", now));
}

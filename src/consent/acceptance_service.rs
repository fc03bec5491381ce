//! What the customer does: accept or decline. Nobody is signed in here; the link says which invitation, the mailed code
//! says who.

use super::{
    code_queries::{self, CodeRequest},
    events::Accepted,
};
use crate::{
    activity::{self, By},
    customers::{self, Acceptor, Customer, Prospect},
    db::{
        self, Conn, Tx,
        ids::{ConsentId, EntryId, PartnerId, UserId},
        types::Timestamp,
    },
    domains::{ConsentRules, Proof},
    error::AppError,
    identity::{self, Scope},
    invitations::{
        self, DECLINED, Dead, HeldParties, Invitation, InvitationEvent, OPENED, Party, Refusal,
        insiders,
    },
    partnerships::Partnership,
    paths::Site,
    privileges::{self, Grant},
    relationships::{self, Consent},
    secrets::Secrets,
    text::unlinked,
};

/// Why nothing was accepted or declined.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// The link cannot be answered (any more).
    #[error("this invitation cannot be answered")]
    Dead(Dead),
    /// The wording is not the one that was read.
    #[error("the wording has changed")]
    OtherTerms,
    /// The address belongs to this partner, which asks.
    #[error("the address belongs to {0}, a partner that asks")]
    Insider(String),
    /// The address does not verify the domain, which this installation asks for.
    #[error("the address does not verify the company's domain")]
    Unverified(Proof),
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl From<AnswerError> for AppError {
    fn from(error: AnswerError) -> Self {
        match error {
            AnswerError::Db(error) => error.into(),
            other => Self::Internal(other.to_string()),
        }
    }
}

/// What is accepted, by whom.
#[derive(Debug, Clone, Copy)]
pub struct Acceptance<'a> {
    /// The ask.
    pub invitation: &'a Invitation,
    /// The person, and the address that received the code.
    pub request: &'a CodeRequest,
    /// The wording that was read.
    pub terms_hash: &'a str,
}

/// Accepts, in one transaction. The guarded update decides who is first; then come the customer, the consent, a
/// relationship and the privileges for each partner, the activity and the mails.
///
/// # Errors
/// See [`AnswerError`]; nothing is changed then.
pub fn accept(
    tx: &mut Tx<'_>,
    secrets: &Secrets,
    site: &Site,
    product: &str,
    rules: &ConsentRules,
    acceptance: Acceptance<'_>,
    now: Timestamp,
) -> Result<(), AnswerError> {
    let Acceptance {
        invitation,
        request,
        terms_hash,
    } = acceptance;
    // Everything read from here on is locked until the end.
    let together = invitations::hold_parties(tx, invitation)?;
    if !invitations::mark_accepted(tx, invitation, terms_hash, now)?
        || !code_queries::use_up(tx, request.id, now)?
    {
        return Err(why_not(tx.conn(), invitation, now)?);
    }
    let Some(asked) = invitation.entry_id else {
        return Err(db::Error::NotFound.into());
    };
    if !together.stands() {
        return Err(AnswerError::Dead(Dead::PartnershipEnded));
    }
    let HeldParties {
        parties,
        partnership,
    } = together;
    if parties.iter().any(|party| !party.partner.is_active()) {
        return Err(AnswerError::Dead(Dead::PartnerInactive));
    }
    // Checked again: since the code was mailed, the address may have become one of the staff's, or the rules may have
    // changed.
    let insiders = insiders(tx.conn(), rules, &parties)?;
    if let Some(partner) = insiders.partner_of(&request.email) {
        return Err(AnswerError::Insider(partner.to_owned()));
    }
    let proof = rules.proof(&invitation.domain, &request.email);
    if !rules.allows(&invitation.domain, &request.email) {
        return Err(AnswerError::Unverified(proof));
    }
    let person = Acceptor {
        name: &request.person_name,
        job_title: &request.job_title,
        email: &request.email,
    };
    let company = Prospect {
        name: &invitation.company_name,
        domain: &invitation.domain,
    };
    let scope = Scope::of(invitation);
    let customer = match invitation.privileges_only {
        true => known_customer(tx, rules, invitation, asked, person)?
            .ok_or(AnswerError::Unverified(proof))?,
        false => customers::bind(tx, rules, scope, asked, company, person, now)?,
    };
    let consent = Consent {
        id: ConsentId::new(),
        invitation_id: invitation.id,
        customer_id: customer.id,
        terms_hash: terms_hash.to_owned(),
        person_name: request.person_name.clone(),
        job_title: request.job_title.clone(),
        email: request.email.clone(),
        domain_verified: proof == Proof::Verified,
        roles: invitation.roles.clone(),
        grant_days: invitation.grant_days,
        accepted_at: now,
        auto_extend: invitation.auto_extend,
    };
    relationships::insert_consent(tx, &consent)?;
    for party in &parties {
        let notify = match &partnership {
            Some(partnership) => to_notify(tx.conn(), invitation, party, partnership)?,
            None => Some(invitation.created_by),
        };
        let entry = connect(tx, invitation, party, &customer, &consent)?;
        begin_privileges(tx, secrets, invitation, party, &customer, &consent)?;
        note_accepted(tx, invitation, party, entry, &consent, proof, notify)?;
    }
    if !invitation.privileges_only {
        let partners: Vec<PartnerId> = parties.iter().map(|party| party.partner.id).collect();
        customers::join(tx, &customer, &partners)?;
    }
    if let Some(partnership) = &partnership {
        for party in &parties {
            if let Some(notify) = to_notify(tx.conn(), invitation, party, partnership)?
                && party.partner.id != invitation.partner_id
            {
                invitations::tell_other_partner(
                    tx, site, product, invitation, party, notify, &consent,
                )?;
            }
        }
    }
    Ok(invitations::tell_both_sides(
        tx,
        site,
        product,
        invitation,
        &parties,
        &consent,
        request.language,
    )?)
}

/// Whom of a party's staff to notify: who invited; on the other side who made the partnership, or else a Global admin.
fn to_notify(
    conn: &mut Conn,
    invitation: &Invitation,
    party: &Party,
    partnership: &Partnership,
) -> db::Result<Option<UserId>> {
    if party.partner.id == invitation.partner_id {
        return Ok(Some(invitation.created_by));
    }
    let scope = Scope::of(&party.partner);
    let usual = partnership.contact(partnership.side_of(party.partner.id));
    identity::reachable(conn, scope, usual)
}

/// The customer that an ask for privileges alone is for, if this person can speak for it.
fn known_customer(
    tx: &mut Tx<'_>,
    rules: &ConsentRules,
    invitation: &Invitation,
    asked: EntryId,
    person: Acceptor<'_>,
) -> db::Result<Option<Customer>> {
    let entry = customers::find_entry(tx.conn(), Scope::of(invitation), asked)?;
    let customer = entry.customer_id.ok_or(db::Error::NotFound)?;
    customers::hold(tx, customer)?;
    customers::speaking_for(tx.conn(), rules, customer, person.email)
}

/// One partner's relationship. An ask for privileges alone makes none, also where it has ended meanwhile: then the
/// privileges stand by themselves.
fn connect(
    tx: &mut Tx<'_>,
    invitation: &Invitation,
    party: &Party,
    customer: &Customer,
    consent: &Consent,
) -> db::Result<EntryId> {
    let is_sender = party.partner.id == invitation.partner_id;
    let asked = invitation.entry_id.filter(|_| is_sender);
    if invitation.privileges_only {
        return asked.ok_or(db::Error::NotFound);
    }
    let (scope, now) = (Scope::of(&party.partner), consent.accepted_at);
    relationships::establish(tx, scope, party.kind, asked, customer, consent, now)
}

/// One partner's privileges, where any were asked for.
fn begin_privileges(
    tx: &mut Tx<'_>,
    secrets: &Secrets,
    invitation: &Invitation,
    party: &Party,
    customer: &Customer,
    consent: &Consent,
) -> db::Result<()> {
    let Some(days) = consent.grant_days.filter(|_| !consent.roles.is_empty()) else {
        return Ok(());
    };
    let is_sender = party.partner.id == invitation.partner_id;
    let wanted = invitation.grant_name.as_deref().filter(|_| is_sender);
    let scope = Scope::of(&party.partner);
    let name = privileges::free_name(tx.conn(), scope, wanted, &customer.domain)?;
    let of = (party.partner.id, customer.id, consent.id);
    let grant = Grant::begun(of, consent.roles.clone(), days, name, consent.accepted_at);
    let grant = grant.extended_if(consent.auto_extend).linked(secrets);
    privileges::insert(tx, &grant)
}

fn note_accepted(
    tx: &mut Tx<'_>,
    invitation: &Invitation,
    party: &Party,
    entry: EntryId,
    consent: &Consent,
    proof: Proof,
    notify: Option<UserId>,
) -> db::Result<()> {
    let accepted = Accepted {
        invitation,
        is_sender: party.partner.id == invitation.partner_id,
        entry,
        customer: consent.customer_id,
        doubt: proof.doubt(&invitation.domain).unwrap_or_default(),
    };
    let by = By::customer(party.partner.id, &consent.person_name).notifying(notify);
    activity::record(tx, by, &accepted, consent.accepted_at)
}

/// Declines. Needs no code, only the confirmation page.
///
/// # Errors
/// `Dead` when it cannot be answered any more; nothing is changed then.
pub fn decline(
    tx: &mut Tx<'_>,
    product: &str,
    invitation: &Invitation,
    refusal: Refusal,
    reason: &str,
    now: Timestamp,
) -> Result<(), AnswerError> {
    identity::lock_partner(tx, Scope::of(invitation))?;
    if !invitations::mark_declined(tx, invitation, refusal, reason, now)? {
        return Err(why_not(tx.conn(), invitation, now)?);
    }
    invitations::note_end(tx, Scope::of(invitation), invitation, now)?;
    let how = match refusal {
        Refusal::Declined => "declined your invitation",
        Refusal::Unexpected => "did not expect your invitation and declined it",
    };
    let words = if reason.is_empty() {
        "No reason was given.".to_owned()
    } else {
        format!("The reason given: {reason}")
    };
    let company = invitation.company_name.clone();
    let by = By::customer(invitation.partner_id, &company).notifying(invitation.created_by);
    let declined = InvitationEvent::new(DECLINED, invitation).saying(&words);
    activity::record(tx, by, &declined, now)?;
    invitations::tell_sender(
        tx,
        product,
        invitation,
        "declined",
        format!("{} {how}", unlinked(&company)),
        format!(
            "{} {how} on {}.\n\n{}",
            unlinked(&company),
            now.words(),
            unlinked(&words)
        ),
        now,
    )?;
    Ok(())
}

/// Why a guarded update changed nothing.
fn why_not(conn: &mut Conn, invitation: &Invitation, now: Timestamp) -> db::Result<AnswerError> {
    let scope = Scope::of(invitation);
    let present = invitations::find(conn, scope, invitation.id)?;
    Ok(
        match present.answerable_through(invitation.link_version, now) {
            Err(dead) => AnswerError::Dead(dead),
            Ok(()) => AnswerError::OtherTerms,
        },
    )
}

/// Records the first opening of the page; for information only.
pub fn note_opened(tx: &mut Tx<'_>, invitation: &Invitation, now: Timestamp) -> db::Result<()> {
    if invitations::mark_opened(tx, invitation, now)? {
        let by = By::customer(invitation.partner_id, &invitation.company_name);
        activity::record(tx, by, &InvitationEvent::new(OPENED, invitation), now)?;
    }
    Ok(())
}

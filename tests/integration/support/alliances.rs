//! Partners that work together.

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};
use partner_center::{
    db::{
        self, Tx,
        ids::{InvitationId, PartnershipId, UserId},
        schema::{invitation_parties, invitations, terms},
        types::Timestamp,
    },
    identity::{self, NewUser, RelationshipKind, Role, Roles, user_by_email},
    invitations::{Invitation, State},
    language::Language,
    partnerships::{self, Partnership},
    paths::Paths,
    privileges::RoleSet,
    secrets::sha256_hex,
};

use super::{Company, Page, TestApp, Visitor, factory};

/// What both are held to have agreed to.
const WORDING: &str = "The wording of a partnership in tests";

impl TestApp {
    /// Makes the two partners, as if the provider's Global admin had asked and the reseller's had accepted just now.
    pub(crate) fn partnership(&self, provider: &Company, reseller: &Company) -> PartnershipId {
        let now = self.now();
        self.write(|tx| begin(tx, provider, reseller, now))
    }

    /// Resellers of these names that work with a provider, each with a Global admin alone: for tests that need many.
    pub(crate) fn resellers(&self, provider: &Company, names: &[String]) -> Vec<Company> {
        let now = self.now();
        self.write(|tx| {
            let made = names.iter().map(|name| {
                let partner = factory::reseller(name, now);
                identity::insert_partner(tx, &partner)?;
                let reseller = Company {
                    id: partner.id,
                    name: partner.legal_name,
                    domain: partner.domain,
                };
                let admin = NewUser {
                    partner: reseller.id,
                    email: reseller.email(Role::GlobalAdmin),
                    name: format!("Global admin of {name}"),
                    roles: Roles::new(&[Role::GlobalAdmin]),
                    password_hash: None,
                };
                admin.insert(tx, now)?;
                begin(tx, provider, &reseller, now)?;
                Ok(reseller)
            });
            made.collect()
        })
    }
}

fn begin(
    tx: &mut Tx<'_>,
    provider: &Company,
    reseller: &Company,
    now: Timestamp,
) -> db::Result<PartnershipId> {
    let provider_contact = global_admin(tx, provider)?;
    let reseller_contact = global_admin(tx, reseller)?;
    let asked = accepted_ask(tx, provider, reseller, provider_contact, now)?;
    let partnership = Partnership {
        id: PartnershipId::new(),
        provider_id: provider.id,
        reseller_id: reseller.id,
        state: partnerships::State::Active,
        invitation_id: asked,
        provider_contact,
        reseller_contact,
        started_at: now,
        ended_at: None,
        ended_by: None,
        end_reason: String::new(),
        statements_version: None,
    };
    partnerships::insert(tx, &partnership)?;
    Ok(partnership.id)
}

fn global_admin(tx: &mut Tx<'_>, company: &Company) -> db::Result<UserId> {
    let found = user_by_email(tx.conn(), &company.email(Role::GlobalAdmin))?;
    Ok(found.ok_or(db::Error::NotFound)?.id)
}

/// The invitation that a partnership comes from.
fn accepted_ask(
    tx: &mut Tx<'_>,
    provider: &Company,
    reseller: &Company,
    by: UserId,
    now: Timestamp,
) -> db::Result<InvitationId> {
    let hash = frozen(tx, now)?;
    let id = InvitationId::new();
    let ask = Invitation {
        id,
        partner_id: provider.id,
        entry_id: None,
        created_by: by,
        state: State::Accepted,
        version: 1,
        link_version: 1,
        token_hash: sha256_hex(&id.to_string()),
        recipient: reseller.email(Role::GlobalAdmin),
        recipient_name: String::new(),
        company_name: reseller.name.clone(),
        domain: reseller.domain.clone(),
        language: Language::English,
        channel: None,
        subject: "A partnership".to_owned(),
        body: String::new(),
        roles: RoleSet::default(),
        grant_days: None,
        expires_in: 30,
        terms_hash: Some(hash),
        created_at: now,
        ready_at: Some(now),
        sent_at: None,
        opened_at: None,
        expires_at: Some(now.plus(chrono::Duration::days(30))),
        answered_at: Some(now),
        last_code_at: None,
        refusal: None,
        refusal_reason: String::new(),
        grant_name: None,
        auto_extend: false,
        privileges_only: false,
    };
    diesel::insert_into(invitations::table)
        .values(&ask)
        .execute(tx.conn())?;
    diesel::insert_into(invitation_parties::table)
        .values((
            invitation_parties::invitation_id.eq(id),
            invitation_parties::partner_id.eq(provider.id),
            invitation_parties::kind.eq(RelationshipKind::IndirectProvider),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

fn frozen(tx: &mut Tx<'_>, now: Timestamp) -> db::Result<String> {
    let hash = sha256_hex(WORDING);
    let known = terms::table.find(&hash).select(terms::hash);
    if known.first::<String>(tx.conn()).optional()?.is_none() {
        diesel::insert_into(terms::table)
            .values((
                terms::hash.eq(&hash),
                terms::version.eq("tests"),
                terms::body.eq(WORDING),
                terms::created_at.eq(now),
            ))
            .execute(tx.conn())?;
    }
    Ok(hash)
}

impl Visitor {
    /// Begins an ask for a partnership and shows its draft; `more` is typed over the usual fields.
    pub(crate) async fn ask_partner(
        &self,
        paths: &Paths,
        company: &Company,
        more: &[(&str, &str)],
    ) -> Page {
        let form = self.open(&paths.new_partnership()).await.expect(200);
        let recipient = company.email(Role::GlobalAdmin);
        let mut typed = vec![
            ("company_name", company.name.as_str()),
            ("domain", company.domain.as_str()),
            ("recipient", recipient.as_str()),
        ];
        typed.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
        typed.extend_from_slice(more);
        self.press(&form, "Continue to the message", &typed)
            .await
            .expect(200)
    }

    /// Begins one, presses Done, and returns the link for the other partner.
    pub(crate) async fn partner_link(&self, paths: &Paths, company: &Company) -> String {
        let draft = self.ask_partner(paths, company, &[]).await;
        self.submit(&draft, "Done", &[]).await.expect(303);
        draft.first("#link").attr("value").unwrap().to_owned()
    }
}

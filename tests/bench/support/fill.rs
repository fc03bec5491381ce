//! Fills a database beyond the demo's customers. Nobody waits for these rows to be right by every rule: they are there to be
//! found, counted and sorted.

use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use partner_center::db::{
    Conn, Db, Result, Tx,
    ids::{ActivityId, ConsentId, CustomerId, InvitationId, PartnerId, RelationshipId},
    schema::{activity, consents, customer_entries, invitations, relationships},
};

use super::{
    sql::{Dialect, copy, numbers, run},
    world::World,
};

/// So many entries are changed in one transaction: each changes the partner's numbers, whose versions PostgreSQL keeps
/// until it commits.
const STEP: usize = 2_000;

/// The rows that the others are copies of: what an acceptance in the demo wrote.
struct First {
    invitation: InvitationId,
    customer: CustomerId,
    consent: ConsentId,
    relationship: RelationshipId,
    line: ActivityId,
}

impl First {
    fn of(conn: &mut Conn, partner: PartnerId) -> Result<Self> {
        let accepted = invitations::table
            .filter(invitations::partner_id.eq(partner))
            .filter(invitations::state.eq("accepted"))
            .filter(invitations::roles.eq(""))
            .filter(invitations::sent_at.is_not_null())
            .order(invitations::id);
        let invitation: InvitationId = accepted.select(invitations::id).first(conn)?;
        let (consent, customer): (ConsentId, CustomerId) = consents::table
            .filter(consents::invitation_id.eq(invitation))
            .select((consents::id, consents::customer_id))
            .first(conn)?;
        let relationship = relationships::table
            .filter(relationships::consent_id.eq(consent))
            .select(relationships::id)
            .first(conn)?;
        let line = activity::table
            .filter(activity::partner_id.eq(partner))
            .order(activity::id)
            .select(activity::id)
            .first(conn)?;
        Ok(Self {
            invitation,
            customer,
            consent,
            relationship,
            line,
        })
    }
}

/// What a partner has beside its imported customers: of ten of them four are connected, one
/// was, and one is invited.
pub(crate) fn enrich(world: &World, db: &Db) {
    let filling = Filling {
        world,
        dialect: world.store.dialect(),
        first: db.read_now(|conn| First::of(conn, world.partner)).unwrap(),
    };
    db.write_now(|tx| {
        filling.take_your_time(tx)?;
        filling.customers(tx)
    })
    .unwrap();
    filling.standings(db);
    db.write_now(|tx| {
        filling.take_your_time(tx)?;
        filling.invitations(tx)?;
        filling.relationships(tx)?;
        filling.resellers(tx)?;
        filling.joint(tx)?;
        filling.activity(tx)
    })
    .unwrap();
}

struct Filling<'w> {
    world: &'w World,
    dialect: Dialect,
    first: First,
}

impl Filling<'_> {
    /// The entries that the demo imported, and of them those whose number ends so.
    fn entries(&self, endings: &str) -> String {
        format!(
            "SELECT seq AS n, id, name, domain, name_key, since FROM customer_entries \
             WHERE partner_id = '{}' AND imported_from IS NOT NULL AND seq / 11 % 10 IN ({endings})",
            self.world.partner
        )
    }

    /// The program's connections give a statement of PostgreSQL a minute.
    fn take_your_time(&self, tx: &mut Tx<'_>) -> Result<()> {
        match self.dialect {
            Dialect::Sqlite => Ok(()),
            Dialect::Postgres => run(tx, "SET LOCAL statement_timeout = 0"),
        }
    }

    fn key(&self, kind: char) -> String {
        self.dialect.key(kind, "s.n")
    }

    /// The records of those that are connected.
    fn customers(&self, tx: &mut Tx<'_>) -> Result<()> {
        let changed = [
            ("id", self.key('c')),
            ("name", "s.name".to_owned()),
            ("domain", "s.domain".to_owned()),
            ("contact_email", "'ana@' || s.domain".to_owned()),
        ];
        let customer = self.first.customer.to_string();
        let source = self.entries("0, 1, 2, 3");
        copy(tx, self.dialect, "customers", &customer, &source, &changed)
    }

    fn standings(&self, db: &Db) {
        let of = customer_entries::table.select(diesel::dsl::max(customer_entries::seq));
        let last: Option<i64> = db.read_now(|conn| Result::Ok(of.first(conn)?)).unwrap();
        let customer = self.dialect.key('c', "seq");
        let connected = format!("standing = 'connected', customer_id = {customer}");
        let changes = [
            (connected.as_str(), "0, 1, 2, 3"),
            ("standing = 'former', listed = false", "4"),
            ("standing = 'invited'", "5"),
        ];
        for from in (0..=last.unwrap_or_default()).step_by(STEP) {
            let range =
                format!("imported_from IS NOT NULL AND seq BETWEEN {from} AND {from} + {STEP} - 1");
            db.write_now(|tx| {
                changes.iter().try_for_each(|(set, endings)| {
                    run(tx, &format!("UPDATE customer_entries SET {set} WHERE {range} AND seq / 11 % 10 IN ({endings})"))
                })
            })
            .unwrap();
        }
    }

    /// One for each of those that were ever asked. No existing customer was, but for those of the demo.
    fn invitations(&self, tx: &mut Tx<'_>) -> Result<()> {
        let now = self.world.now;
        let (begun, end) = (now.minus(Duration::days(60)), now.plus(Duration::days(20)));
        let by_ending = |connected: &str, invited: &str, former: &str| {
            format!(
                "CASE WHEN s.n / 11 % 10 < 4 THEN {connected} WHEN s.n / 11 % 10 = 5 THEN {invited} {former} END"
            )
        };
        let ended = |declined: &str, expired: &str, revoked: &str| {
            format!(
                "WHEN s.n % 3 = 0 THEN {declined} WHEN s.n % 3 = 1 THEN {expired} ELSE {revoked}"
            )
        };
        let answered = by_ending(
            "t.answered_at",
            "NULL",
            &ended("t.answered_at", "NULL", "NULL"),
        );
        let changed = [
            ("id", self.key('b')),
            ("entry_id", "s.id".to_owned()),
            ("company_name", "s.name".to_owned()),
            ("domain", "s.domain".to_owned()),
            ("recipient", "'ana@' || s.domain".to_owned()),
            ("token_hash", "'bench-' || s.n".to_owned()),
            ("created_at", self.dialect.later(begun, "s.n")),
            ("expires_at", self.dialect.later(end, "s.n")),
            (
                "state",
                by_ending("'accepted'", "'sent'", &ended("'declined'", "'expired'", "'revoked'")),
            ),
            ("answered_at", answered),
            ("refusal", by_ending("NULL", "NULL", &ended("'declined'", "NULL", "NULL"))),
            (
                "channel",
                "CASE s.n / 3 % 3 WHEN 0 THEN 'own_marketing' WHEN 1 THEN 'referral' ELSE 'provider' END".to_owned(),
            ),
        ];
        let (first, source) = (
            self.first.invitation.to_string(),
            self.entries("0, 1, 2, 3, 4, 5"),
        );
        copy(tx, self.dialect, "invitations", &first, &source, &changed)
    }

    fn relationships(&self, tx: &mut Tx<'_>) -> Result<()> {
        let consent = [
            ("id", self.key('d')),
            ("invitation_id", self.key('b')),
            ("customer_id", self.key('c')),
        ];
        let relationship = [
            ("id", self.key('e')),
            ("customer_id", self.key('c')),
            ("consent_id", self.key('d')),
        ];
        let source = self.entries("0, 1, 2, 3");
        let first = self.first.consent.to_string();
        copy(tx, self.dialect, "consents", &first, &source, &consent)?;
        let first = self.first.relationship.to_string();
        copy(
            tx,
            self.dialect,
            "relationships",
            &first,
            &source,
            &relationship,
        )
    }

    /// A partnership with each of so many resellers: 2,000 at a million.
    fn resellers(&self, tx: &mut Tx<'_>) -> Result<()> {
        let dialect = self.dialect;
        let source = numbers((self.world.size / 500).max(2));
        let domain = "'reseller-' || s.n || '.example'".to_owned();
        let name = "'Reseller ' || s.n".to_owned();
        let name_key = "'reseller ' || s.n".to_owned();
        let partner = [
            ("id", self.key('a')),
            ("legal_name", name.clone()),
            ("name_key", name_key.clone()),
            ("domain", domain.clone()),
            ("is_reseller", "true".to_owned()),
            ("is_provider", "false".to_owned()),
        ];
        let (own, user) = (self.world.partner.to_string(), self.world.user.to_string());
        copy(tx, dialect, "partners", &own, &source, &partner)?;
        let person = [
            ("id", self.key('f')),
            ("partner_id", self.key('a')),
            ("email", format!("'admin@' || {domain}")),
        ];
        copy(tx, dialect, "users", &user, &source, &person)?;
        let ask = [
            ("id", self.key('9')),
            ("entry_id", "NULL".to_owned()),
            ("channel", "NULL".to_owned()),
            ("company_name", name),
            ("domain", domain),
            ("token_hash", "'bench-partner-' || s.n".to_owned()),
        ];
        let first = self.first.invitation.to_string();
        copy(tx, dialect, "invitations", &first, &source, &ask)?;
        let at = dialect.later(self.world.now.minus(Duration::days(30)), "s.n");
        run(
            tx,
            &format!(
                "INSERT INTO partnerships (id, provider_id, reseller_id, state, invitation_id, provider_contact, reseller_contact, started_at, end_reason, provider_name_key, reseller_name_key) \
                 SELECT {}, p.id, {}, 'active', {}, '{user}', {}, {at}, '', p.name_key, {name_key} FROM partners AS p, ({source}) AS s WHERE p.id = '{own}'",
                self.key('8'),
                self.key('a'),
                self.key('9'),
                self.key('f'),
            ),
        )
    }

    /// All connected customers are the first reseller's, too.
    fn joint(&self, tx: &mut Tx<'_>) -> Result<()> {
        run(
            tx,
            &format!(
                "INSERT INTO joint_entries (partner_id, other_id, entry_id, customer_id, name_key, domain, since) \
                 SELECT e.partner_id, r.id, e.id, e.customer_id, e.name_key, e.domain, e.since FROM customer_entries AS e, partners AS r \
                 WHERE e.partner_id = '{}' AND e.standing = 'connected' AND e.imported_from IS NOT NULL AND r.id = '{}'",
                self.world.partner,
                World::joint_reseller()
            ),
        )
    }

    /// A line for each customer, of which one in ten is a notification.
    fn activity(&self, tx: &mut Tx<'_>) -> Result<()> {
        let at = self.world.now.minus(Duration::days(50));
        let user = self.world.user;
        let changed = [
            ("id", self.key('7')),
            ("at", self.dialect.later(at, "s.n")),
            ("entry_id", "s.id".to_owned()),
            ("company", "s.name".to_owned()),
            (
                "notify_user_id",
                self.notified(&format!("CASE WHEN s.n % 10 = 0 THEN '{user}' END")),
            ),
        ];
        let line = self.first.line.to_string();
        let source = self.entries("0, 1, 2, 3, 4, 5, 6, 7, 8, 9");
        copy(tx, self.dialect, "activity", &line, &source, &changed)
    }

    fn notified(&self, text: &str) -> String {
        match self.dialect {
            Dialect::Sqlite => text.to_owned(),
            Dialect::Postgres => format!("({text})::uuid"),
        }
    }
}

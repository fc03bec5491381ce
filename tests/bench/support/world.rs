//! A partner with many customers, filled by the demo, and what a partner of that size has beside them: relationships,
//! invitations in each state, resellers, a reseller that shares its customers, lines of activity.

use diesel::{ExpressionMethods, NullableExpressionMethods, QueryDsl, RunQueryDsl};
use partner_center::{
    clock::Clock,
    db::{
        ids::{CustomerId, EntryId, PartnerId, UserId},
        keyset::Cursor,
        schema::customer_entries,
        types::Timestamp,
    },
    demo::{self, Demo},
    domains::ConsentRules,
    identity::{self, Role},
    installation,
    paths::Site,
    secrets::{KeysFile, Secrets},
};

use super::{
    fill,
    server::free_port,
    store::{Kind, Store},
};

pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) site: Site,
    pub(crate) secrets: Secrets,
    pub(crate) size: u32,
    pub(crate) email: String,
    pub(crate) password: &'static str,
    pub(crate) partner: PartnerId,
    pub(crate) user: UserId,
    /// The moment at which it was filled.
    pub(crate) now: Timestamp,
}

/// An entry in the middle of the list by name.
#[derive(Debug, Clone)]
pub(crate) struct Middle {
    pub(crate) cursor: String,
    pub(crate) name: String,
    pub(crate) domain: String,
    pub(crate) customer: CustomerId,
}

impl World {
    /// With so many customers.
    pub(crate) async fn of(kind: Kind, size: u32) -> Self {
        eprintln!("filling {} with {size} customers", kind.name());
        let store = Store::fresh(kind);
        let site = Site::parse(&format!("http://127.0.0.1:{}", free_port())).unwrap();
        let (db, now) = (store.open(), Clock::System.now());
        let secrets =
            installation::keys(&db, &KeysFile::within(store.folder()), false, now).unwrap();
        let demo = Demo {
            db: db.clone(),
            secrets: secrets.clone(),
            site: site.clone(),
            product: "Partner Center".to_owned(),
            rules: ConsentRules::default(),
            now,
        };
        let people = demo::one_partner_with(&demo, size, &|_| ()).await.unwrap();
        let agent = people
            .iter()
            .find(|one| one.role == Role::AdminAgent)
            .unwrap();
        let email = agent.email.clone();
        let user = db
            .read_now(|conn| identity::user_by_email(conn, &email))
            .unwrap()
            .unwrap();
        let world = Self {
            site,
            secrets,
            size,
            email,
            password: agent.password,
            partner: user.partner_id,
            user: user.id,
            now,
            store,
        };
        fill::enrich(&world, &db);
        drop(db);
        world.store.settle();
        world
    }

    /// The reseller whose customers are this partner's, too.
    pub(crate) fn joint_reseller() -> PartnerId {
        "a0000000-0000-7000-8000-000000000001".parse().unwrap()
    }

    /// A connected customer in the middle of the list.
    pub(crate) fn middle(&self) -> Middle {
        let of = customer_entries::table
            .filter(customer_entries::partner_id.eq(self.partner))
            .filter(customer_entries::standing.eq("connected"))
            .filter(customer_entries::imported_from.is_not_null())
            .order((customer_entries::name_key, customer_entries::id))
            .offset(i64::from(self.size / 5))
            .select((
                customer_entries::name_key,
                customer_entries::id,
                customer_entries::name,
                customer_entries::domain,
                customer_entries::customer_id.assume_not_null(),
            ));
        let row: (String, EntryId, String, String, CustomerId) =
            self.store.read(|conn| Ok(of.first(conn)?));
        let (key, entry, name, domain, customer) = row;
        let id = entry.to_string();
        Middle {
            cursor: Cursor { key, id }.encode(),
            name,
            domain,
            customer,
        }
    }
}

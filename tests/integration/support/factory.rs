//! Partners with staff in every role, and people who are signed in.

use std::sync::LazyLock;

use argon2::{Algorithm, Argon2, Params, PasswordHasher, Version};
use partner_center::{
    db::{
        ids::{PartnerId, UserId},
        types::Timestamp,
    },
    identity::{
        NewUser, Owned, Partner, PartnerStatus, RelationshipKind, Role, Roles, insert_partner,
    },
};

use super::{TestApp, Visitor};

/// Everybody's password.
pub(crate) const PASSWORD: &str = "violet harbour kettle 42";

/// Its hash, as cheap as Argon2 allows, because every test signs in. A hash carries its cost with it, so that the code
/// that checks it is the product's own.
static HASH: LazyLock<String> = LazyLock::new(|| {
    let cheapest = Params::new(Params::MIN_M_COST, 1, 1, None).unwrap();
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::default(), cheapest);
    argon2
        .hash_password(PASSWORD.as_bytes())
        .unwrap()
        .to_string()
});

/// A partner with one member of staff in each role.
#[derive(Debug, Clone)]
pub(crate) struct Company {
    pub(crate) id: PartnerId,
    pub(crate) name: String,
    pub(crate) domain: String,
}

impl Owned for Company {
    fn owner(&self) -> PartnerId {
        self.id
    }
}

impl Company {
    /// Who holds this role.
    pub(crate) fn email(&self, role: Role) -> String {
        format!("{}@{}", role.as_str().replace('_', "-"), self.domain)
    }
}

/// A partner that is an indirect reseller, to be written.
pub(super) fn reseller(name: &str, now: Timestamp) -> Partner {
    Partner {
        id: PartnerId::new(),
        legal_name: name.to_owned(),
        domain: format!("{}.example", name.to_lowercase().replace(' ', "-")),
        country: "NL".to_owned(),
        is_reseller: true,
        is_provider: false,
        is_direct_bill: false,
        status: PartnerStatus::Active,
        created_at: now,
    }
}

impl TestApp {
    /// An indirect reseller.
    pub(crate) fn partner(&self, name: &str) -> Company {
        self.partner_of_kind(name, RelationshipKind::IndirectReseller)
    }

    /// A partner of this kind.
    pub(crate) fn partner_of_kind(&self, name: &str, kind: RelationshipKind) -> Company {
        self.partner_of_kinds(name, &[kind])
    }

    /// A partner that holds several kinds.
    pub(crate) fn partner_of_kinds(&self, name: &str, kinds: &[RelationshipKind]) -> Company {
        let partner = Partner {
            is_reseller: kinds.contains(&RelationshipKind::IndirectReseller),
            is_provider: kinds.contains(&RelationshipKind::IndirectProvider),
            is_direct_bill: kinds.contains(&RelationshipKind::DirectBill),
            ..reseller(name, self.now())
        };
        let company = Company {
            id: partner.id,
            name: partner.legal_name.clone(),
            domain: partner.domain.clone(),
        };
        self.write(|tx| insert_partner(tx, &partner));
        for role in Role::ALL {
            self.staff(
                &company,
                *role,
                &format!("{} of {name}", role.label()),
                &company.email(*role),
            );
        }
        company
    }

    /// One more member of staff.
    pub(crate) fn staff(&self, company: &Company, role: Role, name: &str, email: &str) -> UserId {
        self.staff_with(company, &[role], name, email)
    }

    /// A member of its staff with these roles.
    pub(crate) fn staff_with(
        &self,
        company: &Company,
        roles: &[Role],
        name: &str,
        email: &str,
    ) -> UserId {
        let person = NewUser {
            partner: company.id,
            email: email.to_owned(),
            name: name.to_owned(),
            roles: Roles::new(roles),
            password_hash: Some(HASH.clone()),
        };
        let now = self.now();
        self.write(|tx| person.insert(tx, now))
    }

    /// The person with this role, signed in.
    pub(crate) async fn sign_in(&self, company: &Company, role: Role) -> Visitor {
        self.sign_in_as(&company.email(role)).await
    }

    /// The person with this address, signed in.
    pub(crate) async fn sign_in_as(&self, email: &str) -> Visitor {
        let visitor = self.visitor();
        let page = visitor.open(&self.paths().sign_in()).await.expect(200);
        let answer = visitor
            .submit(
                &page,
                "Sign in",
                &[("email", email), ("password", PASSWORD)],
            )
            .await;
        assert_eq!(answer.location(), self.paths().home());
        visitor
    }
}

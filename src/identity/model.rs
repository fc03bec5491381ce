//! Partners and the people who work for them.

use diesel::{Insertable, Queryable, Selectable};

use crate::db::{
    MultiBackend,
    ids::{PartnerId, UserId},
    schema::{partners, users},
    text_set::TextSet,
    types::{Timestamp, text_enum},
};

text_enum! {
    /// What a member of a partner's staff is; `permissions` has the table of what each may do.
    Role {
        /// Everything an Admin agent does; also the partner's profile, staff and settings.
        GlobalAdmin = "global_admin",
        /// Connects with customers, manages them, removes relationships.
        AdminAgent = "admin_agent",
        /// Looks.
        SalesAgent = "sales_agent",
        /// Looks.
        HelpdeskAgent = "helpdesk_agent",
    }
}

impl Role {
    /// As pages write it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::GlobalAdmin => "Global admin",
            Self::AdminAgent => "Admin agent",
            Self::SalesAgent => "Sales agent",
            Self::HelpdeskAgent => "Helpdesk agent",
        }
    }
}

impl Role {
    /// What somebody with this role may do, in short; `permissions` has all of it.
    #[must_use]
    pub fn may(self) -> &'static str {
        match self {
            Self::GlobalAdmin => {
                "all that an Admin agent may, and staff, partnerships, prices and services"
            }
            Self::AdminAgent => "connects with customers, orders for them, and manages them",
            Self::SalesAgent => "sees customers and prices, fills carts, keeps notes",
            Self::HelpdeskAgent => {
                "sees customers, helps their users with passwords and licenses, opens services"
            }
        }
    }
}

/// What a person is: any of the roles, or none.
pub type Roles = TextSet<Role>;

impl Roles {
    /// As pages write them.
    #[must_use]
    pub fn words(&self) -> String {
        self.words_of(Role::label)
    }
}

text_enum! {
    /// Whether a partner takes part.
    PartnerStatus {
        /// It does.
        Active = "active",
        /// Its staff cannot sign in, and nobody can accept its invitations.
        Disabled = "disabled",
    }
}

text_enum! {
    /// Whether a person can sign in.
    UserStatus {
        /// They can.
        Active = "active",
        /// They cannot.
        Disabled = "disabled",
    }
}

text_enum! {
    /// As what a partner stands to a customer.
    RelationshipKind {
        /// Sells, and buys through a provider.
        IndirectReseller = "indirect_reseller",
        /// Places the orders.
        IndirectProvider = "indirect_provider",
        /// Sells and orders itself.
        DirectBill = "direct_bill",
    }
}

impl RelationshipKind {
    /// As pages write it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::IndirectReseller => "Indirect reseller",
            Self::IndirectProvider => "Indirect provider",
            Self::DirectBill => "Direct bill partner",
        }
    }
}

/// A country by its ISO 3166-1 code; the code itself where it has no name.
#[must_use]
pub fn country_name(code: &str) -> String {
    rust_iso3166::from_alpha2(code)
        .map_or_else(|| code.to_owned(), |country| country.name.to_owned())
}

/// A company with an account here. It may hold more than one kind.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = partners, check_for_backend(MultiBackend))]
pub struct Partner {
    /// Key.
    pub id: PartnerId,
    /// Name in the register.
    pub legal_name: String,
    /// Its own domain.
    pub domain: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Sells, and buys through a provider.
    pub is_reseller: bool,
    /// Places orders for resellers.
    pub is_provider: bool,
    /// Sells and orders itself.
    pub is_direct_bill: bool,
    /// Whether it takes part.
    pub status: PartnerStatus,
    /// Since when it is here.
    pub created_at: Timestamp,
}

impl Partner {
    /// Its kinds, the one it acts as towards a customer first.
    #[must_use]
    pub fn kinds(&self) -> Vec<RelationshipKind> {
        let mut kinds = Vec::new();
        if self.is_direct_bill {
            kinds.push(RelationshipKind::DirectBill);
        }
        if self.is_reseller {
            kinds.push(RelationshipKind::IndirectReseller);
        }
        if self.is_provider {
            kinds.push(RelationshipKind::IndirectProvider);
        }
        kinds
    }

    /// Its kinds in words.
    #[must_use]
    pub fn kind_words(&self) -> String {
        self.kinds()
            .iter()
            .map(|kind| kind.label())
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// What the partners are called with whom it can work; none for one that sells and orders itself alone.
    #[must_use]
    pub fn partnerships_label(&self) -> Option<&'static str> {
        match (self.is_reseller, self.is_provider) {
            (true, true) => Some("Partnerships"),
            (true, false) => Some("Indirect providers"),
            (false, true) => Some("Indirect resellers"),
            (false, false) => None,
        }
    }

    /// Its country by name.
    #[must_use]
    pub fn country_name(&self) -> String {
        country_name(&self.country)
    }

    /// As what it stands to a customer whom it asks alone. A row without a kind is refused by the database.
    #[must_use]
    pub fn kind_alone(&self) -> RelationshipKind {
        self.kinds()
            .first()
            .copied()
            .unwrap_or(RelationshipKind::IndirectReseller)
    }

    /// Whether it takes part.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.status == PartnerStatus::Active
    }

    /// Invitations that it may hand out a day, unless the operator sets more.
    #[must_use]
    pub fn usual_daily_invitations(&self) -> i64 {
        if self.is_provider { 500 } else { 50 }
    }
}

/// A member of a partner's staff.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = users, check_for_backend(MultiBackend))]
pub struct User {
    /// Key.
    pub id: UserId,
    /// Employer.
    pub partner_id: PartnerId,
    /// Address, in lower case; what one signs in with.
    pub email: String,
    /// Name.
    pub name: String,
    /// Whether they can sign in.
    pub status: UserStatus,
    /// Argon2id, once a password is set.
    pub password_hash: Option<String>,
    /// Notifications up to here are read.
    pub notified_until: Timestamp,
    /// Since when.
    pub created_at: Timestamp,
    /// Roles.
    pub roles: Roles,
}

impl User {
    /// Whether they can sign in: they are active, and have set a password.
    #[must_use]
    pub fn can_sign_in(&self) -> bool {
        self.status == UserStatus::Active && self.password_hash.is_some()
    }
}

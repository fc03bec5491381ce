//! `admin create`: the first person of a partner, or a fresh set-up link for one that is there.

use clap::{Args, ValueEnum};

use super::{Failure, database, keys, say};
use crate::{
    activity::{self, By, SetUpLinkMade},
    clock::Clock,
    config::{Config, PublicUrl},
    db::{self, Tx, ids::PartnerId, types::Timestamp},
    identity::{self, NewUser, Partner, PartnerStatus, Role, Roles, User, UserStatus},
    mail::SecretRef,
    secrets::Secrets,
    text,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Sells to customers, buys through an indirect provider.
    IndirectReseller,
    /// Places orders for resellers.
    IndirectProvider,
    /// Sells and orders itself.
    DirectBill,
}

/// Who is created.
#[derive(Debug, Clone, Args)]
pub(super) struct Create {
    /// The partner's legal name; needed when its domain is new here.
    #[arg(long)]
    partner: Option<String>,
    /// The partner's own domain. A domain that is known joins that partner.
    #[arg(long)]
    domain: String,
    /// The partner's country, two letters (ISO 3166-1); needed when its domain is new here.
    #[arg(long)]
    country: Option<String>,
    /// What the partner is; may be repeated; needed when its domain is new here.
    #[arg(long, value_enum)]
    kind: Vec<Kind>,
    /// The person's name.
    #[arg(long)]
    name: String,
    /// The person's email address.
    #[arg(long)]
    email: String,
    /// What a new person is: global-admin, admin-agent, sales-agent or helpdesk-agent; may be repeated; global-admin
    /// unless it is given.
    #[arg(long, value_parser = role)]
    role: Vec<Role>,
    #[command(flatten)]
    beginning: keys::Beginning,
}

/// Runs the command.
pub(super) fn create(mut new: Create) -> Result<(), Failure> {
    let config = Config::from_env(PublicUrl::Required)?;
    new.clean()?;
    let db = database::open(&config)?;
    db.migrate()?;
    let secrets = keys::of(&config, &db, new.beginning)?;
    let now = Clock::System.now();
    let (user, partner, secret) = db.write_now(|tx| new.carry_out(tx, &secrets, now))?;
    say(format!(
        "{} ({}) is {} of {}.",
        user.name,
        user.email,
        user.roles.words(),
        partner.legal_name
    ));
    say(
        "Open this link within 24 hours to set the password. It works once; the same command makes a new one:\n",
    );
    say(secret.reveal(&secrets, config.site()?));
    Ok(())
}

impl Create {
    /// Checks everything that was typed, and tells all that is wrong at once.
    fn clean(&mut self) -> Result<(), Failure> {
        let mut wrong = Vec::new();
        check(&mut wrong, "--domain", &mut self.domain, text::domain);
        check(&mut wrong, "--name", &mut self.name, |name| {
            text::line(name, text::NAME_MAX, "the person's name")
        });
        check(&mut wrong, "--email", &mut self.email, text::email);
        if let Some(partner) = &mut self.partner {
            check(&mut wrong, "--partner", partner, |name| {
                text::line(name, text::COMPANY_MAX, "the partner's legal name")
            });
        }
        if let Some(country) = &mut self.country {
            check(&mut wrong, "--country", country, country_code);
        }
        if wrong.is_empty() {
            Ok(())
        } else {
            Err(Failure::new(format!(
                "Nothing was created. Correct this and try again:\n  {}",
                wrong.join("\n  ")
            )))
        }
    }

    fn carry_out(
        &self,
        tx: &mut Tx<'_>,
        secrets: &Secrets,
        now: Timestamp,
    ) -> Result<(User, Partner, SecretRef), Failure> {
        let (user, partner) = match identity::user_by_email(tx.conn(), &self.email)? {
            Some(user) => {
                let partner = identity::find_partner(tx.conn(), user.partner_id)?;
                (user, partner)
            }
            None => self.insert(tx, now)?,
        };
        if !self.role.is_empty() && user.roles != self.roles() {
            return Err(Failure::new(format!(
                "{} is here already, as {}. This command changes nobody's roles: leave out --role for a new link.",
                user.email,
                user.roles.words()
            )));
        }
        if partner.domain != self.domain {
            return Err(Failure::new(format!(
                "{} works for {} ({}) already. Use another address, or that partner's --domain.",
                user.email, partner.legal_name, partner.domain
            )));
        }
        if user.status != UserStatus::Active || !partner.is_active() {
            return Err(Failure::new(format!(
                "{} of {} is disabled, so a link would not work.",
                user.email, partner.legal_name
            )));
        }
        let secret = identity::create_setup_link(tx, secrets, user.id, now)?;
        let by = By::this_server(partner.id);
        activity::record(tx, by, &SetUpLinkMade(&user), now)?;
        Ok((user, partner, secret))
    }

    fn roles(&self) -> Roles {
        match self.role.as_slice() {
            [] => Roles::new(&[Role::GlobalAdmin]),
            typed => Roles::new(typed),
        }
    }

    fn insert(&self, tx: &mut Tx<'_>, now: Timestamp) -> Result<(User, Partner), Failure> {
        let partner = match identity::partner_by_domain(tx.conn(), &self.domain)? {
            Some(partner) => partner,
            None => {
                let partner = self.new_partner(now)?;
                identity::insert_partner(tx, &partner)?;
                partner
            }
        };
        let new = NewUser {
            partner: partner.id,
            email: self.email.clone(),
            name: self.name.clone(),
            roles: self.roles(),
            password_hash: None,
        };
        new.insert(tx, now)?;
        let user = identity::user_by_email(tx.conn(), &self.email)?.ok_or(db::Error::NotFound)?;
        Ok((user, partner))
    }

    fn new_partner(&self, now: Timestamp) -> Result<Partner, Failure> {
        let (Some(legal_name), Some(country), false) =
            (&self.partner, &self.country, self.kind.is_empty())
        else {
            return Err(Failure::new(format!(
                "No partner has the domain {} yet. Add --partner \"Legal name\", --country and --kind to create it, or correct --domain.",
                self.domain
            )));
        };
        Ok(Partner {
            id: PartnerId::new(),
            legal_name: legal_name.clone(),
            domain: self.domain.clone(),
            country: country.clone(),
            is_reseller: self.kind.contains(&Kind::IndirectReseller),
            is_provider: self.kind.contains(&Kind::IndirectProvider),
            is_direct_bill: self.kind.contains(&Kind::DirectBill),
            status: PartnerStatus::Active,
            created_at: now,
        })
    }
}

/// Puts the cleaned text in the place of what was typed, or notes what is wrong.
fn check(
    wrong: &mut Vec<String>,
    option: &str,
    value: &mut String,
    clean: impl FnOnce(&str) -> Result<String, String>,
) {
    match clean(value) {
        Ok(cleaned) => *value = cleaned,
        Err(sentence) => wrong.push(format!("{option}: {sentence}")),
    }
}

/// A role as it is typed: `admin-agent`.
fn role(typed: &str) -> Result<Role, String> {
    let known = |role: &&Role| role.as_str().replace('_', "-") == typed;
    let found = Role::ALL.iter().find(known).copied();
    found.ok_or_else(|| "global-admin, admin-agent, sales-agent or helpdesk-agent".to_owned())
}

fn country_code(text: &str) -> Result<String, String> {
    let code = text.to_ascii_uppercase();
    match rust_iso3166::from_alpha2(&code) {
        Some(_) => Ok(code),
        None => Err("Enter the two letters of the country, such as DE".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::{DatabaseUrl, Db};

    fn typed() -> Create {
        Create {
            partner: Some("Contoso Ltd".to_owned()),
            domain: "contoso.example".to_owned(),
            country: Some("de".to_owned()),
            kind: vec![Kind::IndirectReseller],
            name: "Ana Lima".to_owned(),
            email: "Ana@Contoso.example".to_owned(),
            role: Vec::new(),
            beginning: keys::Beginning {
                new_database: false,
            },
        }
    }

    fn database() -> (tempfile::TempDir, Db) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.db").to_string_lossy().into_owned();
        let db = Db::open(&DatabaseUrl::Sqlite(path), 1).unwrap();
        db.migrate().unwrap();
        (folder, db)
    }

    #[test]
    fn the_same_command_twice_makes_one_person_and_two_links() {
        let (_folder, db) = database();
        let secrets = Secrets::ephemeral().unwrap();
        let mut new = typed();
        new.clean().unwrap();
        let now = Clock::System.now();
        let run = || db.write_now(|tx| new.carry_out(tx, &secrets, now)).unwrap();
        let ((first, partner, one), (again, _, two)) = (run(), run());
        assert_eq!(first.id, again.id);
        assert_ne!(one, two);
        assert_eq!(
            (partner.country.as_str(), first.roles),
            ("DE", Roles::new(&[Role::GlobalAdmin]))
        );
    }

    #[test]
    fn a_person_gets_the_roles_that_were_typed_and_keeps_them() {
        let (_folder, db) = database();
        let secrets = Secrets::ephemeral().unwrap();
        let now = Clock::System.now();
        let run = |new: &Create| db.write_now(|tx| new.carry_out(tx, &secrets, now));
        let mut new = typed();
        new.role = vec![
            role("helpdesk-agent").unwrap(),
            role("global-admin").unwrap(),
        ];
        new.clean().unwrap();
        let (user, ..) = run(&new).unwrap();
        assert_eq!(user.roles.words(), "Global admin, Helpdesk agent");
        assert_eq!(run(&new).unwrap().0.id, user.id);
        new.role = vec![Role::HelpdeskAgent];
        let refused = run(&new).unwrap_err().to_string();
        assert!(
            refused.contains("as Global admin, Helpdesk agent"),
            "{refused}"
        );
        new.role = Vec::new();
        assert_eq!(run(&new).unwrap().0.roles, user.roles);
        assert!(role("global_admin").is_err());
    }

    #[test]
    fn a_known_domain_is_joined_and_an_unknown_one_needs_the_rest() {
        let (_folder, db) = database();
        let secrets = Secrets::ephemeral().unwrap();
        let now = Clock::System.now();
        let run = |new: &Create| db.write_now(|tx| new.carry_out(tx, &secrets, now));
        let mut first = typed();
        first.clean().unwrap();
        let (_, partner, _) = run(&first).unwrap();
        let colleague = Create {
            email: "bo@contoso.example".to_owned(),
            partner: None,
            country: None,
            kind: Vec::new(),
            ..first.clone()
        };
        assert_eq!(run(&colleague).unwrap().1.id, partner.id);
        let stranger = Create {
            domain: "other.example".to_owned(),
            email: "cy@other.example".to_owned(),
            ..colleague.clone()
        };
        assert!(
            run(&stranger)
                .unwrap_err()
                .to_string()
                .contains("--partner")
        );
        let elsewhere = Create {
            domain: "other.example".to_owned(),
            ..first
        };
        assert!(run(&elsewhere).unwrap_err().to_string().contains("already"));
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let mut new = typed();
        new.domain = "contoso".to_owned();
        new.email = "ana".to_owned();
        new.country = Some("Germany".to_owned());
        let text = new.clean().unwrap_err().to_string();
        assert!(
            text.contains("--domain") && text.contains("--email") && text.contains("--country")
        );
    }
}

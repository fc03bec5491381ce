//! Who is ticked in the list of users, over all its pages and whatever is searched for.
//!
//! The ticks travel in the list's own form: whatever leads to another page of it is a button that sends them along, so that it
//! works without a script, nothing has to be kept here, and two windows do not get into each other's way. Not in the address:
//! some hundred keys are more than what stands in front of a server lets through.

use super::{by_key_queries::present_users, model::DirectoryUser};
use crate::{
    db::{
        self, Conn,
        ids::{CustomerId, DirectoryUserId},
    },
    text::thousands,
    web::{address, form::FieldErrors},
};

/// Most users that can be ticked at once.
pub(crate) const MOST: usize = 500;

/// What the list's form sends: who is ticked, and what is asked for.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct TickedForm {
    user: Vec<String>,
    q: String,
    state: String,
    role: String,
    per: String,
    sort: String,
    dir: String,
}

impl TickedForm {
    /// What is asked for: what the pressed button leads to, or what stands in the fields.
    pub(super) fn question(&self, address: &str) -> String {
        if !address.is_empty() {
            return address.to_owned();
        }
        let typed = [
            ("q", &self.q),
            ("state", &self.state),
            ("role", &self.role),
            ("per", &self.per),
            ("sort", &self.sort),
            ("dir", &self.dir),
        ];
        let typed = typed.map(|(name, value)| (name, value.clone()));
        address::with("", &typed).trim_start_matches('?').to_owned()
    }

    /// Who is ticked.
    pub(crate) fn ticks(&self) -> Ticks {
        Ticks::of(self.user.iter().map(String::as_str))
    }
}

/// Those who are ticked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Ticks {
    keys: Vec<DirectoryUserId>,
    /// How many are no keys at all.
    unknown: usize,
}

impl Ticks {
    /// By their keys, each once.
    pub(crate) fn of<'k>(keys: impl Iterator<Item = &'k str>) -> Self {
        let mut ticks = Self::default();
        let mut known = std::collections::HashSet::new();
        for key in keys {
            match key.parse::<DirectoryUserId>() {
                Ok(key) if known.insert(key) => ticks.keys.push(key),
                Ok(_) => {}
                Err(_) => ticks.unknown += 1,
            }
        }
        ticks
    }

    /// Behind the question mark.
    pub(crate) fn in_query(query: &str) -> Self {
        let pairs: Vec<_> = url::form_urlencoded::parse(query.as_bytes()).collect();
        let users = pairs.iter().filter(|(name, _)| name == "user");
        Self::of(users.map(|(_, key)| key.as_ref()))
    }

    /// Their keys.
    pub(crate) fn keys(&self) -> &[DirectoryUserId] {
        &self.keys
    }

    pub(super) fn is_empty(&self) -> bool {
        self.keys.is_empty() && self.unknown == 0
    }

    /// What is said where more are ticked than this.
    pub(crate) fn over(&self, most: usize) -> Option<String> {
        let number = self.keys.len() + self.unknown;
        (number > most).then(|| {
            let words = |number: usize| thousands(i64::try_from(number).unwrap_or(i64::MAX));
            let (number, most) = (words(number), words(most));
            format!(
                "{number} users are ticked, and at most {most} can be at once. Go back and untick some"
            )
        })
    }

    /// What is said where only so many of them are users of the customer; nothing where all are.
    pub(crate) fn left_out(&self, present: usize) -> String {
        match (self.keys.len() + self.unknown).saturating_sub(present) {
            0 => String::new(),
            1 => "One of those ticked is no user of this customer now, and is left out.".to_owned(),
            many => {
                format!(
                    "{many} of those ticked are no users of this customer now, and are left out."
                )
            }
        }
    }
}

/// A user who is ticked on another page.
pub(super) struct Elsewhere {
    pub(super) id: DirectoryUserId,
    pub(super) name: String,
    pub(super) user_name: String,
}

/// The ticks of a page of the list.
#[derive(Default)]
pub(super) struct Ticked {
    here: Vec<DirectoryUserId>,
    pub(super) elsewhere: Vec<Elsewhere>,
    /// What is said of those who are left out.
    pub(super) left_out: String,
    /// What is said where they are too many.
    pub(super) over: Option<String>,
    /// The address of the list without any.
    pub(super) unticked: String,
}

impl Ticked {
    /// Of those who are ticked, some are on the page.
    pub(super) fn read(
        conn: &mut Conn,
        customer: CustomerId,
        ticks: &Ticks,
        page: &[DirectoryUserId],
    ) -> db::Result<Self> {
        if ticks.is_empty() {
            return Ok(Self::default());
        }
        let present = present_users(conn, customer, ticks.keys())?;
        let (here, elsewhere): (Vec<&DirectoryUser>, Vec<&DirectoryUser>) =
            present.iter().partition(|user| page.contains(&user.id));
        let shown = |user: &DirectoryUser| Elsewhere {
            id: user.id,
            name: user.display_name.clone(),
            user_name: user.user_name.clone(),
        };
        Ok(Self {
            here: here.iter().map(|user| user.id).collect(),
            elsewhere: elsewhere.into_iter().map(shown).collect(),
            left_out: ticks.left_out(present.len()),
            over: ticks.over(MOST),
            unticked: String::new(),
        })
    }

    pub(super) fn is_here(&self, user: &DirectoryUserId) -> bool {
        self.here.contains(user)
    }

    pub(super) fn errors(&self) -> FieldErrors {
        let errors = self.over.as_ref().map(FieldErrors::page);
        errors.unwrap_or_default()
    }
}

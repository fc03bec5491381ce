//! Request a reseller relationship, or privileges, from several companies of the list at once: whom to write to at each,
//! then a bulk invitation of these rows. Addresses are never guessed, though the contact of a customer is proposed; a
//! company without one is left out.

use askama::Template;

use super::{handlers, kind::BulkInvitation, settings::Settings};
use crate::{
    customers::{self, Customer, Entry, Standing},
    db,
    error::AppError,
    identity::{Layout, ManageCustomers, Request},
    invitations::Channel,
    text, uploads,
    web::{
        Answer, address, csv,
        form::{FieldErrors, Form},
    },
};

/// So many can be selected at once: a page of the list.
const MOST: usize = 100;

/// A request to invite the companies that were ticked.
type Acting = Request<ManageCustomers>;

/// A selected company, and the person there as they were typed.
struct Line {
    key: uuid::Uuid,
    name: String,
    domain: String,
    email: String,
    person: String,
    /// What is wrong with the address or the name.
    problem: Option<String>,
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    /// A relationship.
    Relationship,
    /// Privileges, of customers that have agreed before.
    Privileges,
}

impl Wish {
    fn of(typed: &str) -> Self {
        match typed {
            "privileges" => Self::Privileges,
            _ => Self::Relationship,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Relationship => "Request reseller relationships",
            Self::Privileges => "Ask for privileges",
        }
    }

    fn can_be_asked(self, entry: &Entry) -> bool {
        match self {
            Self::Relationship => {
                matches!(entry.standing, Standing::Imported | Standing::Former)
            }
            Self::Privileges => entry.customer_id.is_some(),
        }
    }
}

#[derive(Template)]
#[template(path = "bulk_invitations/selection.html")]
struct SelectionPage {
    layout: Layout,
    errors: FieldErrors,
    wish: Wish,
    lines: Vec<Line>,
    /// Selected, and past asking by now.
    left_out: usize,
}

impl SelectionPage {
    fn is_for_privileges(&self) -> bool {
        self.wish == Wish::Privileges
    }

    fn imported(&self) -> String {
        let imported = Standing::Imported.as_str().to_owned();
        address::with(
            &self.layout.paths.customers(),
            &[("relationship", imported)],
        )
    }
}

/// The selected companies of this partner that can be asked.
async fn chosen(
    request: &mut Acting,
    wish: Wish,
    keys: Vec<uuid::Uuid>,
) -> Result<Vec<(Entry, Option<Customer>)>, AppError> {
    let found = request.read(move |conn, scope| {
        let mut entries = Vec::new();
        for key in keys.into_iter().take(MOST) {
            match customers::find(conn, scope, key) {
                Ok(entry) => entries.push(entry),
                Err(db::Error::NotFound) => {}
                Err(other) => return Err(other),
            }
        }
        entries.retain(|entry| wish.can_be_asked(entry));
        let known = customers::customers_of(conn, &entries)?;
        let customer = |entry: Entry| {
            let customer = entry.customer_id.and_then(|id| known.get(&id)).cloned();
            (entry, customer)
        };
        Ok(entries.into_iter().map(customer).collect())
    });
    Ok(found.await?)
}

/// Whom to write to at the companies that were ticked in the list.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn new(mut request: Acting) -> Answer {
    let keys: Vec<uuid::Uuid> = url::form_urlencoded::parse(request.query_string().as_bytes())
        .filter(|(name, _)| name == "entry")
        .filter_map(|(_, key)| key.parse().ok())
        .collect();
    let (selected, wish) = (keys.len(), wish_of(request.query_string()));
    let entries = chosen(&mut request, wish, keys).await?;
    let left_out = selected - entries.len();
    let lines = entries.into_iter().map(|(entry, customer)| match customer {
        Some(customer) if wish == Wish::Privileges => Line {
            email: customer.contact_email,
            person: customer.contact_name,
            ..Line::empty(entry)
        },
        _ => Line::empty(entry),
    });
    let lines = lines.collect();
    let page = |layout: Layout| SelectionPage {
        layout: layout.in_section("customers"),
        errors: FieldErrors::default(),
        wish,
        lines,
        left_out,
    };
    request.page(page).await
}

fn wish_of(query: &str) -> Wish {
    let mut values = url::form_urlencoded::parse(query.as_bytes());
    let found = values.find(|(name, _)| name == "for");
    found.map_or(Wish::Relationship, |(_, value)| Wish::of(&value))
}

impl Line {
    fn empty(entry: Entry) -> Self {
        Self {
            key: entry.page_key(),
            name: entry.name,
            domain: entry.domain,
            email: String::new(),
            person: String::new(),
            problem: None,
        }
    }

    /// As it was typed, checked.
    fn typed(entry: Entry, email: &str, person: &str) -> Self {
        let checked = match email.trim() {
            "" => Ok(()),
            email => text::email(email).map(|_| ()),
        };
        let named = text::optional_line(person, text::NAME_MAX).map(|_| ());
        Self {
            email: email.trim().to_owned(),
            person: person.to_owned(),
            problem: checked.and(named).err(),
            ..Self::empty(entry)
        }
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.name.clone(),
            self.domain.clone(),
            self.person.clone(),
            self.email.clone(),
        ]
    }
}

/// What is typed: one of each for every line.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct SelectionForm {
    entry: Vec<String>,
    email: Vec<String>,
    name: Vec<String>,
    /// What is asked for.
    r#for: String,
}

/// Begins a bulk invitation of the companies that have an address.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn create(mut request: Acting, Form(form): Form<SelectionForm>) -> Answer {
    let keys: Vec<uuid::Uuid> = form
        .entry
        .iter()
        .filter_map(|key| key.parse().ok())
        .collect();
    let wish = Wish::of(&form.r#for);
    let entries = chosen(&mut request, wish, keys).await?;
    let typed = |list: &[String], key: uuid::Uuid| -> String {
        let place = form
            .entry
            .iter()
            .position(|entry| *entry == key.to_string());
        let value = place.and_then(|place| list.get(place));
        value.cloned().unwrap_or_default()
    };
    let lines: Vec<Line> = entries
        .into_iter()
        .map(|(entry, _)| {
            let key = entry.page_key();
            Line::typed(entry, &typed(&form.email, key), &typed(&form.name, key))
        })
        .collect();
    let mut errors = FieldErrors::default();
    let wrong = lines.iter().filter(|line| line.problem.is_some()).count();
    if wrong > 0 {
        errors.add(
            "",
            format!("{wrong} of the lines below cannot be read; each says why"),
        );
    } else if lines.iter().all(|line| line.email.is_empty()) {
        errors.add("", "Enter an address for at least one company");
    }
    if !errors.is_empty() {
        let left_out = form.entry.len() - lines.len();
        let page = |layout: Layout| SelectionPage {
            layout: layout.in_section("customers"),
            errors,
            wish,
            lines,
            left_out,
        };
        return request.again(page).await;
    }
    let heading = ["Company", "Domain", "Contact name", "Address"].map(str::to_owned);
    let rows = lines.iter().filter(|line| !line.email.is_empty());
    let table = std::iter::once(heading.to_vec()).chain(rows.map(Line::cells));
    let taken = uploads::of_text(csv::lines(table), "Selected customers", &BulkInvitation)
        .map_err(AppError::Internal)?;
    let settings = Settings {
        for_privileges: wish == Wish::Privileges,
        ..Settings::new(Channel::ExistingCustomer)
    };
    handlers::begin(request, taken, settings).await
}

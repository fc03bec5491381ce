//! What the demo's staff keep about their customers: tags, notes, who is responsible, where bills go.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use crate::{
    customer_access::{Annotate, Granted, ManageBillTo},
    customer_account::{self, BillToWords},
    customer_notes, customer_tags,
    customers::{Entry, Standing},
    db::{self, Conn, Tx, ids::UserId, schema::customer_entries, types::Timestamp},
    error::AppError,
    identity::{Authorized, KeepNotes, ManageCustomers, Scope},
    language::Language,
};

/// Customers of each partner of which something is kept.
const MOST: i64 = 14;

const TAGS: [&str; 5] = [
    "Key account",
    "Education",
    "Renews in spring",
    "On-site",
    "Slow payer",
];

const NOTES: [&str; 4] = [
    "Calls are best before ten. The head of IT decides, the owner signs.",
    "Asked for a quote for 40 more seats. Wants to hear before the end of the quarter.\n\nDo not offer the trial again.",
    "Moves to a new office in spring; the address changes then.",
    "Prefers mail to calls. Answers within a day.",
];

/// Streets and cities that nobody lives in.
const PLACES: [(&str, &str, &str, &str, Language); 4] = [
    (
        "NL",
        "Voorbeeldlaan 12",
        "1234 AB",
        "Voorbeeldstad",
        Language::English,
    ),
    (
        "DE",
        "Musterstraße 8",
        "12345",
        "Musterstadt",
        Language::German,
    ),
    (
        "FR",
        "3 rue de l'Exemple",
        "12345",
        "Exempleville",
        Language::French,
    ),
    (
        "PT",
        "Rua do Exemplo 21",
        "1234-567",
        "Vila Exemplo",
        Language::Portuguese,
    ),
];

/// Keeps it for the customers of the partner that these people work for.
///
/// # Errors
/// When a service refuses what a page would have refused, too.
pub(super) fn keep(tx: &mut Tx<'_>, staff: &[UserId], now: Timestamp) -> Result<(), AppError> {
    let Some(first) = staff.first().copied() else {
        return Ok(());
    };
    let keeper = Authorized::<KeepNotes>::for_user(tx.conn(), first)?;
    let manager = Authorized::<ManageCustomers>::for_user(tx.conn(), first)?;
    for (place, entry) in connected(tx.conn(), keeper.scope)?.into_iter().enumerate() {
        // Nothing is kept of a customer before it has accepted.
        let now = now.max(entry.since);
        let granted = Granted::<Annotate>::of(tx, keeper.clone(), entry.clone(), now)?;
        for tag in TAGS.iter().cycle().skip(place).take(place % 4) {
            customer_tags::add(tx, &granted, tag, now)?;
        }
        for note in NOTES.iter().cycle().skip(place).take(place % 3) {
            customer_notes::add(tx, &granted, note, now)?;
        }
        let person = staff.get(place % staff.len()).copied();
        let person = person.filter(|_| place % 3 != 0);
        customer_account::appoint(tx, &granted, None, person, now).map_err(AppError::from)?;
        if place % 2 == 0 {
            let granted = Granted::<ManageBillTo>::of(tx, manager.clone(), entry, now)?;
            let words = bill_to(&granted.entry, place);
            customer_account::save_bill_to(tx, &granted, &words, 0, now)?;
        }
    }
    Ok(())
}

fn connected(conn: &mut Conn, scope: Scope) -> db::Result<Vec<Entry>> {
    Ok(customer_entries::table
        .filter(customer_entries::partner_id.eq(scope.partner_id()))
        .filter(customer_entries::standing.eq(Standing::Connected))
        .order((customer_entries::name_key, customer_entries::id))
        .limit(MOST)
        .select(Entry::as_select())
        .load(conn)?)
}

fn bill_to(entry: &Entry, place: usize) -> BillToWords {
    let [first, ..] = PLACES;
    let found = PLACES.get(place / 2 % PLACES.len()).copied();
    let (country, line1, postal_code, city, language) = found.unwrap_or(first);
    BillToWords {
        company: entry.name.clone(),
        line1: line1.to_owned(),
        line2: String::new(),
        city: city.to_owned(),
        region: String::new(),
        postal_code: postal_code.to_owned(),
        country: country.to_owned(),
        contact_name: "Accounts payable".to_owned(),
        contact_email: format!("accounts@{}", entry.domain),
        contact_phone: String::new(),
        language,
    }
}

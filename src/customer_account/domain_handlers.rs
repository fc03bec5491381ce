//! The domains of a customer, and how each is proven.

use actix_web::web::Path;
use subtle::ConstantTimeEq;

use super::{
    domain_pages::{DomainPage, DomainsPage},
    domain_service::{self, CodeRequest, DomainError},
};
use crate::{
    customer_access::{CustomerRequest, ManageProfile, look, why_blocked},
    customers::{self, DomainProof},
    db::{
        self,
        ids::{CustomerDomainId, CustomerId, DomainCodeId},
    },
    domains::{ConsentRules, NameServers},
    error::AppError,
    identity::{Request, View},
    language::Language,
    secrets::Secrets,
    web::{
        Answer,
        form::{FieldErrors, Form, NoFields},
        layout::{Flash, Product},
        see_other,
    },
};

type Acting = CustomerRequest<ManageProfile>;
type Key = Path<(uuid::Uuid, CustomerDomainId)>;

/// The domains. Everybody may look.
///
/// # Errors
/// `NotFound`, also for another partner's.
pub(super) async fn show(mut request: Request<View>, key: Path<CustomerId>) -> Answer {
    let (key, now) = (key.uuid(), request.now);
    let rules = request.part::<ConsentRules>()?;
    let read = request.read(move |conn, scope| {
        let (entry, between) = look(conn, scope, key, now)?;
        let rows = match entry.customer_id {
            Some(customer) => customers::domains_of(conn, customer)?,
            None => Vec::new(),
        };
        Ok::<_, db::Error>((entry, between, rows))
    });
    let (entry, between, rows) = read.await?;
    if key != entry.page_key() {
        let own = request.paths().customer_domains(entry.page_key());
        return Ok(see_other(&own));
    }
    let blocked = why_blocked::<ManageProfile, _>(&mut request, &entry, &between).await?;
    let page = |layout| {
        DomainsPage::new(layout, &entry, &rows, &rules, String::new()).for_readers(blocked)
    };
    request.page(page).await
}

/// One of them, and how it is proven.
///
/// # Errors
/// As [`CustomerRequest`].
pub(super) async fn show_one(on: Acting, key: Key) -> Answer {
    one(on, key.1, FieldErrors::default()).await
}

/// The page of one domain, with what is wrong.
async fn one(mut on: Acting, id: CustomerDomainId, errors: FieldErrors) -> Answer {
    let (rules, now) = (on.request.part::<ConsentRules>()?, on.request.now);
    let row = on.read(move |conn, granted| customers::find_domain(conn, granted.customer, id));
    let row = row
        .await
        .map_err(|error: db::Error| AppError::from(error))?;
    let (is_again, entry) = (!errors.is_empty(), on.granted.entry);
    let page = |layout| DomainPage::new(layout, &entry, &row, &rules, now).with(errors);
    match is_again {
        true => on.request.again(page).await,
        false => on.request.page(page).await,
    }
}

async fn refused(on: Acting, id: CustomerDomainId, error: DomainError) -> Answer {
    if let DomainError::Db(error) = error {
        return Err(error.into());
    }
    let mut errors = FieldErrors::default();
    errors.explain(&error);
    one(on, id, errors).await
}

fn done(on: &Acting, text: String) -> Answer {
    let here = on
        .request
        .paths()
        .customer_domains(on.granted.entry.page_key());
    Ok(on.request.done(&here, Flash::good(text)))
}

fn go_on(on: &Acting, id: CustomerDomainId, text: String) -> Answer {
    let key = on.granted.entry.page_key();
    let here = on.request.paths().customer_domain(key, id);
    Ok(on.request.done(&here, Flash::good(text)))
}

/// One more domain.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct AddForm {
    domain: String,
}

/// Adds it.
///
/// # Errors
/// As [`CustomerRequest`].
pub(super) async fn add(mut on: Acting, Form(form): Form<AddForm>) -> Answer {
    let (rules, typed) = (on.request.part::<ConsentRules>()?, form.domain.clone());
    let added = on.write(move |tx, granted, now| {
        domain_service::add_domain(tx, granted, &rules, &typed, now)
    });
    match added.await? {
        Ok(row) => {
            let text = format!("{} is added. It counts once it is proven.", row.domain);
            go_on(&on, row.id, text)
        }
        Err(DomainError::Db(error)) => Err(error.into()),
        Err(error) => again(on, form, &error).await,
    }
}

async fn again(mut on: Acting, form: AddForm, error: &DomainError) -> Answer {
    let rules = on.request.part::<ConsentRules>()?;
    let rows = on.read(|conn, granted| customers::domains_of(conn, granted.customer));
    let rows = rows
        .await
        .map_err(|error: db::Error| AppError::from(error))?;
    let mut errors = FieldErrors::default();
    errors.explain(error);
    let entry = on.granted.entry;
    let page = |layout| DomainsPage::new(layout, &entry, &rows, &rules, form.domain).with(errors);
    on.request.again(page).await
}

/// Where the code goes, and in which language.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct MailboxForm {
    mailbox: String,
    language: String,
}

/// Mails a code.
///
/// # Errors
/// As [`CustomerRequest`].
pub(super) async fn mail_code(mut on: Acting, key: Key, Form(form): Form<MailboxForm>) -> Answer {
    let request = CodeRequest {
        domain: key.1,
        mailbox: form.mailbox,
        language: form.language.parse().unwrap_or(Language::English),
        product: on.request.part::<Product>()?.0.clone(),
    };
    let mailed =
        on.write(move |tx, granted, now| domain_service::mail_code(tx, granted, &request, now));
    match mailed.await? {
        Ok(address) => {
            let text = format!("A code is on its way to {address}. It works for 10 minutes.");
            go_on(&on, key.1, text)
        }
        Err(error) => refused(on, key.1, error).await,
    }
}

/// The code, and which one it is.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct CodeForm {
    code: String,
    request: String,
}

const OVER: &str = "This code no longer works. Ask for a new one";
const WRONG: &str = "This is not the code. Check it, and type it again";

/// Compares a code, and makes the domain the customer's.
///
/// # Errors
/// As [`CustomerRequest`].
pub(super) async fn enter_code(mut on: Acting, key: Key, Form(form): Form<CodeForm>) -> Answer {
    let id = key.1;
    match problem_with(&mut on, id, &form).await? {
        None => prove(on, id, DomainProof::Mail).await,
        Some(problem) => {
            let mut errors = FieldErrors::default();
            errors.add("code", problem);
            one(on, id, errors).await
        }
    }
}

/// Why this code proves nothing. A try is counted, in a transaction of its own, before anything is compared.
async fn problem_with(
    on: &mut Acting,
    id: CustomerDomainId,
    form: &CodeForm,
) -> Result<Option<&'static str>, AppError> {
    let signs = form.code.chars().filter(char::is_ascii_alphanumeric);
    let typed = signs.collect::<String>().to_ascii_uppercase();
    if typed.is_empty() {
        return Ok(Some("Enter the code from the mail"));
    }
    let Ok(code) = form.request.parse::<DomainCodeId>() else {
        return Ok(Some(OVER));
    };
    let right = on.request.part::<Secrets>()?.code(code.uuid());
    let counted = on.write(move |tx, granted, now| {
        let row = customers::find_domain(tx.conn(), granted.customer, id)?;
        customers::count_code_try(tx, row.id, code, now)
    });
    let counted: Result<bool, db::Error> = counted.await?;
    let is_right = bool::from(right.as_bytes().ct_eq(typed.as_bytes()));
    Ok(match (counted?, is_right) {
        (false, _) => Some(OVER),
        (true, false) => Some(WRONG),
        (true, true) => None,
    })
}

/// Looks for the record, and makes the domain the customer's.
///
/// # Errors
/// As [`CustomerRequest`].
pub(super) async fn look_up(mut on: Acting, key: Key, Form(NoFields {}): Form<NoFields>) -> Answer {
    let id = key.1;
    let row = on.read(move |conn, granted| customers::find_domain(conn, granted.customer, id));
    let row = row
        .await
        .map_err(|error: db::Error| AppError::from(error))?;
    let servers = *on.request.part::<NameServers>()?.get_ref();
    let problem = match servers.txt(&row.domain).await {
        Ok(records) if records.contains(&row.record()) => {
            return prove(on, id, DomainProof::Dns).await;
        }
        Ok(_) => {
            "The record is not there yet. A change can take an hour to be seen everywhere; look again then"
        }
        Err(cause) => {
            tracing::info!(
                domain = row.domain,
                cause,
                "a TXT record could not be looked up"
            );
            "The name servers of this domain did not answer. Look again in a moment"
        }
    };
    one(on, id, FieldErrors::page(problem)).await
}

async fn prove(mut on: Acting, id: CustomerDomainId, how: DomainProof) -> Answer {
    let proven =
        on.write(move |tx, granted, now| domain_service::verify(tx, granted, id, how, now));
    match proven.await? {
        Ok(domain) => {
            let name = &on.granted.entry.name;
            let text = format!("{domain} is verified: it belongs to {name}.");
            done(&on, text)
        }
        Err(error) => refused(on, id, error).await,
    }
}

/// Takes a further domain off.
///
/// # Errors
/// As [`CustomerRequest`].
pub(super) async fn remove(mut on: Acting, key: Key, Form(NoFields {}): Form<NoFields>) -> Answer {
    let id = key.1;
    let removed = on.write(move |tx, granted, now| domain_service::remove(tx, granted, id, now));
    match removed.await? {
        Ok(domain) => {
            let name = &on.granted.entry.name;
            let text = format!("{domain} no longer belongs to {name}.");
            done(&on, text)
        }
        Err(error) => refused(on, id, error).await,
    }
}

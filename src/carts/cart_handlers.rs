//! Fills a cart.

use super::{
    cart_page::{self, Asked, CartPage},
    opened::Whose,
    service::{self, CartError, NewLine},
};
use crate::{
    customer_access::{CustomerRequest, FillCart},
    db::ids::CartLineId,
    error::AppError,
    prices::Segment,
    web::{
        Answer,
        address::Question,
        form::{FieldErrors, Form},
        layout::Flash,
        see_other,
    },
};

/// Most licenses of a line.
const MOST: i32 = 10_000_000;

async fn read(
    on: &mut CustomerRequest<FillCart>,
    asked: Asked,
) -> Result<cart_page::Found, AppError> {
    let now = on.request.now;
    let read = on.read(move |conn, granted| {
        let whose = Whose {
            scope: granted.by.scope,
            user: granted.by.staff.id,
            entry: &granted.entry,
            customer: granted.customer,
        };
        let partner = granted.by.staff.partner.clone();
        cart_page::read(conn, &partner, whose, asked, now)
    });
    Ok(read.await?)
}

/// The cart, and what can be added.
pub(super) async fn show(mut on: CustomerRequest<FillCart>) -> Answer {
    let mut question = Question::of(on.request.query_string());
    let asked = Asked {
        text: question.text("q"),
        segment: question.choice("segment"),
        currency: question.text("currency"),
        provider: question.choice("provider"),
    };
    let asked = question.answer(asked)?;
    let found = read(&mut on, asked).await?;
    let entry = on.granted.entry;
    on.request
        .page(|layout| CartPage::new(layout, &entry, &found))
        .await
}

/// A line to be added, and what was searched for.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct AddForm {
    price: String,
    quantity: String,
    q: String,
    segment: String,
    currency: String,
    provider: String,
}

impl AddForm {
    fn asked(&self) -> Asked {
        Asked {
            text: self.q.clone(),
            segment: self.segment.parse::<Segment>().ok(),
            currency: self.currency.clone(),
            provider: self.provider.parse().ok(),
        }
    }

    fn parse(&self) -> Result<NewLine, FieldErrors> {
        let mut errors = FieldErrors::default();
        let price = self.price.parse().ok();
        if price.is_none() {
            errors.add("price", "Choose a plan with its term and billing");
        }
        let quantity = errors.take("quantity", quantity(&self.quantity));
        if quantity == 0 && errors.get("quantity").is_none() {
            errors.add("quantity", "Enter how many licenses, from 1 on");
        }
        match price {
            Some(price) => errors.or(NewLine {
                price,
                quantity,
                provider: self.provider.parse().ok(),
            }),
            None => Err(errors),
        }
    }
}

fn quantity(text: &str) -> Result<i32, String> {
    let digits = text.trim();
    let number = digits.parse::<i32>().ok();
    let number = number.filter(|number| (0..=MOST).contains(number));
    number.ok_or_else(|| "Enter a whole number of licenses, such as 25".to_owned())
}

/// Adds it.
pub(super) async fn add(mut on: CustomerRequest<FillCart>, Form(form): Form<AddForm>) -> Answer {
    let asked = form.asked();
    let new = match form.parse() {
        Ok(new) => new,
        Err(errors) => return again(on, asked, errors, &[]).await,
    };
    let added = on.write(move |tx, granted, now| service::add_line(tx, granted, new, now));
    match added.await? {
        Ok(()) => {
            let cart = on.request.paths().cart(on.granted.entry.page_key());
            let flash = Flash::good("The line is in the cart.");
            Ok(on.request.done(&asked.address(&cart), flash))
        }
        Err(CartError::Db(error)) => Err(error.into()),
        Err(error) => {
            let mut errors = FieldErrors::default();
            errors.explain(&error);
            again(on, asked, errors, &[]).await
        }
    }
}

/// The cart with what was typed, and what is wrong with it.
async fn again(
    mut on: CustomerRequest<FillCart>,
    asked: Asked,
    errors: FieldErrors,
    typed: &[(CartLineId, String)],
) -> Answer {
    let found = read(&mut on, asked).await?;
    let entry = on.granted.entry;
    let page = |layout| {
        let mut page = CartPage::new(layout, &entry, &found);
        page.errors = errors;
        for line in &mut page.lines {
            if let Some((_, quantity)) = typed.iter().find(|(id, _)| *id == line.id) {
                line.quantity.clone_from(quantity);
            }
        }
        page
    };
    on.request.again(page).await
}

/// How many of each line, and which button was pressed.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct UpdateForm {
    line: Vec<String>,
    quantity: Vec<String>,
    /// The line whose button to remove it was pressed.
    remove: String,
    /// Where to go on.
    next: String,
}

impl UpdateForm {
    fn typed(&self) -> Vec<(CartLineId, String)> {
        let lines = self.line.iter().map(|key| key.parse::<CartLineId>());
        let both = lines.zip(&self.quantity);
        both.filter_map(|(line, quantity)| Some((line.ok()?, quantity.clone())))
            .collect()
    }

    fn parse(&self) -> Result<Vec<(CartLineId, i32)>, FieldErrors> {
        let removed = self.remove.parse().ok();
        let (mut errors, mut all) = (FieldErrors::default(), Vec::new());
        for (line, typed) in self.typed() {
            match quantity(&typed) {
                _ if removed == Some(line) => all.push((line, 0)),
                Ok(quantity) => all.push((line, quantity)),
                Err(message) => errors.add("lines", message),
            }
        }
        errors.or(all)
    }
}

/// Keeps them; none takes a line away.
pub(super) async fn update(
    mut on: CustomerRequest<FillCart>,
    Form(form): Form<UpdateForm>,
) -> Answer {
    let quantities = match form.parse() {
        Ok(quantities) => quantities,
        Err(errors) => return again(on, Asked::default(), errors, &form.typed()).await,
    };
    let updated = on.write(move |tx, granted, now| service::update(tx, granted, &quantities, now));
    updated.await??;
    let (paths, key) = (on.request.paths(), on.granted.entry.page_key());
    Ok(match form.next.as_str() {
        "review" => see_other(&paths.cart_confirmation(key)),
        _ => {
            let cart = paths.cart(key);
            on.request.done(&cart, Flash::good("The cart is updated."))
        }
    })
}

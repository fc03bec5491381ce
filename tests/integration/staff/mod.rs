//! A partner's own people: invited, given roles, kept out and let in again.

mod inviting;
mod keeping_out;
mod listed;
mod roles;

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use partner_center::{
    activity::Changes,
    db::{
        ids::{PartnerId, UserId},
        schema::activity,
    },
    identity::{Role, User, user_by_email},
};

use crate::support::{Company, TestApp, Visitor};

/// Contoso, and its Global admin.
async fn contoso(app: &TestApp) -> (Company, Visitor) {
    let contoso = app.partner("Contoso");
    let admin = app.sign_in(&contoso, Role::GlobalAdmin).await;
    (contoso, admin)
}

/// The row of whoever has this address.
fn person(app: &TestApp, email: &str) -> User {
    let email = email.to_owned();
    app.read(|conn| Ok(user_by_email(conn, &email)?.unwrap()))
}

fn key(app: &TestApp, email: &str) -> UserId {
    person(app, email).id
}

/// Detail and changes of all lines of a kind in the log of a partner, the oldest first.
fn lines(app: &TestApp, of: PartnerId, action: &str) -> Vec<(String, Vec<String>)> {
    let action = action.to_owned();
    let found: Vec<(String, Changes)> = app.read(move |conn| {
        Ok(activity::table
            .filter(activity::partner_id.eq(of))
            .filter(activity::action.eq(action))
            .order(activity::id)
            .select((activity::detail, activity::changes))
            .load(conn)?)
    });
    let words = |(detail, changes): (String, Changes)| (detail, changes.words());
    found.into_iter().map(words).collect()
}

/// The subjects of all letters to somebody, the oldest first.
async fn subjects(app: &TestApp, email: &str) -> Vec<String> {
    let letters = app.mails().await;
    let theirs = letters.into_iter().filter(|letter| letter.to == email);
    theirs.map(|letter| letter.subject).collect()
}

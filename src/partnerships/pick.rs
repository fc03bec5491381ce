//! The field of a form that names another partner, and what was typed into it.

use super::choice::{Among, Named, Offered, chosen, named, offered, written};
use crate::{
    db::{self, Conn, ids::PartnerId},
    identity::{Partner, Scope},
    web::form::{Choice, Pick},
};

/// So many names stand in a message.
const NAMED: usize = 5;

/// The field; `nobody` is its empty choice, and `typed` a key or what was typed.
///
/// # Errors
/// When the database does not answer.
pub fn pick(
    conn: &mut Conn,
    scope: Scope,
    among: Among,
    nobody: &str,
    typed: &str,
) -> db::Result<Pick> {
    let partners = match offered(conn, scope, among)? {
        Offered::Few(partners) if partners.is_empty() => return Ok(Pick::default()),
        Offered::Few(partners) => partners,
        Offered::Many => return to_type(conn, scope, among, typed),
    };
    let each = partners
        .iter()
        .map(|partner| Choice::new(&partner.id.to_string(), &partner.legal_name, typed));
    let nobody = Choice::new("", nobody, typed);
    Ok(Pick {
        choices: std::iter::once(nobody).chain(each).collect(),
        ..Pick::default()
    })
}

fn to_type(conn: &mut Conn, scope: Scope, among: Among, typed: &str) -> db::Result<Pick> {
    let mut pick = Pick {
        is_typed: true,
        text: typed.to_owned(),
        ..Pick::default()
    };
    if let Ok(id) = typed.parse() {
        if let Some(partner) = chosen(conn, scope, among, id)? {
            pick.text = written(&partner);
        }
    } else if !typed.trim().is_empty()
        && let Named::Several(partners) = named(conn, scope, among, typed)?
    {
        pick.suggestions = partners.iter().map(written).collect();
    }
    Ok(pick)
}

/// Who is meant by the field, or what is wrong with it.
///
/// # Errors
/// When the database does not answer.
pub fn meant(
    conn: &mut Conn,
    scope: Scope,
    among: Among,
    typed: &str,
) -> db::Result<Result<PartnerId, String>> {
    if let Ok(id) = typed.parse() {
        return Ok(Ok(id));
    }
    Ok(match named(conn, scope, among, typed)? {
        Named::One(partner) => Ok(partner.id),
        Named::Several(partners) => Err(several(typed, &partners)),
        Named::Nobody => Err(format!(
            "None of the companies you work with fits “{}”. Enter a part of its name, or its domain",
            typed.trim()
        )),
    })
}

fn several(typed: &str, partners: &[Partner]) -> String {
    let names: Vec<String> = partners.iter().take(NAMED).map(written).collect();
    let others = match partners.len() > NAMED || partners.len() == 1 {
        true => ", and perhaps others",
        false => "",
    };
    format!(
        "More than one company may be meant by “{}”: {}{others}. Enter the domain of one",
        typed.trim(),
        names.join(", ")
    )
}

//! What somebody typed when their session had run out: kept for them alone, for a working day, sealed.
//!
//! A form may hold a personalized link, so the row is sealed with a key outside the database, for its own person.

use chrono::Duration;
use diesel::{
    BoolExpressionMethods, ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable,
    RunQueryDsl, Selectable, SelectableHelper,
};

use super::queries;
use crate::{
    db::{
        self, Conn, MultiBackend, Tx,
        ids::{KeptFormId, UserId},
        schema::kept_forms,
        types::Timestamp,
    },
    secrets::{Secrets, sha256_hex},
    web::form::SECRET_FIELDS,
};

/// How long a form is kept.
fn lifetime() -> Duration {
    Duration::hours(8)
}

/// Most forms that are kept for one person; the oldest goes first.
const MOST: usize = 5;

#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = kept_forms, check_for_backend(MultiBackend))]
pub(super) struct KeptForm {
    pub(super) id: KeptFormId,
    pub(super) user_id: UserId,
    /// SHA-256 of the address it was sent to: sent again, it takes the place of the first.
    pub(super) place_hash: String,
    /// A [`Typed`], sealed.
    pub(super) sealed: String,
    pub(super) made_at: Timestamp,
    pub(super) expires_at: Timestamp,
}

/// What was typed, and where it was sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Typed {
    /// Path and query.
    pub(super) address: String,
    /// Names and values, in the order of the form.
    pub(super) fields: Vec<(String, String)>,
}

impl Typed {
    /// The fields of a form's body, without passwords and codes; nothing when nobody typed anything.
    pub(super) fn new(address: &str, body: &[u8]) -> Option<Self> {
        let fields: Vec<(String, String)> = url::form_urlencoded::parse(body)
            .filter(|(name, _)| !SECRET_FIELDS.contains(&name.as_ref()))
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect();
        let is_anything = fields.iter().any(|(_, value)| !value.trim().is_empty());
        is_anything.then(|| Self {
            address: address.to_owned(),
            fields,
        })
    }

    fn print(&self) -> String {
        let fields = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&self.fields)
            .finish();
        format!("{}\n{fields}", self.address)
    }

    fn parse(text: &str) -> Option<Self> {
        let (address, fields) = text.split_once('\n')?;
        Self::new(address, fields.as_bytes())
    }
}

impl KeptForm {
    /// A row for this person.
    pub(super) fn seal(
        secrets: &Secrets,
        user: UserId,
        typed: &Typed,
        now: Timestamp,
    ) -> std::io::Result<Self> {
        let id = KeptFormId::new();
        Ok(Self {
            id,
            user_id: user,
            place_hash: sha256_hex(&typed.address),
            sealed: secrets.seal(id.uuid(), user.uuid(), &typed.print())?,
            made_at: now,
            expires_at: now.plus(lifetime()),
        })
    }

    /// What it holds; nothing when the keys have changed.
    pub(super) fn open(&self, secrets: &Secrets) -> Option<Typed> {
        let text = secrets.unseal(self.id.uuid(), self.user_id.uuid(), &self.sealed)?;
        Typed::parse(&text)
    }
}

/// Keeps it, in the place of an earlier one for the same address.
pub(super) fn insert(tx: &mut Tx<'_>, form: &KeptForm) -> db::Result<()> {
    queries::lock_user(tx, form.user_id)?;
    let earlier = kept_forms::table
        .filter(kept_forms::user_id.eq(form.user_id))
        .filter(kept_forms::place_hash.eq(&form.place_hash));
    diesel::delete(earlier).execute(tx.conn())?;
    let too_many: Vec<KeptFormId> = kept_forms::table
        .filter(kept_forms::user_id.eq(form.user_id))
        .order((kept_forms::made_at.desc(), kept_forms::id.desc()))
        .select(kept_forms::id)
        .load(tx.conn())?
        .into_iter()
        .skip(MOST - 1)
        .collect();
    diesel::delete(kept_forms::table.filter(kept_forms::id.eq_any(too_many))).execute(tx.conn())?;
    diesel::insert_into(kept_forms::table)
        .values(form)
        .execute(tx.conn())?;
    Ok(())
}

/// A person's own, the newest first.
pub(super) fn of_user(conn: &mut Conn, user: UserId, now: Timestamp) -> db::Result<Vec<KeptForm>> {
    Ok(kept_forms::table
        .filter(
            kept_forms::user_id
                .eq(user)
                .and(kept_forms::expires_at.gt(now)),
        )
        .order((kept_forms::made_at.desc(), kept_forms::id.desc()))
        .select(KeptForm::as_select())
        .load(conn)?)
}

/// Whether anything is kept for this person.
pub(super) fn has_any(conn: &mut Conn, user: UserId, now: Timestamp) -> db::Result<bool> {
    let any = kept_forms::table
        .filter(
            kept_forms::user_id
                .eq(user)
                .and(kept_forms::expires_at.gt(now)),
        )
        .select(kept_forms::id);
    Ok(any.first::<KeptFormId>(conn).optional()?.is_some())
}

/// Forgets one of a person's own.
pub(super) fn remove(tx: &mut Tx<'_>, user: UserId, id: KeptFormId) -> db::Result<()> {
    let own = kept_forms::table
        .find(id)
        .filter(kept_forms::user_id.eq(user));
    diesel::delete(own).execute(tx.conn())?;
    Ok(())
}

/// Forgets what was kept long enough.
pub(super) fn prune(tx: &mut Tx<'_>, now: Timestamp) -> db::Result<()> {
    diesel::delete(kept_forms::table.filter(kept_forms::expires_at.le(now))).execute(tx.conn())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_kept_in_its_order_without_passwords_and_codes() {
        let body =
            b"subject=Gr%C3%BC%C3%9Fe&body=one%0D%0Atwo%26&roles=a&roles=b&code=BCDF&password=x";
        let typed = Typed::new("/invitations/new?a=b", body).unwrap();
        let names: Vec<&str> = typed.fields.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["subject", "body", "roles", "roles"]);
        assert_eq!(typed.fields[1].1, "one\r\ntwo&");
        assert_eq!(Typed::parse(&typed.print()), Some(typed));
        assert_eq!(Typed::new("/sessions/end", b"password=x&by="), None);
    }
}

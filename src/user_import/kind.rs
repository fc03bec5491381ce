//! A file of users as a kind of upload: which files it reads, what its pages say, and where they are.

use super::{headings, judging, rows};
use crate::{
    customer_access::{Granted, ManageUsers},
    customers,
    db::{self, Conn, Tx, types::Timestamp},
    directory::{self, AddedFromFile},
    domains::ConsentRules,
    identity::{CustomerManager, Scope},
    paths::Paths,
    uploads::RowState,
    uploads::{
        self, About, Batch, BatchRow, Column, Columns, Fields, Place, Seen, Upload, Verdict,
        Vocabulary, Words,
    },
};

/// A file of users.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct UserImport {
    /// Whether its columns stand in the order of the Microsoft 365 admin center's template, whatever their headings say.
    is_in_order: bool,
}

/// One whose headings tell.
pub(crate) static BY_HEADINGS: UserImport = UserImport { is_in_order: false };
/// One whose columns stand in a known order.
pub(super) static IN_ORDER: UserImport = UserImport { is_in_order: true };

impl Upload for UserImport {
    fn kind(&self) -> &'static str {
        "users"
    }

    fn most_rows(&self) -> i32 {
        20_000
    }

    fn needs(&self) -> &'static [(Column, &'static str)] {
        &[(Column::UserName, "the user name")]
    }

    fn expected(&self) -> &'static str {
        "Expected is a CSV file made from the template of Partner Center, of the Microsoft 365 admin center or of Entra, or one with the headings First name, Last name, Display name, User name, Usage location, Licenses, Roles, Blocked, in any order. If it is the template of the Microsoft 365 admin center in a language whose headings are not known here, choose its order under Columns. From Excel, use Save as, CSV UTF-8"
    }

    fn vocabulary(&self) -> Vocabulary {
        headings::OF_USERS
    }

    fn without_headings(&self, first: &[String]) -> Option<Columns> {
        self.is_in_order.then(|| headings::in_order(first))?
    }

    fn may_hold_secrets(&self) -> bool {
        true
    }

    fn check(&self, fields: &Fields, _rules: &ConsentRules) -> Result<BatchRow, String> {
        rows::check(fields)
    }

    fn judge(
        &self,
        tx: &mut Tx<'_>,
        about: &About<'_>,
        seen: &mut Seen,
        rows: &mut [BatchRow],
    ) -> db::Result<()> {
        judging::judge(tx.conn(), about, seen, rows)
    }

    fn words(&self) -> Words {
        Words {
            name: "Users",
            done: "Added",
            columns: ["Display name", "User name", "Says of itself"],
            discarded: "The file is discarded. Nobody was added.",
            has_messages: false,
        }
    }

    fn cells(&self, row: &BatchRow) -> [String; 3] {
        let values: rows::Values = row.more().unwrap_or_default();
        [row.contact.clone(), row.email.clone(), values.words()]
    }

    fn link(&self, paths: &Paths, place: Place, row: &BatchRow) -> Option<(&'static str, String)> {
        let (customer, user) = place.customer.zip(row.user_id)?;
        let label = match (row.state, row.verdict) {
            (RowState::Done, _) => "Open the user",
            (_, Verdict::Deleted) => "Open the deleted user",
            _ => "Open who has it",
        };
        Some((label, paths.user(customer.uuid(), user)))
    }

    /// One line of activity for all that were added since the last one.
    fn ended(&self, tx: &mut Tx<'_>, batch: &Batch, now: Timestamp) -> db::Result<()> {
        let customer = judging::customer_of(batch)?;
        let count = uploads::untold(tx, batch.id)?;
        if count == 0 {
            return Ok(());
        }
        let scope = Scope::of(batch);
        let entry = customers::find(tx.conn(), scope, customer.uuid())?;
        let by = batch
            .run_by
            .map(|user| CustomerManager::for_user(tx.conn(), user));
        let by = match by.transpose() {
            Err(db::Error::NotFound) => None,
            by => by?,
        };
        let added = AddedFromFile {
            entry: &entry,
            customer,
            count,
            file_name: &batch.file_name,
        };
        directory::tell_added(tx, scope, by.as_ref(), &added, now)
    }

    fn page(&self, paths: &Paths, place: Place) -> String {
        at(place, |customer| paths.user_import(customer, place.id))
    }

    fn acts(&self, paths: &Paths, place: Place) -> [String; 3] {
        let of: [fn(&Paths, uuid::Uuid, db::ids::BatchId) -> String; 3] = [
            Paths::user_import_confirmation,
            Paths::user_import_stop,
            Paths::user_import_removal,
        ];
        of.map(|act| at(place, |customer| act(paths, customer, place.id)))
    }

    fn start(&self, paths: &Paths, place: Place) -> String {
        at(place, |customer| paths.user_imports(customer))
    }
}

/// The address below the record of the customer, whom every upload of users has.
fn at(place: Place, of: impl FnOnce(uuid::Uuid) -> String) -> String {
    of(place.customer.map(|it| it.uuid()).unwrap_or_default())
}

/// One of this partner's uploads of users of this customer, in the settings of which the kind has a say.
pub(super) fn find(
    conn: &mut Conn,
    by: &Granted<impl crate::customer_access::CustomerAct>,
    id: db::ids::BatchId,
) -> db::Result<Batch> {
    let batch = uploads::find(conn, by.by.scope, BY_HEADINGS.kind(), id)?;
    match batch.customer_id == Some(by.customer) {
        true => Ok(batch),
        false => Err(db::Error::NotFound),
    }
}

/// What somebody is proven to do who uploads users.
pub(super) type By = Granted<ManageUsers>;

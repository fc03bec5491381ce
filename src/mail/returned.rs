//! Notes that a letter came back, after the mail server had taken it: as if it had been refused at once.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};

use super::{
    Mail, MailState, ReturnAddress, outbox,
    report::{self, Report},
    worker::OnFailed,
};
use crate::{
    clock::Clock,
    db::{self, Conn, Db, Tx, ids::MailId, schema::mails, types::Timestamp},
    secrets::Secrets,
};

/// Asks whether it still matters that this letter came back.
pub type Matters = fn(&mut Conn, &Mail) -> db::Result<bool>;

/// What became of a message that came to the address to which letters come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// A letter is marked as failed, and its sender told.
    Failed,
    /// A report about a letter of ours that changes nothing: delayed, delivered, told before, or of no matter any more.
    Nothing,
    /// The letter is not marked as sent yet; the report must be read again.
    Later,
    /// No delivery report.
    NoReport,
    /// A report with no key of ours.
    NotOurs,
}

/// Reads delivery reports.
#[derive(Clone)]
pub struct Returns {
    /// The database.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// Whose keys the addresses hold.
    pub secrets: Secrets,
    /// Where letters come back to.
    pub address: ReturnAddress,
    /// Tells the sender of a failure.
    pub on_failed: OnFailed,
    /// Leaves alone what is over.
    pub matters: Matters,
}

impl Returns {
    /// Takes in one message. `recipient` is the address that it came to, where the mail server says so beside the message.
    pub fn take_in(&self, message: &[u8], recipient: Option<&str>) -> db::Result<Fate> {
        let sent_to = report::sent_to(message);
        let said = recipient
            .into_iter()
            .chain(sent_to.iter().map(String::as_str));
        let mut ours = said.filter_map(|address| self.address.letter(address, &self.secrets));
        let Some(id) = ours.next() else {
            return Ok(Fate::NotOurs);
        };
        let Some(report) = report::read(message) else {
            return Ok(Fate::NoReport);
        };
        // Most reports change nothing, and one that waits comes again every few seconds: no lock is taken for them.
        let found = self.db.read_now(|conn| self.judge(conn, id, &report))?;
        let fate = match found {
            Ok(_) => self.db.write_now(|tx| self.note(tx, id, &report))?,
            Err(fate) => fate,
        };
        match fate {
            Fate::Later => tracing::debug!(mail = %id, "mail: a delivery report waits"),
            _ => tracing::info!(mail = %id, ?fate, "mail: a delivery report was read"),
        }
        Ok(fate)
    }

    /// The letter that is to be marked, and the server's words; or what becomes of the report without.
    fn judge(
        &self,
        conn: &mut Conn,
        id: MailId,
        report: &Report,
    ) -> db::Result<Result<(Mail, String), Fate>> {
        let Some(mail) = outbox::owner(conn, id)? else {
            return Ok(Err(Fate::NotOurs));
        };
        let Some(words) = report.failure(&mail.recipient) else {
            return Ok(Err(match report {
                Report::Fields(_) => Fate::Nothing,
                Report::Words(_) => Fate::NoReport,
            }));
        };
        if mail.state == MailState::Queued {
            return Ok(Err(Fate::Later));
        }
        // The people of a letter without an address are forgotten.
        if mail.recipient.is_empty() || !(self.matters)(conn, &mail)? {
            return Ok(Err(Fate::Nothing));
        }
        Ok(Ok((mail, words)))
    }

    fn note(&self, tx: &mut Tx<'_>, id: MailId, report: &Report) -> db::Result<Fate> {
        let (mail, words) = match self.judge(tx.conn(), id, report)? {
            Ok(found) => found,
            Err(fate) => return Ok(fate),
        };
        if !mark_returned(tx, id, &words)? {
            return Ok(Fate::Nothing);
        }
        (self.on_failed)(tx, &mail, &words, self.clock.now())?;
        Ok(Fate::Failed)
    }
}

/// A letter that had left has failed. Changes nothing when that is known.
fn mark_returned(tx: &mut Tx<'_>, id: MailId, answer: &str) -> db::Result<bool> {
    let sent = mails::table
        .find(id)
        .filter(mails::state.eq(MailState::Sent));
    let changed = diesel::update(sent)
        .set((
            mails::state.eq(MailState::Failed),
            mails::sent_at.eq(None::<Timestamp>),
            mails::last_answer.eq(answer),
        ))
        .execute(tx.conn())?;
    Ok(changed == 1)
}

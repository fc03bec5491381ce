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
        let Some(report) = report::read(message) else {
            return Ok(Fate::NoReport);
        };
        let said = recipient
            .into_iter()
            .chain(report.sent_to.iter().map(String::as_str));
        let mut ours = said.filter_map(|address| self.address.letter(address, &self.secrets));
        let Some(id) = ours.next() else {
            return Ok(Fate::NotOurs);
        };
        let now = self.clock.now();
        let fate = self.db.write_now(|tx| self.note(tx, id, &report, now))?;
        tracing::info!(mail = %id, ?fate, "mail: a delivery report was read");
        Ok(fate)
    }

    fn note(
        &self,
        tx: &mut Tx<'_>,
        id: MailId,
        report: &Report,
        now: Timestamp,
    ) -> db::Result<Fate> {
        let Some(mail) = outbox::owner(tx.conn(), id)? else {
            return Ok(Fate::NotOurs);
        };
        let Some(words) = report.failure(&mail.recipient) else {
            return Ok(Fate::Nothing);
        };
        if mail.state == MailState::Queued {
            return Ok(Fate::Later);
        }
        // The people of a letter without an address are forgotten.
        if mail.recipient.is_empty() || !(self.matters)(tx.conn(), &mail)? {
            return Ok(Fate::Nothing);
        }
        if !mark_returned(tx, id, &words)? {
            return Ok(Fate::Nothing);
        }
        (self.on_failed)(tx, &mail, &words, now)?;
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

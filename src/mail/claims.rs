//! Which letters are taken in hand next, and by whom.
//!
//! A letter that is taken is *leased*: its row names the node and until when. The node renews the lease while it
//! is at work; a letter whose lease has run out is free again, as one whose node has died. Claims are made one
//! after the other, on all nodes together: each begins by writing the one row of `mail_health`.

use std::collections::{HashMap, HashSet};

use diesel::{
    BoolExpressionMethods, ExpressionMethods, IntoSql, NullableExpressionMethods,
    OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper, TextExpressionMethods,
    sql_types::{Bool, Integer},
};

use super::{
    Mail, MailState, health,
    outbox::{URGENT, USUAL},
    windows::Windows,
};
use crate::{
    db::{
        self, Conn, MultiBackend, Tx, counted,
        ids::{MailId, NodeId},
        schema::mails,
        sql,
        types::Timestamp,
    },
    jobs::lease,
    text::domain_of,
};

/// How many letters may be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Room {
    /// In all.
    pub(super) all: usize,
    /// Of them, for other letters than codes.
    pub(super) usual: usize,
}

/// Said as text, so that the partial index serves on both databases.
const QUEUED: &str = "mails.state = 'queued'";

/// Takes due letters for one node, codes first. Of a domain no more are under way at once, whoever has them,
/// than its window says; letters behind those of a full domain are not held up.
pub(super) fn claim(
    tx: &mut Tx<'_>,
    room: Room,
    node: NodeId,
    windows: &Windows,
    now: Timestamp,
) -> db::Result<Vec<Mail>> {
    let all = health::begin_claim(tx, room.all, now)?;
    let mut under_way = UnderWay::read(tx.conn(), windows, now)?;
    let mut claimed = Vec::new();
    for (priority, most) in [(URGENT, all), (USUAL, all.min(room.usual))] {
        while claimed.len() < most {
            let wanted = i64::try_from(most - claimed.len()).unwrap_or(1);
            let due = due(priority, &under_way.full, now)
                .limit(wanted)
                .select(Mail::as_select())
                .load::<Mail>(tx.conn())?;
            if due.is_empty() {
                break;
            }
            for mail in due {
                if under_way.has_room(domain_of(&mail.recipient)) {
                    under_way.add(domain_of(&mail.recipient));
                    claimed.extend(take(tx, mail, node, now)?);
                }
            }
        }
    }
    Ok(claimed)
}

type Query<'q> = mails::BoxedQuery<'q, MultiBackend>;

/// Free letters that are due, the longest due first, but for those to domains that are full.
fn due<'q>(priority: i32, full: &HashSet<String>, now: Timestamp) -> Query<'q> {
    let mut query = mails::table
        .filter(sql::<Bool>(QUEUED))
        .filter(mails::priority.eq(priority))
        .filter(mails::next_try_at.le(now))
        .filter(
            mails::leased_until
                .is_null()
                .or(mails::leased_until.assume_not_null().lt(now)),
        )
        .order((mails::next_try_at, mails::id))
        .into_boxed();
    for domain in full {
        // Domains hold letters, digits, hyphens and dots, so no wildcard of LIKE.
        query = query.filter(mails::recipient.not_like(format!("%@{domain}")));
    }
    query
}

fn take(tx: &mut Tx<'_>, mail: Mail, node: NodeId, now: Timestamp) -> db::Result<Option<Mail>> {
    let taken = diesel::update(
        mails::table
            .find(mail.id)
            .filter(mails::state.eq(MailState::Queued)),
    )
    .set((
        mails::leased_until.eq(now.plus(lease())),
        mails::leased_by.eq(node),
        mails::attempts.eq(mails::attempts + 1),
    ))
    .execute(tx.conn())?;
    Ok((taken == 1).then(|| Mail {
        attempts: mail.attempts + 1,
        ..mail
    }))
}

/// How many letters of which domain are under way.
struct UnderWay<'w> {
    windows: &'w Windows,
    count: HashMap<String, usize>,
    full: HashSet<String>,
}

impl<'w> UnderWay<'w> {
    fn read(conn: &mut Conn, windows: &'w Windows, now: Timestamp) -> db::Result<Self> {
        let leased: Vec<String> = mails::table
            .filter(sql::<Bool>(QUEUED))
            .filter(mails::leased_until.ge(now))
            .select(mails::recipient)
            .load(conn)?;
        let mut under_way = Self {
            windows,
            count: HashMap::new(),
            full: HashSet::new(),
        };
        for recipient in leased {
            under_way.add(domain_of(&recipient));
        }
        Ok(under_way)
    }

    fn has_room(&self, domain: &str) -> bool {
        !self.full.contains(domain)
    }

    fn add(&mut self, domain: &str) {
        let count = self.count.entry(domain.to_owned()).or_default();
        *count += 1;
        if *count >= self.windows.of(domain) {
            self.full.insert(domain.to_owned());
        }
    }
}

/// Whether no mail is due, seen without the writer.
pub(super) fn nothing_due(conn: &mut Conn, now: Timestamp) -> db::Result<bool> {
    for priority in [URGENT, USUAL] {
        let found: Option<MailId> = due(priority, &HashSet::new(), now)
            .select(mails::id)
            .first(conn)
            .optional()?;
        if found.is_some() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Since when the letter waits that is due the longest, if one is due and free.
pub(super) fn longest_due(conn: &mut Conn, now: Timestamp) -> db::Result<Option<Timestamp>> {
    let mut longest: Option<Timestamp> = None;
    for priority in [URGENT, USUAL] {
        let first: Option<Timestamp> = due(priority, &HashSet::new(), now)
            .select(mails::next_try_at)
            .first(conn)
            .optional()?;
        longest = match (longest, first) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }
    Ok(longest)
}

/// How many letters wait, up to `most`.
pub(super) fn count_queued(conn: &mut Conn, most: i64) -> db::Result<usize> {
    let queued = mails::table
        .filter(sql::<Bool>(QUEUED))
        // All of them; so that the index of what is queued serves.
        .filter(mails::priority.ge(URGENT))
        .select(1.into_sql::<Integer>())
        .limit(most);
    let [number] = db::numbers(conn, [counted(queued)])?;
    Ok(usize::try_from(number).unwrap_or_default())
}

/// The node is still at work on these.
pub(super) fn renew(
    tx: &mut Tx<'_>,
    ids: &[MailId],
    node: NodeId,
    now: Timestamp,
) -> db::Result<()> {
    let held = mails::table
        .filter(mails::id.eq_any(ids))
        .filter(mails::leased_by.eq(node))
        .filter(mails::state.eq(MailState::Queued));
    diesel::update(held)
        .set(mails::leased_until.eq(now.plus(lease())))
        .execute(tx.conn())?;
    Ok(())
}

/// Lets go of all that this node holds, at once due again. A try that was `cut` short by us is not counted; one
/// that ended with a crash is, so that a letter that brings the process down is not tried without pause.
pub(super) fn give_back(tx: &mut Tx<'_>, node: NodeId, cut: bool) -> db::Result<usize> {
    let held = mails::table
        .filter(sql::<Bool>(QUEUED))
        .filter(mails::leased_until.is_not_null())
        .filter(mails::leased_by.eq(node));
    Ok(diesel::update(held)
        .set((
            mails::leased_until.eq(None::<Timestamp>),
            mails::leased_by.eq(None::<NodeId>),
            mails::attempts.eq(mails::attempts - i32::from(cut)),
        ))
        .execute(tx.conn())?)
}

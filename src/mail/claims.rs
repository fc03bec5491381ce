//! Chooses the letters that a node sends next, and leases them.
//!
//! A lease is written in the letter's row: which node has it, and until when. The node renews the lease while it works.
//! When a node dies, its leases run out and another node takes the letters. Claims run one at a time across all nodes,
//! because each begins by updating the one row of `mail_health`.

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

/// How many letters this claim may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Room {
    /// In all.
    pub(super) all: usize,
    /// How many of them may be letters other than codes.
    pub(super) usual: usize,
}

/// As text and not as a bound value, so that both databases use the partial index.
const QUEUED: &str = "mails.state = 'queued'";

/// Leases due letters for one node, codes first. No domain gets more letters at once, over all nodes, than its window
/// allows; letters to other domains do not wait behind it.
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

/// Due letters without a valid lease, longest due first, without those to domains whose window is full.
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
        // A domain holds letters, digits, hyphens and dots, so it holds no wildcard of LIKE.
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

/// Whether no mail is due. Only reads, so it does not wait for SQLite's single writer.
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

/// When the letter that has waited longest became due, if one is due and not leased.
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
        // True for every row. It makes the planner use the partial index of queued letters.
        .filter(mails::priority.ge(URGENT))
        .select(1.into_sql::<Integer>())
        .limit(most);
    let [number] = db::numbers(conn, [counted(queued)])?;
    Ok(usize::try_from(number).unwrap_or_default())
}

/// Renews the leases of letters that the node is still sending.
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

/// Ends all leases of this node; the letters are due again at once. With `cut`, we stopped the try ourselves and it
/// does not count. A try that ended with a crash counts, so that a letter that crashes the process is not tried again
/// without pause.
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

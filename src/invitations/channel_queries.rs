//! How many companies were asked through which channel, and how many of them accepted.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, QueryDsl, RunQueryDsl, dsl::sql, sql_types::Integer,
};

use super::model::{Channel, State};
use crate::{
    db::{self, Conn, schema::invitations},
    identity::Scope,
    paths::Paths,
    web::{
        address::with,
        page::{COUNT_CAP, total_words},
    },
};

/// The figures of one channel, each counted up to the cap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChannelFigures {
    /// Which.
    pub channel: Channel,
    /// Invitations that were sent or handed out.
    pub asked: i64,
    /// Those of them that were accepted.
    pub accepted: i64,
}

/// All channels of this partner.
///
/// # Errors
/// When the database does not answer.
pub fn by_channel(conn: &mut Conn, scope: Scope) -> db::Result<Vec<ChannelFigures>> {
    const ASKED: &[State] = &[
        State::Ready,
        State::Sent,
        State::Accepted,
        State::Declined,
        State::Expired,
    ];
    let mut figures = Vec::new();
    for channel in Channel::ALL {
        figures.push(ChannelFigures {
            channel: *channel,
            asked: capped(conn, scope, *channel, ASKED)?,
            accepted: capped(conn, scope, *channel, &[State::Accepted])?,
        });
    }
    Ok(figures)
}

fn capped(conn: &mut Conn, scope: Scope, channel: Channel, states: &[State]) -> db::Result<i64> {
    // No column at all: the index alone answers.
    let found: Vec<i32> = invitations::table
        .filter(
            invitations::partner_id
                .eq(scope.partner_id())
                .and(invitations::channel.eq(channel)),
        )
        .filter(invitations::state.eq_any(states.to_vec()))
        .select(sql::<Integer>("1"))
        .limit(COUNT_CAP + 1)
        .load(conn)?;
    Ok(i64::try_from(found.len()).unwrap_or(COUNT_CAP))
}

/// A channel as `invitations/_channels.html` shows it.
#[derive(Debug, Clone)]
pub struct ChannelRow {
    /// Its name.
    pub label: &'static str,
    /// Its invitations.
    pub href: String,
    /// How many were asked.
    pub asked: String,
    /// How many accepted.
    pub accepted: String,
}

impl ChannelRow {
    /// A row for each channel; none while nobody was asked.
    #[must_use]
    pub fn all(figures: &[ChannelFigures], paths: &Paths) -> Vec<Self> {
        if figures.iter().all(|one| one.asked == 0) {
            return Vec::new();
        }
        let row = |one: &ChannelFigures| Self {
            label: one.channel.label(),
            href: with(
                &paths.invitations(),
                &[("channel", one.channel.as_str().to_owned())],
            ),
            asked: total_words(one.asked),
            accepted: total_words(one.accepted),
        };
        figures.iter().map(row).collect()
    }
}

//! Counts, for each channel, how many companies were invited and how many accepted.

use diesel::{
    ExpressionMethods, IntoSql, QueryDsl,
    sql_types::{BigInt, Bool, Integer},
};

use super::model::Channel;
use crate::{
    db::{self, Conn, Sql, counted, schema::invitations, sql},
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
pub fn by_channel(conn: &mut Conn, scope: Scope) -> db::Result<Vec<ChannelFigures>> {
    const ASKED: &str = "invitations.state IN ('ready', 'sent', 'accepted', 'declined', 'expired')";
    const ACCEPTED: &str = "invitations.state = 'accepted'";
    let channels = Channel::ALL.iter().copied();
    let asked = channels.clone().map(|it| capped(scope, it, ASKED));
    let accepted = channels.clone().map(|it| capped(scope, it, ACCEPTED));
    let numbers = db::all_numbers(conn, asked.chain(accepted).collect())?;
    let (asked, accepted) = numbers.split_at(Channel::ALL.len());
    let figures = channels.zip(asked.iter().zip(accepted));
    Ok(figures
        .map(|(channel, (asked, accepted))| ChannelFigures {
            channel,
            asked: *asked,
            accepted: *accepted,
        })
        .collect())
}

fn capped(scope: Scope, channel: Channel, states: &'static str) -> Sql<BigInt> {
    let rows = invitations::table
        .filter(invitations::partner_id.eq(scope.partner_id()))
        .filter(invitations::channel.eq(channel))
        .filter(sql::<Bool>(states));
    counted(rows.select(1.into_sql::<Integer>()).limit(COUNT_CAP + 1))
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

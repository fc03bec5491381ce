//! What a request comes to at one instant, and why it cannot be done: by the functions that ordering and the acts on subscriptions
//! use themselves.

use super::model::{Act, OrderRequest, RequestLine};
use crate::{
    carts::{self, Basket, BasketLine, Judged, Review},
    charges::Sums,
    customers::{self, Entry},
    db::{self, Conn, types::Timestamp},
    identity::{self, Scope},
    licenses,
    orders::Viewer,
    secrets::sha256_hex,
    subscription_changes::{
        self, Cancellation, NotChanged, Proposal, propose_cancellation, propose_seats,
    },
    subscriptions::{self, Act as SubscriptionAct, State, Subscription},
    text::{licenses, thousands},
};

/// What it comes to.
#[derive(Debug, Clone)]
pub(super) enum Comes {
    /// An order of these lines.
    Cart(Box<Review>),
    /// An order that adds licenses, or a return.
    Seats(Box<Proposal>),
    /// A return of all that is left.
    Cancellation(Box<Cancellation>),
    /// Nothing is charged or credited.
    Free,
}

impl Comes {
    /// What it shows, as a hash: of another one, something is different.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Cart(review) => review.shown(),
            Self::Seats(proposal) => proposal.shown(),
            Self::Cancellation(found) => found.shown(),
            Self::Free => String::new(),
        }
    }

    /// The same of a change, for the reseller that asks for it: without the cost, which could be guessed from a hash by trying.
    pub(super) fn asked(&self, row: &Subscription) -> String {
        let sums = self.sums().map(|sums| (sums.partner, sums.list));
        sha256_hex(&format!("{} {sums:?}", row.version))
    }

    /// What all of it comes to.
    pub(super) fn sums(&self) -> Option<Sums> {
        match self {
            Self::Cart(review) => {
                let lines = review.lines.iter();
                let all: Option<Vec<Sums>> = lines
                    .map(|line| line.priced.as_ref().map(|priced| priced.sums))
                    .collect();
                Sums::all(&all?)
            }
            Self::Seats(proposal) => Some(proposal.sums),
            Self::Cancellation(found) => Some(found.sums),
            Self::Free => None,
        }
    }

    /// The lines of a cart.
    pub(super) fn lines(&self) -> &[Judged] {
        match self {
            Self::Cart(review) => &review.lines,
            Self::Seats(_) | Self::Cancellation(_) | Self::Free => &[],
        }
    }

    /// Whether a line of a cart cannot be ordered.
    pub(super) fn has_problem(&self) -> bool {
        match self {
            Self::Cart(review) => review.has_problem(),
            Self::Seats(_) | Self::Cancellation(_) | Self::Free => false,
        }
    }
}

/// A change of a subscription at one instant; the inner error says why it cannot be.
pub(super) fn change(
    conn: &mut Conn,
    row: &Subscription,
    (act, to): (Act, Option<i32>),
    now: Timestamp,
) -> db::Result<Result<Comes, String>> {
    let seller = Scope::of(row);
    let found = match act {
        Act::MoreSeats | Act::FewerSeats => match to {
            Some(to) if act == Act::MoreSeats && to <= row.quantity => {
                return Ok(Err(format!("It has {} already", licenses(row.quantity))));
            }
            Some(to) if act == Act::FewerSeats && to >= row.quantity => {
                return Ok(Err(format!("It has only {} now", licenses(row.quantity))));
            }
            Some(to) => propose_seats(conn, seller, row, to, now)
                .map(|proposal| Comes::Seats(Box::new(proposal))),
            None => return Ok(Err("Say how many licenses it shall have".to_owned())),
        },
        Act::Cancel => propose_cancellation(conn, seller, row, now)
            .map(|found| Comes::Cancellation(Box::new(found))),
        Act::Suspend | Act::Resume => return Ok(state(row, act, now)),
        Act::New | Act::Reactivate => return Ok(Err(NOT_YET.to_owned())),
    };
    match found {
        Ok(comes) => Ok(Ok(comes)),
        Err(NotChanged::Db(error)) => Err(error),
        Err(other) => Ok(Err(other.to_string())),
    }
}

const NOT_YET: &str = "This cannot be done here";

fn state(row: &Subscription, act: Act, now: Timestamp) -> Result<Comes, String> {
    if let Some(reason) = SubscriptionAct::Suspension.closed(row, now) {
        return Err(reason);
    }
    match (act, row.state) {
        (Act::Suspend, State::Suspended) => Err("It is suspended already.".to_owned()),
        (Act::Resume, State::Active) => Err("It is active already.".to_owned()),
        _ => Ok(Comes::Free),
    }
}

/// A request at one instant.
#[derive(Debug)]
pub(super) struct AtOnce {
    /// What it comes to with the quantities that are wanted, or why it cannot be.
    pub(super) comes: Result<Comes, String>,
    /// The one that it would change.
    pub(super) row: Option<Subscription>,
    /// What is scheduled for its renewal, in words.
    pub(super) scheduled: Option<String>,
    /// What it does to people and to what else there is.
    done: Done,
}

impl AtOnce {
    /// What else it does, as sentences. Of other subscriptions of the seller the reseller is told nothing.
    pub(super) fn effects(&self, viewer: Viewer) -> Vec<String> {
        self.done.words(viewer)
    }
}

/// What a change does to those who hold its licenses, and to add-ons.
#[derive(Debug, Clone, Default)]
pub(super) struct Done {
    /// People who would be left without a license: that stands in the way of giving back, and not of cancelling.
    losing: i64,
    stops_giving_back: bool,
    /// People whose license stops working.
    idle: i64,
    orphans: Vec<String>,
    drops_scheduled: bool,
}

impl Done {
    pub(super) fn words(&self, viewer: Viewer) -> Vec<String> {
        let people = |number: i64| match number {
            1 => "One person".to_owned(),
            many => format!("{} people", thousands(many)),
        };
        let mut words = Vec::new();
        if self.losing > 0 {
            let what = match self.stops_giving_back {
                true => "would be left without a license, which has to be taken from them first.",
                false => "will be left without a license.",
            };
            words.push(format!("{} {what}", people(self.losing)));
        }
        if self.idle > 0 {
            words.push(format!(
                "{} cannot use their license until it is resumed.",
                people(self.idle)
            ));
        }
        if viewer.sees_cost() && !self.orphans.is_empty() {
            let names = self.orphans.join(", ");
            words.push(format!(
                "These add-ons lose their base, and stay as they are: {names}."
            ));
        }
        if self.drops_scheduled {
            words.push("What is scheduled for its renewal is dropped.".to_owned());
        }
        words
    }

    /// That of a change. Exact for whoever holds the customer.
    pub(super) fn of(
        conn: &mut Conn,
        row: &Subscription,
        (act, comes): (Act, &Comes),
    ) -> db::Result<Self> {
        let is_scheduled = subscriptions::scheduled_change(conn, row.id)?.is_some();
        let drops = matches!(act, Act::Suspend | Act::Cancel) && is_scheduled;
        let all = i64::from(row.quantity);
        let fewer = match comes {
            Comes::Seats(proposal) => (all - i64::from(proposal.to)).max(0),
            _ => 0,
        };
        let losing = licenses::losing(
            conn,
            row.customer_id,
            &row.license_sku,
            (fewer, row.state.works()),
            0,
        )?;
        Ok(Self {
            losing: match comes {
                Comes::Cancellation(found) => found.losing,
                _ => losing.number,
            },
            stops_giving_back: matches!(comes, Comes::Seats(_)),
            idle: match act {
                Act::Suspend => subscription_changes::idle(conn, row)?,
                _ => 0,
            },
            orphans: match comes {
                Comes::Cancellation(found) => found.orphans.clone(),
                _ => Vec::new(),
            },
            drops_scheduled: drops,
        })
    }
}

/// The provider's entry for the customer.
pub(super) fn entry(conn: &mut Conn, request: &OrderRequest) -> db::Result<Option<Entry>> {
    let provider = identity::find_partner(conn, request.provider_id)?;
    customers::entry_of(conn, Scope::of(&provider), request.customer_id)
}

/// What a request would be ordered as.
pub(super) fn basket(request: &OrderRequest, lines: &[RequestLine], wanted: &[i32]) -> Basket {
    let both = lines.iter().zip(wanted);
    Basket {
        key: request.press(),
        asked_by: request.asked_by,
        customer: request.customer_id,
        currency: request.currency.clone(),
        lines: both
            .map(|(line, quantity)| BasketLine {
                plan: line.plan_id,
                segment: line.segment,
                term: line.term_duration,
                billing: line.billing_plan,
                quantity: *quantity,
            })
            .collect(),
    }
}

/// The quantities of a request as it was asked.
pub(super) fn asked(request: &OrderRequest, lines: &[RequestLine]) -> Vec<i32> {
    match request.to_quantity {
        Some(to) => vec![to],
        None => lines.iter().map(|line| line.quantity).collect(),
    }
}

/// Reads it.
pub(super) fn at_once(
    conn: &mut Conn,
    request: &OrderRequest,
    (lines, wanted): (&[RequestLine], &[i32]),
    now: Timestamp,
) -> db::Result<AtOnce> {
    let provider = Scope::of(&identity::find_partner(conn, request.provider_id)?);
    let Some(id) = request.subscription_id else {
        let entry = customers::entry_of(conn, provider, request.customer_id)?;
        let review = match entry {
            Some(entry) => {
                let basket = basket(request, lines, wanted);
                carts::review_of(conn, provider, &entry, &basket, now)?
            }
            None => None,
        };
        return Ok(AtOnce {
            comes: review
                .map(|review| Comes::Cart(Box::new(review)))
                .ok_or_else(|| NOTHING.to_owned()),
            row: None,
            scheduled: None,
            done: Done::default(),
        });
    };
    let row = subscriptions::find(conn, provider, id)?;
    let to = wanted
        .first()
        .copied()
        .filter(|_| request.act.is_of_seats());
    let mut comes = change(conn, &row, (request.act, to), now)?;
    if row.partner_id_on_record != Some(request.partner_id) {
        comes = Err(OTHER_RESELLER.to_owned());
    }
    let scheduled = subscriptions::scheduled_in_words(conn, &row)?;
    let done = match &comes {
        Ok(comes) => Done::of(conn, &row, (request.act, comes))?,
        Err(_) => Done::default(),
    };
    Ok(AtOnce {
        done,
        comes,
        scheduled: scheduled.map(|(_, words)| words),
        row: Some(row),
    })
}

const NOTHING: &str = "Nothing of it can be ordered for this customer now: no line has licenses, or the provider has no prices for the customer's country";
pub(super) const OTHER_RESELLER: &str =
    "The one that asks is not the reseller of record of this subscription any more";

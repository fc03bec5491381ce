//! What the report of a removed partnership says, line by line, as one of the two sees it.

use super::{model::capped, queries::Standing};
use crate::{
    db::ids::PartnerId,
    identity::Scope,
    order_requests::OrderRequest,
    partnerships::Side,
    removal_reports::{Fate, NewLine, What},
    subscriptions::MOST_COUNTED,
    translations::{InvitationsAcross, staff},
    web::page::Total,
};

/// All lines, those that end first.
pub(super) fn lines(scope: Scope, before: &Standing) -> Vec<NewLine> {
    let own = scope.partner_id();
    let mut lines = vec![of_partnership(own, before)];
    lines.extend(before.open.own.iter().map(|ask| {
        NewLine::new(Fate::Ended, What::Invitation, &ask.company_name)
            .code(ask.id)
            .was("Open, in the name of both", "Its link works no more")
    }));
    lines.extend(of_invitations_across(before));
    lines.extend(before.asked.iter().map(|it| of_request(own, it)));
    lines.extend(of_carts(before));
    let common = NewLine::new(Fate::Stayed, What::Customers, "Customers in common").was(
        capped(before.common),
        "Every relationship and privilege of both goes on",
    );
    lines.push(common);
    lines.extend(of_sold(own, before));
    lines
}

fn of_partnership(own: PartnerId, before: &Standing) -> NewLine {
    let name = &before.other.legal_name;
    let name = match before.partnership.side_of(own) {
        Side::Provider => format!("With {name} as your indirect reseller"),
        Side::Reseller => format!("With {name} as your indirect provider"),
    };
    NewLine::new(Fate::Ended, What::Partnership, name).was(
        format!("Active since {}", before.partnership.started_at.words()),
        "Removed",
    )
}

/// Of those that the other side began one does not learn for whom.
fn of_invitations_across(before: &Standing) -> Option<NewLine> {
    let count = before.open.across;
    let words = staff::invitations_across(InvitationsAcross {
        count: count.into(),
        name: &before.other.legal_name,
    });
    (count > 0).then(|| {
        NewLine::new(Fate::Ended, What::Invitation, words.to_string())
            .was("Open, in the name of both", "Their links work no more")
    })
}

fn of_request(own: PartnerId, request: &OrderRequest) -> NewLine {
    let way = match request.partner_id == own {
        true => "Sent",
        false => "Received",
    };
    let before = format!(
        "{way} on {}, for {}",
        request.asked_at.words(),
        request.customer_name
    );
    NewLine::new(Fate::Ended, What::OrderRequest, &request.title)
        .code(request.id)
        .was(before, "Withdrawn")
}

fn of_carts(before: &Standing) -> Option<NewLine> {
    let words = carts_words(before);
    (!words.is_empty()).then(|| {
        NewLine::new(Fate::Ended, What::Cart, words)
            .was("Of your staff, not asked for yet", "Taken away")
    })
}

fn of_sold(own: PartnerId, before: &Standing) -> Option<NewLine> {
    let words = sold_words(before);
    let outcome = match before.partnership.side_of(own) {
        Side::Provider => "They go on; you stay their seller",
        Side::Reseller => "They go on; you stay their reseller of record",
    };
    (!words.is_empty())
        .then(|| NewLine::new(Fate::Stayed, What::Subscription, words).was("Not over", outcome))
}

/// Carts that end, in words; empty where there are none.
pub(super) fn carts_words(before: &Standing) -> String {
    match before.carts {
        0 => String::new(),
        number => Total::exact(number).of("cart", "carts"),
    }
}

/// Subscriptions between the two, in words; empty where there are none.
pub(super) fn sold_words(before: &Standing) -> String {
    match before.sold {
        0 => String::new(),
        number => Total::up_to(MOST_COUNTED, number)
            .of("subscription between you", "subscriptions between you"),
    }
}

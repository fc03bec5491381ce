//! The demo's provider works with one reseller since a hundred days: they have invited customers together. It has asked
//! another reseller an hour ago.

use chrono::Duration;

use super::{
    Demo, companies,
    invitations::{Asked, Ending, Post},
    users,
};
use crate::{
    db::{self, Conn, Tx, ids::InvitationId, types::Timestamp},
    error::AppError,
    identity::{self, ManageCustomers, PartnershipManager},
    invitations::{self, DailyLimit, Draft, DraftText, JointWith},
    language::Language,
    partnership_asks::{self, PartnershipAsk},
    partnerships::Side,
    text::SECRET_MARK,
};

/// Who asks.
const PROVIDER: &str = "juergen.ostertag@meridianquai.example";
/// Who has accepted, and who is asked.
const RESELLERS: [Reseller; 2] = [
    Reseller {
        company: "Norrbacka IT-partner AB",
        domain: "norrbacka.example",
        person: "Åsa Lindgren",
        email: "asa.lindgren@norrbacka.example",
    },
    Reseller {
        company: "Castelo & Vinha Tecnologia, Lda.",
        domain: "castelovinha.example",
        person: "Inês Castelo",
        email: "ines.castelo@castelovinha.example",
    },
];

/// An indirect reseller and its Global admin.
#[derive(Clone, Copy)]
struct Reseller {
    company: &'static str,
    domain: &'static str,
    person: &'static str,
    email: &'static str,
}

/// Makes both.
pub(super) async fn make(post: &Post<'_>, demo: &Demo) -> Result<(), AppError> {
    let [partner, asked] = RESELLERS;
    let long_ago = demo.now.minus(Duration::days(100));
    let (answered, lately) = (
        long_ago.plus(Duration::hours(5)),
        demo.now.minus(Duration::hours(1)),
    );
    let past = demo.clone();
    demo.db
        .write(move |tx| {
            let id = ask(tx, &past, partner, long_ago)?;
            accept(tx, &past, partner, id, answered)
        })
        .await?;
    post.leave(answered.plus(Duration::seconds(2))).await;
    invite_together(post, demo).await?;
    let past = demo.clone();
    demo.db
        .write(move |tx| ask(tx, &past, asked, lately))
        .await?;
    post.leave(lately.plus(Duration::seconds(2))).await;
    Ok(())
}

/// Customers whom the two have asked together: who asked, the company's number, when (see `Asked::place`), what came of
/// it, and in which language.
const TOGETHER: [(Side, usize, usize, Ending, Language); 7] = [
    (Side::Reseller, 240, 17, Ending::Accepted, Language::German),
    (Side::Provider, 241, 19, Ending::Accepted, Language::French),
    (Side::Reseller, 242, 22, Ending::Accepted, Language::English),
    (
        Side::Reseller,
        243,
        25,
        Ending::Accepted,
        Language::Japanese,
    ),
    (Side::Provider, 244, 29, Ending::Accepted, Language::Spanish),
    (Side::Reseller, 252, 1, Ending::Sent, Language::English),
    (Side::Provider, 245, 2, Ending::Opened, Language::English),
];

/// The place of the one that has granted both of them privileges over its users.
const WITH_USERS: usize = 17;

async fn invite_together(post: &Post<'_>, demo: &Demo) -> Result<(), AppError> {
    let [reseller, _] = RESELLERS;
    let (seller, provider) = demo
        .db
        .read(move |conn| {
            let of = |conn: &mut Conn, email: &str| {
                identity::user_by_email(conn, email)?.ok_or(db::Error::NotFound)
            };
            Ok::<_, db::Error>((of(conn, reseller.email)?, of(conn, PROVIDER)?))
        })
        .await?;
    for (as_side, number, place, ending, language) in TOGETHER {
        let (by, across) = match as_side {
            Side::Reseller => (&seller, &provider),
            Side::Provider => (&provider, &seller),
        };
        let Some(company) = companies::distinct(number) else {
            continue;
        };
        let asked = Asked {
            by: by.id,
            company,
            place,
            ending,
            language,
            together: Some(JointWith {
                as_side,
                with: across.partner_id,
            }),
        };
        let known = asked.company.clone();
        post.carry_out(asked).await?;
        if place == WITH_USERS {
            users::fill(demo, by.id, &known, 12).await?;
        }
    }
    Ok(())
}

fn admin(tx: &mut Tx<'_>, email: &str) -> Result<PartnershipManager, AppError> {
    let user = identity::user_by_email(tx.conn(), email)?.ok_or(db::Error::NotFound)?;
    Ok(PartnershipManager::for_user(tx.conn(), user.id)?)
}

/// The provider asks, and this server sends it.
fn ask(
    tx: &mut Tx<'_>,
    demo: &Demo,
    reseller: Reseller,
    at: Timestamp,
) -> Result<InvitationId, AppError> {
    let by = admin(tx, PROVIDER)?;
    let ask = PartnershipAsk {
        as_side: Side::Provider,
        company_name: reseller.company.to_owned(),
        domain: reseller.domain.to_owned(),
        recipient: reseller.email.to_owned(),
        recipient_name: reseller.person.to_owned(),
        expires_in: 30,
    };
    // A limit a day means nothing for a past that is made in a minute.
    let no_limit = DailyLimit(Some(i64::MAX));
    let begun = at.minus(Duration::minutes(7));
    let id =
        partnership_asks::ask_partner(tx, &by, &demo.secrets, &demo.rules, no_limit, &ask, begun)?;
    let sender = by.with::<ManageCustomers>().ok_or(db::Error::NotFound)?;
    let draft = invitations::find(tx.conn(), by.scope, id)?;
    let link = draft.link(&demo.secrets, &demo.site);
    let words = DraftText {
        body: draft.body.replace(SECRET_MARK, &link),
        recipient: draft.recipient,
        subject: draft.subject,
        version: draft.version,
    };
    let draft = Draft {
        by: &sender,
        rules: &demo.rules,
        id,
        link: &link,
    };
    invitations::send_draft(tx, draft, &demo.product, &words, at)?;
    Ok(id)
}

fn accept(
    tx: &mut Tx<'_>,
    demo: &Demo,
    reseller: Reseller,
    id: InvitationId,
    at: Timestamp,
) -> Result<(), AppError> {
    let provider = admin(tx, PROVIDER)?;
    let invitation = invitations::find(tx.conn(), provider.scope, id)?;
    let terms = invitation.terms_hash.clone().unwrap_or_default();
    let by = admin(tx, reseller.email)?;
    let (site, product) = (&demo.site, &demo.product);
    partnership_asks::accept_partnership(tx, site, product, &by, &invitation, &terms, at)?;
    Ok(())
}

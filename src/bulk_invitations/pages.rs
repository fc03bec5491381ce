//! The page of a bulk invitation: rows, settings, and the message filled in for one of them.

use askama::Template;

use super::{form::BulkForm, kind::BulkInvitation, settings::Settings, words};
use crate::{
    db::{self, ids::BatchId, types::Timestamp},
    error::AppError,
    identity::{Layout, Request, Staff},
    invitations::{self, DailyLimit, InviteError, Partners, Party},
    messages::Placeholder,
    uploads::{self, Batch, BatchRow, RowsQuery, RowsView, State, Summary, Upload, Verdict},
    web::{
        address,
        form::{Choice, FieldErrors, Pick},
        page::{Page, thousands},
    },
};

/// What stands in the preview where each customer's own link will be.
const LINK: &str = "[the personalized link of this company]";

/// Everything that the page is made of.
pub(super) struct Found {
    batch: Batch,
    pub(super) settings: Settings,
    counts: Vec<(Verdict, i64)>,
    templates: words::Templates,
    page: Page<BatchRow>,
    query: RowsQuery,
    /// The row whose message is shown, and its neighbours.
    shown: Option<BatchRow>,
    before: Option<i32>,
    after: Option<i32>,
    partners: Partners,
    parties: Vec<Party>,
    left_today: i64,
    staff: Staff,
    now: Timestamp,
}

/// Looks it all up; with what was typed to name a provider and a reseller, if anything was.
pub(super) async fn look_up<P>(
    request: &mut Request<P>,
    id: BatchId,
    query: RowsQuery,
    typed: Option<(String, String)>,
) -> Result<Found, AppError> {
    let (staff, now) = (request.by.staff.clone(), request.now);
    let limit = *request.part::<DailyLimit>()?.get_ref();
    let found = request.read(move |conn, scope| {
        let batch = uploads::find(conn, scope, BulkInvitation.kind(), id)?;
        let settings: Settings = batch.settings()?;
        let typed = typed.unwrap_or_else(|| BulkForm::of(&settings).partners());
        let counts = uploads::by_verdict(conn, id)?;
        let page =
            uploads::list_rows(conn, id, query.filters.verdict, &query.position, query.size)?;
        let line = query.filters.row.unwrap_or(0);
        let shown = uploads::waiting_from(conn, id, line)?;
        let line = shown.as_ref().map_or(0, |row| row.line);
        let before = uploads::waiting_before(conn, id, line)?;
        let after = uploads::waiting_from(conn, id, line + 1)?;
        let own = &staff.partner;
        let parties = match invitations::who_asks(conn, scope, own, settings.together()) {
            Ok(parties) => parties,
            Err(InviteError::Db(error)) => return Err(error),
            Err(_) => Vec::new(),
        };
        let templates = words::templates(conn, scope, &settings, shown.as_slice())?;
        let (left_today, _) = invitations::left_today(conn, scope, own, limit, now)?;
        Ok::<_, db::Error>(Found {
            partners: Partners::of(conn, scope, own, (&typed.0, &typed.1))?,
            batch,
            settings,
            counts,
            page,
            query,
            before: before.filter(|_| shown.is_some()).map(|row| row.line),
            after: after.filter(|_| shown.is_some()).map(|row| row.line),
            shown,
            templates,
            parties,
            left_today,
            staff,
            now,
        })
    });
    Ok(found.await?)
}

/// The message of one row.
pub(super) struct Message {
    to: String,
    subject: String,
    body: String,
    line: i32,
    previous: Option<String>,
    next: Option<String>,
}

impl Message {
    fn of(found: &Found, path: &str) -> Option<Self> {
        let row = found.shown.as_ref()?;
        let (subject, body) = words::words(
            &found.settings,
            &found.staff,
            &found.parties,
            &found.templates,
            row,
            LINK,
        );
        let of_line = |line: i32| {
            let page = address::with(path, &[("row", line.to_string())]);
            format!("{page}#message")
        };
        Some(Self {
            to: match row.contact.as_str() {
                "" => row.email.clone(),
                name => format!("{name} <{}>", row.email),
            },
            subject,
            body,
            line: row.line,
            previous: found.before.map(of_line),
            next: found.after.map(of_line),
        })
    }
}

#[derive(Template)]
#[template(path = "bulk_invitations/show.html")]
pub(super) struct BulkPage {
    layout: Layout,
    errors: FieldErrors,
    pub(super) about: Summary,
    rows: RowsView,
    form: BulkForm,
    action: String,
    hand_overs: Vec<Choice>,
    channels: Vec<Choice>,
    languages: Vec<Choice>,
    roles: Vec<Choice>,
    global: Choice,
    templates: Vec<Choice>,
    providers: Pick,
    resellers: Pick,
    placeholders: Vec<(String, &'static str)>,
    message: Option<Message>,
    /// Said before it runs, when a day is not enough.
    limit: Option<String>,
    is_going: bool,
}

impl BulkPage {
    pub(super) fn new(layout: Layout, found: &Found, form: BulkForm, errors: FieldErrors) -> Self {
        let paths = layout.paths.clone();
        let path = paths.bulk_invitation(found.batch.id);
        let single = form.single();
        let Found {
            batch, partners, ..
        } = found;
        let placeholders = Placeholder::ALL
            .iter()
            .map(|placeholder| (placeholder.written(), placeholder.meaning()))
            .collect();
        Self {
            layout: layout.in_section("invitations"),
            about: Summary::of(&BulkInvitation, batch, &paths, found.now),
            rows: RowsView::new(
                &BulkInvitation,
                batch.place(),
                &found.counts,
                &found.page,
                &found.query,
                &paths,
            ),
            hand_overs: form.send_by_choices(),
            channels: single.channel_choices(),
            languages: single.language_choices(),
            roles: single.role_choices(),
            global: single.global_choice(),
            templates: partners.template_choices(&form.template),
            providers: partners.providers.clone(),
            resellers: partners.resellers.clone(),
            placeholders,
            message: Message::of(found, &path).filter(|_| errors.is_empty()),
            limit: limit_words(batch, found.left_today),
            is_going: !matches!(batch.state, State::Reading | State::Preview | State::Failed),
            errors,
            form,
            action: path,
        }
    }
}

fn limit_words(batch: &Batch, left: i64) -> Option<String> {
    let wanted = i64::from(batch.rows_left());
    let is_to_run = matches!(batch.state, State::Preview | State::Stopped);
    (is_to_run && wanted > left).then(|| {
        format!(
            "Your company may begin {} more invitations in these 24 hours. After these the batch stops and the other {} rows wait; you can go on the next day, or ask the operator for a higher limit.",
            thousands(left),
            thousands(wanted - left)
        )
    })
}

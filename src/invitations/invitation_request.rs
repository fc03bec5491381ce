//! A request about one invitation: a handler's argument that proves the permission and loads the invitation.

use std::{future::Future, pin::Pin};

use actix_web::{Error, FromRequest, HttpRequest, dev::Payload, web::Path};

use super::{
    ask_view::AskView,
    draft_pages::{Found, MailView},
    model::{Invitation, Party},
    overdue,
    partnership_words::PartnershipView,
    party_queries, queries,
};
use crate::{
    activity::{self, EventKinds, EventView},
    customers,
    db::{self, Conn, ids::InvitationId},
    error::AppError,
    identity::{
        Denied, Layout, ManageCustomers, ManagePartnerships, Permission, Request, Scope, View,
    },
    mail::{self, CanMail},
    messages::{Foreign, ForeignLinks},
    paths::Site,
    secrets::Secrets,
    web::form::Admission,
};

/// The request, with the invitation that its address names. No handler can load it without the permission that the
/// invitation needs: only Global admins may act on one that asks another partner.
pub(super) struct InvitationRequest<P> {
    pub(super) request: Request<P>,
    /// As it was loaded; if its time was over, that was written first.
    pub(super) invitation: Invitation,
    pub(super) sender: String,
    /// Why this person may not act on this invitation, though they may on others.
    denied: Option<Denied>,
}

/// A permission by which one gets to an invitation.
pub(super) trait OnInvitation: Permission + Sized {
    /// What stands in the way of somebody who holds `Self` at an ask for a partnership.
    ///
    /// # Errors
    /// `Forbidden`, where nothing is shown without the further permission.
    fn at_partnership(
        request: &mut Request<Self>,
    ) -> impl Future<Output = Result<Option<Denied>, AppError>>;
}

/// To look at it; what this person may not do is shown with its reason.
impl OnInvitation for View {
    async fn at_partnership(request: &mut Request<Self>) -> Result<Option<Denied>, AppError> {
        request.denied::<ManagePartnerships>().await
    }
}

/// To do something with it, or take something of it along.
impl OnInvitation for ManageCustomers {
    async fn at_partnership(request: &mut Request<Self>) -> Result<Option<Denied>, AppError> {
        request.demand::<ManagePartnerships>().await.map(|()| None)
    }
}

impl<P: OnInvitation> FromRequest for InvitationRequest<P> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(http: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let undecided = Admission::ask(http);
        let (request, id) = (
            Request::<P>::from_request(http, payload),
            Path::<InvitationId>::from_request(http, payload),
        );
        Box::pin(async move {
            let _until_here = undecided;
            let request = request.await?;
            Ok(Self::open(request, id.await?.into_inner()).await?)
        })
    }
}

impl<P: OnInvitation> InvitationRequest<P> {
    async fn open(mut request: Request<P>, id: InvitationId) -> Result<Self, AppError> {
        let found = request.read(move |conn, scope| queries::find_with_sender(conn, scope, id));
        let (mut invitation, sender) = found.await?;
        if invitation.is_overdue(request.now) {
            overdue::end_if_overdue(&request.db(), &invitation, request.now).await?;
            let ended = request.read(move |conn, scope| queries::find(conn, scope, id));
            invitation = ended.await?;
        }
        let denied = if invitation.is_of_partnership() {
            P::at_partnership(&mut request).await?
        } else {
            None
        };
        Ok(Self {
            request,
            invitation,
            sender,
            denied,
        })
    }
}

impl<P: Permission> InvitationRequest<P> {
    /// All that its pages show, and what its message may name.
    pub(super) async fn find(&mut self) -> Result<(Found, Foreign), AppError> {
        let (invitation, sender) = (self.invitation.clone(), self.sender.clone());
        let (host, rule) = self.naming()?;
        let paths = self.request.paths().clone();
        let kinds = self.request.part::<EventKinds>()?;
        let found = self.request.read(move |conn, scope| {
            let parties = party_queries::parties(conn, invitation.id)?;
            let foreign = foreign(host, rule, &parties);
            let history = activity::of_invitation(conn, scope, invitation.id)?;
            let history = history.into_iter().map(|event| kinds.view(event, &paths));
            let history = history.collect();
            let found = look_up(conn, scope, invitation, &parties, sender, history)?;
            Ok::<_, db::Error>((found, foreign))
        });
        Ok(found.await?)
    }

    /// Loads it again, after somebody else was first.
    pub(super) async fn refresh(&mut self) -> Result<(), AppError> {
        let id = self.invitation.id;
        let read = self
            .request
            .read(move |conn, scope| queries::find(conn, scope, id));
        self.invitation = read.await?;
        Ok(())
    }

    /// What its message may name.
    pub(super) async fn foreign(&mut self) -> Result<Foreign, AppError> {
        let id = self.invitation.id;
        let (host, rule) = self.naming()?;
        let read = self
            .request
            .read(move |conn, _| party_queries::parties(conn, id));
        let parties = read.await?;
        Ok(foreign(host, rule, &parties))
    }

    fn naming(&self) -> Result<(String, ForeignLinks), AppError> {
        let host = self.request.part::<Site>()?.host().to_owned();
        Ok((host, *self.request.part::<ForeignLinks>()?.get_ref()))
    }

    /// Its link.
    pub(super) fn link(&self) -> Result<String, AppError> {
        Ok(self.invitation.link(
            self.request.part::<Secrets>()?.get_ref(),
            self.request.part::<Site>()?.get_ref(),
        ))
    }

    /// The shell of its pages.
    pub(super) async fn layout(&mut self) -> Result<Layout, AppError> {
        let mut layout = self.request.layout().await?;
        if self.denied.is_some() {
            layout.denied.clone_from(&self.denied);
        }
        Ok(layout)
    }

    pub(super) fn can_mail(&self) -> Result<bool, AppError> {
        Ok(self.request.part::<CanMail>()?.0)
    }

    /// Where its pages stand.
    pub(super) fn address(&self) -> String {
        self.request.paths().invitation(self.invitation.id)
    }
}

/// This server's site, and the companies that ask.
fn foreign(host: String, rule: ForeignLinks, parties: &[Party]) -> Foreign {
    let domains = parties.iter().map(|party| party.partner.domain.clone());
    Foreign::new(std::iter::once(host).chain(domains).collect(), rule)
}

fn look_up(
    conn: &mut Conn,
    scope: Scope,
    invitation: Invitation,
    parties: &[Party],
    sender: String,
    history: Vec<EventView>,
) -> db::Result<Found> {
    Ok(Found {
        entry: match invitation.entry_id {
            Some(entry) => Some(customers::find_entry(conn, scope, entry)?),
            None => None,
        },
        ask: AskView::new(&invitation, parties, &sender),
        partnership: parties
            .first()
            .filter(|_| invitation.is_of_partnership())
            .and_then(|asker| PartnershipView::new(&invitation, asker, &sender)),
        history,
        mails: mail::of_invitation(conn, invitation.id)?
            .into_iter()
            .map(MailView::new)
            .collect(),
        sender,
        invitation,
    })
}

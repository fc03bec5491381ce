//! One request about one customer.

use std::{future::Future, pin::Pin};

use actix_web::{FromRequest, HttpRequest, dev::Payload};

use super::{
    acts::{Between, CustomerAct, Needs},
    queries, refusal,
};
use crate::{
    customers::{self, Entry},
    db::{self, Conn, Tx, ids::CustomerId, types::Timestamp},
    error::{AppError, Refusal},
    identity::{self, Authorized, ManageCustomers, Request},
    web::form::Admission,
};

/// The proof that a person may do `A` to a customer.
pub struct Granted<A: CustomerAct> {
    /// The person.
    pub by: Authorized<A::Role>,
    /// The partner's entry for the company.
    pub entry: Entry,
    /// The company.
    pub customer: CustomerId,
    between: Between,
}

impl<A: CustomerAct> Clone for Granted<A> {
    fn clone(&self) -> Self {
        Self {
            by: self.by.clone(),
            entry: self.entry.clone(),
            customer: self.customer,
            between: self.between.clone(),
        }
    }
}

impl<A: CustomerAct> Granted<A> {
    /// Whether the same person may do `B` to the same customer, at the moment at which this was proven.
    #[must_use]
    pub fn allows<B: CustomerAct>(&self) -> bool {
        self.by.with::<B::Role>().is_some() && B::NEEDS.are_met_by(&self.between)
    }

    /// The proof for `B`, where that is so.
    #[must_use]
    pub fn also<B: CustomerAct>(&self) -> Option<Granted<B>> {
        let by = self.by.with::<B::Role>()?;
        B::NEEDS.are_met_by(&self.between).then(|| Granted {
            by,
            entry: self.entry.clone(),
            customer: self.customer,
            between: self.between.clone(),
        })
    }

    /// What stands between the partner and the customer.
    #[must_use]
    pub fn between(&self) -> &Between {
        &self.between
    }

    /// The proofs for many customers, by the keys of their pages; a customer for whom it is not so is left out. They are
    /// held in the order of their keys, so that two who need the same ones never wait for each other.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn of_many(
        tx: &mut Tx<'_>,
        by: &Authorized<A::Role>,
        keys: &[uuid::Uuid],
        now: Timestamp,
    ) -> db::Result<Vec<Self>> {
        identity::lock_partner(tx, by.scope)?;
        let mut entries = Vec::new();
        for key in keys {
            match customers::find(tx.conn(), by.scope, *key) {
                Ok(entry) => entries.push(entry),
                Err(db::Error::NotFound) => {}
                Err(other) => return Err(other),
            }
        }
        entries.sort_by_key(|entry| (entry.customer_id, entry.id));
        entries.dedup_by_key(|entry| entry.id);
        let mut granted = Vec::new();
        for entry in entries {
            match Self::of(tx, by.clone(), entry, now) {
                Ok(one) => granted.push(one),
                Err(db::Error::NotFound) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(granted)
    }

    /// The proof where there is no request: the demo, tests.
    ///
    /// # Errors
    /// `NotFound` where it is not so.
    pub fn of(
        tx: &mut Tx<'_>,
        by: Authorized<A::Role>,
        entry: Entry,
        now: Timestamp,
    ) -> db::Result<Self> {
        let customer = entry.customer_id.ok_or(db::Error::NotFound)?;
        let with_relationship = A::NEEDS == Needs::Relationship;
        let between = queries::hold(tx, by.scope, customer, with_relationship, now)?;
        if !A::NEEDS.are_met_by(&between) {
            return Err(db::Error::NotFound);
        }
        Ok(Self {
            by,
            entry,
            customer,
            between,
        })
    }
}

/// A request of somebody who may do `A` to the customer that its address names. Anonymous: to the sign-in page. Lacking the
/// role: 403 with the people who hold it. Another partner's customer: 404. Lacking what has to stand between the two: 403
/// with the way to it.
pub struct CustomerRequest<A: CustomerAct> {
    /// The request itself.
    pub request: Request<A::Role>,
    /// The proof, as of the moment at which the request came.
    pub granted: Granted<A>,
}

impl<A: CustomerAct> FromRequest for CustomerRequest<A> {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, AppError>>>>;

    fn from_request(http: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let undecided = Admission::ask(http);
        let request = Request::<A::Role>::from_request(http, payload);
        let key = http.match_info().get("id").map(uuid::Uuid::try_parse);
        Box::pin(async move {
            let _until_here = undecided;
            let request = request.await?;
            let Some(Ok(key)) = key else {
                return Err(AppError::NotFound);
            };
            Self::open(request, key).await
        })
    }
}

impl<A: CustomerAct> CustomerRequest<A> {
    /// The same, where the customer is named by something else in the address, such as one of its subscriptions.
    ///
    /// # Errors
    /// As above.
    pub async fn open(mut request: Request<A::Role>, key: uuid::Uuid) -> Result<Self, AppError> {
        let now = request.now;
        let found = request.read(move |conn, scope| queries::look(conn, scope, key, now));
        let (entry, between) = found.await?;
        match entry.customer_id {
            Some(customer) if A::NEEDS.are_met_by(&between) => {
                note_look::<A>(&mut request, customer).await?;
                Ok(Self {
                    granted: Granted {
                        by: request.by.clone(),
                        entry,
                        customer,
                        between,
                    },
                    request,
                })
            }
            _ => Err(refused::<A, A>(&mut request, &entry, &between).await?),
        }
    }

    /// Reads about this customer.
    ///
    /// # Errors
    /// What `f` returns, or that the database does not answer.
    pub async fn read<T, E>(
        &mut self,
        f: impl FnOnce(&mut Conn, &Granted<A>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<db::Error> + Send + 'static,
    {
        let granted = self.granted.clone();
        self.request.read(move |conn, _| f(conn, &granted)).await
    }

    /// Does something in a transaction that holds the customer and what the partner has over it. The outer error is a
    /// refusal, where what the act needs stands there no longer, or an accident; the inner one an answer.
    ///
    /// # Errors
    /// See above; nothing is changed then.
    pub async fn write<T, E>(
        &mut self,
        f: impl FnOnce(&mut Tx<'_>, &Granted<A>, Timestamp) -> Result<T, E> + Send + 'static,
    ) -> Result<Result<T, E>, AppError>
    where
        T: Send + 'static,
        E: From<db::Error> + Send + 'static,
    {
        let mut granted = self.granted.clone();
        let done = self.request.write(move |tx, by, now| {
            let with_relationship = A::NEEDS == Needs::Relationship;
            granted.between =
                queries::hold(tx, by.scope, granted.customer, with_relationship, now)?;
            if !A::NEEDS.are_met_by(&granted.between) {
                return Ok(Err(granted.between));
            }
            A::NEEDS.note_use(tx, by.scope, granted.customer, now)?;
            f(tx, &granted, now).map(Ok)
        });
        match done.await {
            Ok(Ok(value)) => Ok(Ok(value)),
            Ok(Err(between)) => Err(self.refused_by::<A>(&between).await?),
            Err(error) => Ok(Err(error)),
        }
    }

    /// The refusal of `B`, which goes further than `A`, by what stands between the two now: it may be less than when the
    /// request came.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn refusal_of<B: CustomerAct>(&mut self) -> Result<AppError, AppError> {
        let (customer, now) = (self.granted.customer, self.request.now);
        let read = self
            .request
            .read(move |conn, scope| queries::between(conn, scope, customer, now));
        let between = read.await?;
        self.refused_by::<B>(&between).await
    }

    async fn refused_by<B: CustomerAct>(
        &mut self,
        between: &Between,
    ) -> Result<AppError, AppError> {
        let entry = self.granted.entry.clone();
        refused::<A, B>(&mut self.request, &entry, between).await
    }
}

/// Notes that a page looked at the customer by a privilege: the first one of a day writes, all others read alone. What
/// changes something notes it in its own transaction.
async fn note_look<A: CustomerAct>(
    request: &mut Request<A::Role>,
    customer: CustomerId,
) -> Result<(), AppError> {
    if !request.http().method().is_safe() {
        return Ok(());
    }
    let now = request.now;
    let look =
        request.read(move |conn, scope| A::NEEDS.has_use_to_note(conn, scope, customer, now));
    if look.await? {
        let noted = request.write(move |tx, by, now| {
            customers::hold(tx, customer)?;
            A::NEEDS.note_use(tx, by.scope, customer, now)
        });
        noted.await?;
    }
    Ok(())
}

/// The refusal of `B`: the privilege that is missing or, where that stands there, the role of the person.
async fn refused<A: CustomerAct, B: CustomerAct>(
    request: &mut Request<A::Role>,
    entry: &Entry,
    between: &Between,
) -> Result<AppError, AppError> {
    let Some(message) = refusal::missing::<B>(entry, between) else {
        return match request.demand::<B::Role>().await {
            Err(refusal) => Ok(refusal),
            Ok(()) => Err(AppError::Internal("nothing was missing".to_owned())),
        };
    };
    tracing::info!(user = %request.by.staff.id, what = B::WHAT, "refused: nothing between partner and customer allows it");
    let may_ask = request.by.with::<ManageCustomers>().is_some();
    let people = match may_ask {
        true => Vec::new(),
        false => {
            let read = request.read(identity::people_with::<ManageCustomers>);
            read.await?
        }
    };
    Ok(AppError::Forbidden(Refusal {
        message: match may_ask {
            true => message,
            false => format!("{message} One of these people can ask for it."),
        },
        people,
        step: may_ask.then(|| refusal::step::<B>(entry, request.paths())),
    }))
}

impl<A: CustomerAct> std::fmt::Debug for CustomerRequest<A> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CustomerRequest")
            .field("request", &self.request)
            .field("entry", &self.granted.entry.id)
            .finish_non_exhaustive()
    }
}

//! Acts on a customer that take the privilege which the thing itself names, such as a service. What they need is known only when
//! that is, so that no type can say it.

use super::{
    acts::{Between, Needs},
    queries, refusal,
};
use crate::{
    customers::Entry,
    db::{self, Tx, ids::CustomerId, types::Timestamp},
    error::{AppError, Refusal},
    identity::{self, Authorized, ManageCustomers, Permission, Request},
    paths::Paths,
    privileges::AdminRole,
};

/// The roles that allow what takes this one: it, and Global administrator, who may all that a customer's own administrators may.
fn covering(role: AdminRole) -> &'static [AdminRole] {
    use AdminRole as R;
    const ALL: R = R::GlobalAdministrator;
    match role {
        R::DirectoryReader => &[R::DirectoryReader, ALL],
        R::ServiceSupport => &[R::ServiceSupport, ALL],
        R::LicenseAdministrator => &[R::LicenseAdministrator, ALL],
        R::UserAdministrator => &[R::UserAdministrator, ALL],
        R::GlobalReader => &[R::GlobalReader, ALL],
        R::ExchangeAdministrator => &[R::ExchangeAdministrator, ALL],
        R::SharePointAdministrator => &[R::SharePointAdministrator, ALL],
        R::TeamsAdministrator => &[R::TeamsAdministrator, ALL],
        R::IntuneAdministrator => &[R::IntuneAdministrator, ALL],
        R::SecurityAdministrator => &[R::SecurityAdministrator, ALL],
        // It opens nothing.
        R::BillingAdministrator | R::GlobalAdministrator => &[ALL],
    }
}

/// Such an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NamedAct {
    /// As the beginning of a sentence.
    what: &'static str,
    role: AdminRole,
}

/// What is missing for it, in a few words, and where the way to it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lacking {
    pub(crate) missing: String,
    pub(crate) step: Option<(String, String)>,
}

impl NamedAct {
    /// The act that is called so, and takes a privilege in force with this role.
    pub(crate) const fn new(what: &'static str, role: AdminRole) -> Self {
        Self { what, role }
    }

    fn needs(self) -> Needs {
        Needs::Privilege(covering(self.role))
    }

    /// What is missing between the two; the step only where this person may go it.
    pub(crate) fn lacking(
        self,
        entry: &Entry,
        between: &Between,
        may_ask: bool,
        paths: &Paths,
    ) -> Option<Lacking> {
        (!self.needs().are_met_by(between)).then(|| Lacking {
            missing: format!("Takes the role {}.", self.role.label()),
            step: may_ask.then(|| refusal::step_for(self.needs(), entry, paths)),
        })
    }

    /// Does it in a transaction that holds the customer and what the partner has over it. The outer error is a refusal,
    /// where the privilege is not, or no longer, in force; the inner one an answer. The use of the privilege is noted.
    ///
    /// # Errors
    /// See above; nothing is changed then.
    pub(crate) async fn write<P: Permission, T, E>(
        self,
        request: &mut Request<P>,
        (entry, customer): (&Entry, CustomerId),
        f: impl FnOnce(&mut Tx<'_>, &Authorized<P>, Timestamp) -> Result<T, E> + Send + 'static,
    ) -> Result<Result<T, E>, AppError>
    where
        T: Send + 'static,
        E: From<db::Error> + Send + 'static,
    {
        let needs = self.needs();
        let done = request.write(move |tx, by, now| {
            let between = queries::hold(tx, by.scope, customer, false, now)?;
            if !needs.are_met_by(&between) {
                return Ok(Err(between));
            }
            needs.note_use(tx, by.scope, customer, now)?;
            f(tx, by, now).map(Ok)
        });
        match done.await {
            Ok(Ok(value)) => Ok(Ok(value)),
            Ok(Err(between)) => Err(self.refused(request, entry, &between).await?),
            Err(error) => Ok(Err(error)),
        }
    }

    async fn refused<P: Permission>(
        self,
        request: &mut Request<P>,
        entry: &Entry,
        between: &Between,
    ) -> Result<AppError, AppError> {
        let missing = refusal::missing_for((self.what, self.needs()), entry, between);
        let missing = missing.unwrap_or_default();
        let may_ask = request.by.with::<ManageCustomers>().is_some();
        let (message, people) = match may_ask {
            true => (missing, Vec::new()),
            false => {
                let read = request.read(identity::people_with::<ManageCustomers>);
                let message = format!("{missing} One of these people can ask for it.");
                (message, read.await?)
            }
        };
        Ok(AppError::Forbidden(Refusal {
            message,
            people,
            step: may_ask.then(|| refusal::step_for(self.needs(), entry, request.paths())),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::privileges::RoleSet;

    fn between(role: AdminRole) -> Between {
        Between {
            has_relationship: true,
            roles: RoleSet::new(&[role]),
            ended: None,
        }
    }

    #[test]
    fn a_named_role_is_covered_by_itself_and_by_global_administrator_alone() {
        for named in AdminRole::ALL.iter().copied().filter(|it| it.is_offered()) {
            let act = NamedAct::new("Opening it", named);
            for role in AdminRole::ALL.iter().copied() {
                let covers = role == named || role == AdminRole::GlobalAdministrator;
                assert_eq!(
                    act.needs().are_met_by(&between(role)),
                    covers,
                    "{named:?} {role:?}"
                );
            }
        }
    }
}

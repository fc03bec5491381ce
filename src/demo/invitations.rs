//! An invitation of the demo's past, from the draft to its end, through the services of the pages.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::Duration;

use super::{Demo, companies::Company};
use crate::{
    clock::Clock,
    consent::{self, Acceptance, Person},
    customer_record::{self, Desks, Wish},
    customers,
    db::{
        Tx,
        ids::{InvitationId, UserId},
        types::Timestamp,
    },
    error::AppError,
    identity::CustomerManager,
    invitations::{
        self, Ask, Channel, DailyLimit, DeliveryMethod, Draft, DraftText, Invitation, JointWith,
        Refusal,
    },
    jobs::{Counters, Node},
    language::Language,
    mail::{Mailer, worker::Worker},
    privilege_changes,
    privileges::{self, AdminRole, RoleSet},
    relationships, renewals,
    text::SECRET_MARK,
};

/// What comes of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    Draft,
    Ready,
    Sent,
    /// Sent, and its link ends within three days.
    SoonOver,
    Opened,
    Accepted,
    /// Accepted, and the relationship was removed later.
    Removed,
    Declined,
    Unexpected,
    Expired,
    Revoked,
    /// The letter never got through.
    MailFailed,
}

/// An invitation to be carried out.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) by: UserId,
    pub(super) company: Company,
    /// Place in the partner's list: decides when it was, and whether privileges were asked for.
    pub(super) place: usize,
    pub(super) ending: Ending,
    pub(super) language: Language,
    /// The other partner of a joint invitation.
    pub(super) together: Option<JointWith>,
}

/// Carries invitations out, and the mail that comes of them, at any time of the past.
pub(super) struct Post<'d> {
    demo: &'d Demo,
    time: Arc<Mutex<Timestamp>>,
    worker: Worker,
}

impl<'d> Post<'d> {
    pub(super) fn new(demo: &'d Demo) -> Self {
        let time = Arc::new(Mutex::new(demo.now));
        let worker = Worker {
            db: demo.db.clone(),
            clock: Clock::Manual(Arc::clone(&time)),
            mailer: Mailer::Kept,
            secrets: demo.secrets.clone(),
            site: demo.site.clone(),
            on_failed: invitations::mail_failed,
            node: Node::of_this_run(),
            counters: Counters::default(),
        };
        Self { demo, time, worker }
    }

    /// The clock, moved to this moment.
    pub(super) fn clock_at(&self, at: Timestamp) -> Clock {
        *self.time.lock().unwrap_or_else(PoisonError::into_inner) = at;
        Clock::Manual(Arc::clone(&self.time))
    }

    /// The mail as it left at this moment.
    pub(super) async fn leave(&self, at: Timestamp) {
        drop(self.clock_at(at));
        self.worker.drain().await;
    }

    /// What happened up to the last of these moments, then the mail as it left at each of them.
    pub(super) async fn carry_out(&self, asked: Asked) -> Result<(), AppError> {
        let demo = self.demo.clone();
        let moments = self
            .demo
            .db
            .write(move |tx| History::begin(tx, &demo, asked)?.live())
            .await?;
        for at in moments {
            self.leave(at).await;
        }
        Ok(())
    }
}

/// One invitation while it lives through its past; holds the moments at which mail left.
struct History<'t, 'c> {
    tx: &'t mut Tx<'c>,
    demo: &'t Demo,
    by: CustomerManager,
    asked: Asked,
    id: InvitationId,
    begun: Timestamp,
    mail_left: Vec<Timestamp>,
}

impl<'t, 'c> History<'t, 'c> {
    fn begin(tx: &'t mut Tx<'c>, demo: &'t Demo, asked: Asked) -> Result<Self, AppError> {
        let by = CustomerManager::for_user(tx.conn(), asked.by)?;
        let begun = demo.now.minus(age(&asked));
        let (roles, grant_days) = match over_users(&asked) {
            Some(roles) => (RoleSet::new(roles), Some(365)),
            None => privileges(asked.place, age(&asked)),
        };
        let ask = Ask {
            recipient: asked.company.email.clone(),
            recipient_name: asked.company.person.to_owned(),
            company_name: asked.company.name.clone(),
            domain: asked.company.domain.clone(),
            roles,
            grant_days,
            grant_name: None,
            auto_extend: false,
            privileges_only: false,
            expires_in: 30,
            language: asked.language,
            channel: Channel::ALL
                .get(asked.place % Channel::ALL.len())
                .copied()
                .unwrap_or(Channel::OwnMarketing),
            together: asked.together,
        };
        // A limit a day means nothing for a past that is made in a minute.
        let no_limit = DailyLimit(Some(i64::MAX));
        let id = invitations::invite(tx, &by, &demo.secrets, &demo.rules, no_limit, &ask, begun)?;
        Ok(Self {
            tx,
            demo,
            by,
            asked,
            id,
            begun,
            mail_left: Vec::new(),
        })
    }

    fn live(mut self) -> Result<Vec<Timestamp>, AppError> {
        let handed_out = self.begun.plus(Duration::minutes(7));
        match self.asked.ending {
            Ending::Draft => return Ok(self.mail_left),
            Ending::Ready => self.hand_out(DeliveryMethod::Done, handed_out)?,
            Ending::Accepted if self.asked.place % 3 == 1 => {
                self.hand_out(DeliveryMethod::Email, handed_out)?;
            }
            _ => self.send(handed_out)?,
        }
        let answered = handed_out.plus(Duration::hours(3 + i64::from(self.asked.by_now() % 40)));
        match self.asked.ending {
            Ending::Opened => self.open(answered)?,
            Ending::Accepted => self.accept(answered)?,
            Ending::Removed => {
                self.accept(answered)?;
                self.remove(answered.plus(Duration::days(20)))?;
            }
            Ending::Declined => self.decline(
                Refusal::Declined,
                "We are bound to our present supplier until next spring.",
                answered,
            )?,
            Ending::Unexpected => self.decline(Refusal::Unexpected, "", answered)?,
            Ending::Revoked => drop(invitations::revoke(self.tx, &self.by, self.id, answered)?),
            // Nobody reads the queue until the letter is given up.
            Ending::MailFailed => self.mail_left = vec![handed_out.plus(Duration::days(6))],
            _ => {}
        }
        Ok(self.mail_left)
    }

    fn present(&mut self) -> Result<Invitation, AppError> {
        Ok(invitations::find(self.tx.conn(), self.by.scope, self.id)?)
    }

    fn words(&mut self) -> Result<(String, DraftText), AppError> {
        let invitation = self.present()?;
        let link = invitation.link(&self.demo.secrets, &self.demo.site);
        let words = DraftText {
            body: invitation.body.replace(SECRET_MARK, &link),
            recipient: invitation.recipient,
            subject: invitation.subject,
            version: invitation.version,
        };
        Ok((link, words))
    }

    fn hand_out(&mut self, how: DeliveryMethod, at: Timestamp) -> Result<(), AppError> {
        let (link, words) = self.words()?;
        let draft = Draft {
            by: &self.by,
            rules: &self.demo.rules,
            id: self.id,
            link: &link,
        };
        invitations::hand_out(self.tx, draft, &words, how, at)?;
        Ok(())
    }

    fn send(&mut self, at: Timestamp) -> Result<(), AppError> {
        let (link, words) = self.words()?;
        let product = &self.demo.product;
        let draft = Draft {
            by: &self.by,
            rules: &self.demo.rules,
            id: self.id,
            link: &link,
        };
        invitations::send_draft(self.tx, draft, product, &words, at)?;
        self.mail_left.push(at.plus(Duration::seconds(2)));
        Ok(())
    }

    fn open(&mut self, at: Timestamp) -> Result<(), AppError> {
        let invitation = self.present()?;
        Ok(consent::note_opened(self.tx, &invitation, at)?)
    }

    fn accept(&mut self, at: Timestamp) -> Result<(), AppError> {
        self.open(at.minus(Duration::minutes(9)))?;
        let invitation = self.present()?;
        let person = Person {
            name: self.asked.company.person.to_owned(),
            job_title: self.asked.company.job.to_owned(),
            email: invitation.recipient.clone(),
            language: invitation.language,
        };
        let (product, rules) = (&self.demo.product, &self.demo.rules);
        let asked_at = at.minus(Duration::minutes(3));
        let code = consent::request_code(self.tx, product, rules, &invitation, &person, asked_at)?;
        consent::count_try(self.tx, invitation.id, code, at)?;
        let request = consent::find_code_request(self.tx.conn(), invitation.id, code)?;
        let terms = invitation.terms_hash.clone().unwrap_or_default();
        consent::accept(
            self.tx,
            &self.demo.secrets,
            &self.demo.site,
            product,
            rules,
            Acceptance {
                invitation: &invitation,
                request: &request,
                terms_hash: &terms,
            },
            at,
        )?;
        let a_moment = Duration::seconds(2);
        self.mail_left.push(asked_at.plus(a_moment));
        self.mail_left.push(at.plus(a_moment));
        Ok(())
    }

    fn decline(&mut self, how: Refusal, reason: &str, at: Timestamp) -> Result<(), AppError> {
        self.open(at.minus(Duration::minutes(2)))?;
        let invitation = self.present()?;
        consent::decline(self.tx, &self.demo.product, &invitation, how, reason, at)?;
        self.mail_left.push(at.plus(Duration::seconds(2)));
        Ok(())
    }

    fn remove(&mut self, at: Timestamp) -> Result<(), AppError> {
        let asked = self.present()?.entry_id.ok_or(AppError::NotFound)?;
        let entry = customers::find_entry(self.tx.conn(), self.by.scope, asked)?;
        let customer = entry.customer_id.ok_or(AppError::NotFound)?;
        let active = relationships::active_of(self.tx.conn(), self.by.scope, customer)?;
        let shown: Vec<_> = active.iter().map(|relationship| relationship.id).collect();
        let granted = privileges::list(self.tx.conn(), self.by.scope, customer)?;
        let in_force = granted.iter().filter(|grant| grant.is_in_force(at));
        let in_force: Vec<_> = in_force.map(|grant| grant.id).collect();
        let wish = Wish {
            shown,
            reason: "The contract ended.".to_owned(),
            end_privileges: (self.asked.place % 16 == 5).then_some(in_force),
            end_renewals: None,
        };
        let desks = Desks {
            requests: renewals::Desk {
                site: self.demo.site.clone(),
                product: self.demo.product.clone(),
            },
            privileges: privilege_changes::Desk {
                secrets: self.demo.secrets.clone(),
                site: self.demo.site.clone(),
                product: self.demo.product.clone(),
            },
        };
        let key = entry.page_key();
        customer_record::remove(self.tx, &self.by, &desks, (key, &wish), at)?;
        Ok(())
    }
}

impl Asked {
    /// Something that differs from one invitation to the next, the same on each run.
    fn by_now(&self) -> u8 {
        self.company
            .domain
            .bytes()
            .fold(7, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte))
    }
}

/// How long ago it was begun: the accepted ones over half a year, the open ones lately.
fn age(asked: &Asked) -> Duration {
    let place = i64::try_from(asked.place).unwrap_or_default();
    let minutes = i64::from(asked.by_now()) * 5;
    let days = match asked.ending {
        Ending::Accepted | Ending::Removed => 168 - place * 5,
        Ending::Draft | Ending::Ready => 1 + place % 3,
        Ending::Sent | Ending::Opened => 4 + place % 5,
        Ending::SoonOver => 28,
        Ending::Declined | Ending::Unexpected => 5,
        Ending::Expired => 44 + place % 9,
        Ending::Revoked => 21,
        Ending::MailFailed => 9,
    };
    Duration::days(days.max(3)) + Duration::minutes(minutes)
}

/// The roles at the companies whose users the demo has: see `users`.
fn over_users(asked: &Asked) -> Option<&'static [AdminRole]> {
    if asked.together.is_some() {
        return None;
    }
    match asked.place {
        3 | 6 => Some(&[AdminRole::GlobalAdministrator]),
        4 => Some(&[
            AdminRole::LicenseAdministrator,
            AdminRole::UserAdministrator,
        ]),
        _ => None,
    }
}

/// Every third or so asks for privileges; how long ago it was makes them active, about to end, or over.
fn privileges(place: usize, age: Duration) -> (RoleSet, Option<i32>) {
    let roles = [
        AdminRole::ServiceSupport,
        AdminRole::LicenseAdministrator,
        AdminRole::UserAdministrator,
    ];
    let days = match place % 12 {
        // With the role that is shown apart.
        3 => {
            let roles = [AdminRole::GlobalAdministrator, AdminRole::GlobalReader];
            return (RoleSet::new(&roles), Some(200));
        }
        1 => 365,
        5 => 400,
        // Ends within the next days.
        8 => age.num_days() + 6,
        10 => 30,
        _ => return (RoleSet::default(), None),
    };
    let count = 1 + place % roles.len();
    let roles = RoleSet::new(roles.get(..count).unwrap_or(&roles));
    (roles, i32::try_from(days).ok())
}

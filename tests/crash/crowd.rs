//! Customers who accept, several at once, whatever happens to the server.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use partner_center::{
    db::ids::{CodeRequestId, InvitationId},
    secrets::Secrets,
};
use reqwest::{Client, RequestBuilder, Response, redirect::Policy};
use tokio::{sync::watch, task::JoinSet};

use crate::{server::Server, world::Invited};

/// People at once.
const PEOPLE: usize = 8;

/// The people, and what was promised to them.
pub(crate) struct Crowd {
    people: JoinSet<()>,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    waiting: Mutex<VecDeque<Invited>>,
    acknowledged: Mutex<Vec<InvitationId>>,
    count: AtomicUsize,
    is_over: AtomicBool,
}

impl Crowd {
    /// They begin as soon as the server is up.
    pub(crate) fn start(server: &Server) -> Self {
        let shared = Arc::<Shared>::default();
        let mut people = JoinSet::new();
        for _ in 0..PEOPLE {
            let person = Person {
                origin: server.site().origin().to_owned(),
                secrets: server.secrets().clone(),
                is_up: server.is_up(),
                // A connection for each request: none that a dead server has left is taken for a live one.
                client: Client::builder()
                    .redirect(Policy::none())
                    .pool_max_idle_per_host(0)
                    .build()
                    .unwrap(),
            };
            people.spawn(person.answer_all(Arc::clone(&shared)));
        }
        Self { people, shared }
    }

    /// How many acceptances the server has acknowledged. Fails as soon as one of the people has failed.
    pub(crate) fn acknowledged(&mut self) -> usize {
        while let Some(person) = self.people.try_join_next() {
            person.unwrap();
        }
        self.shared.count.load(Ordering::Relaxed)
    }

    /// More invitations for them.
    pub(crate) fn meet(&self, invited: Vec<Invited>) {
        self.shared.waiting.lock().unwrap().extend(invited);
    }

    /// They finish what they have begun. Returns what the server has acknowledged.
    pub(crate) async fn finish(mut self) -> Vec<InvitationId> {
        self.shared.is_over.store(true, Ordering::Relaxed);
        while let Some(person) = self.people.join_next().await {
            person.unwrap();
        }
        std::mem::take(&mut *self.shared.acknowledged.lock().unwrap())
    }
}

#[derive(Clone)]
struct Person {
    origin: String,
    secrets: Secrets,
    is_up: watch::Receiver<bool>,
    client: Client,
}

impl Person {
    async fn answer_all(mut self, shared: Arc<Shared>) {
        while !shared.is_over.load(Ordering::Relaxed) {
            let next = shared.waiting.lock().unwrap().pop_front();
            let Some(invited) = next else {
                tokio::time::sleep(Duration::from_millis(5)).await;
                continue;
            };
            if self.accept(&invited).await {
                shared.acknowledged.lock().unwrap().push(invited.id);
                shared.count.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    /// True when the server has said that it is accepted.
    async fn accept(&mut self, invited: &Invited) -> bool {
        let read = self.client.get(&invited.link);
        if let Some(page) = self.send(read).await {
            assert_eq!(page.status(), 200, "{page:?}");
        }
        // One code a minute is mailed: when this answer is lost, the invitation is left alone.
        let Some(request) = self.ask_for_code(invited).await else {
            return false;
        };
        // Two browsers at once, and once more when the server died over it. A code is good for five tries.
        for _ in 0..2 {
            let (mut other, again) = (self.clone(), invited.clone());
            let both = tokio::join!(
                self.press_accept(invited, request),
                other.press_accept(&again, request)
            );
            if both.0 || both.1 {
                return true;
            }
        }
        false
    }

    async fn ask_for_code(&mut self, invited: &Invited) -> Option<CodeRequestId> {
        let form = [
            ("name", "Ana Lima"),
            ("job_title", "Head of IT"),
            ("email", &invited.email),
        ];
        let answer = self.post(&format!("{}/code", invited.link), &form).await?;
        Some(request_in(&answer))
    }

    /// Whether the server led to the receipt before it died.
    async fn press_accept(&mut self, invited: &Invited, request: CodeRequestId) -> bool {
        let form = [
            ("request", request.to_string()),
            ("terms", invited.terms.clone()),
            ("code", self.secrets.code(request.uuid())),
            ("agree", "yes".to_owned()),
        ];
        let form = form.each_ref().map(|(name, value)| (*name, value.as_str()));
        let url = format!("{}/acceptance", invited.link);
        let Some(answer) = self.post(&url, &form).await else {
            return false;
        };
        assert_eq!(request_in(&answer), request);
        true
    }

    async fn post(&mut self, url: &str, form: &[(&str, &str)]) -> Option<Response> {
        let request = self.client.post(url).header("Origin", &self.origin);
        self.send(request.form(form)).await
    }

    /// Nothing when the server died over it.
    async fn send(&mut self, request: RequestBuilder) -> Option<Response> {
        self.is_up.wait_for(|is_up| *is_up).await.unwrap();
        request.send().await.ok()
    }
}

/// The request that a redirect leads on with.
#[track_caller]
fn request_in(answer: &Response) -> CodeRequestId {
    assert_eq!(answer.status(), 303, "{answer:?}");
    let location = answer.headers()["location"].to_str().unwrap();
    let (_, request) = location.split_once("?request=").unwrap();
    request.parse().unwrap()
}

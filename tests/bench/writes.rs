//! Acts that write, from the invitation to the acceptance, beside plain durable commits on the same disk. The mail server
//! takes connections and says nothing, so that no letter is sent meanwhile: letters have a part of their own.

use std::collections::VecDeque;

use crate::{
    sink::Silent,
    support::{
        client::{Call, Client},
        commits,
        form::{Form, value_of},
        load::{Figures, load},
        machine::machine,
        report::{Table, percent, tenths, whole},
        server::Server,
        variable,
        world::World,
    },
};

const CLIENTS: [usize; 2] = [1, 64];

pub(crate) async fn run(world: &World) {
    let silent = Silent::start();
    let server = Server::with_mail(world, silent.port()).await;
    server.quiet().await;
    let size = whole(world.size.into());
    let mut table = Table::new(
        format!("Writes at {size} customers, {}", world.store.kind().name()),
        [
            "act",
            "clients",
            "a second",
            "plain commits a second",
            "of them",
            "processor µs",
            "median ms",
            "p99 ms",
        ],
    );
    for clients in CLIENTS {
        let mut acts = Acts::new(world, &server, clients).await;
        for (name, plain, figures) in acts.all().await {
            table.row([
                name.to_owned(),
                clients.to_string(),
                whole(figures.per_second()),
                whole(plain),
                percent(figures.per_second(), plain),
                whole(figures.processor()),
                tenths(figures.wait(50)),
                tenths(figures.wait(99)),
            ]);
        }
    }
    table.done(&machine(&world.store));
}

struct Acts<'w> {
    world: &'w World,
    server: &'w Server,
    /// Of the staff.
    agents: Vec<Client>,
    customers: Vec<Client>,
}

/// Its name, the plain commits a second of the moment, and what it took.
type Act = (&'static str, f64, Figures);

/// A customer, with what it has in hand.
struct Invited {
    link: String,
    email: String,
}

impl<'w> Acts<'w> {
    async fn new(world: &'w World, server: &'w Server, clients: usize) -> Self {
        let agent = Client::signed_in(world).await;
        Self {
            world,
            server,
            agents: (0..clients).map(|_| agent.again()).collect(),
            customers: (0..clients).map(|_| Client::of(&world.site)).collect(),
        }
    }

    /// Each act on the same invitations, in the order of their life.
    async fn all(&mut self) -> Vec<Act> {
        let paths = self.world.site.paths().clone();
        let new = paths.new_invitation();
        let clients = self.agents.len();
        let names =
            (0..variable("BENCH_WRITES", 500)).map(|number| format!("bench-{clients}-{number}"));
        let asks = names.map(|name| {
            let domain = format!("{name}.example");
            let recipient = format!("ana@{domain}");
            let form = [
                ("company_name", name.as_str()),
                ("domain", &domain),
                ("recipient", &recipient),
            ];
            Call::post(&new, &form)
        });
        let invited = self.staff("invitation begun", asks.collect()).await;
        let drafts: Vec<String> = invited
            .2
            .locations
            .iter()
            .map(|(_, draft)| draft.clone())
            .collect();
        let mut saves = VecDeque::new();
        for draft in &drafts {
            let form = self.draft(draft).await.0.set("subject", "In other words");
            saves.push_back(Call::post(draft, &form.fields()));
        }
        let saved = self.staff("draft saved", saves).await;
        let (mut sends, mut customers) = (VecDeque::new(), Vec::new());
        for draft in &drafts {
            let (form, link) = self.draft(draft).await;
            let email = form.value("recipient").to_owned();
            sends.push_back(Call::post(&format!("{draft}/sending"), &form.fields()));
            customers.push(Invited { link, email });
        }
        let sent = self.staff("message sent (queued)", sends).await;
        let asks = customers.iter().map(ask_for_code).collect();
        let asked = self.customers("code asked for", asks).await;
        let mut acceptances = VecDeque::new();
        for (number, page) in &asked.2.locations {
            acceptances.push_back(self.acceptance(&customers[*number], page).await);
        }
        let accepted = self.customers("acceptance", acceptances).await;
        vec![invited, saved, sent, asked, accepted]
    }

    async fn staff(&mut self, name: &'static str, calls: VecDeque<Call>) -> Act {
        all_of((self.server, self.world), &mut self.agents, (name, calls)).await
    }

    async fn customers(&mut self, name: &'static str, calls: VecDeque<Call>) -> Act {
        let clients = &mut self.customers;
        all_of((self.server, self.world), clients, (name, calls)).await
    }

    /// The form of a draft, and the personalized link on its page.
    async fn draft(&mut self, draft: &str) -> (Form, String) {
        let page = self.agents[0]
            .call(&Call::get(draft))
            .await
            .expect(200)
            .text();
        let link = value_of(&page, "link");
        let path = link.trim_start_matches(self.world.site.origin()).to_owned();
        (Form::with_field(&page, "version"), path)
    }

    async fn acceptance(&mut self, customer: &Invited, page: &str) -> Call {
        let page = self.customers[0]
            .call(&Call::get(page))
            .await
            .expect(200)
            .text();
        let form = Form::with_field(&page, "terms");
        let code = self
            .world
            .secrets
            .code(form.value("request").parse().unwrap());
        let form = form.set("code", &code).set("agree", "yes");
        Call::post(&format!("{}/acceptance", customer.link), &form.fields())
    }
}

fn ask_for_code(customer: &Invited) -> Call {
    let form = [
        ("name", "Ana Lima"),
        ("job_title", "Head of IT"),
        ("email", customer.email.as_str()),
    ];
    Call::post(&format!("{}/code", customer.link), &form)
}

async fn all_of(
    (server, world): (&Server, &World),
    clients: &mut [Client],
    (name, mut calls): (&'static str, VecDeque<Call>),
) -> Act {
    // Right before: what the disk does is another thing a minute later.
    let plain = commits::per_second(&world.store, clients.len());
    let figures = load((server, &world.store), clients, 303, || calls.pop_front()).await;
    (name, plain, figures)
}

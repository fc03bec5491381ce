//! The program as a process: its size, how soon it serves a large database, what memory it takes; and what is done with
//! many rows at once.

use std::{
    fs,
    time::{Duration, Instant},
};

use crate::{
    sink::Sink,
    support::{
        client::{Call, Client},
        form::Form,
        machine::machine,
        report::{Table, tenths, whole},
        server::Server,
        variable,
        world::World,
    },
};

const PAUSE: Duration = Duration::from_millis(50);
/// The longest list of one upload.
const LIST: u32 = 10_000;

pub(crate) async fn run(world: &World) {
    let sink = Sink::start();
    let server = Server::with_mail(world, sink.port()).await;
    let mut bulk = Bulk {
        world,
        table: Table::new(
            format!(
                "Many rows at once at {} customers, {}",
                whole(world.size.into()),
                world.store.kind().name()
            ),
            [
                "what",
                "rows",
                "seconds",
                "rows a second",
                "processor µs a row",
                "memory MiB",
                "most so far MiB",
            ],
        ),
        agent: Client::of(&world.site),
        server: &server,
    };
    let binary = fs::metadata(env!("CARGO_BIN_EXE_partner-center"))
        .unwrap()
        .len();
    let mebibytes = f64::from(u32::try_from(binary >> 10).unwrap()) / 1024.0;
    bulk.plain(
        format!("the program: {mebibytes:.1} MiB; start"),
        server.started_in,
    );
    server.quiet().await;
    bulk.plain("at rest".to_owned(), Duration::ZERO);
    bulk.agent = Client::signed_in(world).await;
    bulk.export().await;
    bulk.import().await;
    bulk.invite().await;
    bulk.table.done(&machine(&world.store));
}

struct Bulk<'w> {
    world: &'w World,
    server: &'w Server,
    agent: Client,
    table: Table,
}

impl Bulk<'_> {
    /// A line without rows.
    fn plain(&mut self, what: String, took: Duration) {
        let seconds = match took {
            Duration::ZERO => String::new(),
            took => format!("{:.3}", took.as_secs_f64()),
        };
        let (now, most) = (self.server.memory(), self.server.peak_memory());
        self.table.row([
            what,
            String::new(),
            seconds,
            String::new(),
            String::new(),
            tenths(now),
            tenths(most),
        ]);
    }

    fn line(&mut self, what: &str, rows: u32, (begun, before): (Instant, Duration)) {
        let took = begun.elapsed().as_secs_f64();
        let processor = self
            .server
            .processor_time(&self.world.store)
            .saturating_sub(before);
        let rows = f64::from(rows);
        let (now, most) = (self.server.memory(), self.server.peak_memory());
        self.table.row([
            what.to_owned(),
            whole(rows),
            format!("{took:.1}"),
            whole(rows / took),
            whole(processor.as_secs_f64() * 1e6 / rows),
            tenths(now),
            tenths(most),
        ]);
    }

    fn now(&self) -> (Instant, Duration) {
        (
            Instant::now(),
            self.server.processor_time(&self.world.store),
        )
    }

    async fn export(&mut self) {
        let begun = self.now();
        let call = Call::get(&self.world.site.paths().customers_csv());
        let bytes = self.agent.skim(&call).await;
        let mebibytes = bytes >> 20;
        self.line(&format!("export ({mebibytes} MiB)"), self.world.size, begun);
    }

    async fn import(&mut self) {
        let rows = variable("BENCH_IMPORT", 100_000);
        let mut file = "Microsoft ID,Company name,Primary domain name,Relationship\n".to_owned();
        for number in 0..rows {
            file.push_str(&format!(
                "{},Import {number},import-{number}.example,Reseller\n",
                uuid::Uuid::from_u128(number.into())
            ));
        }
        let imports = self.world.site.paths().imports();
        let page = self
            .upload("import: read and judged", &imports, &file, rows)
            .await;
        let begun = self.now();
        let confirm = Call::post(&format!("{page}/confirmation"), &[("version", "1")]);
        self.agent.call(&confirm).await.expect(303);
        self.until_gone(&page, "Running").await;
        self.line("import: carried out", rows, begun);
    }

    async fn invite(&mut self) {
        let rows = variable("BENCH_INVITATIONS", LIST);
        let mut file = "Company,Domain,Contact name,Address,Language\n".to_owned();
        for number in 0..rows {
            file.push_str(&format!("Listed {number},listed-{number}.example,Ana {number},ana@listed-{number}.example,en\n"));
        }
        let new = self.world.site.paths().new_bulk_invitation();
        let page = self
            .upload("invitations: read and judged", &new, &file, rows)
            .await;
        let shown = self.agent.call(&Call::get(&page)).await.expect(200).text();
        let form = Form::with_field(&shown, "hand_over").set("hand_over", "prepare");
        let begun = self.now();
        let confirm = Call::post(&format!("{page}/confirmation"), &form.fields());
        self.agent.call(&confirm).await.expect(303);
        self.until_gone(&page, "Running").await;
        self.line("invitations: carried out", rows, begun);
    }

    /// The page of the upload, once its rows are read.
    async fn upload(&mut self, what: &str, path: &str, file: &str, rows: u32) -> String {
        let begun = self.now();
        let answer = self.agent.call(&Call::upload(path, file)).await.expect(303);
        self.until_gone(&answer.location, "Being read").await;
        self.line(what, rows, begun);
        answer.location
    }

    /// Looks until the page does not come again by itself.
    async fn until_gone(&mut self, page: &str, word: &str) {
        while self
            .agent
            .call(&Call::get(page))
            .await
            .expect(200)
            .text()
            .contains(word)
        {
            tokio::time::sleep(PAUSE).await;
        }
    }
}

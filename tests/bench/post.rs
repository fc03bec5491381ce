//! Letters: what leaves a second to a mail server that takes everything, beside what lettre alone hands over to the same.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor, transport::smtp::PoolConfig,
};
use partner_center::{
    clock::Clock,
    db::Result,
    mail::{self, Letter, MailKind, Mailbox},
};

use crate::{
    sink::Sink,
    support::{
        machine::machine,
        report::{Table, percent, whole},
        server::Server,
        variable,
        world::World,
    },
};

const PAUSE: Duration = Duration::from_millis(2);
const CONNECTIONS: u32 = 10;
const BODY: &str = "A letter of some lines.\n\nIt says what somebody has to do, and until when; and where it is done:\n\
                    https://partners.example/i/0123456789abcdefghijklmnopqrstuvwxyz\n\nKind regards";

pub(crate) async fn run(world: &World) {
    let letters = variable("BENCH_LETTERS", 2_000);
    let mut table = Table::new(
        format!(
            "{} letters, {}",
            whole(letters.into()),
            world.store.kind().name()
        ),
        [
            "who sends",
            "letters a second",
            "of lettre alone",
            "processor µs a letter",
        ],
    );
    let alone = lettre_alone(letters).await;
    table.row([
        format!("lettre alone, {CONNECTIONS} connections"),
        whole(alone),
        percent(alone, alone),
        String::new(),
    ]);
    let (ours, processor) = of_server(world, letters).await;
    table.row([
        "the server".to_owned(),
        whole(ours),
        percent(ours, alone),
        whole(processor),
    ]);
    table.done(&machine(&world.store));
}

async fn lettre_alone(letters: u32) -> f64 {
    let sink = Sink::start();
    let mailer = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous("127.0.0.1")
        .port(sink.port())
        .pool_config(PoolConfig::new().max_size(CONNECTIONS))
        .build();
    let each = |connection: u32| {
        let mailer = mailer.clone();
        async move {
            for number in (connection..letters).step_by(usize::try_from(CONNECTIONS).unwrap()) {
                mailer.send(message(number)).await.unwrap();
            }
        }
    };
    let begun = Instant::now();
    join_all((0..CONNECTIONS).map(each)).await;
    f64::from(letters) / begun.elapsed().as_secs_f64()
}

fn message(number: u32) -> Message {
    Message::builder()
        .from("no-reply@channel.example".parse().unwrap())
        .to(address(number).parse().unwrap())
        .subject("A letter")
        .message_id(Some(format!("<{number}@channel.example>")))
        .body(BODY.to_owned())
        .unwrap()
}

fn address(number: u32) -> String {
    format!("ana@post-{number}.example")
}

/// Letters a second, and microseconds of processor time for each.
async fn of_server(world: &World, letters: u32) -> (f64, f64) {
    let (sink, now) = (Sink::start(), Clock::System.now());
    let queue = |number| Letter {
        kind: MailKind::Notice,
        event_key: format!("bench-{number}"),
        partner: None,
        invitation: None,
        to: Mailbox {
            name: "Ana Lima".to_owned(),
            email: address(number),
        },
        sender: None,
        subject: "A letter".to_owned(),
        body: BODY.to_owned(),
        footer: "Sent for a benchmark.".to_owned(),
        secret: None,
        give_up_at: None,
    };
    let queued = world.store.open().write_now(|tx| {
        for number in 0..letters {
            mail::enqueue(tx, &queue(number), "Partner Center", now)?;
        }
        Result::Ok(())
    });
    queued.unwrap();
    let server = Server::with_mail(world, sink.port()).await;
    // What left while it started is not counted.
    let (begun, first) = (Instant::now(), sink.count());
    let before = server.processor_time(&world.store);
    let all = usize::try_from(letters).unwrap();
    while sink.count() < all {
        tokio::time::sleep(PAUSE).await;
    }
    let took = begun.elapsed().as_secs_f64();
    let processor = server.processor_time(&world.store).saturating_sub(before);
    let rest = f64::from(u32::try_from(all - first).unwrap().max(1));
    (rest / took, processor.as_secs_f64() * 1e6 / rest)
}

//! A mail server that takes every letter and remembers which. Plain SMTP, a thread for each connection.

use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Result, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use socket2::SockRef;

type Taken = HashMap<String, usize>;

/// Takes letters until the test is over.
pub(crate) struct Sink {
    port: u16,
    taken: Arc<Mutex<Taken>>,
}

impl Sink {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let taken = Arc::<Mutex<Taken>>::default();
        let for_threads = Arc::clone(&taken);
        thread::spawn(move || {
            for visitor in listener.incoming() {
                let (visitor, taken) = (visitor.unwrap(), Arc::clone(&for_threads));
                // A server that is killed breaks the connection off, which is no fault here.
                thread::spawn(move || drop(converse(&visitor, &taken)));
            }
        });
        Self { port, taken }
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Every Message-ID that was taken, and how often.
    pub(crate) fn taken(&self) -> Taken {
        self.taken.lock().unwrap().clone()
    }

    /// How many letters were taken.
    pub(crate) fn count(&self) -> usize {
        self.taken.lock().unwrap().values().sum()
    }
}

fn converse(visitor: &TcpStream, taken: &Mutex<Taken>) -> Result<()> {
    let mut say = visitor;
    let mut lines = BufReader::new(visitor).lines();
    say.write_all(b"220 sink\r\n")?;
    while let Some(line) = next_at_once(visitor, &mut lines) {
        let answer = match line?.split(' ').next().unwrap_or_default() {
            "EHLO" => "250-sink\r\n250 8BITMIME\r\n",
            "DATA" => {
                say.write_all(b"354 go on\r\n")?;
                let Some(id) = message_id(visitor, &mut lines)? else {
                    return Ok(());
                };
                *taken.lock().unwrap().entry(id).or_default() += 1;
                "250 taken\r\n"
            }
            "QUIT" => return say.write_all(b"221 bye\r\n"),
            _ => "250 fine\r\n",
        };
        say.write_all(answer.as_bytes())?;
    }
    Ok(())
}

/// Reads a line. The other side holds back a last small piece until what it has sent is acknowledged, which Linux would
/// otherwise put off for 40 ms.
fn next_at_once(
    visitor: &TcpStream,
    lines: &mut impl Iterator<Item = Result<String>>,
) -> Option<Result<String>> {
    if let Err(error) = SockRef::from(visitor).set_tcp_quickack(true) {
        return Some(Err(error));
    }
    lines.next()
}

/// Reads a letter to its end; none, when it breaks off before.
fn message_id(
    visitor: &TcpStream,
    lines: &mut impl Iterator<Item = Result<String>>,
) -> Result<Option<String>> {
    let mut id = None;
    while let Some(line) = next_at_once(visitor, lines) {
        let line = line?;
        if line == "." {
            return Ok(Some(id.unwrap()));
        }
        if let Some(value) = line.strip_prefix("Message-ID: ") {
            id.get_or_insert(value.trim().to_owned());
        }
    }
    Ok(None)
}

/// A mail server that takes connections and says nothing.
pub(crate) struct Silent {
    port: u16,
    visitors: Arc<AtomicUsize>,
}

impl Silent {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let visitors = Arc::<AtomicUsize>::default();
        let count = Arc::clone(&visitors);
        thread::spawn(move || {
            let mut open = Vec::new();
            for visitor in listener.incoming() {
                open.push(visitor);
                count.fetch_add(1, Ordering::SeqCst);
            }
        });
        Self { port, visitors }
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// How many connections there were.
    pub(crate) fn visitors(&self) -> usize {
        self.visitors.load(Ordering::SeqCst)
    }
}

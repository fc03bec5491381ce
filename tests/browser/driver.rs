//! chromedriver, and the windows that it opens.

use std::{
    future::Future,
    io::{BufRead, BufReader},
    panic::{AssertUnwindSafe, resume_unwind},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use fantoccini::ClientBuilder;
use futures_util::FutureExt;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::window::Window;

/// Longest walk through the pages.
const PATIENCE: Duration = Duration::from_secs(180);

/// How a window is set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scripts {
    /// As usual.
    On,
    /// Forbidden by the person's settings.
    Off,
}

/// So often a chromedriver is started for one window.
const TRIES: usize = 10;

/// A running chromedriver, stopped when it is dropped.
struct Driver {
    process: Child,
    address: String,
}

impl Driver {
    /// Its port has to be free for both families of addresses, which it finds out by trying: where it ends at once, another
    /// one is started.
    fn start() -> Option<Self> {
        for _ in 0..TRIES {
            let started = Command::new("chromedriver")
                .arg("--port=0")
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn();
            let Ok(mut process) = started else {
                crate::skip(
                    "the walks in a browser, which need chromedriver (Debian: chromium chromium-driver)",
                );
                return None;
            };
            let mut lines = BufReader::new(process.stdout.take().unwrap())
                .lines()
                .map(Result::unwrap);
            let port = lines.by_ref().find_map(|line| {
                let (_, rest) = line.split_once("started successfully on port ")?;
                rest.trim_end_matches('.').parse::<u16>().ok()
            });
            let Some(port) = port else {
                // Its output has ended, and so it has.
                process.wait().unwrap();
                continue;
            };
            thread::spawn(move || lines.for_each(drop));
            return Some(Self {
                process,
                address: format!("http://127.0.0.1:{port}"),
            });
        }
        panic!("chromedriver ended {TRIES} times without saying its port");
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn capabilities(scripts: Scripts) -> serde_json::Map<String, Value> {
    let mut preferences = json!({ "download.default_directory": "/nonexistent" });
    if scripts == Scripts::Off {
        preferences["profile.managed_default_content_settings.javascript"] = json!(2);
    }
    let arguments = [
        "--headless=new",
        // Chromium's sandbox does not run as root; nothing but our own pages is opened.
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--hide-scrollbars",
        "--force-color-profile=srgb",
        "--window-size=1280,900",
        "--lang=en-GB",
    ];
    let capabilities = json!({
        "browserName": "chrome",
        "goog:chromeOptions": { "args": arguments, "prefs": preferences },
        "timeouts": { "pageLoad": 30_000, "script": 60_000 },
    });
    match capabilities {
        Value::Object(map) => map,
        _ => unreachable!("written as an object just above"),
    }
}

/// Walks in a window of its own, and closes it whatever happens. Relative addresses are below `address`.
pub(crate) async fn in_window<F: Future<Output = ()>>(
    scripts: Scripts,
    address: &str,
    walk: impl FnOnce(Window) -> F,
) {
    let Some(driver) = Driver::start() else {
        return;
    };
    let client = ClientBuilder::new(HttpConnector::new())
        .capabilities(capabilities(scripts))
        .connect(&driver.address)
        .await
        .unwrap();
    let window = Window::new(client.clone(), address);
    window.resize(1280, 800).await;
    let walked = AssertUnwindSafe(tokio::time::timeout(PATIENCE, walk(window.clone())))
        .catch_unwind()
        .await;
    if !matches!(walked, Ok(Ok(()))) {
        window.tell_where_it_is().await;
    }
    client.close().await.unwrap();
    match walked {
        Ok(Ok(())) => {}
        Ok(Err(_)) => panic!("the walk took longer than {PATIENCE:?}"),
        Err(cause) => {
            // Once more, below the backtrace and the page, where whoever reads the end of a log finds it.
            let said = cause.downcast_ref::<String>().map(String::as_str);
            let said = said.or_else(|| cause.downcast_ref::<&str>().copied());
            eprintln!("what failed: {}", said.unwrap_or("see above"));
            resume_unwind(cause)
        }
    }
}

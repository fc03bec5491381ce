//! The mail worker at work, as `serve` runs it, and letters for it.

use partner_center::{
    app,
    jobs::Node,
    mail::{self, Letter, MailKind, Mailbox, SecretRef},
    secrets::Purpose,
    text::SECRET_MARK,
};
use tokio::{sync::watch, task::JoinHandle};

use super::TestApp;

/// A worker that runs until it is stopped.
pub(crate) struct Working {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Working {
    /// One more beside those that may be at work already.
    pub(crate) fn begin(app: &TestApp) -> Self {
        Self::begin_as(app, Node::of_this_run())
    }

    /// One under this name.
    pub(crate) fn begin_as(app: &TestApp, node: Node) -> Self {
        let mut parts = app.parts.clone();
        parts.node = node;
        let (stop, stopping) = watch::channel(false);
        let task = tokio::spawn(app::worker(&parts).run(stopping));
        Self { stop, task }
    }

    /// As SIGTERM does; returns when it has ended.
    pub(crate) async fn end(self) {
        self.stop.send_replace(true);
        self.task.await.unwrap();
    }

    /// As SIGKILL does: nothing is written any more.
    pub(crate) async fn die(self) {
        self.task.abort();
        assert!(self.task.await.unwrap_err().is_cancelled());
    }
}

/// Queues a letter; one that holds a code if `is_code`.
pub(crate) fn queue(app: &TestApp, email: &str, is_code: bool) {
    let id = uuid::Uuid::now_v7();
    let letter = Letter {
        kind: if is_code {
            MailKind::Code
        } else {
            MailKind::Notice
        },
        event_key: format!("test {id}"),
        partner: None,
        invitation: None,
        to: Mailbox {
            name: String::new(),
            email: email.to_owned(),
        },
        sender: None,
        subject: "A letter".to_owned(),
        body: format!("DraftText {SECRET_MARK}"),
        footer: "Sent for a test.".to_owned(),
        secret: is_code.then_some(SecretRef {
            purpose: Purpose::Code,
            id,
            version: 0,
        }),
        give_up_at: None,
    };
    let now = app.now();
    app.write(|tx| mail::enqueue(tx, &letter, "Partner Center", now));
}

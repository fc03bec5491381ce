//! Files that are uploaded, and the pages of what becomes of them.

use partner_center::app;
use reqwest::{Method, header::CONTENT_TYPE, header::ORIGIN};

use super::{Page, TestApp, Visitor};

const BOUNDARY: &str = "----a-boundary-of-the-tests";

/// A form with a file, as a browser sends it.
fn multipart(file: Option<(&str, &[u8])>, fields: &[(&str, &str)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
        body.extend_from_slice(part.as_bytes());
    }
    let (name, bytes) = file.unwrap_or(("", b""));
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n"
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(bytes);
    body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    body
}

impl Visitor {
    /// Sends a file from the page with the upload form. The answer is not followed.
    pub(crate) async fn upload(
        &self,
        app: &TestApp,
        address: &str,
        file: Option<(&str, &[u8])>,
        fields: &[(&str, &str)],
    ) -> Page {
        let request = self
            .request(Method::POST, address)
            .header(ORIGIN, app.parts.site.origin())
            .header(
                CONTENT_TYPE,
                format!("multipart/form-data; boundary={BOUNDARY}"),
            );
        self.send(request.body(multipart(file, fields))).await
    }

    /// Uploads customers of another portal, and shows them once they are read.
    pub(crate) async fn import(&self, app: &TestApp, bytes: &[u8]) -> Page {
        let imports = app.paths().imports();
        let file = Some(("Customers.csv", bytes));
        let answer = self.upload(app, &imports, file, &[]).await.expect(303);
        self.settled(&answer.location()).await
    }

    /// Pastes rows to invite, and shows them once they are read.
    pub(crate) async fn invite_many(&self, app: &TestApp, rows: &str) -> Page {
        let page = app.paths().new_bulk_invitation();
        let answer = self
            .upload(app, &page, None, &[("pasted", rows)])
            .await
            .expect(303);
        self.settled(&answer.location()).await
    }

    /// The page of a batch, once its file is read.
    pub(crate) async fn settled(&self, address: &str) -> Page {
        for _ in 0..3_000 {
            let page = self.open(address).await.expect(200);
            if !page.has_text("Being read") {
                return page;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("{address} is read for too long");
    }

    /// Presses the button that confirms, lets the worker do everything, and shows the result.
    pub(crate) async fn confirm(&self, app: &TestApp, page: &Page, button: &str) -> Page {
        let answer = self.submit(page, button, &[]).await.expect(303);
        app::runner(&app.parts).drain().await;
        self.follow(&answer).await.expect(200)
    }
}

impl Page {
    /// The verdicts of the rows that are shown, with the company's name.
    pub(crate) fn verdicts(&self) -> Vec<(String, String)> {
        self.texts("#rows tbody th")
            .into_iter()
            .zip(self.texts("#rows tbody .badge"))
            .collect()
    }
}

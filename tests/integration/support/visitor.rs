//! Somebody with a browser: keeps cookies, fills in forms, and goes on only when told to.

use std::time::Duration;

use partner_center::paths::Site;
use reqwest::{
    Client, Method, RequestBuilder,
    header::{ACCEPT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderValue, ORIGIN},
    redirect::Policy,
};
use url::Url;

use super::{Page, form::Form};

/// A browser without scripts.
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    client: Client,
    address: Url,
    origin: String,
}

impl Visitor {
    pub(super) fn new(address: &str, site: &Site) -> Self {
        let client = Client::builder()
            .redirect(Policy::none())
            .cookie_store(true)
            .no_proxy()
            .default_headers(HeaderMap::from_iter([(
                ACCEPT_ENCODING,
                HeaderValue::from_static("zstd"),
            )]))
            // The server closes a connection that is idle for some seconds; one that is about to be closed is not used.
            .pool_idle_timeout(Duration::from_secs(1))
            .build()
            .unwrap();
        Self {
            client,
            address: Url::parse(address).unwrap(),
            origin: site.origin().to_owned(),
        }
    }

    /// The address on this machine of a path, or of a link with the public URL.
    fn place(&self, address: &str) -> Url {
        self.address
            .join(address.strip_prefix(&self.origin).unwrap_or(address))
            .unwrap()
    }

    /// A request as bare as it can be, for [`Visitor::send`]; without `Origin`.
    pub(crate) fn request(&self, method: Method, address: &str) -> RequestBuilder {
        self.client.request(method, self.place(address))
    }

    /// Sends a request and reads the answer. Nothing is followed.
    pub(crate) async fn send(&self, request: RequestBuilder) -> Page {
        Page::read(request.send().await.unwrap()).await
    }

    /// GET.
    pub(crate) async fn open(&self, address: &str) -> Page {
        self.send(self.request(Method::GET, address)).await
    }

    /// HEAD.
    pub(crate) async fn head(&self, address: &str) -> Page {
        self.send(self.request(Method::HEAD, address)).await
    }

    /// POST from a page of the site, of fields that no page needs to have.
    pub(crate) async fn post(&self, address: &str, fields: &[(&str, &str)]) -> Page {
        self.send(
            self.request(Method::POST, address)
                .header(ORIGIN, &self.origin)
                .form(fields),
        )
        .await
    }

    /// POST from a page of the site, of a body as it is.
    pub(crate) async fn post_body(
        &self,
        address: &str,
        content_type: &str,
        body: impl Into<Vec<u8>>,
    ) -> Page {
        let request = self
            .request(Method::POST, address)
            .header(ORIGIN, &self.origin);
        self.send(request.header(CONTENT_TYPE, content_type).body(body.into()))
            .await
    }

    /// Presses the button with this text (or the default button of the form that this CSS selector finds),
    /// after typing `typed` over what stands in its form. The answer is not followed.
    pub(crate) async fn submit(&self, page: &Page, control: &str, typed: &[(&str, &str)]) -> Page {
        self.submit_form(page.form(control).fill(typed)).await
    }

    /// Sends a form that the test has looked at or changed.
    pub(crate) async fn submit_form(&self, form: Form) -> Page {
        if form.method == Method::POST {
            let request = self.client.post(form.action).header(ORIGIN, &self.origin);
            self.send(request.form(&form.fields)).await
        } else {
            let mut action = form.action;
            action.query_pairs_mut().clear().extend_pairs(&form.fields);
            self.send(self.client.get(action)).await
        }
    }

    /// Goes where a 303 points.
    #[track_caller]
    pub(crate) fn follow(&self, page: &Page) -> impl Future<Output = Page> {
        let place = page.location();
        let visitor = self.clone();
        async move { visitor.open(&place).await }
    }

    /// Presses a button that answers with a 303, and goes there.
    pub(crate) async fn press(&self, page: &Page, control: &str, typed: &[(&str, &str)]) -> Page {
        let answer = self.submit(page, control, typed).await;
        self.follow(&answer).await
    }

    /// Follows the link with this text.
    pub(crate) async fn click(&self, page: &Page, text: &str) -> Page {
        self.open(&page.link(text)).await
    }
}

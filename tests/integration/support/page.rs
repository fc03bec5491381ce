//! An answer, read as a person reads it: by heading, label, table, link and button.

use partner_center::paths::holds_a_link;
use reqwest::{
    Response, StatusCode,
    header::{CONTENT_ENCODING, HeaderMap},
};
use scraper::{ElementRef, Html, Node, Selector};
use url::Url;

use super::{form::Form, table::Table};

/// An answer of the site.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
    /// Where it came from.
    pub(crate) address: Url,
    html: Html,
}

/// A button as the page offers it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Button {
    /// Can be pressed.
    Open,
    /// Is shown with the reason why not.
    Blocked(String),
    /// Is not there.
    Absent,
}

impl Page {
    pub(super) async fn read(response: Response) -> Self {
        let (status, headers, address) = (
            response.status(),
            response.headers().clone(),
            response.url().clone(),
        );
        let bytes = response.bytes().await.unwrap();
        let body = match headers.get(CONTENT_ENCODING) {
            Some(encoding) if !bytes.is_empty() => {
                assert_eq!(encoding, "zstd", "{address}");
                let body = zstd::decode_all(&bytes[..]).unwrap();
                assert!(
                    !holds_a_link(&body),
                    "{address} is compressed and holds a link"
                );
                body
            }
            _ => bytes.to_vec(),
        };
        let body = String::from_utf8_lossy(&body).into_owned();
        let html = Html::parse_document(&body);
        Self {
            status: status.as_u16(),
            headers,
            body,
            address,
            html,
        }
    }

    /// A page that no site has sent.
    pub(crate) fn made_up(address: &str, body: &str) -> Self {
        Self {
            status: 200,
            headers: HeaderMap::new(),
            body: body.to_owned(),
            address: Url::parse(address).unwrap(),
            html: Html::parse_document(body),
        }
    }

    /// Fails, with the page, unless it has this status.
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(
            self.status,
            status,
            "{} answered:\n{}",
            self.address,
            self.text()
        );
        self
    }

    /// A header, empty when it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// Where a 303 points.
    #[track_caller]
    pub(crate) fn location(&self) -> String {
        assert_eq!(
            self.status,
            StatusCode::SEE_OTHER,
            "{} answered:\n{}",
            self.address,
            self.text()
        );
        self.header("location").to_owned()
    }

    /// Every element that this CSS selector finds.
    pub(crate) fn all(&self, css: &str) -> Vec<ElementRef<'_>> {
        self.html.select(&Selector::parse(css).unwrap()).collect()
    }

    /// The first of them.
    #[track_caller]
    pub(crate) fn first(&self, css: &str) -> ElementRef<'_> {
        let found = self.all(css).first().copied();
        found.unwrap_or_else(|| panic!("nothing is {css} on {}:\n{}", self.address, self.text()))
    }

    /// The texts of all of them.
    pub(crate) fn texts(&self, css: &str) -> Vec<String> {
        self.all(css).into_iter().map(words).collect()
    }

    /// The `h1`.
    #[track_caller]
    pub(crate) fn heading(&self) -> String {
        words(self.first("h1"))
    }

    /// The `title`, which browsers show in the tab.
    #[track_caller]
    pub(crate) fn title(&self) -> String {
        words(self.first("title"))
    }

    /// All words between `body` and its end.
    pub(crate) fn text(&self) -> String {
        self.texts("body").join("")
    }

    /// Whether these words stand there.
    pub(crate) fn has_text(&self, text: &str) -> bool {
        self.text().contains(text)
    }

    /// The message on top after an act.
    pub(crate) fn flash(&self) -> String {
        self.texts(".flash").join("")
    }

    /// The message beside a field.
    pub(crate) fn field_error(&self, name: &str) -> Option<String> {
        let text = self.texts(&format!("[id='e-{name}']")).into_iter().next()?;
        Some(text.trim_start_matches("Error: ").to_owned())
    }

    /// The messages on top of a form.
    pub(crate) fn error_summary(&self) -> Vec<String> {
        self.texts(".error-summary li")
    }

    /// What stands in a field.
    #[track_caller]
    pub(crate) fn value(&self, name: &str) -> String {
        let field = self.first(&format!("[name='{name}']"));
        match field.value().name() {
            "textarea" => field.text().collect(),
            "select" => {
                let chosen = field
                    .select(&Selector::parse("option[selected]").unwrap())
                    .next();
                chosen
                    .and_then(|option| option.attr("value"))
                    .unwrap_or_default()
                    .to_owned()
            }
            _ => field.attr("value").unwrap_or_default().to_owned(),
        }
    }

    /// Every link with its text.
    pub(crate) fn links(&self) -> Vec<(String, String)> {
        self.all("a[href]")
            .into_iter()
            .map(|link| (words(link), link.attr("href").unwrap().to_owned()))
            .collect()
    }

    /// Where the link with this text leads.
    #[track_caller]
    pub(crate) fn link(&self, text: &str) -> String {
        let found = self
            .all("a[href]")
            .into_iter()
            .find(|link| is_called(*link, text));
        let found = found.and_then(|link| link.attr("href")).map(str::to_owned);
        found.unwrap_or_else(|| {
            panic!(
                "no link {text:?} on {} among {:#?}",
                self.address,
                self.links()
            )
        })
    }

    /// Whether there is a link with this text.
    pub(crate) fn has_link(&self, text: &str) -> bool {
        self.all("a[href]")
            .into_iter()
            .any(|link| is_called(link, text))
    }

    /// The button with this text.
    pub(crate) fn button(&self, text: &str) -> Button {
        let Some(button) = self
            .all("button, input[type='submit']")
            .into_iter()
            .find(|button| is_called(*button, text))
        else {
            return Button::Absent;
        };
        let is_off =
            button.attr("disabled").is_some() || button.attr("aria-disabled") == Some("true");
        if !is_off {
            return Button::Open;
        }
        let reason = button
            .attr("aria-describedby")
            .map(|id| self.texts(&format!("[id='{id}']")).join(" "));
        Button::Blocked(reason.unwrap_or_default())
    }

    /// The table whose caption begins so, or the first one for `""`.
    #[track_caller]
    pub(crate) fn table(&self, caption: &str) -> Table {
        let captions = Selector::parse("caption").unwrap();
        let found = self.all("table").into_iter().find(|table| {
            caption.is_empty()
                || table
                    .select(&captions)
                    .any(|found| words(found).starts_with(caption))
        });
        Table::read(found.unwrap_or_else(|| {
            panic!("no table {caption:?} on {}:\n{}", self.address, self.text())
        }))
    }

    /// The form of the button with this text, or the one that this CSS selector finds.
    #[track_caller]
    pub(crate) fn form(&self, control: &str) -> Form {
        Form::find(self, control)
    }
}

/// What an element says: its words, white space folded.
pub(super) fn words(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    collect(element, &mut text, true);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same without what only screen readers say.
pub(super) fn seen_words(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    collect(element, &mut text, false);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn collect(element: ElementRef<'_>, text: &mut String, unseen_too: bool) {
    for child in element.children() {
        match child.value() {
            Node::Text(words) => text.push_str(words),
            Node::Element(found) => {
                let is_silent = matches!(found.name(), "script" | "style" | "template")
                    || found.attr("hidden").is_some();
                let is_unseen = found.has_class("unseen", scraper::CaseSensitivity::CaseSensitive);
                if is_silent || (is_unseen && !unseen_too) {
                    continue;
                }
                // Inline elements do not part words; all others do.
                let is_inline = matches!(
                    found.name(),
                    "a" | "abbr"
                        | "b"
                        | "bdi"
                        | "code"
                        | "em"
                        | "i"
                        | "small"
                        | "span"
                        | "strong"
                        | "time"
                );
                if !is_inline {
                    text.push(' ');
                }
                if let Some(inner) = ElementRef::wrap(child) {
                    collect(inner, text, unseen_too);
                }
                if !is_inline {
                    text.push(' ');
                }
            }
            _ => {}
        }
    }
}

/// Whether a link or button goes by this name, with or without what only screen readers say.
pub(super) fn is_called(element: ElementRef<'_>, name: &str) -> bool {
    let label = element.attr("aria-label").or_else(|| {
        element
            .attr("value")
            .filter(|_| element.value().name() == "input")
    });
    words(element) == name || seen_words(element) == name || label == Some(name)
}

//! A window of the browser, used by what a person sees: labels, buttons, links, headings.

use std::{env, fs, path::PathBuf, time::Duration};

use base64::{Engine, engine::general_purpose::STANDARD};
use fantoccini::{Client, Locator, elements::Element, wd::WebDriverCompatibleCommand};
use serde_json::{Value, json};
use url::Url;

use crate::demo::Person;

/// A window.
#[derive(Debug, Clone)]
pub(crate) struct Window {
    pub(crate) client: Client,
    address: String,
    hand: Hand,
}

/// How one gets about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hand {
    /// Clicks.
    Mouse,
    /// Tab, Enter and Space alone.
    Keyboard,
}

/// A command of the DevTools protocol.
#[derive(Debug)]
struct DevTools {
    command: String,
    parameters: Value,
}

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, url::ParseError> {
        base.join(&format!(
            "session/{}/goog/cdp/execute",
            session.unwrap_or_default()
        ))
    }

    fn method_and_body(&self, _: &Url) -> (http::Method, Option<String>) {
        let body = json!({ "cmd": self.command, "params": self.parameters });
        (http::Method::POST, Some(body.to_string()))
    }
}

/// The innermost elements that stand out of the page to the right; nothing when the page fits.
const OVERFLOW: &str = r"
const width = document.documentElement.clientWidth;
const over = document.documentElement.scrollWidth - width;
if (over <= 0) return [];
const wide = [...document.body.querySelectorAll('*')].filter(it => it.getBoundingClientRect().right > width + 0.5);
const inner = wide.filter(it => !wide.some(other => other !== it && it.contains(other)));
return inner.slice(0, 5).map(it => `${over} px by ${it.outerHTML.slice(0, 120)}`);
";

/// The text as an XPath string.
fn quoted(text: &str) -> String {
    let parts: Vec<String> = text.split('"').map(|part| format!("\"{part}\"")).collect();
    if parts.len() == 1 {
        parts[0].clone()
    } else {
        format!("concat({})", parts.join(", '\"', "))
    }
}

impl Window {
    pub(crate) fn new(client: Client, address: &str) -> Self {
        Self {
            client,
            address: address.to_owned(),
            hand: Hand::Mouse,
        }
    }

    /// The same window, used by this hand.
    pub(crate) fn by(self, hand: Hand) -> Self {
        Self { hand, ..self }
    }

    /// By which hand it is used.
    pub(crate) fn hand(&self) -> Hand {
        self.hand
    }

    /// Opens a page by its path or whole address.
    pub(crate) async fn open(&self, address: &str) {
        let address = if address.contains(':') {
            address.to_owned()
        } else {
            format!("{}{address}", self.address)
        };
        self.client.goto(&address).await.unwrap();
    }

    /// Path and query of the page.
    pub(crate) async fn place(&self) -> String {
        let url = self.client.current_url().await.unwrap();
        url.as_str()
            .strip_prefix(&self.address)
            .unwrap_or(url.as_str())
            .to_owned()
    }

    /// The element that this XPath finds, once it is there.
    async fn by_xpath(&self, path: &str, what: &str) -> Element {
        let found = self.client.wait().for_element(Locator::XPath(path)).await;
        found.unwrap_or_else(|error| panic!("{what} is not there: {error}"))
    }

    /// The element that this CSS selector finds, once it is there.
    pub(crate) async fn element(&self, css: &str) -> Element {
        let found = self.client.wait().for_element(Locator::Css(css)).await;
        found.unwrap_or_else(|error| panic!("{css} is not there: {error}"))
    }

    /// The `h1`.
    pub(crate) async fn heading(&self) -> String {
        self.element("h1").await.text().await.unwrap()
    }

    /// Waits until this stands on the page.
    pub(crate) async fn wait_for_text(&self, text: &str) {
        self.by_xpath(
            &format!("//body[contains(normalize-space(.), {})]", quoted(text)),
            text,
        )
        .await;
    }

    /// The field with this label.
    pub(crate) async fn field(&self, label: &str) -> Element {
        let path = format!(
            "//*[@id=//label[starts-with(normalize-space(.), {})]/@for]",
            quoted(label)
        );
        self.by_xpath(&path, &format!("the field {label:?}")).await
    }

    /// Types into a field, over what stands there.
    pub(crate) async fn fill(&self, label: &str, text: &str) {
        if self.hand == Hand::Keyboard {
            self.tab_to(label).await;
            return self.type_over(text).await;
        }
        let field = self.field(label).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Chooses a line of a select.
    pub(crate) async fn choose(&self, label: &str, line: &str) {
        let field = self.field(label).await;
        field.select_by_label(line).await.unwrap();
    }

    /// Chooses a line of a select that applies itself.
    pub(crate) async fn choose_at_once(&self, label: &str, line: &str) {
        self.goes(self.choose(label, line)).await;
    }

    /// Ticks a box.
    pub(crate) async fn tick(&self, label: &str) {
        if self.hand == Hand::Keyboard {
            self.tab_to(label).await;
            return self.space().await;
        }
        self.field(label).await.click().await.unwrap();
    }

    /// Presses a button that leads to another page.
    pub(crate) async fn press(&self, text: &str) {
        if self.hand == Hand::Keyboard {
            self.tab_to(text).await;
            return self.goes(self.enter()).await;
        }
        let button = self.button(text).await;
        self.goes(async { button.click().await.unwrap() }).await;
    }

    /// The button with this text.
    pub(crate) async fn button(&self, text: &str) -> Element {
        let path = format!("//button[normalize-space(.)={}]", quoted(text));
        self.by_xpath(&path, &format!("the button {text:?}")).await
    }

    /// Follows a link.
    pub(crate) async fn follow(&self, text: &str) {
        if self.hand == Hand::Keyboard {
            self.tab_to(text).await;
            return self.goes(self.enter()).await;
        }
        let path = format!(
            "//a[normalize-space(.)={0} or starts-with(normalize-space(.), {0})]",
            quoted(text)
        );
        let link = self.by_xpath(&path, &format!("the link {text:?}")).await;
        self.goes(async { link.click().await.unwrap() }).await;
    }

    /// Does what leads to another page, and waits until this one is gone.
    async fn goes(&self, act: impl Future<Output = ()>) {
        let left = self.element("html").await;
        act.await;
        let departure = async {
            while left.tag_name().await.is_ok() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let departed = tokio::time::timeout(Duration::from_secs(20), departure).await;
        assert!(departed.is_ok(), "still at {}", self.place().await);
    }

    /// The newest letter in the demo's mailbox that holds all of these words.
    pub(crate) async fn letter(&self, words: &[&str]) -> Element {
        self.open("/demo/mailbox").await;
        let conditions: Vec<String> = words
            .iter()
            .map(|words| format!("contains(., {})", quoted(words)))
            .collect();
        let path = format!("(//article[{}])[1]", conditions.join(" and "));
        self.by_xpath(&path, &format!("a letter with {words:?}"))
            .await
    }

    /// Signs in.
    pub(crate) async fn sign_in(&self, person: &Person) {
        self.open("/sign-in").await;
        self.fill("Email", &person.email).await;
        self.fill("Password", &person.password).await;
        self.press("Sign in").await;
        self.element("nav[aria-label='Main']").await;
    }

    /// Runs a script in the page and returns its value.
    pub(crate) async fn script(&self, source: &str, arguments: Vec<Value>) -> Value {
        self.client.execute(source, arguments).await.unwrap()
    }

    /// Gives a command to the browser past WebDriver.
    pub(crate) async fn dev_tools(&self, command: &str, parameters: Value) -> Value {
        let command = DevTools {
            command: command.to_owned(),
            parameters,
        };
        self.client.issue_cmd(command).await.unwrap()
    }

    /// As wide and high as this, in CSS pixels; smaller than a desktop's window can be.
    pub(crate) async fn resize(&self, width: u32, height: u32) {
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.dev_tools("Emulation.setDeviceMetricsOverride", size)
            .await;
    }

    /// As a person sees it who prefers `dark` or `light`.
    pub(crate) async fn prefer(&self, scheme: &str) {
        let media = json!({ "features": [
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ] });
        self.dev_tools("Emulation.setEmulatedMedia", media).await;
    }

    /// What makes the page so wide that it has to be moved sideways to be read.
    pub(crate) async fn overflow(&self) -> Vec<String> {
        let found = self.script(OVERFLOW, vec![]).await;
        let place = self.place().await;
        let list = found.as_array().into_iter().flatten();
        list.map(|element| format!("{place} is too wide: {element}"))
            .collect()
    }

    /// What is in the clipboard.
    pub(crate) async fn clipboard(&self) -> String {
        let origin = json!({ "origin": self.address, "permissions": ["clipboardReadWrite"] });
        self.dev_tools("Browser.grantPermissions", origin).await;
        let read = "navigator.clipboard.readText().then(arguments[0], error => arguments[0](String(error)))";
        let text = self.client.execute_async(read, vec![]).await.unwrap();
        text.as_str().unwrap().to_owned()
    }

    /// A picture of what the window shows, when pictures are wanted.
    pub(crate) async fn picture(&self, name: &str) {
        self.capture(name, false).await;
    }

    /// A picture of the page from top to bottom.
    pub(crate) async fn whole_picture(&self, name: &str) {
        self.capture(name, true).await;
    }

    async fn capture(&self, name: &str, whole: bool) {
        let Some(folder) = env::var_os("SCREENSHOTS").map(PathBuf::from) else {
            return;
        };
        fs::create_dir_all(&folder).unwrap();
        let taken = self
            .dev_tools(
                "Page.captureScreenshot",
                json!({ "captureBeyondViewport": whole }),
            )
            .await;
        let bytes = STANDARD.decode(taken["data"].as_str().unwrap()).unwrap();
        fs::write(folder.join(format!("{name}.png")), bytes).unwrap();
    }

    /// For whoever reads why a walk failed.
    pub(crate) async fn tell_where_it_is(&self) {
        let place = self
            .client
            .current_url()
            .await
            .map(|url| url.to_string())
            .unwrap_or_default();
        let text = match self.client.find(Locator::Css("body")).await {
            Ok(body) => body.text().await.unwrap_or_default(),
            Err(error) => error.to_string(),
        };
        eprintln!("the window is at {place}:\n{text}");
    }
}

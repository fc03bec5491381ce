//! A form of a page, as a browser would send it.

use reqwest::Method;
use scraper::{ElementRef, Selector};
use url::Url;

use super::{Page, page::is_called};

/// What would be sent, and where.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    pub(crate) method: Method,
    pub(crate) action: Url,
    /// Names and values in the order of the page.
    pub(crate) fields: Vec<(String, String)>,
    /// Every name that the form knows, unticked boxes included.
    names: Vec<String>,
}

impl Form {
    #[track_caller]
    pub(super) fn find(page: &Page, control: &str) -> Self {
        let buttons = page.all("button, input[type='submit']");
        let called = buttons
            .into_iter()
            .find(|button| is_called(*button, control) && is_submit(*button));
        let is_selector = control.contains(['#', '.', '[', '='])
            || control.starts_with("form")
            || control.starts_with("main");
        let (button, form) = match called {
            Some(button) => (Some(button), owner(page, button)),
            None if is_selector => by_selector(page, control),
            None => panic!(
                "no button {control:?} on {}:\n{}",
                page.address,
                page.text()
            ),
        };
        if let Some(button) = button {
            let is_off =
                button.attr("disabled").is_some() || button.attr("aria-disabled") == Some("true");
            assert!(
                !is_off,
                "button {control:?} on {} cannot be pressed",
                page.address
            );
        }
        Self::read(page, form, button)
    }

    fn read(page: &Page, form: ElementRef<'_>, button: Option<ElementRef<'_>>) -> Self {
        let said = |own: &str, general: &str| {
            let own = button.and_then(|button| button.attr(own));
            own.or_else(|| form.attr(general))
                .unwrap_or_default()
                .to_owned()
        };
        let is_post = said("formmethod", "method").eq_ignore_ascii_case("post");
        let mut read = Self {
            method: if is_post { Method::POST } else { Method::GET },
            action: page.address.join(&said("formaction", "action")).unwrap(),
            fields: Vec::new(),
            names: Vec::new(),
        };
        for control in page.all("input, select, textarea, button") {
            let is_here = owner_of(page, control).is_some_and(|owner| owner.id() == form.id());
            if let Some(name) = control
                .attr("name")
                .filter(|name| is_here && !name.is_empty())
            {
                read.take(name, control, button);
            }
        }
        read
    }

    fn take(&mut self, name: &str, control: ElementRef<'_>, pressed: Option<ElementRef<'_>>) {
        if control.attr("disabled").is_some() || in_disabled_group(control) {
            return;
        }
        let kind = control.attr("type").unwrap_or_default();
        let value = || control.attr("value").unwrap_or_default().to_owned();
        let values = match (control.value().name(), kind) {
            ("button", _) | ("input", "submit" | "image" | "button" | "reset") => {
                if pressed.is_none_or(|pressed| pressed.id() != control.id()) {
                    return;
                }
                vec![value()]
            }
            ("input", "checkbox" | "radio") => {
                let sent = control.attr("value").unwrap_or("on").to_owned();
                control.attr("checked").map(|_| sent).into_iter().collect()
            }
            ("select", _) => chosen(control),
            ("textarea", _) => vec![control.text().collect()],
            _ => vec![value()],
        };
        self.names.push(name.to_owned());
        self.fields
            .extend(values.into_iter().map(|value| (name.to_owned(), value)));
    }

    /// Types over what stands there. A name that comes several times is a list of ticked boxes.
    #[track_caller]
    pub(crate) fn fill(mut self, typed: &[(&str, &str)]) -> Self {
        for (name, _) in typed {
            assert!(
                self.names.iter().any(|known| known == name),
                "no field {name:?} among {:?}",
                self.names
            );
            self.fields.retain(|(field, _)| field != name);
        }
        self.fields.extend(
            typed
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        self
    }

    /// Leaves a field out: an unticked box.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(field, _)| field != name);
        self
    }
}

fn is_submit(button: ElementRef<'_>) -> bool {
    !matches!(button.attr("type"), Some("button" | "reset"))
}

#[track_caller]
fn by_selector<'p>(page: &'p Page, css: &str) -> (Option<ElementRef<'p>>, ElementRef<'p>) {
    let found = page.first(css);
    if matches!(found.value().name(), "button" | "input") {
        return (Some(found), owner(page, found));
    }
    let inside = found.select(&Selector::parse("form").unwrap()).next();
    let form = if found.value().name() == "form" {
        found
    } else {
        inside.unwrap()
    };
    // Enter presses the first button of a form.
    let buttons = page.all("button, input[type='submit']").into_iter();
    let default = buttons
        .filter(|button| is_submit(*button))
        .find(|button| owner_of(page, *button).is_some_and(|owner| owner.id() == form.id()));
    (default, form)
}

#[track_caller]
fn owner<'p>(page: &'p Page, control: ElementRef<'p>) -> ElementRef<'p> {
    owner_of(page, control)
        .unwrap_or_else(|| panic!("a button outside every form on {}", page.address))
}

/// The form that a control belongs to: the one that it names, or the one that it stands in.
fn owner_of<'p>(page: &'p Page, control: ElementRef<'p>) -> Option<ElementRef<'p>> {
    if let Some(id) = control.attr("form") {
        return page.all(&format!("form[id='{id}']")).into_iter().next();
    }
    control
        .ancestors()
        .filter_map(ElementRef::wrap)
        .find(|above| above.value().name() == "form")
}

fn in_disabled_group(control: ElementRef<'_>) -> bool {
    let mut above = control.ancestors().filter_map(ElementRef::wrap);
    above.any(|above| above.value().name() == "fieldset" && above.attr("disabled").is_some())
}

fn chosen(select: ElementRef<'_>) -> Vec<String> {
    let sent = |option: ElementRef<'_>| {
        option
            .attr("value")
            .map_or_else(|| option.text().collect(), str::to_owned)
    };
    let marked: Vec<String> = select
        .select(&Selector::parse("option[selected]").unwrap())
        .map(sent)
        .collect();
    if marked.is_empty() && select.attr("multiple").is_none() {
        return select
            .select(&Selector::parse("option").unwrap())
            .take(1)
            .map(sent)
            .collect();
    }
    marked
}

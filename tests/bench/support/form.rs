//! What a page's form would send.

use scraper::{ElementRef, Html, Selector};

/// A form as it stands on the page: names and values.
#[derive(Debug, Clone)]
pub(crate) struct Form(Vec<(String, String)>);

impl Form {
    /// The one that has a field of this name.
    pub(crate) fn with_field(page: &str, name: &str) -> Self {
        let page = Html::parse_document(page);
        let (forms, fields) = (selector("form"), selector("input, textarea, select"));
        let has = |form: &ElementRef<'_>| {
            form.select(&fields)
                .any(|field| field.attr("name") == Some(name))
        };
        let form = page.select(&forms).find(has);
        let form = form.unwrap_or_else(|| panic!("no form with {name}: {}", page.html()));
        Self(form.select(&fields).filter_map(sent).collect())
    }

    pub(crate) fn value(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    /// With another value.
    pub(crate) fn set(mut self, name: &str, value: &str) -> Self {
        self.0.retain(|(known, _)| known != name);
        self.0.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn fields(&self) -> Vec<(&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect()
    }
}

fn sent(field: ElementRef<'_>) -> Option<(String, String)> {
    let name = field.attr("name")?.to_owned();
    let value = match (field.value().name(), field.attr("type")) {
        ("textarea", _) => field.text().collect(),
        ("select", _) => {
            let (chosen, any) = (selector("option[selected]"), selector("option"));
            let option = field
                .select(&chosen)
                .next()
                .or_else(|| field.select(&any).next())?;
            option.attr("value").unwrap_or_default().to_owned()
        }
        (_, Some("checkbox" | "radio")) if field.attr("checked").is_none() => return None,
        _ => field.attr("value").unwrap_or_default().to_owned(),
    };
    Some((name, value))
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).unwrap()
}

/// The value of the field with this id.
pub(crate) fn value_of(page: &str, id: &str) -> String {
    let page = Html::parse_document(page);
    let field = page.select(&selector(&format!("#{id}"))).next().unwrap();
    field.attr("value").unwrap().to_owned()
}

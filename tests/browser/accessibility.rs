//! axe-core on the page as it stands.

use std::{env, fs, sync::LazyLock};

use serde_json::Value;

use crate::window::Window;

/// The source of axe-core, when `AXE_CORE` says where it is.
static AXE: LazyLock<Option<String>> = LazyLock::new(|| {
    let path = env::var("AXE_CORE").ok();
    if path.is_none() {
        crate::skip("axe-core; set AXE_CORE to the path of its axe.min.js");
    }
    path.map(|path| fs::read_to_string(path).unwrap())
});

/// WCAG 2.2 AA, and what the authors of axe-core recommend beside it.
const RUN: &str = r"
const done = arguments[arguments.length - 1];
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
axe.run(document, { runOnly: { type: 'tag', values: tags } })
   .then(result => done(result.violations), error => done([{ id: 'axe', help: String(error), nodes: [] }]));
";

impl Window {
    /// What a person with an impairment would stumble over, in both colour schemes.
    pub(crate) async fn obstacles(&self) -> Vec<String> {
        let mut obstacles = Vec::new();
        for scheme in ["dark", "light"] {
            self.prefer(scheme).await;
            let place = self.place().await;
            obstacles.extend(
                self.axe()
                    .await
                    .iter()
                    .map(|found| format!("{place} in {scheme}: {found}")),
            );
        }
        obstacles
    }

    /// What axe-core finds, one line for each place.
    async fn axe(&self) -> Vec<String> {
        let Some(axe) = &*AXE else { return Vec::new() };
        // Colours on their way from one to another are neither.
        self.script(
            "document.getAnimations().forEach(it => it.finish())",
            vec![],
        )
        .await;
        self.script(axe, vec![]).await;
        let found = self.client.execute_async(RUN, vec![]).await.unwrap();
        let nodes = |violation: &Value| -> Vec<String> {
            let list = violation["nodes"].as_array().into_iter().flatten();
            list.map(|node| format!("{} {}", node["html"], node["failureSummary"]))
                .collect()
        };
        let violations = found.as_array().unwrap().iter();
        violations
            .map(|found| {
                format!(
                    "{}: {}: {}",
                    found["id"],
                    found["help"],
                    nodes(found).join(" | ")
                )
            })
            .collect()
    }
}

//! Without a mouse: only what the keyboard reaches, and only with the focus in sight.

use fantoccini::{
    actions::{InputSource, KeyAction, KeyActions},
    key::Key,
};

use crate::window::Window;

/// What the focus is on: its name, and whether one can see that it is there.
const FOCUS: &str = r#"
const it = document.activeElement;
const labels = it.labels ? [...it.labels].map(label => label.innerText).join(' ') : '';
const name = it.getAttribute('aria-label') || labels || it.innerText || it.value || it.id || it.tagName;
const style = getComputedStyle(it);
const visible = it === document.body || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
return [name.replace(/\s+/g, ' ').trim(), visible];
"#;

impl Window {
    /// Presses and lets go of keys, one after the other.
    async fn keys(&self, keys: impl IntoIterator<Item = char>) {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for value in keys {
            actions = actions
                .then(KeyAction::Down { value })
                .then(KeyAction::Up { value });
        }
        self.client.perform_actions(actions).await.unwrap();
    }

    /// Goes forward to the field, button or link of this name. Fails when the keyboard does not get there,
    /// or when one cannot see where it is.
    pub(crate) async fn tab_to(&self, name: &str) {
        let mut seen = Vec::new();
        for _ in 0..300 {
            self.keys([Key::Tab.into()]).await;
            let focus = self.script(FOCUS, vec![]).await;
            let found = focus[0].as_str().unwrap().to_owned();
            assert!(
                focus[1].as_bool().unwrap(),
                "the focus on {found:?} cannot be seen at {}",
                self.place().await
            );
            if found == name || found.starts_with(&format!("{name} ")) {
                return;
            }
            seen.push(found);
        }
        panic!(
            "the keyboard does not reach {name:?} at {}, only {seen:?}",
            self.place().await
        );
    }

    /// Types where the focus is.
    pub(crate) async fn type_in(&self, text: &str) {
        self.keys(text.chars()).await;
    }

    /// Replaces what stands where the focus is.
    pub(crate) async fn type_over(&self, text: &str) {
        let all = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down {
                value: Key::Control.into(),
            })
            .then(KeyAction::Down { value: 'a' })
            .then(KeyAction::Up { value: 'a' })
            .then(KeyAction::Up {
                value: Key::Control.into(),
            });
        self.client.perform_actions(all).await.unwrap();
        self.type_in(text).await;
    }

    /// Enter: follows a link, presses a button, sends a form.
    pub(crate) async fn enter(&self) {
        self.keys([Key::Enter.into()]).await;
    }

    /// Space: ticks a box, presses a button.
    pub(crate) async fn space(&self) {
        self.keys([' ']).await;
    }
}

//! Kinds of events.

/// How an event looks in a list: the tones of `components/status.html`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// What one hoped for.
    Good,
    /// Somebody should look at it.
    Attention,
    /// Somebody else has to do something now.
    Waiting,
    /// Done, with nothing to wait for.
    Ended,
}

impl Tone {
    /// The class in the style sheet.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Attention => "attention",
            Self::Waiting => "waiting",
            Self::Ended => "ended",
        }
    }
}

/// What happened, in kind. Declared with `event_kinds!` alone, so that none is missing in the list of its slice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventKind {
    code: &'static str,
    label: &'static str,
    tone: Tone,
}

impl EventKind {
    /// What `event_kinds!` makes of a line.
    pub(crate) const fn declared(code: &'static str, label: &'static str, tone: Tone) -> Self {
        Self { code, label, tone }
    }

    /// In the database and in addresses; never changed.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.code
    }

    /// As pages write it, in the past tense.
    #[must_use]
    pub const fn label(self) -> &'static str {
        self.label
    }

    /// How it looks.
    #[must_use]
    pub const fn tone(self) -> Tone {
        self.tone
    }
}

/// Declares the kinds of a slice's events, each as a constant with its code, label and tone, and `EVENTS`, all of them.
macro_rules! event_kinds {
    ($($(#[$meta:meta])* $name:ident = $code:literal, $label:literal, $tone:ident;)+) => {
        $($(#[$meta])*
        pub(crate) const $name: $crate::activity::EventKind =
            $crate::activity::EventKind::declared($code, $label, $crate::activity::Tone::$tone);)+

        /// All of them, for the list of the kinds of all slices.
        pub(crate) const EVENTS: &[$crate::activity::EventKind] = &[$($name),+];
    };
}
pub(crate) use event_kinds;

/// The kinds of several slices.
#[derive(Debug, Clone, Copy)]
pub struct EventKinds(&'static [&'static [EventKind]]);

impl EventKinds {
    /// Those of these slices.
    #[must_use]
    pub const fn of(slices: &'static [&'static [EventKind]]) -> Self {
        Self(slices)
    }

    /// Each of them.
    pub fn all(self) -> impl Iterator<Item = EventKind> {
        self.0.iter().copied().flatten().copied()
    }

    /// The kind with this code.
    #[must_use]
    pub fn find(self, code: &str) -> Option<EventKind> {
        self.all().find(|kind| kind.code == code)
    }

    /// What pages write for this code. One that is not known here was logged by a newer version, and stands for itself.
    #[must_use]
    pub fn label(self, code: &str) -> String {
        let known = self.find(code).map(EventKind::label);
        known.unwrap_or(code).to_owned()
    }
}

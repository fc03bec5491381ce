//! A function for each text, as `translations/build` writes them. One that no page uses is refused: it needs no translator.

#![deny(dead_code)]

use std::sync::LazyLock;

use fluent_bundle::FluentValue;

use super::{Bundle, Number, Text, Texts, load, load_for_staff, number, text};
use crate::language::Language;

include!(concat!(env!("OUT_DIR"), "/translations.rs"));

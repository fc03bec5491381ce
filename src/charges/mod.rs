//! What is owed for what is ordered, and from when to when: the one place that reckons it, without input or output.
//!
//! A subscription runs in terms. A part of a term is charged by its days ([`charge`]), with one rounding for a line; what is
//! given back is credited with what was charged for it less the days begun since ([`credit`]), by the same function. A line
//! that is billed in parts is split into equal ones ([`instalments`]). Pages show, and orders keep, what these return for the
//! same instant.

mod amounts;
mod calendar;
mod parts;
mod worked;

pub use amounts::{Line, MOST, Sums, add, charge, credit, whole_term};
pub use calendar::{Day, TermDays};
pub use parts::{Instalment, instalments, per_month};

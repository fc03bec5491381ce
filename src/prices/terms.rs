//! For how long a plan is bought, how it is billed, and for whom it is.

use crate::db::types::text_enum;

text_enum! {
    /// For how long a plan is bought.
    Term {
        /// One month.
        Month = "P1M",
        /// One year.
        Year = "P1Y",
        /// Three years.
        ThreeYears = "P3Y",
    }
}

impl Term {
    /// As pages write it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Month => "1 month",
            Self::Year => "1 year",
            Self::ThreeYears => "3 years",
        }
    }

    /// Its months.
    #[must_use]
    pub fn months(self) -> u32 {
        match self {
            Self::Month => 1,
            Self::Year => 12,
            Self::ThreeYears => 36,
        }
    }
}

text_enum! {
    /// In how many parts a term is billed.
    Billing {
        /// Each month.
        Monthly = "monthly",
        /// Each year.
        Annual = "annual",
        /// All three years at once.
        Triennial = "triennial",
        /// Once.
        OneTime = "one_time",
        /// Not at all, as for trials.
        None = "none",
    }
}

impl Billing {
    /// As pages write it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Monthly => "billed monthly",
            Self::Annual => "billed yearly",
            Self::Triennial => "billed every three years",
            Self::OneTime => "billed once",
            Self::None => "not billed",
        }
    }

    /// By the word of a price list.
    #[must_use]
    pub fn of_file(text: &str) -> Option<Self> {
        let word = text.trim().to_ascii_lowercase();
        match word.as_str() {
            "monthly" => Some(Self::Monthly),
            "annual" => Some(Self::Annual),
            "triennial" => Some(Self::Triennial),
            "onetime" | "one time" | "one-time" | "one_time" => Some(Self::OneTime),
            "none" => Some(Self::None),
            _ => None,
        }
    }

    /// In how many equal parts a term is billed.
    #[must_use]
    pub fn parts(self, term: Term) -> u32 {
        match self {
            Self::Monthly => term.months(),
            Self::Annual => term.months().div_ceil(12),
            Self::Triennial | Self::OneTime | Self::None => 1,
        }
    }
}

text_enum! {
    /// Which customers a plan is for.
    Segment {
        /// Companies.
        Commercial = "commercial",
        /// Schools and universities.
        Education = "education",
        /// Public authorities.
        Government = "government",
        /// Charities.
        Charity = "charity",
    }
}

impl Segment {
    /// As pages write it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Commercial => "Commercial",
            Self::Education => "Education",
            Self::Government => "Government",
            Self::Charity => "Charity",
        }
    }

    /// By the word of a price list; the oldest ones have no such column, and are of companies.
    #[must_use]
    pub fn of_file(text: &str) -> Option<Self> {
        match text.trim() {
            "" => Some(Self::Commercial),
            word => word.to_ascii_lowercase().parse().ok(),
        }
    }
}

text_enum! {
    /// How the subscriptions that a customer may hold of a plan are counted.
    LimitType {
        /// Those that it has.
        Concurrent = "concurrent_count",
        /// All that it ever had.
        Lifetime = "lifetime_count",
    }
}

text_enum! {
    /// How one plan stands to another.
    Link {
        /// It needs the other, or another one of those that it needs.
        Prerequisite = "prerequisite",
        /// It can be changed to the other.
        Conversion = "conversion",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_billed_in_as_many_parts_as_begin_in_it() {
        for (term, billing, parts) in [
            (Term::Month, Billing::Monthly, 1),
            (Term::Year, Billing::Monthly, 12),
            (Term::Year, Billing::Annual, 1),
            (Term::ThreeYears, Billing::Monthly, 36),
            (Term::ThreeYears, Billing::Annual, 3),
            (Term::ThreeYears, Billing::Triennial, 1),
            (Term::Month, Billing::Annual, 1),
            (Term::Month, Billing::None, 1),
            (Term::Year, Billing::OneTime, 1),
        ] {
            assert_eq!(billing.parts(term), parts, "{term:?} {billing:?}");
        }
    }
}

//! Amounts that were worked out beforehand: with fractions and a calendar of another program, whose results stand here as
//! they came out. Currencies of two, none and three decimals are the same numbers of minor units.

#[cfg(test)]
mod tests {
    use super::super::{Day, Line, TermDays, charge, credit};
    use crate::{
        db::types::Timestamp,
        prices::Term::{self, Month, ThreeYears, Year},
    };

    /// The first term began then; how long each is, and which one it is, counted from 0.
    type Nth = (&'static str, Term, u32);

    /// What it is, the term, today, quantity and price, (the term's last day, days left, days in all), what is charged.
    type Charged = (
        &'static str,
        Nth,
        &'static str,
        (i32, i64),
        (&'static str, i64, i64),
        i64,
    );

    #[rustfmt::skip]
    const CHARGED: &[Charged] = &[
        ("a whole month of 31", ("2026-10-01", Month, 0), "2026-10-01", (10, 1250), ("2026-10-31", 31, 31), 12_500),
        ("a month of 30", ("2026-11-01", Month, 0), "2026-11-16", (10, 1250), ("2026-11-30", 15, 30), 6250),
        ("a month of 28", ("2026-02-01", Month, 0), "2026-02-15", (3, 999), ("2026-02-28", 14, 28), 1499),
        ("a month of 29", ("2028-02-01", Month, 0), "2028-02-29", (3, 999), ("2028-02-29", 1, 29), 103),
        ("the last day of a month of 31", ("2026-12-01", Month, 0), "2026-12-31", (1, 1000), ("2026-12-31", 1, 31), 32),
        ("second term of one begun on the 31st", ("2027-01-31", Month, 1), "2027-02-28", (1, 3100), ("2027-03-30", 31, 31), 3100),
        ("third of it", ("2027-01-31", Month, 2), "2027-04-01", (7, 3100), ("2027-04-29", 29, 30), 20_977),
        ("second of it in a leap year", ("2028-01-31", Month, 1), "2028-03-01", (7, 3100), ("2028-03-30", 30, 31), 21_000),
        ("begun on the 30th", ("2026-11-30", Month, 3), "2027-03-01", (2, 1234), ("2027-03-29", 29, 30), 2386),
        ("a whole year", ("2026-11-27", Year, 0), "2026-11-27", (25, 12_960), ("2027-11-26", 365, 365), 324_000),
        ("from the second day", ("2026-11-27", Year, 0), "2026-11-28", (25, 12_960), ("2027-11-26", 364, 365), 323_112),
        ("its last day", ("2026-11-27", Year, 0), "2027-11-26", (25, 12_960), ("2027-11-26", 1, 365), 888),
        ("half of it", ("2026-11-27", Year, 0), "2027-05-28", (25, 12_960), ("2027-11-26", 183, 365), 162_444),
        ("a year with a leap day, whole", ("2027-06-15", Year, 0), "2027-06-15", (4, 12_960), ("2028-06-14", 366, 366), 51_840),
        ("a year with a leap day, on it", ("2027-06-15", Year, 0), "2028-02-29", (4, 12_960), ("2028-06-14", 107, 366), 15_155),
        ("the day after", ("2027-06-15", Year, 0), "2028-03-01", (4, 12_960), ("2028-06-14", 106, 366), 15_014),
        ("begun on a leap day", ("2028-02-29", Year, 0), "2028-02-29", (1, 36_600), ("2029-02-27", 365, 365), 36_600),
        ("begun on a leap day, its last day", ("2028-02-29", Year, 0), "2029-02-27", (1, 36_500), ("2029-02-27", 1, 365), 100),
        ("begun on a leap day, second year", ("2028-02-29", Year, 1), "2029-02-28", (1, 36_500), ("2030-02-27", 365, 365), 36_500),
        ("begun on a leap day, fifth year", ("2028-02-29", Year, 4), "2032-02-29", (1, 36_500), ("2033-02-27", 365, 365), 36_500),
        ("three years without a leap day in them", ("2028-03-01", ThreeYears, 0), "2028-03-01", (5, 43_200), ("2031-02-28", 1095, 1095), 216_000),
        ("of 1095 days, from the 100th", ("2028-03-01", ThreeYears, 0), "2028-06-08", (5, 43_200), ("2031-02-28", 996, 1095), 196_471),
        ("three years with one", ("2026-11-27", ThreeYears, 0), "2026-11-27", (5, 43_200), ("2029-11-26", 1096, 1096), 216_000),
        ("of 1096 days, after one", ("2026-11-27", ThreeYears, 0), "2027-11-27", (5, 43_200), ("2029-11-26", 731, 1096), 144_066),
        ("of 1096 days, its last", ("2026-11-27", ThreeYears, 0), "2029-11-26", (5, 43_200), ("2029-11-26", 1, 1096), 197),
        ("yen, a month", ("2026-10-01", Month, 0), "2026-10-10", (3, 1980), ("2026-10-31", 22, 31), 4215),
        ("yen, a year", ("2026-04-01", Year, 0), "2026-12-31", (17, 23_760), ("2027-03-31", 91, 365), 100_703),
        ("yen, one seat one day", ("2026-04-01", Year, 0), "2027-03-31", (1, 23_760), ("2027-03-31", 1, 365), 65),
        ("yen, three years", ("2026-04-01", ThreeYears, 0), "2028-01-01", (2, 71_280), ("2029-03-31", 456, 1096), 59_313),
        ("yen, too little to be one", ("2026-04-01", Year, 0), "2027-03-31", (1, 182), ("2027-03-31", 1, 365), 0),
        ("yen, half of one is one", ("2026-06-01", Month, 0), "2026-06-30", (1, 15), ("2026-06-30", 1, 30), 1),
        ("yen, less than half is none", ("2026-06-01", Month, 0), "2026-06-30", (1, 14), ("2026-06-30", 1, 30), 0),
        ("dinar, a month", ("2026-11-01", Month, 0), "2026-11-30", (1, 4321), ("2026-11-30", 1, 30), 144),
        ("dinar, a year", ("2026-01-01", Year, 0), "2026-07-02", (12, 45_678), ("2026-12-31", 183, 365), 274_819),
        ("dinar, a year, one day", ("2026-01-01", Year, 0), "2026-12-31", (1, 45_678), ("2026-12-31", 1, 365), 125),
        ("dinar, three years", ("2027-01-01", ThreeYears, 0), "2028-02-29", (9, 123_457), ("2029-12-31", 672, 1096), 681_266),
        ("free", ("2026-11-27", Year, 0), "2027-01-01", (300, 0), ("2027-11-26", 330, 365), 0),
        ("one cent", ("2026-11-27", Year, 0), "2026-12-01", (1, 1), ("2027-11-26", 361, 365), 1),
        ("one cent, less than half a year", ("2026-11-27", Year, 0), "2027-08-01", (1, 1), ("2027-11-26", 118, 365), 0),
        ("many seats, one rounding for all", ("2026-11-27", Month, 0), "2026-12-26", (1001, 7), ("2026-12-26", 1, 30), 234),
        ("a year over the end of one", ("2026-12-31", Year, 0), "2027-01-01", (13, 11_999), ("2027-12-30", 364, 365), 155_560),
        ("begun on the 31st of August, sixth month", ("2026-08-31", Month, 6), "2027-02-28", (4, 2799), ("2027-03-30", 31, 31), 11_196),
        ("seventh", ("2026-08-31", Month, 7), "2027-04-29", (4, 2799), ("2027-04-29", 1, 30), 373),
        ("ten million seats", ("2026-11-27", Year, 0), "2026-12-27", (10_000_000, 9_999_999), ("2027-11-26", 335, 365), 91_780_812_739_726),
    ];

    /// What it is, the term, from when it was charged, quantity and price, how many were given back before and how many are now,
    /// when; what was charged for the line, what is credited.
    type Credited = (
        &'static str,
        Nth,
        &'static str,
        (i32, i64),
        (i32, i32),
        &'static str,
        i64,
        i64,
    );

    #[rustfmt::skip]
    const CREDITED: &[Credited] = &[
        ("on the day it was bought", ("2026-11-27", Year, 0), "2026-11-27", (10, 12_960), (0, 10), "2026-11-27", 129_600, 129_245),
        ("on the seventh day", ("2026-11-27", Year, 0), "2026-11-27", (10, 12_960), (0, 10), "2026-12-03", 129_600, 127_115),
        ("three of ten", ("2026-11-27", Year, 0), "2026-11-27", (10, 12_960), (0, 3), "2026-12-03", 129_600, 38_134),
        ("added in mid-term, the next day", ("2026-11-27", Year, 0), "2027-05-28", (7, 12_960), (0, 7), "2027-05-29", 45_484, 44_987),
        ("a month", ("2026-11-01", Month, 0), "2026-11-01", (3, 999), (0, 3), "2026-11-05", 2997, 2497),
        ("a month, the last two days of it", ("2026-11-01", Month, 0), "2026-11-29", (3, 999), (0, 3), "2026-11-30", 200, 0),
        ("yen", ("2026-04-01", Year, 0), "2026-04-01", (5, 23_760), (0, 2), "2026-04-07", 118_800, 46_609),
        ("yen, small", ("2026-06-01", Month, 0), "2026-06-29", (1, 15), (0, 1), "2026-06-30", 1, 0),
        ("dinar", ("2026-01-01", Year, 0), "2026-01-01", (12, 45_678), (0, 5), "2026-01-04", 548_136, 225_887),
        ("leap day", ("2028-02-01", Month, 0), "2028-02-25", (4, 2900), (0, 4), "2028-02-29", 2000, 0),
        ("second of two returns", ("2026-11-27", Month, 0), "2026-12-20", (3, 1001), (1, 2), "2026-12-22", 701, 267),
        ("free", ("2026-11-27", Year, 0), "2026-11-27", (10, 0), (0, 10), "2026-11-28", 0, 0),
    ];

    fn day(text: &str) -> Day {
        Day::of(Timestamp::parse(&format!("{text}T12:00:00Z")).unwrap())
    }

    fn term((began, term, number): Nth) -> TermDays {
        TermDays::nth(day(began), term, number)
    }

    #[test]
    fn a_part_of_a_term_is_charged_by_its_days() {
        assert!(CHARGED.len() >= 40);
        for (what, nth, today, (quantity, price), (last, left, all), amount) in CHARGED {
            let term = term(*nth);
            let found = (term.last, term.days_left(day(today)), term.days());
            assert_eq!(found, (day(last), *left, *all), "{what}");
            let found = charge(*quantity, *price, term, day(today));
            assert_eq!(found, Some(*amount), "{what}");
        }
    }

    #[test]
    fn what_is_given_back_is_credited_less_the_days_begun() {
        for (what, nth, from, (quantity, price), (before, back), today, charged, credited) in
            CREDITED
        {
            let term = term(*nth);
            let line = Line {
                quantity: *quantity,
                price: *price,
                from: day(from),
                charged: charge(*quantity, *price, term, day(from)).unwrap(),
            };
            assert_eq!(line.charged, *charged, "{what}");
            let found = credit(&line, *before, *back, term, day(today));
            assert_eq!(found, Some(*credited), "{what}");
        }
    }
}

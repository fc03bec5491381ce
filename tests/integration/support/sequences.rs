//! Random sequences that are the same each time: what drives a site and a model of it side by side.

/// Numbers that look random and are the same each time.
pub(crate) struct Numbers(u64);

impl Numbers {
    /// Those of this seed; seeds that are neighbours have nothing else in common.
    pub(crate) fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// One from 0 on that is less than `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    /// One of these, where there are any.
    pub(crate) fn one_of<T: Copy>(&mut self, each: &[T]) -> Option<T> {
        match each.len() {
            0 => None,
            count => Some(each[self.below(count)]),
        }
    }
}

/// The seeds to be driven: the one that `{name}_SEED` repeats, or as many as `{name}_SEQUENCES` says, or else so many.
pub(crate) fn seeds(name: &str, usual: u64) -> Vec<u64> {
    let number = |end: &str| -> Option<u64> {
        let variable = std::env::var(format!("{name}_{end}")).ok()?;
        variable.parse().ok()
    };
    match number("SEED") {
        Some(seed) => vec![seed],
        None => (1..=number("SEQUENCES").unwrap_or(usual)).collect(),
    }
}

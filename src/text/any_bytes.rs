//! For tests of whatever reads from outside: bytes that nobody would write, from numbers that look random and are the same
//! each time. `ANY_BYTES_SECONDS=600 cargo test --lib any_bytes` goes on for ten minutes.

use std::time::{Duration, Instant};

/// Numbers that look random and are the same each time.
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit.max(1)
    }

    pub(crate) fn one_of<'a, T: ?Sized>(&mut self, several: &[&'a T]) -> &'a T {
        several[self.below(several.len())]
    }

    fn byte(&mut self) -> u8 {
        u8::try_from(self.below(256)).unwrap_or_default()
    }

    /// One of these, changed in some places: signs with a meaning put in, pieces taken out, doubled, or put in from another.
    pub(crate) fn changed(&mut self, seeds: &[&[u8]], signs: &[u8]) -> Vec<u8> {
        let mut bytes: Vec<u8> = self.one_of(seeds).to_vec();
        for _ in 0..self.below(12) {
            let at = self.below(bytes.len() + 1);
            match self.below(6) {
                0 => bytes.insert(at, signs[self.below(signs.len())]),
                1 => bytes.insert(at, self.byte()),
                2 if at < bytes.len() => drop(bytes.remove(at)),
                3 => bytes.truncate(at),
                4 => {
                    let piece = bytes.get(at..).unwrap_or_default();
                    let piece: Vec<u8> = piece.iter().take(self.below(80)).copied().collect();
                    let at = self.below(bytes.len() + 1);
                    bytes.splice(at..at, piece);
                }
                _ => {
                    let other = self.one_of(seeds);
                    bytes.splice(at..at, other.iter().copied());
                }
            }
        }
        bytes
    }
}

/// Does it some thousand times, or for as long as is asked.
pub(crate) fn again_and_again(mut one: impl FnMut(&mut Numbers)) {
    let seconds = std::env::var("ANY_BYTES_SECONDS").ok();
    let seconds = seconds.and_then(|text| text.parse().ok());
    let end = seconds.map(|it| Instant::now() + Duration::from_secs(it));
    let (mut next, mut count) = (Numbers(20_261_127), 0_u64);
    while end.map_or(count < 3_000, |end| Instant::now() < end) {
        one(&mut next);
        count += 1;
    }
    println!("{count} times");
}

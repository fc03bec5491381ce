//! How long a process may hold work without a word, and how long failed work waits.

use chrono::Duration;

/// A lease runs out after this time; whoever is at work renews it long before.
pub(crate) fn lease() -> Duration {
    Duration::minutes(2)
}

/// The pause before the next try after so many: 1, 2, 4 … 60 minutes, and up to a tenth more, so that what failed
/// together does not come together.
pub(crate) fn pause(attempts: i32) -> Duration {
    let minutes = 1_i64 << attempts.saturating_sub(1).clamp(0, 6);
    let seconds = minutes.min(60) * 60;
    Duration::seconds(seconds + rand::random_range(0..=seconds / 10))
}

/// Longer than any [`pause`]: a next try that is further away was set before the clock was put back.
pub(crate) fn longest_pause() -> Duration {
    Duration::minutes(90)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_an_hour() {
        for (attempts, minutes) in [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (40, 60)] {
            let pause = pause(attempts);
            assert!(
                pause >= Duration::minutes(minutes) && pause <= Duration::seconds(minutes * 66),
                "{attempts}: {pause}"
            );
        }
    }
}

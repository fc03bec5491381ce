//! How long a lease lasts, and how long failed work waits (back-off).

use chrono::Duration;

/// The length of a lease. A living process renews it long before it ends.
pub(crate) fn lease() -> Duration {
    Duration::minutes(2)
}

/// The pause after this many failed tries: 1, 2, 4 … 60 minutes, plus up to a tenth (jitter), so that jobs that failed
/// together are not tried together.
pub(crate) fn pause(attempts: i32) -> Duration {
    let minutes = 1_i64 << attempts.saturating_sub(1).clamp(0, 6);
    let seconds = minutes.min(60) * 60;
    Duration::seconds(seconds + rand::random_range(0..=seconds / 10))
}

/// Longer than any [`pause`]: a later next try was written before the clock was set back.
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

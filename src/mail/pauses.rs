//! How long a letter waits for its next try.

use chrono::Duration as Span;

use super::{Mail, outbox::URGENT};

/// 1, 2, 4 … 60 minutes, and up to a tenth more, so that mails that failed together do not come together. A code
/// lives for minutes: it is tried every minute.
pub(super) fn pause(mail: &Mail) -> Span {
    if mail.priority == URGENT {
        pause_after(1)
    } else {
        pause_after(mail.attempts)
    }
}

fn pause_after(attempts: i32) -> Span {
    let minutes = 1_i64 << attempts.saturating_sub(1).clamp(0, 6);
    let seconds = minutes.min(60) * 60;
    Span::seconds(seconds + rand::random_range(0..=seconds / 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_an_hour() {
        for (attempts, minutes) in [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (40, 60)] {
            let pause = pause_after(attempts);
            assert!(
                pause >= Span::minutes(minutes) && pause <= Span::seconds(minutes * 66),
                "{attempts}: {pause}"
            );
        }
    }
}

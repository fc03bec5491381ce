//! Comparing the code that was typed with the one that was mailed.

use std::time::Duration;

use subtle::ConstantTimeEq;

use super::code_queries::{self, CodeRequest};
use crate::{
    db::{
        Db,
        ids::{CodeRequestId, InvitationId},
        types::Timestamp,
    },
    error::AppError,
    secrets::Secrets,
};

/// What a try at the code came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CodeCheck {
    Right,
    /// So many tries are left.
    Wrong(i32),
    /// The code has run out, or its tries have.
    Over,
    /// The same person's other press has accepted in this moment.
    Used,
}

/// Counts a try, commits that, and only then compares: however many come at once, there are no more than there are.
pub(super) async fn check(
    db: &Db,
    secrets: &Secrets,
    request: &CodeRequest,
    typed: &str,
    now: Timestamp,
) -> Result<CodeCheck, AppError> {
    let (invitation, id) = (request.invitation_id, request.id);
    let counted = db.write(move |tx| code_queries::count_try(tx, invitation, id, now));
    let counted = counted.await?;
    let code = secrets.code(id.uuid());
    let is_right = bool::from(code.as_bytes().ct_eq(typed.as_bytes()));
    Ok(match (counted, is_right) {
        (true, true) => CodeCheck::Right,
        (true, false) => CodeCheck::Wrong(code_queries::TRIES - request.tries - 1),
        (false, _) => {
            let may_be_under_way = is_right && now < request.expires_at;
            match was_used(db, invitation, id, may_be_under_way).await? {
                true => CodeCheck::Used,
                false => CodeCheck::Over,
            }
        }
    })
}

/// Whether another press has accepted with this code. Where this press has the right one, too, its tries may be presses of
/// the same person that are under way, and they are waited for. A code without tries is worth nothing to whoever finds out
/// that it is the right one.
async fn was_used(
    db: &Db,
    invitation: InvitationId,
    id: CodeRequestId,
    may_be_under_way: bool,
) -> Result<bool, AppError> {
    const LOOKS: usize = 20;
    for look in 0..LOOKS {
        let present = db
            .read(move |conn| code_queries::find(conn, invitation, id))
            .await?;
        if present.used_at.is_some() {
            return Ok(true);
        }
        if !may_be_under_way || look + 1 == LOOKS {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(false)
}

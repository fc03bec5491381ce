//! Statements on the parties of an invitation: who gets a relationship when it is accepted.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use super::model::Party;
use crate::{
    db::{
        self, Conn, Tx,
        ids::{InvitationId, PartnerId},
        schema::{invitation_parties, partners},
    },
    identity::{Partner, RelationshipKind},
};

pub(crate) fn insert_party(
    tx: &mut Tx<'_>,
    id: InvitationId,
    partner: PartnerId,
    kind: RelationshipKind,
) -> db::Result<()> {
    let row = (
        invitation_parties::invitation_id.eq(id),
        invitation_parties::partner_id.eq(partner),
        invitation_parties::kind.eq(kind),
    );
    diesel::insert_into(invitation_parties::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// Who gets a relationship when this invitation is accepted; the reseller first.
pub fn parties(conn: &mut Conn, id: InvitationId) -> db::Result<Vec<Party>> {
    let mut parties: Vec<Party> = invitation_parties::table
        .inner_join(partners::table)
        .filter(invitation_parties::invitation_id.eq(id))
        .select((Partner::as_select(), invitation_parties::kind))
        .load::<(Partner, RelationshipKind)>(conn)?
        .into_iter()
        .map(|(partner, kind)| Party { partner, kind })
        .collect();
    parties.sort_by_key(|party| party.kind);
    Ok(parties)
}

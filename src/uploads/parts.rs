//! The file of a preview, kept in parts, so that it can be read again by whichever server is asked.

use std::io::{self, Read};

use diesel::{ExpressionMethods, OptionalExtension, QueryDsl, RunQueryDsl};

use super::{
    model::Batch,
    queries::{self, Progress},
};
use crate::{
    clock::Clock,
    db::{self, Conn, Db, ids::BatchId, schema::batch_parts},
};

/// Bytes of a part.
const PART: u64 = 1024 * 1024;

/// Keeps what `source` holds, a part in each transaction; false when the batch is gone.
pub(super) fn keep(
    db: &Db,
    clock: &Clock,
    batch: &Batch,
    source: &mut impl Read,
) -> db::Result<bool> {
    let cannot_read = |error: io::Error| db::Error::Accident(format!("an upload: {error}"));
    for number in 0.. {
        let mut bytes = Vec::new();
        let mut part = source.take(PART);
        part.read_to_end(&mut bytes).map_err(cannot_read)?;
        if bytes.is_empty() {
            break;
        }
        let now = clock.now();
        let is_on = db.write_now(|tx| {
            let row = (
                batch_parts::batch_id.eq(batch.id),
                batch_parts::number.eq(number),
                batch_parts::bytes.eq(&bytes),
            );
            diesel::insert_into(batch_parts::table)
                .values(row)
                .execute(tx.conn())?;
            queries::note_progress(tx, batch, Progress::default(), now)
        })?;
        if !is_on {
            return Ok(false);
        }
    }
    Ok(true)
}

/// One part; nothing behind the last one.
pub(super) fn part(conn: &mut Conn, batch: BatchId, number: i32) -> db::Result<Option<Vec<u8>>> {
    Ok(batch_parts::table
        .find((batch, number))
        .select(batch_parts::bytes)
        .first(conn)
        .optional()?)
}

/// Reads the file from its beginning, one part in memory at a time.
pub(super) struct Parts {
    db: Db,
    batch: BatchId,
    next: i32,
    present: io::Cursor<Vec<u8>>,
}

impl Parts {
    pub(super) fn of(db: Db, batch: BatchId) -> Self {
        Self {
            db,
            batch,
            next: 0,
            present: io::Cursor::default(),
        }
    }
}

impl Read for Parts {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.present.read(buffer)?;
        if count > 0 || buffer.is_empty() {
            return Ok(count);
        }
        let (batch, number) = (self.batch, self.next);
        let found = self.db.read_now(|conn| part(conn, batch, number));
        let Some(bytes) = found.map_err(io::Error::other)? else {
            return Ok(0);
        };
        self.next += 1;
        self.present = io::Cursor::new(bytes);
        self.present.read(buffer)
    }
}

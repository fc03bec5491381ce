//! Reads a file into rows with verdicts, in the background and with constant memory.

use std::io::Read;

use super::{
    checks::checked,
    intake::Taken,
    kind::{About, Upload},
    model::{Batch, BatchRow, RowState, State},
    parts::{self, Parts},
    queries::{self, Progress},
    reader::Rows,
    row_queries,
    rules::Rules,
    seen::Seen,
};
use crate::{
    clock::Clock,
    db::{self, Db, Tx, types::Timestamp},
    web::page::thousands,
};

/// Rows of one transaction.
const CHUNK: usize = 1_000;

/// Keeps the file and starts reading it, on a thread for blocking work, and returns at once; the batch shows the progress.
/// Where a column is missing that every row needs, the preview asks for it, without rows.
pub(crate) fn start(
    db: Db,
    clock: Clock,
    upload: &'static dyn Upload,
    batch: Batch,
    rules: Rules,
    mut taken: Taken,
) {
    tokio::task::spawn_blocking(move || {
        let is_complete = taken.opening().missing(upload).is_empty();
        let kept = match upload.is_strict() {
            true => Ok(true),
            false => parts::keep(&db, &clock, &batch, taken.source()),
        };
        let done = kept.and_then(|is_on| {
            taken
                .rewind()
                .map_err(|error| db::Error::Accident(format!("an upload: {error}")))?;
            match (is_on, is_complete) {
                (true, true) => read(
                    &db,
                    &clock,
                    upload,
                    &batch,
                    &rules,
                    taken.rows(),
                    &mut |_| {},
                )
                .map(drop),
                (true, false) => db
                    .write_now(|tx| queries::end_reading(tx, &batch, State::Preview, ""))
                    .map(drop),
                (false, _) => Ok(()),
            }
        });
        told(&batch, done);
    });
}

/// Reads a file that is kept, as its batch says now.
pub(crate) fn start_again<U: Upload + Send + 'static>(
    db: Db,
    clock: Clock,
    upload: U,
    batch: Batch,
    rules: Rules,
) {
    tokio::task::spawn_blocking(move || {
        let Some(opening) = batch.opening() else {
            return;
        };
        let done = if opening.missing(&upload).is_empty() {
            let rows = Rows::new(Parts::of(db.clone(), batch.id), opening);
            read(&db, &clock, &upload, &batch, &rules, rows, &mut |_| {}).map(drop)
        } else {
            db.write_now(|tx| queries::end_reading(tx, &batch, State::Preview, ""))
                .map(drop)
        };
        told(&batch, done);
    });
}

fn told(batch: &Batch, done: db::Result<()>) {
    if let Err(error) = done {
        // The lease will run out, and then the batch shows that reading was interrupted.
        tracing::error!(batch = %batch.id, %error, "a file could not be read to the end");
    }
}

/// Reads to the end, and returns the state after that.
pub(crate) fn read<R: Read>(
    db: &Db,
    clock: &Clock,
    upload: &dyn Upload,
    batch: &Batch,
    rules: &Rules,
    mut rows: Rows<R>,
    tell: &mut dyn FnMut(Progress),
) -> db::Result<State> {
    let reading = Reading {
        upload,
        batch,
        rules,
    };
    let mut seen = Seen::default();
    let mut progress = Progress::default();
    loop {
        let chunk = match reading.next_chunk(&mut rows) {
            Ok(chunk) => chunk,
            Err(error) => {
                let note = format!("The file could not be read: {error}. Upload it again");
                return give_up(db, batch, &note);
            }
        };
        progress.bytes = i64::try_from(rows.read()).unwrap_or(i64::MAX);
        progress.rows += i32::try_from(chunk.len()).unwrap_or(i32::MAX);
        if progress.rows > upload.most_rows() {
            let note = format!(
                "The file has more than {} rows, which is the most of one upload. {}",
                thousands(i64::from(upload.most_rows())),
                upload.too_large()
            );
            return give_up(db, batch, &note);
        }
        let is_over = chunk.len() < CHUNK;
        let now = clock.now();
        let is_on = db.write_now(|tx| reading.store(tx, chunk, &mut seen, &mut progress, now))?;
        tell(progress);
        if !is_on {
            return Ok(State::Failed);
        }
        if is_over {
            reading.store_lacking(db, clock, &seen, &mut progress)?;
            db.write_now(|tx| {
                queries::end_reading(tx, batch, State::Preview, "")?;
                upload.finish_reading(tx, batch, &seen, now)
            })?;
            return Ok(State::Preview);
        }
    }
}

/// One file that is being read.
struct Reading<'r> {
    upload: &'r dyn Upload,
    batch: &'r Batch,
    rules: &'r Rules,
}

impl Reading<'_> {
    fn next_chunk<R: Read>(&self, rows: &mut Rows<R>) -> std::io::Result<Vec<BatchRow>> {
        let mut chunk = Vec::with_capacity(CHUNK);
        while chunk.len() < CHUNK
            && let Some(row) = rows.next_row()?
        {
            chunk.push(checked(
                self.batch.id,
                self.upload,
                &self.rules.consent,
                &row,
            ));
        }
        Ok(chunk)
    }

    /// Judges and keeps some rows; false when the batch is gone.
    fn store(
        &self,
        tx: &mut Tx<'_>,
        mut chunk: Vec<BatchRow>,
        seen: &mut Seen,
        progress: &mut Progress,
        now: Timestamp,
    ) -> db::Result<bool> {
        let about = About {
            batch: self.batch,
            rules: self.rules,
            now,
        };
        self.upload.judge(tx, &about, seen, &mut chunk)?;
        progress.good += seen.take_good();
        self.keep(tx, &chunk, progress, now)
    }

    /// Keeps what follows from what the file lacks, some rows in each transaction.
    fn store_lacking(
        &self,
        db: &Db,
        clock: &Clock,
        seen: &Seen,
        progress: &mut Progress,
    ) -> db::Result<()> {
        let mut last: Option<BatchRow> = None;
        loop {
            let now = clock.now();
            let about = About {
                batch: self.batch,
                rules: self.rules,
                now,
            };
            let mut rows =
                db.read_now(|conn| self.upload.lacking(conn, &about, seen, last.as_ref()))?;
            if rows.is_empty() {
                return Ok(());
            }
            let behind = match &last {
                Some(row) => row.line,
                None => db.read_now(|conn| row_queries::last_line(conn, self.batch.id))?,
            };
            for (row, line) in rows.iter_mut().zip(behind + 1..) {
                row.batch_id = self.batch.id;
                row.line = line;
            }
            if !db.write_now(|tx| self.keep(tx, &rows, progress, now))? {
                return Ok(());
            }
            last = rows.pop();
        }
    }

    fn keep(
        &self,
        tx: &mut Tx<'_>,
        rows: &[BatchRow],
        progress: &mut Progress,
        now: Timestamp,
    ) -> db::Result<bool> {
        for row in rows {
            row_queries::insert(tx, row)?;
            progress.good += i32::from(row.state == RowState::Waiting);
        }
        queries::note_progress(tx, self.batch, *progress, now)
    }
}

fn give_up(db: &Db, batch: &Batch, note: &str) -> db::Result<State> {
    db.write_now(|tx| queries::end_reading(tx, batch, State::Failed, note))?;
    Ok(State::Failed)
}

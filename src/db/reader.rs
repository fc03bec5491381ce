//! One connection for everything that a request reads.

use super::{Conn, Db, Error, off_executor, pools::Pooled};

/// Reads several times over one connection. It is taken from the pool with the first read and kept until it is given
/// back or dropped.
///
/// Do not keep it while waiting for anything else: a request that holds a reader and waits for a writer or a slow
/// client keeps others from the pool.
pub struct Reader {
    db: Db,
    kept: Option<Pooled>,
}

impl Reader {
    /// Takes no connection yet.
    #[must_use]
    pub fn new(db: Db) -> Self {
        Self { db, kept: None }
    }

    /// Reads, on a thread for blocking work.
    pub async fn read<T, E>(
        &mut self,
        f: impl FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (db, kept) = (self.db.clone(), self.kept.take());
        let (kept, found) = off_executor(move || {
            let mut kept = match kept {
                Some(kept) => kept,
                None => db.pools.reader()?,
            };
            let found = f(&mut kept.conn);
            Ok::<_, E>((kept, found))
        })
        .await?;
        self.kept = Some(kept);
        found
    }

    /// Gives the connection back to the pool.
    pub fn give_back(&mut self) {
        self.kept = None;
    }

    /// The database, after giving the connection back: the pool may have no other one.
    pub fn db(&mut self) -> &Db {
        self.give_back();
        &self.db
    }
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader")
            .field("keeps", &self.kept.is_some())
            .finish()
    }
}

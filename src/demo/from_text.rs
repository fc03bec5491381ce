//! Files that the operator is said to have loaded on the command line.

use std::io::{Seek, Write};

use super::Demo;
use crate::{
    clock::Clock,
    db::{self, Db},
    error::AppError,
    identity,
    uploads::FromFile,
};

type Fault = Box<dyn std::error::Error + Send + Sync>;

/// Hands a file of this name and text, for the partner of a domain, to what loads it.
pub(super) async fn load<E: Into<Fault>>(
    demo: &Demo,
    domain: &'static str,
    (name, text): (&'static str, String),
    clock: Clock,
    loads: impl FnOnce(&Db, &Clock, FromFile) -> Result<(), E> + Send + 'static,
) -> Result<(), AppError> {
    let (db, rules) = (demo.db.clone(), demo.rules.clone());
    let loaded = tokio::task::spawn_blocking(move || {
        let mut file = tempfile::tempfile()?;
        file.write_all(text.as_bytes())?;
        file.rewind()?;
        let found = db.read_now(|conn| identity::partner_by_domain(conn, domain))?;
        let of = FromFile {
            partner: found.ok_or(db::Error::NotFound)?,
            rules,
            name: name.to_owned(),
            file,
        };
        loads(&db, &clock, of).map_err(Into::<Fault>::into)
    });
    match loaded.await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(AppError::Internal(error.to_string())),
        Err(error) => Err(AppError::Internal(error.to_string())),
    }
}

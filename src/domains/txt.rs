//! The TXT records of a domain: what whoever runs its name servers has written there.

use std::{net::SocketAddr, time::Duration};

use hickory_resolver::{
    TokioResolver,
    config::{ConnectionConfig, NameServerConfig, ResolverConfig},
    net::runtime::TokioRuntimeProvider,
    proto::rr::RData,
};

/// All of a look-up may take so long; somebody waits for it.
const PATIENCE: Duration = Duration::from_secs(6);

/// Who is asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NameServers {
    /// Those of the machine.
    #[default]
    System,
    /// This one alone, for tests.
    At(SocketAddr),
}

impl NameServers {
    /// The TXT records at this name, as they stand now: nothing is remembered from one look-up to the next, so that
    /// whoever adds a record and asks again is not told what was there before.
    ///
    /// # Errors
    /// With the cause, for the log, when no name server answers. A name without records is no error.
    pub async fn txt(self, name: &str) -> Result<Vec<String>, String> {
        let resolver = self.resolver().map_err(|error| error.to_string())?;
        // Fully qualified: no domain of this machine is tried behind it.
        let name = format!("{name}.");
        let asked = resolver.txt_lookup(name.as_str());
        match tokio::time::timeout(PATIENCE, asked).await {
            Err(_) => Err("no name server answered in time".to_owned()),
            Ok(Err(error)) if error.is_no_records_found() => Ok(Vec::new()),
            Ok(Err(error)) => Err(error.to_string()),
            Ok(Ok(found)) => {
                let records = found.answers().iter();
                let texts = records.filter_map(|record| match &record.data {
                    RData::TXT(text) => Some(text.to_string()),
                    _ => None,
                });
                Ok(texts.collect())
            }
        }
    }

    fn resolver(self) -> Result<TokioResolver, hickory_resolver::net::NetError> {
        let mut builder = match self {
            Self::System => TokioResolver::builder_tokio()?,
            Self::At(address) => {
                let connection = |mut connection: ConnectionConfig| {
                    connection.port = address.port();
                    connection
                };
                let ways = vec![connection(ConnectionConfig::udp())];
                let server = NameServerConfig::new(address.ip(), true, ways);
                let config = ResolverConfig::from_parts(None, Vec::new(), vec![server]);
                TokioResolver::builder_with_config(config, TokioRuntimeProvider::default())
            }
        };
        let options = builder.options_mut();
        options.timeout = Duration::from_secs(2);
        options.attempts = 2;
        options.cache_size = 0;
        builder.build()
    }
}

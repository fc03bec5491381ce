//! One request to a token endpoint: POST of a form, over TLS unless the endpoint is on this machine.

use std::{io, sync::Arc};

use http_body_util::{BodyExt, Full, Limited};
use hyper::{
    Request,
    body::Bytes,
    header::{ACCEPT, CONTENT_TYPE, HOST},
};
use hyper_util::rt::TokioIo;
use rustls_native_certs::load_native_certs;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{
        ClientConfig, RootCertStore,
        crypto::ring,
        pki_types::{CertificateDer, ServerName, pem::PemObject},
    },
};
use url::{Position, Url};

use crate::text;

/// Most bytes of an answer.
const MOST: usize = 64 * 1024;

/// Whose certificates are trusted: the system's, and those of the operator's file.
#[derive(Clone, Default)]
pub(super) struct Trust(pub(super) Option<Vec<u8>>);

impl Trust {
    fn connector(&self) -> Result<TlsConnector, String> {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(load_native_certs().certs);
        if let Some(pem) = &self.0 {
            let found = CertificateDer::pem_slice_iter(pem).filter_map(Result::ok);
            roots.add_parsable_certificates(found);
        }
        let provider = Arc::new(ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| error.to_string())?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(TlsConnector::from(Arc::new(config)))
    }
}

/// Sends the form; the status and the body of the answer.
pub(super) async fn post(url: &Url, form: String, trust: &Trust) -> Result<(u16, Bytes), String> {
    let host = url.host_str().ok_or("the token URL has no host")?;
    let port = url
        .port_or_known_default()
        .ok_or("the token URL has no port")?;
    let bare = text::without_brackets(host);
    let stream = TcpStream::connect((bare, port));
    let stream = stream.await.map_err(|error| format!("{host}: {error}"))?;
    let authority = match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    };
    let request = Request::post(&url[Position::BeforePath..Position::AfterQuery])
        .header(HOST, authority)
        .header(ACCEPT, "application/json")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Full::new(Bytes::from(form)))
        .map_err(|error| error.to_string())?;
    if url.scheme() == "http" {
        return exchange(stream, request).await;
    }
    let name = ServerName::try_from(bare.to_owned()).map_err(|error| error.to_string())?;
    let encrypted = trust.connector()?.connect(name, stream);
    let encrypted = encrypted
        .await
        .map_err(|error: io::Error| format!("{host}: {error}"))?;
    exchange(encrypted, request).await
}

async fn exchange<S>(stream: S, request: Request<Full<Bytes>>) -> Result<(u16, Bytes), String>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let broken = |error: hyper::Error| format!("the token endpoint breaks off ({error})");
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .map_err(broken)?;
    // It ends with the answer; an error of it is one of the answer.
    let driving = tokio::spawn(connection);
    let answer = sender.send_request(request).await.map_err(broken)?;
    let status = answer.status().as_u16();
    let body = Limited::new(answer.into_body(), MOST).collect().await;
    driving.abort();
    let body = body.map_err(|_| "the token endpoint answers too much".to_owned())?;
    Ok((status, body.to_bytes()))
}

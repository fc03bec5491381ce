//! Somebody who asks over a connection that is kept open.

use std::rc::Rc;

use http_body_util::{BodyExt, Full};
use hyper::{
    Request, Response,
    body::{Bytes, Incoming},
    client::conn::http1::{self, SendRequest},
    header::{CONTENT_TYPE, COOKIE, HOST, LOCATION, ORIGIN, SET_COOKIE},
};
use hyper_util::rt::TokioIo;
use partner_center::paths::Site;
use tokio::net::TcpStream;
use url::form_urlencoded::Serializer;

use super::world::World;

/// What is asked.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    path: String,
    /// What is posted, and as what.
    body: Option<(String, Bytes)>,
}

impl Call {
    pub(crate) fn get(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            body: None,
        }
    }

    pub(crate) fn post(path: &str, fields: &[(&str, &str)]) -> Self {
        let form = Serializer::new(String::new()).extend_pairs(fields).finish();
        Self {
            path: path.to_owned(),
            body: Some(("application/x-www-form-urlencoded".to_owned(), form.into())),
        }
    }

    /// A form with a file.
    pub(crate) fn upload(path: &str, file: &str) -> Self {
        const BOUNDARY: &str = "a-boundary-of-the-benchmark";
        let body = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"list.csv\"\r\n\
             Content-Type: text/csv\r\n\r\n{file}\r\n--{BOUNDARY}--\r\n"
        );
        Self {
            path: path.to_owned(),
            body: Some((
                format!("multipart/form-data; boundary={BOUNDARY}"),
                body.into(),
            )),
        }
    }
}

/// What came of it.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Where it leads; empty where it leads nowhere.
    pub(crate) location: String,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Fails with the page where it is another status.
    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text());
        self
    }
}

pub(crate) struct Client {
    origin: Rc<str>,
    cookie: String,
    connection: Option<SendRequest<Full<Bytes>>>,
}

impl Client {
    /// Nobody in particular.
    pub(crate) fn of(site: &Site) -> Self {
        Self {
            origin: site.origin().into(),
            cookie: String::new(),
            connection: None,
        }
    }

    /// The agent of the partner with the many customers.
    pub(crate) async fn signed_in(world: &World) -> Self {
        let mut client = Self::of(&world.site);
        let form = [
            ("email", world.email.as_str()),
            ("password", world.password),
        ];
        let answer = client
            .send(&Call::post(&world.site.paths().sign_in(), &form))
            .await;
        assert_eq!(answer.status(), 303);
        let cookies = answer.headers().get_all(SET_COOKIE);
        let pairs = cookies.iter().map(|cookie| {
            let cookie = cookie.to_str().unwrap();
            cookie.split(';').next().unwrap()
        });
        client.cookie = pairs.collect::<Vec<_>>().join("; ");
        drop(answer.into_body().collect().await.unwrap());
        client
    }

    /// The same person over another connection.
    pub(crate) fn again(&self) -> Self {
        Self {
            origin: Rc::clone(&self.origin),
            cookie: self.cookie.clone(),
            connection: None,
        }
    }

    pub(crate) async fn call(&mut self, call: &Call) -> Answer {
        let answer = self.send(call).await;
        let location = answer.headers().get(LOCATION);
        Answer {
            status: answer.status().as_u16(),
            location: location.map_or_else(String::new, |it| it.to_str().unwrap().to_owned()),
            body: answer.into_body().collect().await.unwrap().to_bytes(),
        }
    }

    /// Like [`Client::call`], for what may not fit into memory; returns the bytes that came.
    pub(crate) async fn skim(&mut self, call: &Call) -> usize {
        let answer = self.send(call).await;
        assert_eq!(answer.status(), 200);
        let (mut body, mut bytes) = (answer.into_body(), 0);
        while let Some(frame) = body.frame().await {
            bytes += frame.unwrap().data_ref().map_or(0, Bytes::len);
        }
        bytes
    }

    /// Over a new connection where the server has closed the one that was idle, which is found out by asking: nothing was
    /// sent then.
    async fn send(&mut self, call: &Call) -> Response<Incoming> {
        let request = self.request(call);
        if let Some(connection) = &mut self.connection
            && connection.ready().await.is_ok()
        {
            match connection.send_request(request.clone()).await {
                Err(error) if error.is_canceled() => {}
                answer => return answer.unwrap(),
            }
        }
        let mut connection = self.connect().await;
        let answer = connection.send_request(request).await;
        self.connection = Some(connection);
        answer.unwrap()
    }

    fn request(&self, call: &Call) -> Request<Full<Bytes>> {
        let host = self.origin.trim_start_matches("http://");
        let request = Request::builder().uri(&call.path).header(HOST, host);
        let request = match self.cookie.as_str() {
            "" => request,
            cookie => request.header(COOKIE, cookie),
        };
        let request = match &call.body {
            None => request.body(Full::default()),
            Some((kind, body)) => request
                .method("POST")
                .header(ORIGIN, &*self.origin)
                .header(CONTENT_TYPE, kind)
                .body(Full::new(body.clone())),
        };
        request.unwrap()
    }

    async fn connect(&self) -> SendRequest<Full<Bytes>> {
        let stream = TcpStream::connect(self.origin.trim_start_matches("http://"))
            .await
            .unwrap();
        stream.set_nodelay(true).unwrap();
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await.unwrap();
        // It ends when the server closes it, which the next request finds out.
        tokio::spawn(async move { drop(connection.await) });
        sender
    }
}

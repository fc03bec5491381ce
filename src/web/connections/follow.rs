//! A middleware that watches each request: the deadline of its body, and whether the connection stays open afterwards.

use std::{
    cell::Cell,
    future::Future,
    io,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
    time::Duration,
};

use actix_web::{
    Error, HttpMessage,
    body::{BodySize, BoxBody, MessageBody},
    dev::{Payload, ServiceRequest, ServiceResponse},
    error::PayloadError,
    http::{ConnectionType, header},
    middleware::Next,
    web::Bytes,
};
use futures_util::Stream;
use tokio::time::{Instant, Sleep, sleep_until};

use super::{
    limits::{LONGEST_BODY, PACE},
    line::Line,
};

/// The outermost middleware. Closes the connection after an answer that was given before the whole body arrived,
/// because nobody knows how much is still coming.
pub async fn follow<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<Followed>, Error> {
    let line = request.conn_data::<Rc<Line>>().map(Rc::clone);
    let is_here = Rc::new(Cell::new(true));
    if let Some(line) = &line {
        let length = request
            .headers()
            .get(header::CONTENT_LENGTH)
            .and_then(|length| length.to_str().ok()?.parse().ok());
        match request.take_payload() {
            Payload::None => line.request_begins(false),
            payload => {
                line.request_begins(true);
                is_here.set(false);
                let body = Body::new(payload, length, Rc::clone(line), Rc::clone(&is_here));
                request.set_payload(Payload::Stream {
                    payload: Box::pin(body),
                });
            }
        }
    }
    let answered = next.call(request).await;
    if let Some(line) = &line {
        line.body_ends();
    }
    let mut response = match answered {
        Ok(response) => response,
        Err(error) => {
            if let Some(line) = &line {
                line.answer_ends(true);
            }
            return Err(error);
        }
    };
    let closes = !is_here.get();
    if closes {
        let head = response.response_mut().head_mut();
        head.set_connection_type(ConnectionType::Close);
    }
    Ok(response.map_body(|_, body| Followed {
        body: body.boxed(),
        line,
        closes,
    }))
}

/// The body of an answer, which tells when all of it has been handed to the connection.
pub struct Followed {
    body: BoxBody,
    line: Option<Rc<Line>>,
    closes: bool,
}

impl MessageBody for Followed {
    type Error = <BoxBody as MessageBody>::Error;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        Pin::new(&mut self.body).poll_next(cx)
    }
}

impl Drop for Followed {
    fn drop(&mut self) {
        if let Some(line) = &self.line {
            line.answer_ends(self.closes);
        }
    }
}

/// The body of a request, with a deadline that moves as bytes arrive.
struct Body {
    payload: Payload,
    length: Option<u64>,
    received: u64,
    begin: Instant,
    first: Duration,
    timer: Pin<Box<Sleep>>,
    line: Rc<Line>,
    is_here: Rc<Cell<bool>>,
}

impl Body {
    fn new(payload: Payload, length: Option<u64>, line: Rc<Line>, is_here: Rc<Cell<bool>>) -> Self {
        let (begin, first) = (Instant::now(), line.deadlines.body);
        let body = Self {
            payload,
            length,
            received: 0,
            begin,
            first,
            timer: Box::pin(sleep_until(begin + first)),
            line,
            is_here,
        };
        body.note_end(false);
        body
    }

    fn note_end(&self, is_end: bool) {
        if is_end || self.length == Some(self.received) {
            self.is_here.set(true);
            self.line.body_ends();
        }
    }

    fn is_late(&mut self, cx: &mut Context<'_>) -> bool {
        let earned = Duration::from_secs(self.received / PACE);
        let deadline = self.begin + (self.first + earned).min(LONGEST_BODY);
        if self.timer.deadline() != deadline {
            self.timer.as_mut().reset(deadline);
        }
        self.timer.as_mut().poll(cx).is_ready()
    }
}

impl Stream for Body {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match Pin::new(&mut self.payload).poll_next(cx) {
            Poll::Ready(Some(Ok(bytes))) => {
                self.received += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
                self.note_end(false);
                Poll::Ready(Some(Ok(bytes)))
            }
            Poll::Ready(None) => {
                self.note_end(true);
                Poll::Ready(None)
            }
            Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(error))),
            Poll::Pending if self.is_late(cx) => {
                Poll::Ready(Some(Err(PayloadError::Io(io::ErrorKind::TimedOut.into()))))
            }
            Poll::Pending => Poll::Pending,
        }
    }
}

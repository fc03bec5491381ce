//! What a visitor can meet when a page cannot be shown.
//!
//! Knows no other module: each module turns its own errors into [`AppError`]. The page itself is made
//! at the edge, in `web::error_page`, the only place that also logs.

/// A refusal in words a person can act on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is needed, such as the name of the missing role.
    pub message: String,
    /// The people who can do it, or grant it.
    pub people: Vec<String>,
    /// The way to what is missing: what it is called, and its address.
    pub step: Option<(String, String)>,
}

/// The database cannot do its work at the moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outage {
    /// What the visitor is told: what happened, what became of the change, what to do.
    pub message: &'static str,
    /// Seconds after which another try is worth it.
    pub retry_after: u64,
    /// For the log only.
    pub cause: String,
}

/// Why a service did not do what it was asked for. The error's own text is a sentence for whoever asked, the same beside a
/// field, in a row of a file and on the command line.
pub trait Explained: std::error::Error {
    /// Short and lasting, for programs.
    fn code(&self) -> &'static str;
    /// The field of the form that it is about; empty for the whole.
    fn field(&self) -> &'static str {
        ""
    }
}

/// What can come instead of the page that was asked for.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// Not there, or another partner's: the two look the same (product.md, rule 5).
    #[error("not found")]
    NotFound,
    /// Nobody is signed in; the visitor is sent to the sign-in page and back.
    #[error("sign-in required")]
    SignInRequired,
    /// There is something at this address, but not for this method; with those that it takes.
    #[error("this method is not taken here")]
    MethodNotAllowed(String),
    /// The request names a host that this site does not answer for.
    #[error("this site does not answer for that host")]
    WrongHost,
    /// The address of a list asks for what cannot be understood: each a sentence. Nothing is shown instead.
    #[error("this list cannot be shown as it was asked for")]
    BadList(Vec<String>),
    /// Signed in, but the role does not allow it.
    #[error("{}", .0.message)]
    Forbidden(Refusal),
    /// A request from another site, or without proof that it comes from ours.
    #[error("this request did not come from this site")]
    CrossSite,
    /// A form that does not fit the page; what was typed is shown again, so that nothing is lost.
    #[error("{message}")]
    BadForm {
        /// What is wrong, as a sentence.
        message: String,
        /// Label and text of what was typed, without passwords and codes.
        typed: Vec<(String, String)>,
    },
    /// Not a form that this site reads.
    #[error("only ordinary web forms are read here")]
    UnsupportedMediaType,
    /// More than a form may hold.
    #[error("the form is larger than 64 KiB")]
    TooLarge,
    /// The body did not arrive in time.
    #[error("the form did not arrive in time")]
    TooSlow,
    /// Too many tries; again after so many seconds.
    #[error("too many tries")]
    TooMany(u64),
    /// More people at once than can be served; again after so many seconds.
    #[error("too many people at once")]
    Busy(u64),
    /// The database is busy, full or away.
    #[error("the database is not available: {}", .0.cause)]
    Unavailable(Outage),
    /// An accident. The text is for the log only.
    #[error("internal error")]
    Internal(String),
}

//! The page of what one typed when the session had run out: seen, changed, sent again or discarded. Nothing is done
//! before the person presses a button, and what is pressed is the form's own address with its own checks.

use actix_web::web::Path;

use super::{
    kept_form_page::{FormView, KeptFormsPage},
    kept_forms::{self, KeptForm},
    permissions::View,
    request::Request,
};
use crate::{
    db::ids::KeptFormId,
    secrets::Secrets,
    web::{Answer, layout::Flash},
};

/// One's own, the newest first.
pub(super) async fn list(mut request: Request<View>) -> Answer {
    let (user, now) = (request.by.staff.id, request.now);
    let kept = request.read(move |conn, _| kept_forms::of_user(conn, user, now));
    let kept = kept.await?;
    let secrets = request.part::<Secrets>()?;
    let open = |form: &KeptForm| {
        let typed = form.open(&secrets)?;
        Some(FormView::new(request.http(), request.paths(), form, &typed))
    };
    let forms = kept.iter().filter_map(open).collect();
    request.page(|layout| KeptFormsPage { layout, forms }).await
}

/// Discards one; nothing happens when it is gone already.
pub(super) async fn remove(mut request: Request<View>, id: Path<KeptFormId>) -> Answer {
    let id = id.into_inner();
    let removed = request.write(move |tx, by, _| kept_forms::remove(tx, by.staff.id, id));
    removed.await?;
    let flash = Flash::good("It is discarded.");
    Ok(request.done(&request.paths().kept_forms(), flash))
}

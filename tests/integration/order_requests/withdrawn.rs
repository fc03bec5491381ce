//! What a request rests on ends: it is withdrawn, and that is said beforehand (rule 22).

use partner_center::{
    identity::Role,
    order_requests::{Because, State},
};

use super::{assert_told, letters, only, reviewed, send, send_change, sent};
use crate::{
    ordering::Store,
    support::{Page, Visitor},
};

const STATED: [(&str, &str); 2] = [("statements", "made"), ("confirm_domain", "adatum.example")];

async fn removal(store: &Store, who: &Visitor) -> Page {
    let address = store.app.paths().removal(store.customer.uuid());
    who.open(&address).await.expect(200)
}

#[actix_web::test]
async fn removing_the_resellers_relationship_withdraws_what_it_asked_and_its_carts() {
    let store = Store::open().await;
    store.order("10").await;
    send(&store, "5").await;
    send_change(&store, "suspension", "").await.expect(303);
    reviewed(&store, "3").await;
    let seller = &store.pair.seller;
    let shown = removal(&store, seller).await;
    assert_told(&shown, "2 open order requests for this customer");
    assert_told(&shown, "1 cart of your staff");
    seller
        .submit(&shown, "Remove relationship with Adatum", &STATED)
        .await
        .expect(303);
    for request in sent(&store) {
        assert_eq!(
            (request.state, request.withdrawn_because),
            (State::Withdrawn, Some(Because::Relationship))
        );
    }
    assert_eq!(store.app.count("carts"), 0);
    assert_eq!(store.subscriptions().len(), 1, "nothing else changes");
    // Both who manage customers at the provider, of each.
    assert_eq!(letters(&store, "withdrawn").await.len(), 4);
}

#[actix_web::test]
async fn removing_the_providers_relationship_withdraws_what_came_to_it() {
    let store = Store::open().await;
    send(&store, "5").await;
    let distributor = &store.pair.distributor;
    let shown = removal(&store, distributor).await;
    assert_told(&shown, "1 open order request for this customer");
    distributor
        .submit(&shown, "Remove relationship with Adatum", &STATED)
        .await
        .expect(303);
    assert_eq!(only(&store).withdrawn_because, Some(Because::Relationship));
    let asker = store.pair.reseller.email(Role::AdminAgent);
    let told = letters(&store, "withdrawn").await;
    assert!(told.iter().any(|(to, _)| *to == asker), "{told:?}");
}

#[actix_web::test]
async fn removing_the_partnership_withdraws_what_the_two_asked_and_the_carts() {
    let store = Store::open().await;
    send(&store, "5").await;
    reviewed(&store, "3").await;
    let admin = store
        .app
        .sign_in(&store.pair.provider, Role::GlobalAdmin)
        .await;
    let address = store
        .app
        .paths()
        .partnership_removal(store.pair.partnership);
    let shown = admin.open(&address).await.expect(200);
    assert_told(&shown, "1 open order request between you");
    let typed = [
        ("statements", "made"),
        ("confirm_domain", "contoso.example"),
    ];
    let done = admin
        .press(&shown, "Remove partnership with Contoso", &typed)
        .await;
    assert_told(&done, "Withdrawn: 1 open order request");
    assert_eq!(only(&store).withdrawn_because, Some(Because::Partnership));
    assert_eq!(store.app.count("carts"), 0);
}

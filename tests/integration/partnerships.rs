//! Partners that ask each other, answer, work together, and part.

use partner_center::{
    identity::{RelationshipKind, Scope},
    partnerships::{Side, active_with},
};

use crate::support::TestApp;

#[actix_web::test]
async fn a_reseller_can_have_several_providers_and_a_provider_several_resellers() {
    let app = TestApp::start();
    let kinds = [
        RelationshipKind::IndirectProvider,
        RelationshipKind::IndirectReseller,
    ];
    let providers = [
        app.partner_of_kind("Meridian", kinds[0]),
        app.partner_of_kinds("Northwind", &kinds),
    ];
    let resellers = [app.partner("Contoso"), app.partner("Fabrikam")];
    for provider in &providers {
        for reseller in &resellers {
            let made = app.partnership(provider, reseller);
            let scope = Scope::of_housekeeping(reseller.id);
            let found = app.read(|conn| active_with(conn, scope, Side::Reseller, provider.id));
            assert_eq!(found.map(|found| found.id), Some(made));
        }
    }
}

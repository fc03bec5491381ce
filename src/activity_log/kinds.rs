//! The one list of the kinds of all events.

use super::events;
use crate::{
    activity::{self, EventKinds},
    consent, customer_account, customer_import, customer_list, customer_notes, customer_tags,
    directory, incidents, invitations, licenses, messages, order_requests, orders,
    partnership_asks, partnership_list, price_import, prices, privilege_changes, privilege_list,
    relationships, removal_reports, renewals, role_templates, services, staff,
    subscription_changes, subscriptions, uploads,
};

/// Every kind of event, in the order in which the list of activity offers them. A slice that declares events and is not
/// named here has a constant that nobody uses, which the compiler tells.
pub const KINDS: EventKinds = EventKinds::of(&[
    invitations::EVENTS,
    consent::EVENTS,
    partnership_asks::EVENTS,
    partnership_list::EVENTS,
    relationships::EVENTS,
    removal_reports::EVENTS,
    privilege_changes::EVENTS,
    privilege_list::EVENTS,
    role_templates::EVENTS,
    customer_account::EVENTS,
    customer_notes::EVENTS,
    customer_tags::EVENTS,
    directory::EVENTS,
    licenses::EVENTS,
    services::EVENTS,
    incidents::EVENTS,
    customer_list::EVENTS,
    events::EVENTS,
    customer_import::EVENTS,
    orders::EVENTS,
    subscriptions::EVENTS,
    renewals::EVENTS,
    subscription_changes::EVENTS,
    prices::EVENTS,
    price_import::EVENTS,
    uploads::EVENTS,
    order_requests::EVENTS,
    messages::EVENTS,
    staff::EVENTS,
    activity::EVENTS,
]);

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Codes that stand in databases. One more is added with each new kind; none is ever changed or taken away.
    const KEPT: [&str; 114] = [
        "activity_exported",
        "affected_customers_exported",
        "batch_columns",
        "batch_removed",
        "batch_started",
        "batch_stopped",
        "batch_uploaded",
        "bill_to_changed",
        "code_requested",
        "customers_exported",
        "customers_imported",
        "domain_added",
        "domain_code_mailed",
        "domain_removed",
        "domain_verified",
        "extension_switched_off",
        "extension_switched_on",
        "global_administrator_dropped",
        "grace_changed",
        "incident_cause_changed",
        "incident_ended",
        "incident_reported",
        "incident_updated",
        "incidents_exported",
        "invitation_accepted",
        "invitation_copied",
        "invitation_declined",
        "invitation_downloaded",
        "invitation_drafted",
        "invitation_expired",
        "invitation_link_renewed",
        "invitation_opened",
        "invitation_opened_in_email",
        "invitation_ready",
        "invitation_reminded",
        "invitation_revoked",
        "invitation_saved",
        "invitation_sent",
        "license_assigned",
        "license_lost",
        "license_services_changed",
        "license_taken",
        "licenses_exported",
        "mail_failed",
        "markup_removed",
        "markup_saved",
        "note_added",
        "note_changed",
        "note_removed",
        "order_placed",
        "order_request_approved",
        "order_request_declined",
        "order_request_ending",
        "order_request_lapsed",
        "order_request_sent",
        "order_request_withdrawn",
        "partnership_begun",
        "partnership_declined",
        "partnership_removed",
        "prices_exported",
        "prices_loaded",
        "privileges_ended",
        "privileges_expired",
        "privileges_exported",
        "privileges_extended",
        "privileges_letter_failed",
        "profile_changed",
        "relationship_removed",
        "removal_report_exported",
        "renewed_without_reseller",
        "responsible_changed",
        "role_template_removed",
        "role_template_saved",
        "service_administration_changed",
        "service_opened",
        "set_up_link_made",
        "staff_disabled",
        "staff_enabled",
        "staff_exported",
        "staff_invited",
        "staff_letter_failed",
        "staff_link_mailed",
        "staff_roles_changed",
        "staff_signed_out",
        "subscription_cancelled",
        "subscription_deleted",
        "subscription_ended",
        "subscription_nickname_changed",
        "subscription_not_renewed",
        "subscription_renewal_changed",
        "subscription_reseller_changed",
        "subscription_resumed",
        "subscription_seats_changed",
        "subscription_suspended",
        "subscriptions_exported",
        "tag_added",
        "tag_forgotten",
        "tag_removed",
        "tag_renamed",
        "tags_merged",
        "template_restored",
        "template_saved",
        "user_added",
        "user_blocked",
        "user_changed",
        "user_deleted",
        "user_password_letter_failed",
        "user_password_link_mailed",
        "user_password_set",
        "user_purged",
        "user_restored",
        "user_unblocked",
        "users_added",
        "users_exported",
    ];

    #[test]
    fn the_codes_that_stand_in_databases_are_known_and_each_is_of_one_kind() {
        let mut codes: Vec<&str> = KINDS.all().map(|kind| kind.code()).collect();
        codes.sort_unstable();
        assert_eq!(codes, KEPT);
    }

    #[test]
    fn no_two_kinds_read_alike_and_none_is_empty() {
        let labels: Vec<&str> = KINDS.all().map(|kind| kind.label()).collect();
        let different: BTreeSet<&str> = labels.iter().copied().collect();
        assert_eq!(different.len(), labels.len(), "{labels:?}");
        assert!(labels.iter().all(|label| !label.trim().is_empty()));
    }

    #[test]
    fn a_code_of_a_newer_version_stands_for_itself() {
        assert_eq!(KINDS.label("mail_failed"), "Mail not delivered");
        assert_eq!(KINDS.label("user_blocked_by_x"), "user_blocked_by_x");
    }
}

// @generated automatically by Diesel CLI.

diesel::table! {
    use diesel::sql_types::{Text, Nullable};
    use crate::db::types::{Timestamptz, Uuid};

    activity (id) {
        id -> Uuid,
        partner_id -> Uuid,
        at -> Timestamptz,
        actor_kind -> Text,
        actor_id -> Nullable<Uuid>,
        actor_name -> Text,
        action -> Text,
        entry_id -> Nullable<Uuid>,
        company -> Text,
        detail -> Text,
        notify_user_id -> Nullable<Uuid>,
        subject_kind -> Text,
        subject_key -> Uuid,
        customer_id -> Nullable<Uuid>,
        changes -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::db::types::{Timestamptz, Uuid};

    attempts (id) {
        id -> Uuid,
        kind -> Text,
        subject -> Text,
        at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::{Binary, Int4};
    use crate::db::types::Uuid;

    batch_parts (batch_id, number) {
        batch_id -> Uuid,
        number -> Int4,
        bytes -> Binary,
    }
}

diesel::table! {
    use diesel::sql_types::{Int4, Text, Nullable};
    use crate::db::types::{Timestamptz, Uuid};

    batch_rows (batch_id, line) {
        batch_id -> Uuid,
        line -> Int4,
        company -> Text,
        domain -> Text,
        external_id -> Text,
        contact -> Text,
        email -> Text,
        language -> Nullable<Text>,
        verdict -> Text,
        why -> Text,
        state -> Text,
        entry_id -> Nullable<Uuid>,
        invitation_id -> Nullable<Uuid>,
        more -> Text,
        user_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    use diesel::sql_types::{Nullable, Text, Int4, Int8};
    use crate::db::types::{Timestamptz, Uuid};

    batches (id) {
        id -> Uuid,
        partner_id -> Uuid,
        created_by -> Nullable<Uuid>,
        run_by -> Nullable<Uuid>,
        kind -> Text,
        state -> Text,
        file_name -> Text,
        total_bytes -> Int8,
        read_bytes -> Int8,
        rows_read -> Int4,
        rows_good -> Int4,
        rows_done -> Int4,
        rows_skipped -> Int4,
        done_before -> Int4,
        created_at -> Timestamptz,
        started_at -> Nullable<Timestamptz>,
        ended_at -> Nullable<Timestamptz>,
        lease -> Nullable<Uuid>,
        leased_until -> Nullable<Timestamptz>,
        note -> Text,
        settings -> Text,
        customer_id -> Nullable<Uuid>,
        rows_told -> Int4,
        reading -> Text,
        version -> Int4,
    }
}

diesel::table! {
    use diesel::sql_types::{Int4, Text};
    use crate::db::types::{Timestamptz, Uuid};

    bill_to (entry_id) {
        entry_id -> Uuid,
        partner_id -> Uuid,
        company -> Text,
        line1 -> Text,
        line2 -> Text,
        city -> Text,
        region -> Text,
        postal_code -> Text,
        country -> Text,
        contact_name -> Text,
        contact_email -> Text,
        contact_phone -> Text,
        language -> Text,
        version -> Int4,
        changed_by -> Uuid,
        changed_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::{Int4, Text};
    use crate::db::types::Uuid;

    cart_lines (id) {
        id -> Uuid,
        cart_id -> Uuid,
        plan_id -> Uuid,
        segment -> Text,
        term_duration -> Text,
        billing_plan -> Text,
        quantity -> Int4,
    }
}

diesel::table! {
    use diesel::sql_types::{Text, Nullable};
    use crate::db::types::{Timestamptz, Uuid};

    carts (id) {
        id -> Uuid,
        partner_id -> Uuid,
        user_id -> Uuid,
        customer_id -> Uuid,
        currency -> Text,
        changed_at -> Timestamptz,
        provider_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    use diesel::sql_types::{Text, Int4, Nullable};
    use crate::db::types::{Timestamptz, Uuid};

    code_requests (id) {
        id -> Uuid,
        invitation_id -> Uuid,
        person_name -> Text,
        job_title -> Text,
        email -> Text,
        language -> Text,
        tries -> Int4,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
        used_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::db::types::{Timestamptz, Uuid};

    column_choices (partner_id, kind, headings_hash) {
        partner_id -> Uuid,
        kind -> Text,
        headings_hash -> Text,
        places -> Text,
        chosen_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::{Text, Bool, Nullable, Int4};
    use crate::db::types::{Timestamptz, Uuid};

    consents (id) {
        id -> Uuid,
        invitation_id -> Uuid,
        customer_id -> Uuid,
        terms_hash -> Text,
        person_name -> Text,
        job_title -> Text,
        email -> Text,
        domain_verified -> Bool,
        roles -> Text,
        grant_days -> Nullable<Int4>,
        accepted_at -> Timestamptz,
        auto_extend -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::{Int4, Nullable, Text};
    use crate::db::types::{Timestamptz, Uuid};

    customer_domains (id) {
        id -> Uuid,
        customer_id -> Uuid,
        domain -> Text,
        state -> Text,
        how -> Nullable<Text>,
        added_by -> Nullable<Uuid>,
        added_at -> Timestamptz,
        verified_at -> Nullable<Timestamptz>,
        removed_at -> Nullable<Timestamptz>,
        code_id -> Nullable<Uuid>,
        code_to -> Text,
        code_tries -> Int4,
        code_sent_at -> Nullable<Timestamptz>,
        code_expires_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::{Int8, Nullable, Text, Bool};
    use crate::db::types::{Timestamptz, Uuid};

    customer_entries (seq) {
        seq -> Int8,
        id -> Uuid,
        partner_id -> Uuid,
        customer_id -> Nullable<Uuid>,
        name -> Text,
        name_key -> Text,
        domain -> Text,
        search_text -> Text,
        standing -> Text,
        listed -> Bool,
        imported_from -> Nullable<Text>,
        external_id -> Nullable<Text>,
        since -> Timestamptz,
        created_at -> Timestamptz,
        left_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::{Int4, Nullable, Text};
    use crate::db::types::{Timestamptz, Uuid};

    customer_profiles (customer_id) {
        customer_id -> Uuid,
        country -> Text,
        phone -> Text,
        website -> Text,
        version -> Int4,
        changed_by -> Text,
        changed_at -> Timestamptz,
        changed_in -> Nullable<Uuid>,
    }
}

diesel::table! {
    use diesel::sql_types::{Text, Bool};
    use crate::db::types::{Timestamptz, Uuid};

    customers (id) {
        id -> Uuid,
        name -> Text,
        domain -> Text,
        domain_verified -> Bool,
        contact_name -> Text,
        contact_job_title -> Text,
        contact_email -> Text,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::{Text, Nullable};
    use crate::db::types::{Timestamptz, Uuid};

    directory_password_links (id) {
        id -> Uuid,
        user_id -> Uuid,
        partner_id -> Uuid,
        entry_id -> Uuid,
        language -> Text,
        token_hash -> Text,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
        used_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::db::types::Uuid;

    directory_user_roles (user_id, role) {
        user_id -> Uuid,
        customer_id -> Uuid,
        role -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::db::types::Uuid;

    directory_user_words (customer_id, word, user_id) {
        customer_id -> Uuid,
        word -> Text,
        user_id -> Uuid,
    }
}

diesel::table! {
    use diesel::sql_types::{Text, Nullable, Bool, Int4};
    use crate::db::types::{Timestamptz, Uuid};

    directory_users (id) {
        id -> Uuid,
        customer_id -> Uuid,
        user_name -> Text,
        user_name_key -> Text,
        display_name -> Text,
        first_name -> Text,
        last_name -> Text,
        name_key -> Text,
        usage_location -> Nullable<Text>,
        contact_email -> Text,
        state -> Text,
        present -> Bool,
        restores_to -> Nullable<Text>,
        version -> Int4,
        password_hash -> Nullable<Text>,
        created_at -> Timestamptz,
        deleted_at -> Nullable<Timestamptz>,
        deleted_by -> Nullable<Uuid>,
        purged_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::Int8;
    use crate::db::types::Uuid;

    directory_counts (customer_id) {
        customer_id -> Uuid,
        active -> Int8,
        blocked -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::Int8;
    use crate::db::types::Uuid;

    entry_counts (partner_id) {
        partner_id -> Uuid,
        connected -> Int8,
        invited -> Int8,
        imported -> Int8,
        former -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::{Bool, Text};
    use crate::db::types::{Timestamptz, Uuid};

    entry_tags (tag_id, entry_id) {
        tag_id -> Uuid,
        entry_id -> Uuid,
        partner_id -> Uuid,
        listed -> Bool,
        name_key -> Text,
        domain -> Text,
        since -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::Int4;
    use crate::db::types::Uuid;

    graces (partner_id) {
        partner_id -> Uuid,
        days -> Int4,
    }
}

diesel::table! {
    use diesel::sql_types::{Text, Nullable, Bool};
    use crate::db::types::{Timestamptz, Uuid};

    grants (id) {
        id -> Uuid,
        partner_id -> Uuid,
        customer_id -> Uuid,
        consent_id -> Uuid,
        roles -> Text,
        state -> Text,
        starts_at -> Timestamptz,
        ends_at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
        name -> Text,
        end_cause -> Nullable<Text>,
        auto_extend -> Bool,
        last_used_at -> Nullable<Timestamptz>,
        next_warning_at -> Nullable<Timestamptz>,
        idle_at -> Nullable<Timestamptz>,
        has_relationship -> Bool,
        token_hash -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::{Int4, Text};
    use crate::db::types::{Timestamptz, Uuid};

    incident_updates (id) {
        id -> Uuid,
        incident_id -> Uuid,
        number -> Int4,
        severity -> Text,
        body -> Text,
        since -> Timestamptz,
        written_by -> Uuid,
        written_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::{Int4, Nullable, Text};
    use crate::db::types::{Timestamptz, Uuid};

    incidents (id) {
        id -> Uuid,
        partner_id -> Uuid,
        service_id -> Uuid,
        severity -> Text,
        title -> Text,
        title_key -> Text,
        affected -> Text,
        begins_at -> Timestamptz,
        ends_at -> Nullable<Timestamptz>,
        cause -> Text,
        version -> Int4,
        opened_by -> Uuid,
        opened_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::{Int4, Text};
    use crate::db::types::Timestamptz;

    installation (id) {
        id -> Int4,
        keys_fingerprint -> Text,
        keys_since -> Timestamptz,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::db::types::{Timestamptz, Uuid};

    invitation_parties (invitation_id, partner_id) {
        invitation_id -> Uuid,
        partner_id -> Uuid,
        kind -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{Nullable, Text, Int4, Bool};
    use crate::db::types::{Timestamptz, Uuid};

    invitations (id) {
        id -> Uuid,
        partner_id -> Uuid,
        entry_id -> Nullable<Uuid>,
        created_by -> Uuid,
        state -> Text,
        version -> Int4,
        link_version -> Int4,
        token_hash -> Text,
        recipient -> Text,
        recipient_name -> Text,
        company_name -> Text,
        domain -> Text,
        language -> Text,
        channel -> Nullable<Text>,
        subject -> Text,
        body -> Text,
        roles -> Text,
        grant_days -> Nullable<Int4>,
        expires_in -> Int4,
        terms_hash -> Nullable<Text>,
        created_at -> Timestamptz,
        ready_at -> Nullable<Timestamptz>,
        sent_at -> Nullable<Timestamptz>,
        opened_at -> Nullable<Timestamptz>,
        expires_at -> Nullable<Timestamptz>,
        answered_at -> Nullable<Timestamptz>,
        last_code_at -> Nullable<Timestamptz>,
        refusal -> Nullable<Text>,
        refusal_reason -> Text,
        grant_name -> Nullable<Text>,
        auto_extend -> Bool,
        privileges_only -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::{Text, Int4, Nullable};
    use crate::db::types::{Timestamptz, Uuid};

    jobs (kind, key, due_at) {
        kind -> Text,
        key -> Text,
        due_at -> Timestamptz,
        state -> Text,
        attempts -> Int4,
        next_try_at -> Timestamptz,
        leased_by -> Nullable<Uuid>,
        leased_until -> Nullable<Timestamptz>,
        last_error -> Nullable<Text>,
        created_at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::db::types::{Timestamptz, Uuid};

    joint_entries (partner_id, other_id, entry_id) {
        partner_id -> Uuid,
        other_id -> Uuid,
        entry_id -> Uuid,
        customer_id -> Uuid,
        name_key -> Text,
        domain -> Text,
        since -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::db::types::{Timestamptz, Uuid};

    kept_forms (id) {
        id -> Uuid,
        user_id -> Uuid,
        place_hash -> Text,
        sealed -> Text,
        made_at -> Timestamptz,
        expires_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::{Text, Int4};
    use crate::db::types::{Timestamptz, Uuid};

    letter_templates (partner_id, language, occasion) {
        partner_id -> Uuid,
        language -> Text,
        occasion -> Text,
        subject -> Text,
        body -> Text,
        version -> Int4,
        updated_by -> Uuid,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::{Bool, Text};
    use crate::db::types::{Timestamptz, Uuid};

    license_assignments (id) {
        id -> Uuid,
        customer_id -> Uuid,
        user_id -> Uuid,
        license_sku -> Text,
        assigned_at -> Timestamptz,
        assigned_by -> Uuid,
        assigned_in -> Uuid,
        services_off -> Text,
        is_held -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::{Int8, Text};
    use crate::db::types::Uuid;

    license_counts (customer_id, license_sku) {
        customer_id -> Uuid,
        license_sku -> Text,
        name -> Text,
        active -> Int8,
        in_grace -> Int8,
        suspended -> Int8,
        disabled -> Int8,
        assigned -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::db::types::Uuid;

    /// A view, beside `license_counts`.
    license_places (customer_id, license_sku) {
        customer_id -> Uuid,
        license_sku -> Text,
        countries -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::db::types::Uuid;

    license_services (partner_id, provisioning_id, service_plan_id) {
        partner_id -> Uuid,
        provisioning_id -> Text,
        service_plan_id -> Text,
        service_plan_name -> Text,
        friendly_name -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::db::types::Uuid;

    license_skus (partner_id, provisioning_id) {
        partner_id -> Uuid,
        provisioning_id -> Text,
        string_id -> Text,
        name -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::db::types::{Timestamptz, Uuid};

    limit_locks (kind, subject) {
        kind -> Text,
        subject -> Text,
        held_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::{Bool, Int4, Nullable, Text};
    use crate::db::types::Timestamptz;

    mail_health (id) {
        id -> Int4,
        claimed_at -> Nullable<Timestamptz>,
        failing_since -> Nullable<Timestamptz>,
        reason -> Nullable<Text>,
        answer -> Nullable<Text>,
        is_whole -> Bool,
        letters -> Int4,
        tried_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::{Text, Nullable, Int4};
    use crate::db::types::{Timestamptz, Uuid};

    mails (id) {
        id -> Uuid,
        kind -> Text,
        event_key -> Text,
        partner_id -> Nullable<Uuid>,
        invitation_id -> Nullable<Uuid>,
        recipient -> Text,
        recipient_name -> Text,
        reply_to -> Nullable<Text>,
        sender_name -> Nullable<Text>,
        subject -> Text,
        text_body -> Text,
        html_body -> Text,
        secret_kind -> Nullable<Text>,
        secret_id -> Nullable<Uuid>,
        secret_version -> Int4,
        state -> Text,
        attempts -> Int4,
        next_try_at -> Timestamptz,
        leased_until -> Nullable<Timestamptz>,
        give_up_at -> Timestamptz,
        last_answer -> Nullable<Text>,
        created_at -> Timestamptz,
        sent_at -> Nullable<Timestamptz>,
        mailbox -> Text,
        priority -> Int4,
        leased_by -> Nullable<Uuid>,
    }
}

diesel::table! {
    use diesel::sql_types::{Text, Int4};
    use crate::db::types::Uuid;

    markups (id) {
        id -> Uuid,
        partner_id -> Uuid,
        applies_to -> Text,
        key -> Text,
        label -> Text,
        hundredths -> Int4,
    }
}

diesel::table! {
    use diesel::sql_types::{Int4, Nullable, Text};
    use crate::db::types::{Timestamptz, Uuid};

    notes (id) {
        id -> Uuid,
        partner_id -> Uuid,
        entry_id -> Uuid,
        author_id -> Uuid,
        body -> Text,
        version -> Int4,
        created_at -> Timestamptz,
        changed_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::{Int4, Int8, Nullable, Text};
    use crate::db::types::{Timestamptz, Uuid};

    order_lines (id) {
        id -> Uuid,
        order_id -> Uuid,
        place -> Int4,
        partner_id -> Uuid,
        plan_id -> Uuid,
        product_id -> Text,
        sku_id -> Text,
        product_title -> Text,
        sku_title -> Text,
        segment -> Text,
        term_duration -> Text,
        billing_plan -> Text,
        quantity -> Int4,
        cost -> Int8,
        partner_price -> Nullable<Int8>,
        list_price -> Nullable<Int8>,
        cost_amount -> Int8,
        partner_amount -> Nullable<Int8>,
        list_amount -> Nullable<Int8>,
        begins_on -> Timestamptz,
        ends_on -> Timestamptz,
        subscription_id -> Uuid,
        returned_line_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    use diesel::sql_types::Int8;
    use crate::db::types::Uuid;

    order_numbers (partner_id) {
        partner_id -> Uuid,
        last -> Int8,
    }
}

diesel::table! {
    use diesel::sql_types::{Text, Int4, Nullable, Int8};
    use crate::db::types::{Timestamptz, Uuid};

    order_request_lines (id) {
        id -> Uuid,
        request_id -> Uuid,
        place -> Int4,
        provider_id -> Uuid,
        plan_id -> Uuid,
        product_id -> Text,
        sku_id -> Text,
        sku_title -> Text,
        segment -> Text,
        term_duration -> Text,
        billing_plan -> Text,
        quantity -> Int4,
        approved_quantity -> Nullable<Int4>,
        partner_price -> Nullable<Int8>,
        list_price -> Nullable<Int8>,
        partner_amount -> Nullable<Int8>,
        list_amount -> Nullable<Int8>,
    }
}

diesel::table! {
    use diesel::sql_types::{Text, Int4, Nullable, Int8};
    use crate::db::types::{Timestamptz, Uuid};

    order_requests (id) {
        id -> Uuid,
        partner_id -> Uuid,
        provider_id -> Uuid,
        customer_id -> Uuid,
        customer_name -> Text,
        customer_key -> Text,
        act -> Text,
        title -> Text,
        state -> Text,
        message -> Text,
        asked_by -> Uuid,
        asked_at -> Timestamptz,
        expires_at -> Timestamptz,
        next_warning_at -> Nullable<Timestamptz>,
        subscription_id -> Nullable<Uuid>,
        from_quantity -> Nullable<Int4>,
        to_quantity -> Nullable<Int4>,
        approved_quantity -> Nullable<Int4>,
        currency -> Text,
        partner_amount -> Nullable<Int8>,
        list_amount -> Nullable<Int8>,
        key -> Uuid,
        content_hash -> Text,
        answered_by -> Nullable<Uuid>,
        answered_at -> Nullable<Timestamptz>,
        reason -> Text,
        withdrawn_because -> Nullable<Text>,
        order_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    use diesel::sql_types::{Int8, Nullable, Text};
    use crate::db::types::{Timestamptz, Uuid};

    orders (id) {
        id -> Uuid,
        partner_id -> Uuid,
        number -> Int8,
        kind -> Text,
        customer_id -> Uuid,
        customer_name -> Text,
        customer_domain -> Text,
        partner_id_on_record -> Nullable<Uuid>,
        asked_by -> Nullable<Uuid>,
        confirmed_by -> Nullable<Uuid>,
        ordered_at -> Timestamptz,
        currency -> Text,
        cost_amount -> Int8,
        partner_amount -> Nullable<Int8>,
        list_amount -> Nullable<Int8>,
        key -> Uuid,
        content_hash -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{Text, Bool};
    use crate::db::types::{Timestamptz, Uuid};

    partners (id) {
        id -> Uuid,
        legal_name -> Text,
        domain -> Text,
        country -> Text,
        is_reseller -> Bool,
        is_provider -> Bool,
        is_direct_bill -> Bool,
        status -> Text,
        created_at -> Timestamptz,
        name_key -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{Text, Nullable};
    use crate::db::types::{Timestamptz, Uuid};

    partnerships (id) {
        id -> Uuid,
        provider_id -> Uuid,
        reseller_id -> Uuid,
        state -> Text,
        invitation_id -> Uuid,
        provider_contact -> Uuid,
        reseller_contact -> Uuid,
        started_at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
        ended_by -> Nullable<Uuid>,
        end_reason -> Text,
        statements_version -> Nullable<Text>,
        provider_name_key -> Text,
        reseller_name_key -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{Text, Nullable};
    use crate::db::types::{Timestamptz, Uuid};

    password_links (id) {
        id -> Uuid,
        user_id -> Uuid,
        purpose -> Text,
        token_hash -> Text,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
        used_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::db::types::Uuid;

    plan_countries (plan_id, country) {
        plan_id -> Uuid,
        country -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::db::types::Uuid;

    plan_links (plan_id, kind, product_id, sku_id) {
        plan_id -> Uuid,
        kind -> Text,
        product_id -> Text,
        sku_id -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{Text, Nullable, Int4, Bool};
    use crate::db::types::{Timestamptz, Uuid};

    plans (id) {
        id -> Uuid,
        partner_id -> Uuid,
        product_id -> Text,
        sku_id -> Text,
        product_title -> Text,
        sku_title -> Text,
        title_key -> Text,
        publisher -> Text,
        description -> Text,
        unit_of_measure -> Text,
        segment -> Nullable<Text>,
        min_licenses -> Int4,
        max_licenses -> Nullable<Int4>,
        asset_ownership_limit -> Nullable<Int4>,
        asset_ownership_limit_type -> Nullable<Text>,
        provisioning_id -> Text,
        provisioning_string -> Text,
        has_matrix -> Bool,
        is_trial -> Bool,
        end_of_sale_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::{Int4, Nullable};
    use crate::db::types::Uuid;

    price_lists (partner_id) {
        partner_id -> Uuid,
        version -> Int4,
        batch_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::db::types::Uuid;

    price_places (partner_id, market, currency, segment) {
        partner_id -> Uuid,
        market -> Text,
        currency -> Text,
        segment -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{Text, Int8, Nullable};
    use crate::db::types::{Timestamptz, Uuid};

    prices (id) {
        id -> Uuid,
        partner_id -> Uuid,
        plan_id -> Uuid,
        term_duration -> Text,
        billing_plan -> Text,
        market -> Text,
        currency -> Text,
        segment -> Text,
        cost -> Int8,
        partner_price -> Nullable<Int8>,
        list_price -> Nullable<Int8>,
        begins_at -> Timestamptz,
        ends_at -> Nullable<Timestamptz>,
        batch_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    use diesel::sql_types::{Text, Nullable};
    use crate::db::types::{Timestamptz, Uuid};

    relationships (id) {
        id -> Uuid,
        partner_id -> Uuid,
        customer_id -> Uuid,
        kind -> Text,
        state -> Text,
        consent_id -> Uuid,
        started_at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
        ended_by -> Nullable<Uuid>,
        end_reason -> Text,
        statements_version -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::{Int4, Text};
    use crate::db::types::Uuid;

    removal_report_lines (report_id, place) {
        report_id -> Uuid,
        place -> Int4,
        fate -> Text,
        what -> Text,
        code -> Text,
        name -> Text,
        detail -> Text,
        outcome -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{Int4, Text, Nullable};
    use crate::db::types::{Timestamptz, Uuid};

    removal_reports (id) {
        id -> Uuid,
        partner_id -> Uuid,
        kind -> Text,
        entry_id -> Nullable<Uuid>,
        partnership_id -> Nullable<Uuid>,
        company -> Text,
        domain -> Text,
        removed_at -> Timestamptz,
        removed_by -> Nullable<Uuid>,
        by_name -> Text,
        reason -> Text,
        statements_version -> Nullable<Text>,
        line_count -> Int4,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::db::types::{Timestamptz, Uuid};

    replaced_links (token_hash) {
        token_hash -> Text,
        invitation_id -> Uuid,
        replaced_at -> Timestamptz,
    }
}

diesel::table! {
    use crate::db::types::{Timestamptz, Uuid};

    responsible_people (entry_id) {
        entry_id -> Uuid,
        partner_id -> Uuid,
        user_id -> Uuid,
        since -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::{Text, Int4};
    use crate::db::types::{Uuid};

    role_templates (id) {
        id -> Uuid,
        partner_id -> Uuid,
        name -> Text,
        roles -> Text,
        days -> Int4,
    }
}

diesel::table! {
    use diesel::sql_types::{Int4, Text};
    use crate::db::types::{Timestamptz, Uuid};

    scheduled_changes (subscription_id) {
        subscription_id -> Uuid,
        partner_id -> Uuid,
        plan_id -> Uuid,
        quantity -> Int4,
        term_duration -> Text,
        billing_cycle -> Text,
        scheduled_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::{Int4, Text};
    use crate::db::types::{Timestamptz, Uuid};

    service_administrations (service_id) {
        service_id -> Uuid,
        address -> Text,
        role -> Text,
        version -> Int4,
        changed_by -> Uuid,
        changed_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::db::types::Uuid;

    services (id) {
        id -> Uuid,
        partner_id -> Uuid,
        service_plan_id -> Text,
        service_plan_name -> Text,
        name -> Text,
        name_key -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{Bool, Int8, Nullable, Text};
    use crate::db::types::{Timestamptz, Uuid};

    subscription_counts (id) {
        id -> Int8,
        partner_id -> Uuid,
        side -> Text,
        state -> Text,
        auto_renew_enabled -> Bool,
        next_at -> Nullable<Timestamptz>,
        number -> Int8,
        is_new -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::{Bool, Int4, Int8, Nullable, Text};
    use crate::db::types::{Timestamptz, Uuid};

    subscriptions (id) {
        id -> Uuid,
        partner_id -> Uuid,
        customer_id -> Uuid,
        partner_id_on_record -> Nullable<Uuid>,
        order_id -> Uuid,
        plan_id -> Uuid,
        product_id -> Text,
        sku_id -> Text,
        offer_name -> Text,
        friendly_name -> Text,
        segment -> Text,
        quantity -> Int4,
        term_duration -> Text,
        billing_cycle -> Text,
        state -> Text,
        auto_renew_enabled -> Bool,
        is_trial -> Bool,
        effective_start_date -> Timestamptz,
        term_number -> Int4,
        commitment_start_date -> Timestamptz,
        commitment_end_date -> Timestamptz,
        renewed_at -> Timestamptz,
        cancellation_allowed_until_date -> Timestamptz,
        market -> Text,
        currency -> Text,
        cost -> Int8,
        partner_price -> Nullable<Int8>,
        list_price -> Nullable<Int8>,
        next_at -> Nullable<Timestamptz>,
        next_warning_at -> Nullable<Timestamptz>,
        version -> Int4,
        license_sku -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::{Bool, Nullable, Text};
    use crate::db::types::{Timestamptz, Uuid};

    tags (id) {
        id -> Uuid,
        partner_id -> Uuid,
        name -> Text,
        name_key -> Text,
        created_at -> Timestamptz,
        leaving -> Bool,
        merged_into -> Nullable<Uuid>,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::db::types::{Timestamptz, Uuid};

    terms (hash) {
        hash -> Text,
        version -> Text,
        body -> Text,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use crate::db::types::{Timestamptz, Uuid};
    use diesel::sql_types::{Nullable, Text};

    unused_licenses (subscription_id) {
        subscription_id -> Uuid,
        partner_id -> Uuid,
        partner_id_on_record -> Nullable<Uuid>,
        commitment_end_date -> Timestamptz,
        plan_id -> Uuid,
        state -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::Text;
    use crate::db::types::{Timestamptz, Uuid};

    user_sessions (id) {
        id -> Uuid,
        user_id -> Uuid,
        key_hash -> Text,
        client -> Text,
        address -> Text,
        created_at -> Timestamptz,
        last_seen_at -> Timestamptz,
        expires_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::{Text, Nullable};
    use crate::db::types::{Timestamptz, Uuid};

    users (id) {
        id -> Uuid,
        partner_id -> Uuid,
        email -> Text,
        name -> Text,
        status -> Text,
        password_hash -> Nullable<Text>,
        notified_until -> Timestamptz,
        created_at -> Timestamptz,
        roles -> Text,
        name_key -> Text,
    }
}

diesel::joinable!(activity -> partners (partner_id));
diesel::joinable!(batch_parts -> batches (batch_id));
diesel::joinable!(batch_rows -> batches (batch_id));
diesel::joinable!(batches -> customers (customer_id));
diesel::joinable!(bill_to -> users (changed_by));
diesel::joinable!(cart_lines -> carts (cart_id));
diesel::joinable!(cart_lines -> plans (plan_id));
diesel::joinable!(carts -> customers (customer_id));
diesel::joinable!(carts -> users (user_id));
diesel::joinable!(code_requests -> invitations (invitation_id));
diesel::joinable!(column_choices -> partners (partner_id));
diesel::joinable!(consents -> customers (customer_id));
diesel::joinable!(consents -> invitations (invitation_id));
diesel::joinable!(consents -> terms (terms_hash));
diesel::joinable!(customer_domains -> customers (customer_id));
diesel::joinable!(customer_domains -> partners (added_by));
diesel::joinable!(customer_entries -> customers (customer_id));
diesel::joinable!(customer_entries -> partners (partner_id));
diesel::joinable!(customer_profiles -> customers (customer_id));
diesel::joinable!(customer_profiles -> partners (changed_in));
diesel::joinable!(directory_counts -> customers (customer_id));
diesel::joinable!(directory_password_links -> directory_users (user_id));
diesel::joinable!(directory_password_links -> partners (partner_id));
diesel::joinable!(directory_users -> customers (customer_id));
diesel::joinable!(directory_users -> partners (deleted_by));
diesel::joinable!(entry_counts -> partners (partner_id));
diesel::joinable!(entry_tags -> tags (tag_id));
diesel::joinable!(graces -> partners (partner_id));
diesel::joinable!(grants -> consents (consent_id));
diesel::joinable!(grants -> customers (customer_id));
diesel::joinable!(grants -> partners (partner_id));
diesel::joinable!(incident_updates -> incidents (incident_id));
diesel::joinable!(incident_updates -> users (written_by));
diesel::joinable!(incidents -> partners (partner_id));
diesel::joinable!(incidents -> services (service_id));
diesel::joinable!(incidents -> users (opened_by));
diesel::joinable!(invitation_parties -> invitations (invitation_id));
diesel::joinable!(invitation_parties -> partners (partner_id));
diesel::joinable!(invitations -> partners (partner_id));
diesel::joinable!(invitations -> terms (terms_hash));
diesel::joinable!(joint_entries -> customers (customer_id));
diesel::joinable!(kept_forms -> users (user_id));
diesel::joinable!(letter_templates -> partners (partner_id));
diesel::joinable!(license_assignments -> directory_users (user_id));
diesel::joinable!(license_assignments -> partners (assigned_in));
diesel::joinable!(license_assignments -> users (assigned_by));
diesel::joinable!(license_counts -> customers (customer_id));
diesel::joinable!(license_skus -> partners (partner_id));
diesel::joinable!(mails -> partners (partner_id));
diesel::joinable!(markups -> partners (partner_id));
diesel::joinable!(order_lines -> orders (order_id));
diesel::joinable!(order_numbers -> partners (partner_id));
diesel::joinable!(order_requests -> customers (customer_id));
diesel::joinable!(orders -> customers (customer_id));
diesel::joinable!(partnerships -> invitations (invitation_id));
diesel::joinable!(partnerships -> users (ended_by));
diesel::joinable!(password_links -> users (user_id));
diesel::joinable!(plan_countries -> plans (plan_id));
diesel::joinable!(plan_links -> plans (plan_id));
diesel::joinable!(plans -> partners (partner_id));
diesel::joinable!(price_lists -> partners (partner_id));
diesel::joinable!(price_places -> partners (partner_id));
diesel::joinable!(relationships -> consents (consent_id));
diesel::joinable!(relationships -> customers (customer_id));
diesel::joinable!(relationships -> partners (partner_id));
diesel::joinable!(replaced_links -> invitations (invitation_id));
diesel::joinable!(responsible_people -> users (user_id));
diesel::joinable!(role_templates -> partners (partner_id));
diesel::joinable!(service_administrations -> services (service_id));
diesel::joinable!(service_administrations -> users (changed_by));
diesel::joinable!(services -> partners (partner_id));
diesel::joinable!(subscription_counts -> partners (partner_id));
diesel::joinable!(subscriptions -> partners (partner_id_on_record));
diesel::joinable!(tags -> partners (partner_id));
diesel::joinable!(unused_licenses -> subscriptions (subscription_id));
diesel::joinable!(user_sessions -> users (user_id));
diesel::joinable!(users -> partners (partner_id));

diesel::allow_tables_to_appear_in_same_query!(
    activity,
    attempts,
    batch_parts,
    batch_rows,
    batches,
    bill_to,
    cart_lines,
    carts,
    code_requests,
    column_choices,
    consents,
    customer_domains,
    customer_entries,
    customer_profiles,
    customers,
    directory_counts,
    directory_password_links,
    directory_user_roles,
    directory_user_words,
    directory_users,
    entry_counts,
    entry_tags,
    graces,
    grants,
    incident_updates,
    incidents,
    installation,
    invitation_parties,
    invitations,
    jobs,
    joint_entries,
    kept_forms,
    letter_templates,
    license_assignments,
    license_counts,
    license_places,
    license_services,
    license_skus,
    limit_locks,
    mail_health,
    mails,
    markups,
    notes,
    order_lines,
    order_numbers,
    order_request_lines,
    order_requests,
    orders,
    partners,
    partnerships,
    password_links,
    plan_countries,
    plan_links,
    plans,
    price_lists,
    price_places,
    prices,
    relationships,
    removal_report_lines,
    removal_reports,
    replaced_links,
    responsible_people,
    role_templates,
    scheduled_changes,
    service_administrations,
    services,
    subscription_counts,
    subscriptions,
    tags,
    terms,
    unused_licenses,
    user_sessions,
    users,
);

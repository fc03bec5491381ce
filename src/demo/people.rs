//! Who works for the demo's partners; nobody of them exists.

use crate::identity::{RelationshipKind, Role};

/// A made-up partner and its staff.
#[derive(Debug)]
pub(super) struct Company {
    pub(super) legal_name: &'static str,
    pub(super) domain: &'static str,
    pub(super) country: &'static str,
    pub(super) kind: RelationshipKind,
    pub(super) staff: &'static [(&'static str, &'static str, Role)],
}

/// The one password of the demo, so that nobody has to look for theirs.
pub(super) const PASSWORD: &str = "lantern-orchard-42";

/// The partners. Of each the first who may invite makes most invitations.
pub(super) const PARTNERS: &[Company] = &[
    Company {
        legal_name: "Norrbacka IT-partner AB",
        domain: "norrbacka.example",
        country: "SE",
        kind: RelationshipKind::IndirectReseller,
        staff: &[
            ("Åsa Lindgren", "asa.lindgren", Role::GlobalAdmin),
            ("Elias Bergqvist", "elias.bergqvist", Role::AdminAgent),
            ("Maja Sandelin", "maja.sandelin", Role::AdminAgent),
            ("Oskar Hedvall", "oskar.hedvall", Role::SalesAgent),
            ("Noor Haddad", "noor.haddad", Role::HelpdeskAgent),
        ],
    },
    Company {
        legal_name: "Castelo & Vinha Tecnologia, Lda.",
        domain: "castelovinha.example",
        country: "PT",
        kind: RelationshipKind::IndirectReseller,
        staff: &[
            ("Inês Castelo", "ines.castelo", Role::GlobalAdmin),
            ("João Vinha", "joao.vinha", Role::AdminAgent),
            ("Beatriz Moura", "beatriz.moura", Role::SalesAgent),
            ("Tiago Rocha", "tiago.rocha", Role::HelpdeskAgent),
        ],
    },
    Company {
        legal_name: "Meridianquai Distribution GmbH",
        domain: "meridianquai.example",
        country: "DE",
        kind: RelationshipKind::IndirectProvider,
        staff: &[
            ("Jürgen Ostertag", "juergen.ostertag", Role::GlobalAdmin),
            ("Selin Aydın", "selin.aydin", Role::AdminAgent),
            (
                "Katharina Vogelsang",
                "katharina.vogelsang",
                Role::SalesAgent,
            ),
            ("Piotr Zając", "piotr.zajac", Role::HelpdeskAgent),
        ],
    },
    Company {
        legal_name: "Hollowbrook Cloud Services Ltd",
        domain: "hollowbrook.example",
        country: "GB",
        kind: RelationshipKind::DirectBill,
        staff: &[
            ("Gwen Hollowbrook", "gwen.hollowbrook", Role::GlobalAdmin),
            ("Amit Deshpande", "amit.deshpande", Role::AdminAgent),
            ("Rosie Thackeray", "rosie.thackeray", Role::SalesAgent),
            ("Callum Whitlock", "callum.whitlock", Role::HelpdeskAgent),
        ],
    },
];

//! The templates that people already have, by their headings or by the order of their columns.

use crate::uploads::{Column, Columns, Vocabulary};

/// The headings of the three portals' templates, in the languages of these pages as far as they are known, and our own.
///
/// `accountEnabled` alone says that somebody can sign in; in brackets, as Entra's template has it, it stands behind a heading
/// that says the opposite.
pub(super) const OF_USERS: Vocabulary = &[
    (
        Column::FirstName,
        &[
            "firstname",
            "givenname",
            "[givenname",
            "vorname",
            "prénom",
            "prenom",
            "nombre",
            "nome",
            "名",
        ],
    ),
    (
        Column::LastName,
        &[
            "lastname",
            "surname",
            "[surname",
            "familyname",
            "nachname",
            "nomdefamille",
            "apellidos",
            "apellido",
            "sobrenome",
            "apelido",
            "姓",
        ],
    ),
    (
        Column::DisplayName,
        &[
            "displayname",
            "name",
            "[displayname",
            "anzeigename",
            "nomcomplet",
            "nomdaffichage",
            "nombreparamostrar",
            "nomedeexibição",
            "nomedeexibicao",
            "表示名",
        ],
    ),
    (
        Column::UserName,
        &[
            "username",
            "userprincipalname",
            "[userprincipalname",
            "upn",
            "signinname",
            "benutzername",
            "nomdutilisateur",
            "nombredeusuario",
            "nomedeusuário",
            "nomedeusuario",
            "ユーザー名",
        ],
    ),
    // Where no column is one of user names: Partner Center's template calls them so.
    (Column::UserName, &["email", "emailaddress", "mail"]),
    (
        Column::OtherEmail,
        &[
            "alternateemailaddress",
            "alternateemail",
            "contactaddress",
            "contactemail",
            "[othermails",
        ],
    ),
    (
        Column::Blocked,
        &[
            "blocked",
            "blocksignin",
            "blocksigninyesno",
            "signinblocked",
            "[accountenabled",
            "gesperrt",
            "anmeldungblockieren",
        ],
    ),
    (Column::Enabled, &["accountenabled", "enabled"]),
    (
        Column::UsageLocation,
        &[
            "usagelocation",
            "[usagelocation",
            "verwendungsstandort",
            "nutzungsstandort",
            "lieudutilisation",
            "ubicacióndeuso",
            "ubicaciondeuso",
            "localdeuso",
            "localdeutilização",
            "利用場所",
        ],
    ),
    (
        Column::Roles,
        &[
            "roles",
            "role",
            "adminroles",
            "rollen",
            "rôles",
            "funciones",
            "funções",
            "役割",
        ],
    ),
    (
        Column::Licenses,
        &[
            "licenses",
            "license",
            "lizenzen",
            "licences",
            "licencias",
            "licenças",
            "ライセンス",
        ],
    ),
];

/// Fewest and most columns of the template of the Microsoft 365 admin center.
const ORDERED: std::ops::RangeInclusive<usize> = 15..=16;

/// The columns of the Microsoft 365 admin center's template in their order, whatever the headings say; nothing where the
/// first row has another number of cells.
pub(super) fn in_order(first: &[String]) -> Option<Columns> {
    let mut columns = vec![
        (Column::UserName, 0),
        (Column::FirstName, 1),
        (Column::LastName, 2),
        (Column::DisplayName, 3),
    ];
    // The newer one has the other address in front of the postal one.
    if first.len() == *ORDERED.end() {
        columns.push((Column::OtherEmail, 10));
    }
    ORDERED
        .contains(&first.len())
        .then(|| Columns::at(&columns))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(headings: &str) -> Vec<(Column, usize)> {
        let headings: Vec<String> = headings.split(',').map(str::to_owned).collect();
        Columns::of(&headings, OF_USERS).each().collect()
    }

    #[test]
    fn the_templates_of_the_three_portals_and_our_own_columns_are_recognised() {
        assert_eq!(
            found("First name,Last name,Display name,Email,Status update"),
            [
                (Column::FirstName, 0),
                (Column::LastName, 1),
                (Column::DisplayName, 2),
                (Column::UserName, 3)
            ]
        );
        assert_eq!(
            found(
                "Username,First name,Last name,Display name,Job title,Department,Office number,Office phone,Mobile phone,Fax,Alternate email address,Address,City,State or province,ZIP or postal code,Country or region"
            ),
            [
                (Column::FirstName, 1),
                (Column::LastName, 2),
                (Column::DisplayName, 3),
                (Column::UserName, 0),
                (Column::OtherEmail, 10)
            ]
        );
        assert_eq!(
            found(
                "Name [displayName] Required,User name [userPrincipalName] Required,Initial password [passwordProfile] Required,Block sign in (Yes/No) [accountEnabled] Required,First name [givenName],Last name [surname],Job title [jobTitle],Usage location [usageLocation],Country or region [country]"
            ),
            [
                (Column::FirstName, 4),
                (Column::LastName, 5),
                (Column::DisplayName, 0),
                (Column::UserName, 1),
                (Column::Blocked, 3),
                (Column::UsageLocation, 7)
            ]
        );
        assert_eq!(
            found("Usage location,Licenses,Roles,Blocked"),
            [
                (Column::Blocked, 3),
                (Column::UsageLocation, 0),
                (Column::Roles, 2),
                (Column::Licenses, 1)
            ]
        );
    }

    #[test]
    fn a_translated_template_is_known_by_the_property_in_brackets() {
        assert_eq!(
            found(
                "Jméno [displayName] Povinné,Login [userPrincipalName],Heslo [passwordProfile],Blokovat [accountEnabled]"
            ),
            [
                (Column::DisplayName, 0),
                (Column::UserName, 1),
                (Column::Blocked, 3)
            ]
        );
        assert_eq!(found("accountEnabled"), [(Column::Enabled, 0)]);
    }

    #[test]
    fn no_heading_of_a_password_names_a_column() {
        for heading in [
            "Password",
            "Initial password",
            "Passwort",
            "Kennwort",
            "Mot de passe",
            "Contraseña",
            "Senha",
            "パスワード",
            "Initial password [passwordProfile] Required",
        ] {
            assert_eq!(found(heading), [], "{heading}");
        }
    }
}

//! `import prices`.

use partner_center::identity::RelationshipKind;

use super::{LONG_AGO, OPEN, file, samples::US};
use crate::support::{Program, TestApp};

#[actix_web::test]
async fn the_command_line_loads_the_same_file_and_asks_the_same_questions() {
    let app = TestApp::start();
    app.partner_of_kind("Meridian", RelationshipKind::IndirectProvider);
    app.partner("Contoso");
    let program = Program::on(app.database_url());
    let (sheet, short) = (program.file("us.csv"), program.file("short.csv"));
    std::fs::write(&sheet, US).unwrap();
    let row = [("1", "1", "2", LONG_AGO, OPEN)];
    let text = String::from_utf8(file(&row)).unwrap();
    std::fs::write(&short, text.replace("DE,EUR", "US,USD")).unwrap();
    let (sheet, short) = (sheet.to_str().unwrap(), short.to_str().unwrap());
    let of = |file, more: &[&'static str]| {
        let mut all = vec!["import", "prices", file, "--partner", "meridian.example"];
        all.extend(more);
        all
    };
    let first = program.refused(&of(sheet, &[]));
    assert!(first.contains("--as whole"), "{first}");
    let looked = program.succeed(&of(sheet, &["--as", "whole", "--dry-run"]));
    assert!(looked.contains("44  New") && looked.contains("Nothing was changed."));
    assert_eq!(app.count("prices"), 0);
    let loaded = program.succeed(&of(sheet, &["--as", "whole"]));
    assert!(loaded.contains("Rows carried out: 44."), "{loaded}");
    assert_eq!(app.count("prices"), 44);
    let refused = program.refused(&of(short, &["--as", "whole"]));
    assert!(refused.contains("--end-many"), "{refused}");
    program.succeed(&of(short, &["--as", "whole", "--end-many"]));
    let ended = "(SELECT * FROM prices WHERE ends_at IS NOT NULL) AS ended";
    assert_eq!(app.count(ended), 34);
    let reseller = [
        "import",
        "prices",
        sheet,
        "--partner",
        "contoso.example",
        "--as",
        "whole",
    ];
    assert!(
        program
            .refused(&reseller)
            .contains("kept by indirect providers")
    );
}

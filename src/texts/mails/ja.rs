//! Japanese.

use super::{MailTexts, TermsTexts};

pub(super) static TEXTS: MailTexts = MailTexts {
    code_subject: "確認コードのお知らせ",
    code: |name, company, mark| {
        format!(
            "{name} 様\n\n{company} 様への招待にご回答いただくためのコードは次のとおりです。\n\n{mark}\n\n10 分以内に、コードの入力を求めたページでご入力ください。電話やメールでコードをお尋ねすることは決してありません。コードを請求されていない場合は、何もしていただく必要はありません。"
        )
    },
    code_footer: "このメールは、招待のページにこのアドレスが入力されたためお送りしています。",
    receipt_subject: |company, names| format!("控え: {company} と {names} との関係が結ばれました"),
    receipt: |it| {
        format!(
            "{} 様\n\n{} に、{} ({}) を代表して、{} とのリセラー関係に同意いただきました。{}{}\n\n文面: バージョン {}、フィンガープリント {}\n\n関係を解消される場合は、ここに記載のいずれかのパートナーにお申し出ください。権限は期日に自動的に終了します。このメールは控えとして保管してください。",
            it.person,
            it.when,
            it.company,
            it.domain,
            it.names,
            it.privileges,
            it.doubt,
            it.version,
            it.fingerprint
        )
    },
    receipt_privileges: |day, roles| format!("\n\n代理管理者権限（{day} まで）: {roles}"),
    receipt_footer: "このメールは、招待を承諾いただいたためお送りしています。",
    invitation_footer: |sender, partner, address| {
        format!("{partner} の {sender} に代わって送信しています。ご返信は {address} に届きます。")
    },
    terms: TermsTexts {
        title: |company, domain, version| {
            format!("{company} ({domain}) によるリセラー関係への同意書、バージョン {version}")
        },
        who: |company| {
            format!(
                "1. 業務を行う者。{company} は、次の会社が以下のとおり自社のために取引を行うことに同意します。"
            )
        },
        party: |name, domain, country, kind| {
            format!("{name}（{domain}、{country}）は、{kind}として次のことを行うことができます。")
        },
        privileges: "2. 代理管理者権限。",
        none: "付与しません。",
        roles: |days| {
            format!("承諾の日から {days} 日間、上記の各社は次の役割でも業務を行うことができます。")
        },
        roles_end: "権限は期間の経過により自動的に終了し、リセラー関係とは独立しています。",
        not_agreed: |company| {
            format!(
                "3. 同意に含まれないもの。この同意は注文ではなく、費用は発生しません。パスワードへのアクセスは誰にも認めず、データへのアクセスは第 2 項の権限の範囲に限ります。{company} の他のパートナーの権利を損なうものではありません。"
            )
        },
        end: |company| {
            format!(
                "4. 終了。{company} は、いつでも理由を示すことなく、第 1 項に記載のパートナーに申し出ることにより関係を終了できます。申し出を受けたパートナーは関係を解消します。各パートナーも自らの関係を終了できます。その間に注文されたものに関する契約は、これにより変更されません。"
            )
        },
        who_agrees: |company| {
            format!(
                "5. 同意者。承諾する者は、{company} を代表して承諾する権限を有することを表明します。氏名、役職、会社のメールアドレス、日時およびこの文面は証拠として保管され、第 1 項に記載のパートナーに開示されます。"
            )
        },
    },
};

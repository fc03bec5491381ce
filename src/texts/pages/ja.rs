//! Japanese.

use super::{DeadTexts, ErrorTexts, PageTexts};

pub(super) static TEXTS: PageTexts = PageTexts {
    languages: "言語",
    steps: "手順",
    step_you: "ご本人",
    step_code: "コード",
    step_agree: "同意",
    step_done: "（完了）",
    title: |names, company| format!("{names} から {company} へのご依頼"),
    heading: |names, company, _| {
        format!("{names} が {company} のために業務を行うことへのご同意のお願い")
    },
    lead: "内容をお読みのうえ、承諾または辞退をお選びください。このページを開いただけでは何も変わりません。",
    until: ("ご回答の期限は ", " です。"),
    domain: "ドメイン",
    country: "国",
    acts_as: "役割",
    since: "利用開始日",
    sent_by: |sender, company, domain| format!("送信者: {sender}、宛先: {company} ({domain})"),
    for_both: "回答は両社に共通です。両社とつながるか、どちらともつながらないかのいずれかになります。",
    can: "できるようになること",
    cannot: "できないこと",
    take_back: "取り消す方法",
    role_item: |meaning, days, label| format!("{meaning}（本日から {days} 日間、{label}）"),
    answer: "ご回答",
    say_who: "承諾される場合は、お名前などをご入力ください。次にコードをメールでお送りします。コードを入力されるまでは、何も成立しません。",
    name: "お名前",
    job_title: "役職",
    email: "会社のメールアドレス",
    email_help: |masked| {
        format!(
            "コードの送り先です。招待は {masked} に送信されました。このアドレスを省略せずにご入力ください。"
        )
    },
    go_on: "承諾に進む",
    decline: "辞退する",
    unexpected: "心当たりがありません",
    no_mail_title: "現在ここでは承諾できません",
    no_mail: |sender| {
        format!(
            "承諾にはコードをメールでお送りする必要がありますが、このサーバーはまだメールを送信できません。{sender} までお知らせください。リンクはそのままお使いいただけます。辞退にはコードは不要です。"
        )
    },
    code_title: "コードの入力",
    code_heading: "コードの入力と同意",
    code_lead: |masked| {
        format!("{masked} にコードを送信しました。有効期間は 10 分です。まだ何も成立していません。")
    },
    code_late_title: "コードはまだ送信されていません",
    code_late: |masked| {
        format!(
            "現在、{masked} 宛てのメールを送信できません。1 分ごとに再送を試みます。しばらくしてからこのページを再読み込みしてください。まだ何も合意されていません。"
        )
    },
    code_failed_title: "コードを届けられませんでした",
    code_failed: |masked, sender| {
        format!(
            "コードを記載したメールは {masked} に届きませんでした。アドレスをご確認のうえ、新しいコードを請求してください。それでも届かない場合は、{sender} にお知らせください。何も合意されておらず、辞退する場合コードは不要です。"
        )
    },
    code: "メールに記載のコード",
    code_help: "8 文字です。大文字と小文字の区別や空白は影響しません。",
    read_agreement: "同意書を読む",
    agreement_in: |language| {
        format!(
            "同意書は次の言語で作成されています: {language}。効力を持つのはその文面のため、作成時のまま表示しています。"
        )
    },
    agree: "会社を代表して同意します。また、その権限を有しています",
    agree_help: |name, job, company| format!("{company}、{job}、{name}"),
    accept: "承諾する",
    no_code: (
        "数分待ってもメールが届かない場合は、迷惑メールフォルダーをご確認いただくか、",
        "前のページに戻って新しいコードを請求",
        "してください。",
    ),
    asked: "ご依頼の内容",
    decline_heading: |names| format!("{names} からの招待を辞退する"),
    unexpected_heading: "この招待に心当たりがない場合",
    refusal_lead: |company, sender, names, unexpected| {
        let what = if unexpected {
            "心当たりがない旨"
        } else {
            "辞退された旨"
        };
        format!(
            "{company} との関係は結ばれず、リンクは無効になります。{names} の {sender} に{what}をお知らせします。コードは不要です。"
        )
    },
    reason: "辞退の理由",
    reason_help: "「必要ない」など一言で結構です。送信者に伝えられます。",
    unexpected_reason: "送信者に伝えること",
    unexpected_help: "「この会社を知らない」など一言で結構です。機密情報は書かないでください。",
    report: "報告して辞退する",
    decline_now: "招待を辞退する",
    back: "回答せずに戻る",
    connected: "関係が結ばれました",
    connected_with: |names| format!("{names} との関係が結ばれました"),
    receipt_lead: |sender| {
        format!(
            "{sender} に通知しました。この控えはメールでもお送りしました。大切に保管してください。"
        )
    },
    company: "会社",
    verified: "（ご入力のアドレスにより確認済み）",
    not_verified: "（未確認）",
    outside: |domain| {
        format!(
            "ご入力のアドレスは {domain} のものではないため、会社のドメインは確認されません。このことはパートナーにも表示されます。"
        )
    },
    shared: |domain| {
        format!(
            "{domain} は誰でも利用できるため、会社について何の証明にもなりません。このことはパートナーにも表示されます。"
        )
    },
    agreed_by: "同意者",
    their_job: "役職",
    when: "日時",
    privileges: "代理管理者権限",
    no_privileges: "なし",
    privileges_until: "代理管理者権限の期限",
    until_roles: |day, roles| format!("{day}: {roles}"),
    fingerprint: "文面のフィンガープリント",
    read_agreed: "同意された内容を読む",
    contact: |sender, names| format!("{names} の {sender}"),
    not_ready: DeadTexts {
        title: "この招待はまだ準備中です",
        message: |_, _, contact| {
            format!(
                "{contact} が作成していますが、まだお渡ししていないため、ご回答いただけません。"
            )
        },
        next: |contact, _| {
            format!(
                "{contact} に完成を依頼してください。お手元のリンクはそのままお使いいただけます。"
            )
        },
    },
    accepted: DeadTexts {
        title: "この招待は承諾済みです",
        message: |company, when, _| {
            format!(
                "{when} に {company} として承諾されました。招待への回答は一度限りです。控えは承諾された方にメールでお送りしました。"
            )
        },
        next: |contact, _| {
            format!(
                "意図されたものでない場合は、{contact} にお知らせください。関係はいつでも解消できます。"
            )
        },
    },
    declined: DeadTexts {
        title: "この招待は辞退されました",
        message: |company, when, contact| {
            format!(
                "{when} に {company} として辞退されました。関係は結ばれておらず、{contact} に通知済みです。"
            )
        },
        next: |contact, _| {
            format!("改めて承諾される場合は、{contact} に新しい招待をご依頼ください。")
        },
    },
    expired: DeadTexts {
        title: "このリンクは期限切れです",
        message: |_, when, _| format!("ご回答の期限は {when} でした。何も変わっていません。"),
        next: |contact, masked| {
            format!("{contact} に新しいリンクをご依頼ください。{masked} に送信されます。")
        },
    },
    revoked: DeadTexts {
        title: "この招待は取り下げられました",
        message: |_, _, contact| {
            format!(
                "{contact} が取り下げました。ご回答いただくことはできず、何も変わっていません。"
            )
        },
        next: |contact, _| {
            format!("お心当たりがある場合は、{contact} に新しいリンクをご依頼ください。")
        },
    },
    replaced: DeadTexts {
        title: "このリンクは新しいリンクに置き換えられました",
        message: |_, _, contact| {
            format!(
                "{contact} がこの招待の新しいリンクを作成しました。このリンクはもう使えません。開いても何も変わっていません。"
            )
        },
        next: |contact, _| {
            format!(
                "{contact} からの最新のメッセージにあるリンクをお使いいただくか、{contact} にご依頼ください。"
            )
        },
    },
    staff_title: "回答できるのはお客様のみです",
    staff: |company| {
        format!(
            "依頼元パートナーの担当者としてサインインしています。同意は {company} ご自身によるもので、パートナーが行うことはできません。"
        )
    },
    staff_next: "何も変更されていません。お客様と同じ表示を確認するには、サインアウトするかプライベートウィンドウをお使いください。",
    over: "承諾できなくなりました",
    not_together: |names| format!("{names} は共同での依頼を終了しました。何も承諾されていません。"),
    not_active: |names| format!("{names} はここでの活動を終了しています。何も承諾されていません。"),
    ask_writer: "ご連絡を差し上げた担当者にお問い合わせください。",
    errors: ErrorTexts {
        prefix: "エラー: ",
        summary: "次の点をご確認ください",
        name: "お名前を入力してください",
        job_title: "役職を入力してください",
        email: "name@contoso.example のようなメールアドレスを入力してください",
        web_address: "ここには名前を入力してください。ウェブアドレスは使えません",
        unwanted: "改行や見えない制御文字を削除してください",
        unwanted_in_text: "見えない制御文字を削除してください",
        too_long: |max, length| format!("{max} 文字以内で入力してください（現在 {length} 文字）"),
        no_mail: "現在このサーバーはコードを送信できません",
        insider: |partner| {
            format!(
                "このアドレスは依頼元の {partner} のものです。承諾できるのはお客様ご自身のアドレスのみです"
            )
        },
        must_verify: |sender| {
            format!(
                "ここでは会社独自のドメインのアドレスでのみ承諾できます。{sender} にそのようなアドレスへの招待をご依頼ください"
            )
        },
        other_address: |masked, sender| {
            format!(
                "コードは招待先のアドレス {masked} にのみ送信できます。省略せずに入力するか、{sender} にあなたのアドレスへの招待をご依頼ください"
            )
        },
        too_soon: "1 分以内にコードを送信済みです。メールをご確認いただくか、1 分待ってから再度請求してください",
        too_many: "本日の上限である 5 件のコードを送信済みです。明日もう一度お試しください",
        say_who: "先にお名前などを入力してください。その後、コードをメールでお送りします",
        code: "メールに記載のコードを入力してください",
        agree: "同意される場合はチェックを入れてください。チェックがなければ承諾されません",
        code_over: "このコードは期限切れか、5 回誤って入力されました。前のページに戻って新しいコードを請求してください",
        wrong_code: |left| {
            match left {
            ..=0 => "コードが違います。入力できる回数がなくなりました。前のページに戻って新しいコードを請求してください".to_owned(),
            left => format!("コードが違います。あと {left} 回入力できます"),
        }
        },
        wording: "ページを開いた後に文面が変更されました。もう一度お読みください。何も承諾されていません",
        reason: "理由を一言ご記入ください。理由がなければ辞退できません",
    },
};

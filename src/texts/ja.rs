//! Japanese.

use super::{KindTexts, RoleTexts, Texts};

pub(super) static TEXTS: Texts = Texts {
    both: |one, other| format!("{one} および {other}"),
    comma: "、",
    day: |day, month, year| format!("{year}年{month}月{day}日"),
    moment: |day, time| format!("{day} {time} UTC"),
    salutation: |name| format!("{name} 様"),
    neutral_salutation: "ご担当者様",
    neutral_person: "ご担当者",
    asks_for_privileges: |days, roles| {
        format!(
            "あわせて、{days} 日間の代理管理者権限（{roles}）をお願い申し上げます。各権限の内容はページでご説明しております。権限は期限をもって自動的に終了し、お申し出があればそれより前に終了いたします。"
        )
    },
    cannot: &[
        "お客様と合意していないものを注文すること",
        "パスワードを見ること、メールやファイルを読むこと",
        "他のパートナーがお客様のために行う業務を見ること、変更すること",
    ],
    take_back: &[
        "上記のいずれかのパートナーに関係の解消をお申し出ください。どのパートナーもいつでも解消できます。",
        "権限は、ほかに何があっても期日に自動的に終了します。",
        "メールでお送りする控えを保管してください。合意の内容とお問い合わせ先が記載されています。",
    ],
    reseller: KindTexts {
        label: "間接リセラー",
        in_sentence: "間接リセラー",
        can: &[
            "お客様への助言、ご提案、販売を行うこと",
            "プロバイダーがお客様のために行う注文に、担当リセラーとして記載されること",
            "お客様の会社情報と、自社が販売したものを閲覧すること",
        ],
    },
    provider: KindTexts {
        label: "間接プロバイダー",
        in_sentence: "間接プロバイダー",
        can: &[
            "お客様がリセラーと合意した注文を行い、変更し、取り消すこと",
            "その代金をリセラーに請求すること",
            "お客様の会社情報と、お客様のために注文されたものを閲覧すること",
        ],
    },
    direct_bill: KindTexts {
        label: "直接請求パートナー",
        in_sentence: "直接請求パートナー",
        can: &[
            "お客様への助言、ご提案、販売を行うこと",
            "お客様と合意した注文を行い、変更し、取り消し、その代金をお客様に請求すること",
            "お客様の会社情報と、お客様のために注文されたものを閲覧すること",
        ],
    },
    directory_reader: RoleTexts {
        label: "ディレクトリ閲覧者",
        meaning: "お客様のユーザーとグループの一覧を閲覧すること",
    },
    service_support: RoleTexts {
        label: "サービスサポート管理者",
        meaning: "お客様のためにサービスリクエストを作成し、経過を確認すること",
    },
    license_administrator: RoleTexts {
        label: "ライセンス管理者",
        meaning: "お客様のユーザーにライセンスを割り当て、取り消すこと",
    },
    user_administrator: RoleTexts {
        label: "ユーザー管理者",
        meaning: "お客様のユーザーを作成、変更、削除し、パスワードを再設定すること",
    },
    billing_administrator: RoleTexts {
        label: "課金管理者",
        meaning: "お客様のサブスクリプションと請求先情報を管理すること",
    },
};

## What partners are called, and may do once the customer has accepted (one item a line)

indirect-reseller = 間接リセラー
    .in-sentence = 間接リセラー
    .can =
        お客様への助言、ご提案、販売を行うこと
        プロバイダーがお客様のために行う注文に、担当リセラーとして記載されること
        お客様の会社情報と、自社が販売したものを閲覧すること
indirect-provider = 間接プロバイダー
    .in-sentence = 間接プロバイダー
    .can =
        お客様がリセラーと合意した注文を行い、変更し、取り消すこと
        その代金をリセラーに請求すること
        お客様の会社情報と、お客様のために注文されたものを閲覧すること
direct-bill = 直接請求パートナー
    .in-sentence = 直接請求パートナー
    .can =
        お客様への助言、ご提案、販売を行うこと
        お客様と合意した注文を行い、変更し、取り消し、その代金をお客様に請求すること
        お客様の会社情報と、お客様のために注文されたものを閲覧すること

## Roles of delegated admin privileges, and what each lets a partner do, for somebody who has never heard of it

directory-reader = ディレクトリ閲覧者
    .meaning = お客様のユーザーとグループの一覧を閲覧すること
service-support = サービスサポート管理者
    .meaning = お客様のユーザーを閲覧し、お客様のためにサービスリクエストを作成し、経過を確認すること
license-administrator = ライセンス管理者
    .meaning = お客様のユーザーを閲覧し、ライセンスを割り当て、取り消すこと
user-administrator = ユーザー管理者
    .meaning = お客様のユーザーを閲覧、作成、変更、ブロック、削除し、新しいパスワードを設定するためのリンクをメールで送ること
billing-administrator = 課金管理者
    .meaning = お客様のサブスクリプションと請求先情報を管理すること
global-administrator = グローバル管理者
    .meaning = お客様のユーザー、その役割、サービス、設定について、お客様ご自身ができることをすべて行うこと
global-reader = グローバル閲覧者
    .meaning = お客様のユーザー、設定、レポートをすべて閲覧すること（変更はできません）
exchange-administrator = Exchange 管理者
    .meaning = お客様のユーザーを閲覧し、メールサービスとメールボックスを管理すること
share-point-administrator = SharePoint 管理者
    .meaning = お客様のユーザーを閲覧し、サイトとそこに保存されたファイルを管理すること
teams-administrator = Teams 管理者
    .meaning = お客様のユーザーを閲覧し、会議、チャット、電話を管理すること
intune-administrator = Intune 管理者
    .meaning = お客様のユーザーを閲覧し、デバイスとその中のアプリを管理すること
security-administrator = セキュリティ管理者
    .meaning = お客様のユーザーとセキュリティの警告を閲覧し、セキュリティ設定を変更すること

## The agreement itself

agreement-title = { $company } ({ $domain }) によるリセラー関係への同意書、バージョン { $version }
agreement-who = 1. 業務を行う者。{ $company } は、次の会社が以下のとおり自社のために取引を行うことに同意します。
agreement-party = { $name }（{ $domain }、{ $country }）は、{ $kind }として次のことを行うことができます。
agreement-no-privileges = 2. 代理管理者権限。付与しません。
agreement-privileges = 2. 代理管理者権限。承諾の日から { $days } 日間、上記の各社は次の役割でも業務を行うことができます。
agreement-privileges-end = 権限は期間の経過により自動的に終了し、リセラー関係とは独立しています。
agreement-not-agreed = 3. 同意に含まれないもの。この同意は注文ではなく、費用は発生しません。パスワードへのアクセスは誰にも認めず、データへのアクセスは第 2 項の権限の範囲に限ります。{ $company } の他のパートナーの権利を損なうものではありません。
agreement-end = 4. 終了。{ $company } は、いつでも理由を示すことなく、第 1 項に記載のパートナーに申し出ることにより関係を終了できます。申し出を受けたパートナーは関係を解消します。各パートナーも自らの関係を終了できます。その間に注文されたものに関する契約は、これにより変更されません。
agreement-who-agrees = 5. 同意者。承諾する者は、{ $company } を代表して承諾する権限を有することを表明します。氏名、役職、会社のメールアドレス、日時およびこの文面は証拠として保管され、第 1 項に記載のパートナーに開示されます。

## 権限のみの同意書

agreement-privileges-title = { $company } ({ $domain }) による代理管理者権限への同意書、バージョン { $version }
agreement-grants = 1. 業務を行う者。{ $company } は、次の会社に代理管理者権限を付与します。
agreement-privileges-party = { $name } ({ $domain }、{ $country })
agreement-grants-roles = 2. 代理管理者権限。承諾の日から { $days } 日間、この会社は次の役割で業務を行うことができます。
agreement-grants-end = 4. 終了。{ $company } は、いつでも理由を示すことなく、メールで送られるリンクのページで権限を終了できます。パートナーも権限を終了できます。この同意により、リセラー関係が結ばれ、変更され、または終了することはありません。
agreement-extended = 期間の終わりに { $days } 日が追加され、その後もそのつど追加されます。{ $company } またはパートナーはこれを無効にできます。{ $company } にはそのつどメールで通知されます。権限はリセラー関係とは独立しています。

## On every page

languages = 言語
steps = 手順
    .you = ご本人
    .code = コード
    .agree = 同意
    .done = （完了）

## The ask

ask-title = { $names } から { $company } へのご依頼
ask-heading = { $names } が { $company } のために業務を行うことへのご同意のお願い
ask-lead = 内容をお読みのうえ、承諾または辞退をお選びください。このページを開いただけでは何も変わりません。
until = ご回答の期限は { $moment } です。
domain = ドメイン
country = 国
acts-as = 役割
since = 利用開始日
sent-by = 送信者: { $sender }、宛先: { $company } ({ $domain })
for-both = 回答は両社に共通です。両社とつながるか、どちらともつながらないかのいずれかになります。
can-heading = できるようになること
role-item = { $meaning }（本日から { $days } 日間、{ $label }）
global-apart = { $days ->
   *[other] よくお読みください。{ $names } は「グローバル管理者」の役割を求めています。本日から { $days } 日間、お客様のユーザー、サービス、設定について、お客様ご自身ができることをすべて行えるようになります。自動的に延長されることはありません。
}
cannot-heading = できないこと
cannot =
    お客様と合意していないものを注文すること
    パスワードを見ること、メールやファイルを読むこと
    他のパートナーがお客様のために行う業務を見ること、変更すること
    .wide =
        お客様と合意していないものを注文すること
        パスワードを見ること
        他のパートナーがお客様のために行う業務を見ること、変更すること
take-back-heading = 取り消す方法
take-back =
    上記のいずれかのパートナーに関係の解消をお申し出ください。どのパートナーもいつでも解消できます。
    権限は、ほかに何があっても期日に自動的に終了します。
    メールでお送りする控えを保管してください。合意の内容とお問い合わせ先が記載されています。

## Who answers

answer-heading = ご回答
say-who = 承諾される場合は、お名前などをご入力ください。次にコードをメールでお送りします。コードを入力されるまでは、何も成立しません。
your-name = お名前
your-job = 役職
your-email = 会社のメールアドレス
    .help = コードの送り先です。招待は { $masked } に送信されました。このアドレスを省略せずにご入力ください。
go-on = 承諾に進む
decline = 辞退する
unexpected = 心当たりがありません
cannot-mail = 承諾にはコードをメールでお送りする必要がありますが、このサーバーはまだメールを送信できません。{ $sender } までお知らせください。リンクはそのままお使いいただけます。辞退にはコードは不要です。
    .title = 現在ここでは承諾できません

## The code and the agreement

code-title = コードの入力
code-heading = コードの入力と同意
code-lead = { $masked } にコードを送信しました。有効期間は 10 分です。まだ何も成立していません。
code-late = 現在、{ $masked } 宛てのメールを送信できません。1 分ごとに再送を試みます。しばらくしてからこのページを再読み込みしてください。まだ何も合意されていません。
    .title = コードはまだ送信されていません
code-failed = コードを記載したメールは { $masked } に届きませんでした。アドレスをご確認のうえ、新しいコードを請求してください。それでも届かない場合は、{ $sender } にお知らせください。何も合意されておらず、辞退する場合コードは不要です。
    .title = コードを届けられませんでした
code = メールに記載のコード
    .help = 8 文字です。大文字と小文字の区別や空白は影響しません。
read-agreement = 同意書を読む
agreement-in = 同意書は次の言語で作成されています: { $language }。効力を持つのはその文面のため、作成時のまま表示しています。
agree = 会社を代表して同意します。また、その権限を有しています
    .help = { $company }、{ $job }、{ $name }
accept = 承諾する
no-code = 数分待ってもメールが届かない場合は、迷惑メールフォルダーをご確認いただくか、{ $link }してください。
    .link = 前のページに戻って新しいコードを請求
asked-heading = ご依頼の内容

## Declining

decline-heading = { $names } からの招待を辞退する
decline-lead = { $company } との関係は結ばれず、リンクは無効になります。{ $names } の { $sender } に辞退された旨をお知らせします。コードは不要です。
decline-reason = 辞退の理由
    .help = 「必要ない」など一言で結構です。送信者に伝えられます。
decline-now = 招待を辞退する
unexpected-heading = この招待に心当たりがない場合
unexpected-lead = { $company } との関係は結ばれず、リンクは無効になります。{ $names } の { $sender } に心当たりがない旨をお知らせします。コードは不要です。
unexpected-reason = 送信者に伝えること
    .help = 「この会社を知らない」など一言で結構です。機密情報は書かないでください。
unexpected-report = 報告して辞退する
back = 回答せずに戻る

## The receipt

connected = 関係が結ばれました
connected-with = { $names } との関係が結ばれました
receipt-lead = { $sender } に通知しました。この控えはメールでもお送りしました。大切に保管してください。
company = 会社
verified = （ご入力のアドレスにより確認済み）
not-verified = （未確認）
outside = ご入力のアドレスは { $domain } のものではないため、会社のドメインは確認されません。このことはパートナーにも表示されます。
shared = { $domain } は誰でも利用できるため、会社について何の証明にもなりません。このことはパートナーにも表示されます。
agreed-by = 同意者
their-job = 役職
when = 日時
privileges = 代理管理者権限
    .none = なし
privileges-until = 代理管理者権限の期限
until-roles = { $day }: { $roles }
fingerprint = 文面のフィンガープリント
read-agreed = 同意された内容を読む

## Links that cannot be answered

contact = { $names } の { $sender }
not-ready =
    .title = この招待はまだ準備中です
    .message = { $contact } が作成していますが、まだお渡ししていないため、ご回答いただけません。
    .next = { $contact } に完成を依頼してください。お手元のリンクはそのままお使いいただけます。
accepted =
    .title = この招待は承諾済みです
    .message = { $when } に { $company } として承諾されました。招待への回答は一度限りです。控えは承諾された方にメールでお送りしました。
    .next = 意図されたものでない場合は、{ $contact } にお知らせください。関係はいつでも解消できます。
declined =
    .title = この招待は辞退されました
    .message = { $when } に { $company } として辞退されました。関係は結ばれておらず、{ $contact } に通知済みです。
    .next = 改めて承諾される場合は、{ $contact } に新しい招待をご依頼ください。
expired =
    .title = このリンクは期限切れです
    .message = ご回答の期限は { $when } でした。何も変わっていません。
    .next = { $contact } に新しいリンクをご依頼ください。{ $masked } に送信されます。
revoked =
    .title = この招待は取り下げられました
    .message = { $contact } が取り下げました。ご回答いただくことはできず、何も変わっていません。
    .next = お心当たりがある場合は、{ $contact } に新しいリンクをご依頼ください。
replaced =
    .title = このリンクは新しいリンクに置き換えられました
    .message = { $contact } がこの招待の新しいリンクを作成しました。このリンクはもう使えません。開いても何も変わっていません。
    .next = { $contact } からの最新のメッセージにあるリンクをお使いいただくか、{ $contact } にご依頼ください。
over =
    .title = 承諾できなくなりました
    .not-together = { $names } は共同での依頼を終了しました。何も承諾されていません。
    .not-active = { $names } はここでの活動を終了しています。何も承諾されていません。
    .next = ご連絡を差し上げた担当者にお問い合わせください。
staff =
    .title = 回答できるのはお客様のみです
    .message = 依頼元パートナーの担当者としてサインインしています。同意は { $company } ご自身によるもので、パートナーが行うことはできません。
    .next = 何も変更されていません。お客様と同じ表示を確認するには、サインアウトするかプライベートウィンドウをお使いください。

## What is wrong with what was typed

error-prefix = エラー:{ " " }
error-summary = 次の点をご確認ください
error-name = お名前を入力してください
error-job = 役職を入力してください
error-email = name@contoso.example のようなメールアドレスを入力してください
error-web-address = ここには名前を入力してください。ウェブアドレスは使えません
error-unwanted = 改行や見えない制御文字を削除してください
    .in-text = 見えない制御文字を削除してください
error-too-long = { $max } 文字以内で入力してください（現在 { $length } 文字）
error-no-mail = 現在このサーバーはコードを送信できません
error-insider = このアドレスは依頼元の { $partner } のものです。承諾できるのはお客様ご自身のアドレスのみです
error-must-verify = ここでは会社独自のドメインのアドレスでのみ承諾できます。{ $sender } にそのようなアドレスへの招待をご依頼ください
error-other-address = コードは招待先のアドレス { $masked } にのみ送信できます。省略せずに入力するか、{ $sender } にあなたのアドレスへの招待をご依頼ください
error-too-soon = 1 分以内にコードを送信済みです。メールをご確認いただくか、1 分待ってから再度請求してください
error-too-many = 本日の上限である 5 件のコードを送信済みです。明日もう一度お試しください
error-say-who = 先にお名前などを入力してください。その後、コードをメールでお送りします
error-code = メールに記載のコードを入力してください
error-agree = 同意される場合はチェックを入れてください。チェックがなければ承諾されません
error-code-over = このコードは期限切れか、5 回誤って入力されました。前のページに戻って新しいコードを請求してください
error-wrong-code = { $left ->
    [0] コードが違います。入力できる回数がなくなりました。前のページに戻って新しいコードを請求してください
   *[other] コードが違います。あと { $left } 回入力できます
}
error-wording = ページを開いた後に文面が変更されました。もう一度お読みください。何も承諾されていません
error-reason = 理由を一言ご記入ください。理由がなければ辞退できません

## 権限についてのメールにあるリンクのページ

privileges-page =
    .title = { $partner } の権限
    .heading = { $partner } が { $company } のためにできること
    .lead = これは代理管理者権限です。このページを開いても何も変わりません。
    .name = 名前
    .since = 付与日時
    .until = 終了日時
    .can = この権限でできること
    .extends = 自動的には終了しません。貴社またはパートナーが無効にするまで、{ $moment } とその後の期限ごとに { $days } 日が追加されます。
    .switch-off = 自動延長を無効にする
    .end = この権限を終了する
    .end-lead = その時点から、{ $partner } は { $company } のためにこれらを行えなくなります。リセラー関係、注文、サブスクリプションは変わりません。元に戻すことはできず、新しい権限には新たな同意が必要です。
    .stops = できなくなること
    .end-now = { $partner } の権限を終了する
    .back = 何も変えずに戻る
    .ended = この権限は終了しました
    .ended-lead = { $moment } に終了しました。できたことは下に示しています。
    .others = 同じ同意によるもの

## Password

password-title = パスワードの設定
password-lead = { $account } のパスワードです。ご本人だけが決め、ほかの誰にも見えません。
password-label = 新しいパスワード
password-help = 12 文字以上。関係のない単語をいくつか並べるとよいでしょう。
password-again = もう一度同じもの
password-button = パスワードを設定する
password-done = パスワードが設定されました
    .text = いつもの場所で、このパスワードを使ってサインインしてください。
password-dead = このリンクは使えません
    .text = パスワードを設定するリンクは、24 時間以内に一度だけ使えます。このリンクは使用済みか、置き換えられたか、期限が切れています。送信を依頼した人に新しいリンクを頼んでください。
password-short = 12 文字以上にしてください（現在 { $length } 文字）
password-long = 256 文字以内にしてください
password-easy = 推測されやすいパスワードです。名前、会社名、年を使わず、関係のない単語をいくつか並べてください
password-differs = 同じパスワードをもう一度入力してください

## リンクや要求に問題があるとき

lost-title = このリンクはここでは使えません
lost-message = リンクが途中で切れているか、前後の文字が一緒にコピーされた可能性があります。メールから直接開くか、最初から最後まですべてコピーしてください。それでも開けない場合は、送信者に新しいリンクを依頼してください。
unread-title = 読み取れませんでした
unread-message = 何も変更されていません。メールのリンクをもう一度開き、表示されたページで回答してください。
wait-title = 現在はご利用いただけません
wait-message = 何も変更されていません。数分待ってから、リンクをもう一度開いてください。
fault-title = 問題が発生しました
fault-message = 原因はこちらにあり、記録されています。何も変更されていません。しばらくしてからもう一度お試しください。

## 権限のお願いと控え

ask-heading-privileges = { $names } から { $company } への権限のお願い
take-back-privileges =
    権限は、控えに記載のリンクのページで、理由を示すことなくいつでもご自身で終了できます。
    メールでお送りする控えを保管してください。合意の内容とお問い合わせ先が記載されています。
take-back-both =
    上記のいずれかのパートナーに関係の解消をお申し出ください。どのパートナーもいつでも解消できます。
    権限は、控えに記載のリンクのページで、理由を示すことなくいつでもご自身で終了できます。
    メールでお送りする控えを保管してください。合意の内容とお問い合わせ先が記載されています。
granted = 権限を付与しました
granted-to = { $names } に権限を付与しました

## The invitation

salutation = { $name } 様
    .neutral = ご担当者様
nobody = ご担当者
asks-for-privileges = あわせて、{ $days } 日間の代理管理者権限（{ $roles }）をお願い申し上げます。各権限の内容はページでご説明しております。権限は期限をもって自動的に終了し、お申し出があればそれより前に終了いたします。
invitation-footer = { $partner } の { $sender } に代わって送信しています。ご返信は { $address } に届きます。
template-alone =
    .subject = { $company } 様とのリセラー関係のお願い（{ $partner }）
    .body =
        { $company }
        { $salutation }

        平素より大変お世話になっております。{ $partner } の { $sender } でございます。

        このたび、クラウド製品およびサービスについて、{ $partner } が { $company } 様の{ $kind }となることへのご同意をお願いいたしたく、ご連絡申し上げます。

        内容は次の専用リンクよりご確認いただけます。承諾または辞退もこちらからお選びいただけます。

        { $link }

        { $privileges }

        このリンクは { $company } 様専用で、有効期間は { $days } 日間です。承諾される場合は、お名前、会社のメールアドレス、およびメールでお送りするコードをご入力いただきます。それまでは何も成立せず、リンクを開いただけで義務が生じることはございません。

        ご不明な点がございましたら、このメールにご返信ください。

        何卒よろしくお願い申し上げます。

        { $partner }
        { $sender }
template-joint =
    .subject = { $company } 様とのリセラー関係のお願い（{ $partners }）
    .body =
        { $company }
        { $salutation }

        平素より大変お世話になっております。{ $partner } の { $sender } でございます。

        このたび、{ $reseller } と { $provider } は共同で、{ $company } 様に一度のご同意をお願いいたしたく、ご連絡申し上げます。

        { $reseller } は、間接リセラーとして、クラウド製品およびサービスに関する助言、ご提案、販売を行います。

        { $provider } は、{ $reseller } の間接プロバイダーとして、お客様が { $reseller } と合意された注文を行い、変更し、取り消し、その代金を { $reseller } に請求いたします。

        両社それぞれの内容は次の専用リンクよりご確認いただけます。承諾または辞退もこちらからお選びいただけます。

        { $link }

        { $privileges }

        このリンクは { $company } 様専用で、有効期間は { $days } 日間です。承諾される場合は、お名前、会社のメールアドレス、およびメールでお送りするコードをご入力いただきます。承諾は両社に対するもので、一方のみの承諾はできません。それまでは何も成立せず、リンクを開いただけで義務が生じることはございません。

        ご不明な点がございましたら、このメールにご返信ください。

        何卒よろしくお願い申し上げます。

        { $partner }
        { $sender }

## The mail with the code

code-mail =
    .subject = 確認コードのお知らせ
    .body =
        { $name } 様

        { $company } 様への招待にご回答いただくためのコードは次のとおりです。

        { $mark }

        10 分以内に、コードの入力を求めたページでご入力ください。電話やメールでコードをお尋ねすることは決してありません。コードを請求されていない場合は、何もしていただく必要はありません。
    .footer = このメールは、招待のページにこのアドレスが入力されたためお送りしています。

## The receipt

receipt-mail =
    .subject = 控え: { $company } と { $names } との関係が結ばれました
    .agreed =
        { $name } 様

        { $when } に、{ $company } ({ $domain }) を代表して、{ $names } とのリセラー関係に同意いただきました。
    .privileges = 代理管理者権限（{ $day } まで）: { $roles }
    .end =
        文面: バージョン { $version }、フィンガープリント { $fingerprint }

        関係を解消される場合は、ここに記載のいずれかのパートナーにお申し出ください。権限は期日に自動的に終了します。このメールは控えとして保管してください。
    .footer = このメールは、招待を承諾いただいたためお送りしています。

domain-mail =
    .subject = { $domain } の確認コード
    .body =
        こんにちは。

        { $partner } が { $company } のアカウントにドメイン { $domain } を追加しようとしており、そのドメインは同社のものであるとしています。正しい場合は、このコードを依頼者に伝えるか、ご自身で入力してください。

        { $mark }

        有効期間は 10 分です。{ $company } が { $domain } と関係がない場合は、何もする必要はありません。コードがなければ何も起こりません。
    .footer = ドメインの所有者を確認するため、{ $domain } の管理用アドレスに送信されました。

## 付与された権限について

privileges-mail =
    .hello = { $name } 様
    .what = 対象は { $partner } の権限「{ $privilege }」です: { $roles }
    .way = 次のページで、理由を示さずにいつでも終了できます。
    .footer = { $company } がこの権限を付与したためにお送りしています。
privileges-ending =
    .subject = { $partner } の権限は { $day } に終了します
    .body = { $company } が { $partner } に付与した代理管理者権限は { $moment } に終了します。自動的に終了するので、何もする必要はありません。
privileges-ended =
    .subject = { $partner } の権限が終了しました
    .by-partner = { $partner } は、{ $company } から付与された代理管理者権限を { $moment } に終了しました。権限は直ちに無効になりました。
    .by-customer = { $partner } の代理管理者権限は、お送りしたリンクのページで、{ $company } として { $moment } に終了されました。権限は直ちに無効になりました。
privileges-extended =
    .subject = { $partner } の権限が { $day } まで延長されました
    .body = 自動延長が有効なため、{ $company } が { $partner } に付与した代理管理者権限は { $days } 日延長され、{ $moment } までになりました。
privileges-extending =
    .subject = { $partner } の権限は自動的に延長されます
    .body = { $company } が { $partner } に付与した代理管理者権限の自動延長が有効になりました。貴社または { $partner } が無効にするまで、{ $moment } とその後の期限ごとに { $days } 日が追加されます。
privileges-not-extending =
    .subject = { $partner } の権限は延長されなくなりました
    .body = { $company } が { $partner } に付与した代理管理者権限の自動延長が無効になりました。権限は { $moment } に終了します。

## Password

user-password =
    .subject = { $account } の新しいパスワードの設定
    .body =
        { $name } 様

        { $company } のユーザーを管理する { $partner } の { $sender } の依頼により、このリンクをお送りします。24 時間以内に、次のリンクから { $account } の新しいパスワードを設定してください。

        { $link }

        リンクは一度だけ使え、以前のリンクは使えなくなります。パスワードはご本人以外には知られません。お心当たりがない場合は、何もしないでください。パスワードはそのままです。
    .footer = { $partner } の { $sender } の依頼により送信しました。

## 権限のみのお願い

asks-for-these = 対象は次の役割（{ $days } 日間）です: { $roles }
template-privileges =
    .subject = { $company } 様への代理管理者権限のお願い（{ $partner }）
    .body =
        { $company }
        { $salutation }

        平素より大変お世話になっております。{ $partner } の { $sender } でございます。

        このたび、{ $partner } が { $company } 様のユーザーおよびサービスを一定期間管理するための代理管理者権限をお願いいたしたく、ご連絡申し上げます。現在のリセラー関係は変わりません。

        { $privileges }

        各役割でできることは次の専用リンクよりご確認いただけます。承諾または辞退もこちらからお選びいただけます。

        { $link }

        このリンクは { $company } 様専用で、有効期間は { $days } 日間です。承諾される場合は、お名前、会社のメールアドレス、およびメールでお送りするコードをご入力いただきます。それまでは何も成立せず、リンクを開いただけで義務が生じることはございません。権限はいつでも終了していただけます。

        ご不明な点がございましたら、このメールにご返信ください。

        何卒よろしくお願い申し上げます。

        { $partner }
        { $sender }
receipt-privileges =
    .subject = 控え: { $company } は { $names } に権限を付与しました
    .agreed =
        { $name } 様

        { $when } に、{ $company } ({ $domain }) を代表して、{ $names } の代理管理者権限に同意いただきました。
    .end =
        文面: バージョン { $version }、フィンガープリント { $fingerprint }

        このメールは控えとして保管してください。
extension-asked = 期間が終わると { $days } 日が追加され、その後もそのつど追加されます。どちらの側もこれを無効にできます。そのつどメールでお知らせします。

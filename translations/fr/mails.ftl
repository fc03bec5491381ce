## The invitation

salutation = Bonjour { $name },
    .neutral = Madame, Monsieur,
nobody = Madame, Monsieur
asks-for-privileges = { $days ->
    [one] Nous demandons également des privilèges d’administration délégués pendant { $days } jour : { $roles }. La page explique chacun d’eux. Ils prennent fin d’eux-mêmes, ou plus tôt si vous nous le demandez.
   *[other] Nous demandons également des privilèges d’administration délégués pendant { $days } jours : { $roles }. La page explique chacun d’eux. Ils prennent fin d’eux-mêmes, ou plus tôt si vous nous le demandez.
}
invitation-footer = Envoyé pour { $sender }, { $partner }. Les réponses sont adressées à { $address }.
template-alone =
    .subject = { $partner } sollicite une relation de revente avec { $company }
    .body =
        { $salutation }

        { $partner } souhaite être le { $kind } de { $company } pour des produits et services cloud, et sollicite votre accord.

        Votre lien personnel explique ce que cela signifie et vous permet d’accepter ou de refuser :

        { $link }

        { $privileges }

        Ce lien est destiné uniquement à { $company } et reste valable { $days } jours. Pour accepter, vous saisissez votre nom, votre adresse e-mail professionnelle et un code qui vous est envoyé par e-mail. Rien ne se passe avant cela, et l’ouverture du lien ne vous engage à rien.

        Pour toute question, il vous suffit de répondre à ce message.

        Cordialement,
        { $sender }
        { $partner }
template-joint =
    .subject = { $partners } sollicitent une relation de revente avec { $company }
    .body =
        { $salutation }

        { $reseller } et { $provider } travaillent ensemble et sollicitent l’accord de { $company }, par un seul message et un seul consentement.

        { $reseller }, en tant que revendeur indirect, vous conseille, vous fait des offres et vous vend des produits et services cloud.

        { $provider }, en tant que fournisseur indirect de { $reseller }, passe, modifie et annule les commandes que vous convenez avec { $reseller }, et les lui facture.

        Votre lien personnel explique ce que cela signifie pour chacune des deux entreprises et vous permet d’accepter ou de refuser :

        { $link }

        { $privileges }

        Ce lien est destiné uniquement à { $company } et reste valable { $days } jours. Pour accepter, vous saisissez votre nom, votre adresse e-mail professionnelle et un code qui vous est envoyé par e-mail. Vous acceptez pour les deux entreprises ou pour aucune. Rien ne se passe avant cela, et l’ouverture du lien ne vous engage à rien.

        Pour toute question, il vous suffit de répondre à ce message.

        Cordialement,
        { $sender }
        { $partner }

## The mail with the code

code-mail =
    .subject = Votre code
    .body =
        Bonjour { $name },

        votre code pour répondre à l’invitation adressée à { $company } est :

        { $mark }

        Saisissez-le dans les 10 minutes sur la page qui l’a demandé. Personne ne vous le demandera jamais par téléphone ou par e-mail. Si vous n’avez pas demandé de code, vous n’avez rien à faire.
    .footer = Envoyé parce que cette adresse a été saisie sur la page d’une invitation.

## The receipt

receipt-mail =
    .subject = Reçu : { $company } est en relation avec { $names }
    .agreed =
        Bonjour { $name },

        le { $when }, vous avez consenti au nom de { $company } ({ $domain }) à une relation de revente avec { $names }.
    .privileges = Privilèges d’administration délégués jusqu’au { $day } : { $roles }.
    .end =
        Texte : version { $version }, empreinte { $fingerprint }.

        Pour y mettre fin, adressez-vous à l’un des partenaires nommés ici ; les privilèges prennent fin d’eux-mêmes à leur date. Conservez cet e-mail comme reçu.
    .footer = Envoyé parce que vous avez accepté une invitation.

domain-mail =
    .subject = Votre code pour { $domain }
    .body =
        Bonjour,

        { $partner } souhaite ajouter le domaine { $domain } au compte de { $company } et indique qu'il appartient à cette entreprise. Si c'est exact, donnez ce code à la personne qui l'a demandé, ou saisissez-le vous-même :

        { $mark }

        Il est valable 10 minutes. Si { $company } n'a rien à voir avec { $domain }, ne faites rien : sans le code, rien ne se passe.
    .footer = Envoyé à une adresse d'administration de { $domain }, car c'est ainsi que l'on prouve à qui appartient le domaine.

## Au sujet des privilèges accordés

privileges-mail =
    .hello = Bonjour { $name },
    .what = Il s’agit des privilèges « { $privilege } » de { $partner } : { $roles }.
    .way = Vous pouvez y mettre fin à tout moment, sans donner de raison, sur cette page :
    .footer = Envoyé parce que { $company } a accordé ces privilèges.
privileges-ending =
    .subject = Les privilèges de { $partner } prennent fin le { $day }
    .body = les privilèges d’administration délégués que { $company } a accordés à { $partner } prennent fin le { $moment }. Ils prennent fin d’eux-mêmes ; il n’y a rien à faire.
privileges-ended =
    .subject = Les privilèges de { $partner } ont pris fin
    .by-partner = { $partner } a mis fin le { $moment } aux privilèges d’administration délégués que { $company } lui avait accordés. Ils ont cessé aussitôt.
    .by-customer = il a été mis fin pour { $company }, le { $moment }, aux privilèges d’administration délégués de { $partner }, sur la page du lien contenu dans nos messages. Ils ont cessé aussitôt.
privileges-extended =
    .subject = Les privilèges de { $partner } ont été prolongés jusqu’au { $day }
    .body = { $days ->
        [one] les privilèges d’administration délégués que { $company } a accordés à { $partner } ont été prolongés de { $days } jour, jusqu’au { $moment }, parce que la prolongation automatique est activée.
       *[other] les privilèges d’administration délégués que { $company } a accordés à { $partner } ont été prolongés de { $days } jours, jusqu’au { $moment }, parce que la prolongation automatique est activée.
    }
privileges-extending =
    .subject = Les privilèges de { $partner } se prolongent d’eux-mêmes
    .body = { $days ->
        [one] la prolongation automatique est activée pour les privilèges d’administration délégués que { $company } a accordés à { $partner }. Le { $moment }, puis à chaque échéance, { $days } jour est ajouté, jusqu’à ce que vous ou { $partner } la désactiviez.
       *[other] la prolongation automatique est activée pour les privilèges d’administration délégués que { $company } a accordés à { $partner }. Le { $moment }, puis à chaque échéance, { $days } jours sont ajoutés, jusqu’à ce que vous ou { $partner } la désactiviez.
    }
privileges-not-extending =
    .subject = Les privilèges de { $partner } ne sont plus prolongés
    .body = la prolongation automatique est désactivée pour les privilèges d’administration délégués que { $company } a accordés à { $partner }. Ils prennent fin le { $moment }.

## Password

user-password =
    .subject = Définir un nouveau mot de passe pour { $account }
    .body =
        Bonjour { $name },

        { $sender } de { $partner }, qui s’occupe des utilisateurs de { $company }, vous fait envoyer ce lien. Il vous permet de définir, dans les 24 heures, un nouveau mot de passe pour { $account } :

        { $link }

        Le lien fonctionne une fois, et les plus anciens ne fonctionnent plus. Personne d’autre que vous n’apprend le mot de passe. Si vous ne vous attendez pas à ce message, ne faites rien : votre mot de passe reste inchangé.
    .footer = Envoyé pour { $sender } chez { $partner }.

## Une demande de privilèges seuls

asks-for-these = { $days ->
    [one] Il s’agit de ces rôles, pendant { $days } jour : { $roles }.
   *[other] Il s’agit de ces rôles, pendant { $days } jours : { $roles }.
}
template-privileges =
    .subject = { $partner } demande des privilèges à { $company }
    .body =
        { $salutation }

        { $partner } travaille déjà pour { $company } et vous demande des privilèges d’administration délégués : des rôles dans lesquels cette entreprise peut gérer vos utilisateurs et services pendant un certain temps. Votre relation de revente n’en est pas modifiée.

        { $privileges }

        Votre lien personnel explique ce que chaque rôle permet et vous permet d’accepter ou de refuser :

        { $link }

        Ce lien est destiné uniquement à { $company } et reste valable { $days } jours. Pour accepter, vous saisissez votre nom, votre adresse e-mail professionnelle et un code qui vous est envoyé par e-mail. Rien ne se passe avant cela, et l’ouverture du lien ne vous engage à rien. Vous pouvez mettre fin aux privilèges à tout moment.

        Pour toute question, il vous suffit de répondre à ce message.

        Cordialement,
        { $sender }
        { $partner }
receipt-privileges =
    .subject = Reçu : { $company } a accordé des privilèges à { $names }
    .agreed =
        Bonjour { $name },

        le { $when }, vous avez consenti au nom de { $company } ({ $domain }) à des privilèges d’administration délégués pour { $names }.
    .end =
        Texte : version { $version }, empreinte { $fingerprint }.

        Conservez cet e-mail comme reçu.
extension-asked = { $days ->
    [one] À la fin de cette durée, { $days } jour est ajouté, puis de nouveau à chaque fois, jusqu’à ce que l’une des parties désactive cela. Vous en êtes informé par e-mail à chaque fois.
   *[other] À la fin de cette durée, { $days } jours sont ajoutés, puis de nouveau à chaque fois, jusqu’à ce que l’une des parties désactive cela. Vous en êtes informé par e-mail à chaque fois.
}

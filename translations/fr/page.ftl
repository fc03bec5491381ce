## On every page

languages = Langue
steps = Étapes
    .you = Vous
    .code = Code
    .agree = Accord
    .done = , terminé

## The ask

ask-title = Demande de { $names } à { $company }
ask-heading = { $partners ->
    [one] { $names } demande à agir pour { $company }
   *[other] { $names } demandent à agir pour { $company }
}
ask-lead = Lisez ce que cela signifie, puis acceptez ou refusez. L’ouverture de cette page n’a rien changé.
until = Vous pouvez répondre jusqu’au { $moment }.
domain = Domaine
country = Pays
acts-as = Agit en tant que
since = Présent ici depuis
sent-by = Envoyé par { $sender }, à l’attention de { $company } ({ $domain }).
for-both = Une seule réponse vaut pour les deux : vous vous connectez avec les deux, ou avec aucun.
can-heading = Ce qui sera autorisé
role-item = { $days ->
    [one] { $meaning }, pendant { $days } jour à compter d’aujourd’hui ({ $label })
   *[other] { $meaning }, pendant { $days } jours à compter d’aujourd’hui ({ $label })
}
global-apart = { $days ->
    [one] Lisez ceci deux fois : { $names } demande le rôle « Administrateur général ». Pendant { $days } jour à compter d’aujourd’hui, ce rôle permettrait de faire avec vos utilisateurs, services et paramètres tout ce que vous pouvez faire vous-même. Il n’est jamais prolongé de lui-même.
   *[other] Lisez ceci deux fois : { $names } demande le rôle « Administrateur général ». Pendant { $days } jours à compter d’aujourd’hui, ce rôle permettrait de faire avec vos utilisateurs, services et paramètres tout ce que vous pouvez faire vous-même. Il n’est jamais prolongé de lui-même.
}
cannot-heading = Ce qui ne le sera pas
cannot =
    commander quoi que ce soit que vous n’avez pas convenu avec eux
    voir des mots de passe, ou lire des e-mails et des fichiers
    voir ou modifier ce que d’autres partenaires font pour vous
    .wide =
        commander quoi que ce soit que vous n’avez pas convenu avec eux
        voir des mots de passe
        voir ou modifier ce que d’autres partenaires font pour vous
take-back-heading = Comment revenir sur votre accord
take-back =
    Demandez à l’un des partenaires ci-dessus de supprimer la relation ; chacun d’eux peut le faire, à tout moment.
    Les privilèges prennent fin d’eux-mêmes à leur date, quoi qu’il arrive.
    Conservez le reçu qui vous est envoyé par e-mail : il indique ce qui a été convenu et à qui vous adresser.

## Who answers

answer-heading = Votre réponse
say-who = Pour accepter, indiquez qui vous êtes. Un code vous sera ensuite envoyé par e-mail ; rien n’est convenu avant que vous l’ayez saisi.
your-name = Votre nom
your-job = Votre fonction
your-email = Votre adresse e-mail professionnelle
    .help = Le code y sera envoyé. L’invitation a été adressée à { $masked } ; saisissez cette adresse en entier.
go-on = Continuer pour accepter
decline = Refuser
unexpected = Je ne m’y attendais pas
cannot-mail = Pour accepter, un code doit vous être envoyé par e-mail, et ce serveur ne peut pas encore envoyer d’e-mails. Prévenez { $sender } ; le lien reste le même. Vous pouvez refuser sans code.
    .title = L’acceptation n’est pas possible ici pour le moment

## The code and the agreement

code-title = Saisir le code
code-heading = Saisir le code et donner votre accord
code-lead = Un code a été envoyé à { $masked }. Il est valable 10 minutes. Rien n’est encore convenu.
code-late = L’e-mail à { $masked } ne peut pas partir pour le moment. L’envoi est retenté chaque minute. Rechargez cette page dans un moment ; rien n’est encore convenu.
    .title = Le code n’a pas encore été envoyé
code-failed = L’e-mail contenant le code n’est pas parvenu à { $masked }. Vérifiez l’adresse et demandez un nouveau code. En cas de nouvel échec, prévenez { $sender }. Rien n’est convenu, et vous pouvez refuser sans code.
    .title = Le code n’a pas pu être remis
code = Code reçu par e-mail
    .help = 8 caractères. Les majuscules et les espaces sont sans importance.
read-agreement = Lire l’accord
agreement-in = L’accord est rédigé dans cette langue : { $language }. Il est affiché tel qu’il a été rédigé, car c’est ce texte qui fait foi.
agree = J’y consens au nom de mon entreprise et je suis habilité à le faire
    .help = { $name }, { $job }, pour { $company }
accept = Accepter
no-code = Aucun e-mail après quelques minutes ? Vérifiez le dossier des indésirables, ou { $link }.
    .link = revenez en arrière et demandez un nouveau code
asked-heading = Ce qui vous est demandé

## Declining

decline-heading = Refuser l’invitation de { $names }
decline-lead = Aucune relation ne sera établie avec { $company }, et le lien cessera de fonctionner. { $sender } ({ $names }) sera informé que vous refusez. Aucun code n’est nécessaire.
decline-reason = Pourquoi vous refusez
    .help = Un mot suffit, par exemple « Pas nécessaire ». L’expéditeur le lira.
decline-now = Refuser l’invitation
unexpected-heading = Vous ne vous attendiez pas à cette invitation
unexpected-lead = Aucune relation ne sera établie avec { $company }, et le lien cessera de fonctionner. { $sender } ({ $names }) sera informé qu’elle n’était pas attendue. Aucun code n’est nécessaire.
unexpected-reason = Ce que l’expéditeur doit savoir
    .help = Une phrase suffit, par exemple « Nous ne connaissons pas cette entreprise ». N’écrivez rien de confidentiel.
unexpected-report = Signaler et refuser
back = Retour, sans répondre

## The receipt

connected = La relation est établie
connected-with = Vous êtes maintenant en relation avec { $names }
receipt-lead = { $sender } en a été informé. Ce reçu vous a aussi été envoyé par e-mail ; conservez-le.
company = Entreprise
verified = (vérifié par votre adresse)
not-verified = (non vérifié)
outside = Votre adresse est en dehors de { $domain } : elle ne vérifie donc pas le domaine de l’entreprise. Les partenaires le voient.
shared = { $domain } est ouvert à tous et ne prouve donc rien sur l’entreprise. Les partenaires le voient.
agreed-by = Accord donné par
their-job = Fonction
when = Date
privileges = Privilèges d’administration délégués
    .none = Aucun
privileges-until = Privilèges d’administration délégués jusqu’au
until-roles = { $day } : { $roles }
fingerprint = Empreinte du texte
read-agreed = Lire ce que vous avez accepté

## Links that cannot be answered

contact = { $sender } ({ $names })
not-ready =
    .title = Cette invitation n’est pas terminée
    .message = { $contact } l’a rédigée mais ne l’a pas encore transmise. Il n’est donc pas possible d’y répondre.
    .next = Demandez à { $contact } de la terminer. Votre lien reste le même.
accepted =
    .title = Cette invitation a été acceptée
    .message = Elle a été acceptée pour { $company } le { $when }. On ne répond qu’une fois à une invitation. Le reçu a été envoyé par e-mail à la personne qui a accepté.
    .next = Si ce n’était pas voulu, prévenez { $contact } : la relation peut être supprimée à tout moment.
declined =
    .title = Cette invitation a été refusée
    .message = Elle a été refusée pour { $company } le { $when }. Aucune relation n’a été établie, et { $contact } en a été informé.
    .next = Si vous souhaitez finalement accepter, demandez une nouvelle invitation à { $contact }.
expired =
    .title = Ce lien a expiré
    .message = Il était possible de répondre jusqu’au { $when }. Rien ne s’est passé.
    .next = Demandez un nouveau lien à { $contact }. Il sera envoyé à { $masked }.
revoked =
    .title = Cette invitation a été retirée
    .message = { $contact } l’a retirée. Il n’est plus possible d’y répondre, et rien ne s’est passé.
    .next = Si vous l’attendiez, demandez un nouveau lien à { $contact }.
replaced =
    .title = Ce lien a été remplacé par un plus récent
    .message = { $contact } a créé un lien plus récent pour cette invitation. Celui-ci ne fonctionne plus, et son ouverture n’a rien changé.
    .next = Utilisez le lien du dernier message de { $contact }, ou demandez-le à { $contact }.
over =
    .title = Il n’est plus possible d’accepter
    .not-together = { $names } ne font plus cette demande ensemble. Rien n’a été accepté.
    .not-active = { $names } n’est plus actif ici. Rien n’a été accepté.
    .next = Adressez-vous à la personne qui vous a écrit.
staff =
    .title = Seul le client peut répondre
    .message = Vous êtes connecté en tant que collaborateur d’un partenaire qui fait la demande. C’est { $company } qui donne son accord, jamais un partenaire.
    .next = Rien n’a été modifié. Pour voir la page comme votre client, déconnectez-vous ou utilisez une fenêtre privée.

## What is wrong with what was typed

error-prefix = Erreur :{ " " }
error-summary = Vérifiez les points suivants
error-name = Saisissez votre nom
error-job = Saisissez votre fonction
error-email = Saisissez une adresse e-mail telle que nom@contoso.example
error-web-address = Saisissez ici un nom, sans adresse web
error-unwanted = Supprimez les sauts de ligne et les caractères de contrôle invisibles
    .in-text = Supprimez les caractères de contrôle invisibles
error-too-long = Utilisez { $max } caractères au maximum ; il y en a { $length }
error-no-mail = Ce serveur ne peut pas envoyer de code pour le moment
error-insider = Cette adresse appartient à { $partner }, qui fait la demande. Seul le client peut accepter, avec sa propre adresse
error-must-verify = Ici, seule une adresse du domaine de l’entreprise peut accepter. Demandez à { $sender } d’inviter une telle adresse
error-other-address = Le code ne peut être envoyé qu’à l’adresse invitée, { $masked }. Saisissez-la en entier, ou demandez à { $sender } d’inviter votre adresse
error-too-soon = Un code a été envoyé il y a moins d’une minute. Consultez vos e-mails, ou attendez une minute pour en demander un autre
error-too-many = Cinq codes ont été envoyés aujourd’hui, ce qui est le maximum. Réessayez demain
error-say-who = Indiquez d’abord qui vous êtes ; un code vous sera ensuite envoyé par e-mail
error-code = Saisissez le code reçu par e-mail
error-agree = Cochez cette case pour donner votre accord. Sans cela, rien n’est accepté
error-code-over = Ce code a expiré ou a été mal saisi cinq fois. Revenez en arrière et demandez-en un nouveau
error-wrong-code = { $left ->
    [0] Ce n’est pas le code, et il ne reste aucun essai. Revenez en arrière et demandez-en un nouveau
    [one] Ce n’est pas le code. Il reste un essai
   *[other] Ce n’est pas le code. Il reste { $left } essais
}
error-wording = Le texte a changé depuis l’ouverture de la page. Relisez-le ; rien n’a été accepté
error-reason = Indiquez la raison en un mot ou deux ; sans cela, rien n’est refusé

## La page du lien contenu dans les messages au sujet des privilèges

privileges-page =
    .title = Privilèges de { $partner }
    .heading = Ce que { $partner } peut faire pour { $company }
    .lead = Ce sont des privilèges d’administration délégués. Ouvrir cette page n’a rien changé.
    .name = Nom
    .since = Accordés le
    .until = Ils prennent fin le
    .can = Ce qu’ils permettent
    .extends = { $days ->
        [one] Ils ne prennent pas fin d’eux-mêmes : le { $moment }, puis à chaque échéance, { $days } jour est ajouté, jusqu’à ce que vous ou le partenaire désactiviez cela.
       *[other] Ils ne prennent pas fin d’eux-mêmes : le { $moment }, puis à chaque échéance, { $days } jours sont ajoutés, jusqu’à ce que vous ou le partenaire désactiviez cela.
    }
    .switch-off = Désactiver la prolongation automatique
    .end = Mettre fin à ces privilèges
    .end-lead = À partir de ce moment, { $partner } ne peut plus rien faire de cela pour { $company }. Une relation de revendeur, les commandes et les abonnements restent tels quels. C’est irréversible ; de nouveaux privilèges demandent un nouvel accord.
    .stops = Ce qui cesse
    .end-now = Mettre fin aux privilèges de { $partner }
    .back = Retour, sans rien changer
    .ended = Ces privilèges ont pris fin
    .ended-lead = Ils ont pris fin le { $moment }. Ce qu’ils permettaient figure ci-dessous.
    .others = Issus du même accord

## Password

password-title = Définir votre mot de passe
password-lead = Pour { $account }. Vous seul le choisissez, et personne d’autre ne le voit.
password-label = Nouveau mot de passe
password-help = Au moins 12 caractères. Plusieurs mots sans rapport entre eux conviennent bien.
password-again = Le même, encore une fois
password-button = Définir le mot de passe
password-done = Votre mot de passe est défini
    .text = Connectez-vous avec lui là où vous le faites d’habitude.
password-dead = Ce lien ne fonctionne plus
    .text = Un lien qui définit un mot de passe fonctionne une fois, pendant 24 heures. Celui-ci a été utilisé, remplacé ou a expiré. Demandez-en un nouveau à la personne qui vous l’a fait envoyer.
password-short = Utilisez au moins 12 caractères ; il y en a { $length }
password-long = Utilisez au plus 256 caractères
password-easy = C’est facile à deviner. Utilisez plusieurs mots sans rapport entre eux, sans votre nom, votre entreprise ni une année
password-differs = Saisissez de nouveau le même mot de passe

## Quand quelque chose ne va pas avec le lien ou la demande

lost-title = Ce lien ne fonctionne pas ici
lost-message = Il est peut-être coupé, ou un signe du texte voisin a été copié avec lui. Ouvrez-le depuis l’e-mail lui-même, ou copiez-le en entier, du début à la fin. S’il ne fonctionne toujours pas, demandez-en un nouveau à la personne qui vous l’a envoyé.
unread-title = Cela n’a pas pu être lu
unread-message = Rien n’a été modifié. Ouvrez de nouveau le lien dans l’e-mail, et répondez sur la page qu’il affiche.
wait-title = Pas pour le moment
wait-message = Rien n’a été modifié. Attendez quelques minutes, puis ouvrez de nouveau le lien.
fault-title = Un problème est survenu ici
fault-message = L’erreur vient de nous, pas de vous, et elle a été notée. Rien n’a été modifié. Réessayez plus tard.

## Une demande de privilèges, et son reçu

ask-heading-privileges = { $names } demande des privilèges à { $company }
take-back-privileges =
    Mettez fin vous-même aux privilèges à tout moment et sans motif, sur la page dont le lien figure dans le reçu.
    Conservez le reçu qui vous est envoyé par e-mail : il indique ce qui a été convenu et à qui vous adresser.
take-back-both =
    Demandez à l’un des partenaires ci-dessus de supprimer la relation ; chacun d’eux peut le faire, à tout moment.
    Mettez fin vous-même aux privilèges à tout moment et sans motif, sur la page dont le lien figure dans le reçu.
    Conservez le reçu qui vous est envoyé par e-mail : il indique ce qui a été convenu et à qui vous adresser.
granted = Les privilèges sont accordés
granted-to = Vous avez accordé des privilèges à { $names }

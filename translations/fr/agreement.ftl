## What partners are called, and may do once the customer has accepted (one item a line)

indirect-reseller = Revendeur indirect
    .in-sentence = revendeur indirect
    .can =
        vous conseiller, vous faire des offres et vous vendre des produits et services
        être désigné comme revendeur dans ce que son fournisseur commande pour vous
        voir le profil de votre entreprise et ce qu’il vous a vendu
indirect-provider = Fournisseur indirect
    .in-sentence = fournisseur indirect
    .can =
        passer, modifier et annuler les commandes que vous convenez avec votre revendeur
        les facturer à votre revendeur
        voir le profil de votre entreprise et ce qui a été commandé pour vous
direct-bill = Partenaire à facturation directe
    .in-sentence = partenaire à facturation directe
    .can =
        vous conseiller, vous faire des offres et vous vendre des produits et services
        passer, modifier et annuler les commandes que vous convenez ensemble, et vous les facturer
        voir le profil de votre entreprise et ce qui a été commandé pour vous

## Roles of delegated admin privileges, and what each lets a partner do, for somebody who has never heard of it

directory-reader = Lecteur de répertoire
    .meaning = lire la liste de vos utilisateurs et de vos groupes
service-support = Administrateur du support de service
    .meaning = voir vos utilisateurs, ouvrir pour vous des demandes de service et les suivre
license-administrator = Administrateur de licences
    .meaning = voir vos utilisateurs, leur attribuer des licences et les retirer
user-administrator = Administrateur d’utilisateurs
    .meaning = voir vos utilisateurs, en créer, les modifier, les bloquer et les supprimer, et leur envoyer un lien pour définir un nouveau mot de passe
billing-administrator = Administrateur de facturation
    .meaning = gérer vos abonnements et votre profil de facturation
global-administrator = Administrateur général
    .meaning = faire avec vos utilisateurs, leurs rôles, vos services et vos paramètres tout ce que vous pouvez faire vous-même
global-reader = Lecteur général
    .meaning = voir l’ensemble de vos utilisateurs, paramètres et rapports, sans rien modifier
exchange-administrator = Administrateur Exchange
    .meaning = voir vos utilisateurs et gérer votre messagerie et ses boîtes aux lettres
share-point-administrator = Administrateur SharePoint
    .meaning = voir vos utilisateurs et gérer vos sites et les fichiers qui y sont stockés
teams-administrator = Administrateur Teams
    .meaning = voir vos utilisateurs et gérer vos réunions, conversations et votre téléphonie
intune-administrator = Administrateur Intune
    .meaning = voir vos utilisateurs et gérer vos appareils et les applications qui s’y trouvent
security-administrator = Administrateur de la sécurité
    .meaning = voir vos utilisateurs et vos alertes de sécurité, et modifier vos paramètres de sécurité

## The agreement itself

agreement-title = Accord de { $company } ({ $domain }) pour une relation de revente, version { $version }
agreement-who = 1. Qui peut agir. { $company } consent à ce que les entreprises suivantes effectuent des opérations pour elle comme décrit ci-après :
agreement-party = { $name } ({ $domain }, { $country }), { $kind }, peut :
agreement-no-privileges = 2. Privilèges d’administration délégués. Aucun n’est accordé.
agreement-privileges = 2. Privilèges d’administration délégués. Pendant { $days } jours à compter de l’acceptation, chacune d’elles peut également agir dans ces rôles :
agreement-privileges-end = Les privilèges prennent fin d’eux-mêmes après cette durée et sont indépendants de la relation de revente.
agreement-not-agreed = 3. Ce qui n’est pas convenu. Cet accord n’est pas une commande et ne coûte rien. Il ne donne à personne l’accès aux mots de passe, et aux données uniquement dans la mesure des privilèges du point 2. Il ne retire rien aux autres partenaires de { $company }.
agreement-end = 4. Fin. { $company } peut mettre fin à la relation à tout moment et sans motif, en le demandant à un partenaire nommé au point 1, qui la supprime alors. Chaque partenaire peut mettre fin à sa relation. Les contrats portant sur ce qui a été commandé entre-temps n’en sont pas modifiés.
agreement-who-agrees = 5. Qui consent. La personne qui accepte déclare être habilitée à le faire pour { $company }. Son nom, sa fonction et son adresse e-mail professionnelle, la date et ce texte sont conservés comme preuve et montrés aux partenaires nommés au point 1.

## L’accord pour des privilèges seuls

agreement-privileges-title = Accord de { $company } ({ $domain }) pour des privilèges d’administration délégués, version { $version }
agreement-grants = 1. Qui peut agir. { $company } accorde des privilèges d’administration délégués à :
agreement-privileges-party = { $name } ({ $domain }, { $country })
agreement-grants-roles = 2. Privilèges d’administration délégués. Pendant { $days } jours à compter de l’acceptation, ce partenaire peut agir dans ces rôles :
agreement-grants-end = 4. Fin. { $company } peut mettre fin aux privilèges à tout moment et sans motif, sur la page dont le lien lui est envoyé par e-mail. Le partenaire peut également y mettre fin. Aucune relation de revente n’est créée, modifiée ni terminée par cet accord.
agreement-extended = À la fin de cette durée, { $days } jours sont ajoutés, puis de nouveau à chaque fois, jusqu’à ce que { $company } ou le partenaire désactive cela. { $company } en est informée par e-mail à chaque fois. Les privilèges sont indépendants d’une relation de revente.

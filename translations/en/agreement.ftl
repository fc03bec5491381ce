### The agreement that a customer accepts, and the names in it, which the page shows as well.
###
### Its wording is kept with every consent, by its version. Whoever changes a text of this file, in any language,
### raises VERSION in src/invitations/terms.rs.

## What partners are called, and may do once the customer has accepted (one item a line)

# .in-sentence - the same inside a sentence
indirect-reseller = Indirect reseller
    .in-sentence = indirect reseller
    .can =
        advise you, make you offers and sell to you
        be named as reseller of record on what its provider orders for you
        see your company profile and what it sold you
indirect-provider = Indirect provider
    .in-sentence = indirect provider
    .can =
        place, change and cancel the orders that you agree with your reseller
        bill your reseller for them
        see your company profile and what was ordered for you
direct-bill = Direct bill partner
    .in-sentence = direct bill partner
    .can =
        advise you, make you offers and sell to you
        place, change and cancel orders that you agree with it, and bill you for them
        see your company profile and what was ordered for you

## Roles of delegated admin privileges, and what each lets a partner do, for somebody who has never heard of it

directory-reader = Directory reader
    .meaning = read the list of your users and groups
service-support = Service support administrator
    .meaning = see your users, open service requests for you and follow them
license-administrator = License administrator
    .meaning = see your users, give licenses to them and take them back
user-administrator = User administrator
    .meaning = see your users, create, change, block and delete them, and mail them a link to set a new password
billing-administrator = Billing administrator
    .meaning = manage your subscriptions and billing profile
global-administrator = Global administrator
    .meaning = do everything with your users, their roles, your services and your settings that you can do yourself
global-reader = Global reader
    .meaning = see all of your users, settings and reports, and change nothing
exchange-administrator = Exchange administrator
    .meaning = see your users, and manage your mail service and its mailboxes
share-point-administrator = SharePoint administrator
    .meaning = see your users, and manage your sites and the files that are stored there
teams-administrator = Teams administrator
    .meaning = see your users, and manage your meetings, chats and telephony
intune-administrator = Intune administrator
    .meaning = see your users, and manage your devices and the apps on them
security-administrator = Security administrator
    .meaning = see your users and security alerts, and change your security settings

## The agreement itself

agreement-title = Agreement of { $company } ({ $domain }) to a reseller relationship, version { $version }
agreement-who = 1. Who may act. { $company } agrees that the following may transact for it as described:
# In front of the list of what one partner may do.
agreement-party = { $name } ({ $domain }, { $country }), as { $kind }, may:
agreement-no-privileges = 2. Delegated admin privileges. None are granted.
# In front of the list of roles.
# $days (Number)
agreement-privileges = 2. Delegated admin privileges. For { $days } days from acceptance, each of them may also act in these roles:
agreement-privileges-end = The privileges end by themselves after that time and are independent of the reseller relationship.
agreement-not-agreed = 3. What is not agreed. This agreement is no order and costs nothing. It gives nobody access to passwords, and to data only as far as the privileges in 2 say. It takes nothing away from other partners of { $company }.
agreement-end = 4. End. { $company } can end the relationship at any time, without giving a reason, by telling a partner named in 1, who then removes it. Each partner can end the relationship with it. Contracts about things ordered meanwhile are not changed by that.
agreement-who-agrees = 5. Who agrees. The person who accepts states that they may do so for { $company }. Their name, job title and work email, the time, and this text are kept as proof and shown to the partners named in 1.

## The agreement to privileges alone

agreement-privileges-title = Agreement of { $company } ({ $domain }) to delegated admin privileges, version { $version }
# In front of who gets them.
agreement-grants = 1. Who may act. { $company } grants delegated admin privileges to:
# An item of that list.
agreement-privileges-party = { $name } ({ $domain }, { $country })
# In front of the list of roles.
# $days (Number)
agreement-grants-roles = 2. Delegated admin privileges. For { $days } days from acceptance, it may act in these roles:
agreement-grants-end = 4. End. { $company } can end the privileges at any time, without giving a reason, on the page whose link is mailed to it. The partner can end them, too. A reseller relationship is neither made nor changed nor ended by this agreement.
# In the place of the end of the privileges, where they are extended by themselves.
# $days (Number) - that are added each time
agreement-extended = At the end of that time { $days } days are added, and again each time after that, until { $company } or the partner switches this off. { $company } is told by mail each time. The privileges are independent of a reseller relationship.

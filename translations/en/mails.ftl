### The mails to customers. An empty line begins a new paragraph.

## The invitation

# .neutral - to nobody in particular
salutation = Dear { $name },
    .neutral = Dear Sir or Madam,
# In the place of a name that is not known.
nobody = Sir or Madam
# A paragraph of the invitation.
# $days (Number)
# $roles (String) - their names, as a list
asks-for-privileges = { $days ->
    [one] We also ask for delegated admin privileges for { $days } day: { $roles }. The page explains each of them. They end by themselves, and earlier when you tell us to.
   *[other] We also ask for delegated admin privileges for { $days } days: { $roles }. The page explains each of them. They end by themselves, and earlier when you tell us to.
}
# Under the invitation.
# $address (String) - the sender's mail address
invitation-footer = Sent for { $sender } at { $partner }. Answers go to { $address }.
# The message that a partner begins with, and may change. $link, $privileges and $salutation are lines of their own.
template-alone =
    .subject = { $partner } asks { $company } for a reseller relationship
    .body =
        { $salutation }

        { $partner } would like to be { $company }'s { $kind } of cloud products and services, and asks for your agreement.

        Your personal link shows what this means, and lets you accept or decline:

        { $link }

        { $privileges }

        The link is meant for { $company } alone and works for { $days } days. To accept, you enter your name and work email and a code that is mailed to you. Nothing happens before that, and opening the link commits you to nothing.

        If you have questions, answer this message.

        Kind regards
        { $sender }
        { $partner }
# The same where two partners ask together.
# $partners (String) - both names
# $partner (String) - the one of the two that writes
template-joint =
    .subject = { $partners } ask { $company } for a reseller relationship
    .body =
        { $salutation }

        { $reseller } and { $provider } work together and ask for { $company }'s agreement, with one message and one consent.

        { $reseller }, as your indirect reseller, advises you, makes you offers and sells you cloud products and services.

        { $provider }, as the indirect provider of { $reseller }, places, changes and cancels the orders that you agree with { $reseller }, and bills { $reseller } for them.

        Your personal link shows what this means for each of the two, and lets you accept or decline:

        { $link }

        { $privileges }

        The link is meant for { $company } alone and works for { $days } days. To accept, you enter your name and work email and a code that is mailed to you. You accept for both companies or for neither. Nothing happens before that, and opening the link commits you to nothing.

        If you have questions, answer this message.

        Kind regards
        { $sender }
        { $partner }

## The mail with the code

# $mark (String) - where the code stands, on a line of its own
code-mail =
    .subject = Your code
    .body =
        Hello { $name },

        your code to answer the invitation of { $company } is:

        { $mark }

        Enter it on the page that asked for it, within 10 minutes. Nobody will ever ask you for it by phone or mail. If you did not ask for a code, do nothing.
    .footer = Sent because this address was entered on the page of an invitation.

## The receipt

# .agreed - its first paragraphs
# .privileges - a paragraph, when privileges were agreed to; $day is their last day
# .end - its last paragraphs
receipt-mail =
    .subject = Receipt: { $company } is connected with { $names }
    .agreed =
        Hello { $name },

        on { $when } you agreed for { $company } ({ $domain }) to a reseller relationship with { $names }.
    .privileges = Delegated admin privileges until { $day }: { $roles }.
    .end =
        Wording: version { $version }, fingerprint { $fingerprint }.

        To end it, tell any partner named here; privileges end by themselves on their date. Keep this mail as your receipt.
    .footer = Sent because you accepted an invitation.

## The mail with the code that proves a domain

# $domain (String)
# $mark (String) - where the code stands, on a line of its own
domain-mail =
    .subject = Your code for { $domain }
    .body =
        Hello,

        { $partner } wants to add the domain { $domain } to the account of { $company }, and says that it belongs to that company. If this is right, give this code to the person who asked for it, or enter it yourself:

        { $mark }

        It works for 10 minutes. If { $company } has nothing to do with { $domain }, do nothing: without the code nothing happens.
    .footer = Sent to an administrative address of { $domain }, because this is how it is proven whose domain it is.

## About privileges that were granted

# $privilege (String) - its name
# $roles (String) - their names, as a list
privileges-mail =
    .hello = Hello { $name },
    .what = It is about the privileges “{ $privilege }” of { $partner }: { $roles }.
    .way = You can end them at any time, without giving a reason, on this page:
    .footer = Sent because { $company } has granted these privileges.
# $day (String) - the last day
# $moment (String) - a day and a time
privileges-ending =
    .subject = Privileges of { $partner } end on { $day }
    .body = the delegated admin privileges that { $company } granted to { $partner } end on { $moment }. They end by themselves; nothing needs to be done.
privileges-ended =
    .subject = Privileges of { $partner } have ended
    .by-partner = { $partner } ended the delegated admin privileges that { $company } had granted it, on { $moment }. They stopped at once.
    .by-customer = the delegated admin privileges of { $partner } were ended for { $company } on { $moment }, on the page behind the link in our letters. They stopped at once.
# $days (Number) - that were added
privileges-extended =
    .subject = Privileges of { $partner } were extended until { $day }
    .body = { $days ->
        [one] the delegated admin privileges that { $company } granted to { $partner } were extended by { $days } day, until { $moment }, because automatic extension is switched on.
       *[other] the delegated admin privileges that { $company } granted to { $partner } were extended by { $days } days, until { $moment }, because automatic extension is switched on.
    }
# $days (Number) - that are added each time
privileges-extending =
    .subject = Privileges of { $partner } are extended by themselves
    .body = { $days ->
        [one] automatic extension is switched on for the delegated admin privileges that { $company } granted to { $partner }. On { $moment }, and each time after that, { $days } day is added, until you or { $partner } switch it off.
       *[other] automatic extension is switched on for the delegated admin privileges that { $company } granted to { $partner }. On { $moment }, and each time after that, { $days } days are added, until you or { $partner } switch it off.
    }
privileges-not-extending =
    .subject = Privileges of { $partner } are no longer extended
    .body = automatic extension is switched off for the delegated admin privileges that { $company } granted to { $partner }. They end on { $moment }.

## The link with which a user of a customer sets a password

# $account (String) - the user name
# $link (String) - a line of its own
user-password =
    .subject = Set a new password for { $account }
    .body =
        Hello { $name },

        { $sender } of { $partner }, which looks after the users of { $company }, has this link sent to you. With it you set a new password for { $account } within 24 hours:

        { $link }

        The link works once, and older ones no longer work. Nobody but you learns the password. If you do not expect this, do nothing: your password stays as it is.
    .footer = Sent for { $sender } at { $partner }.

## An ask for privileges alone, beside a relationship that stands

# In the place of the privileges in such a letter.
# $days (Number)
# $roles (String) - their names, as a list
asks-for-these = { $days ->
    [one] It is about these roles, for { $days } day: { $roles }.
   *[other] It is about these roles, for { $days } days: { $roles }.
}
template-privileges =
    .subject = { $partner } asks { $company } for privileges
    .body =
        { $salutation }

        { $partner } works for { $company } already, and asks you for delegated admin privileges: roles in which it may act on your users and services for a time. Your reseller relationship is not changed by this.

        { $privileges }

        Your personal link shows what each role allows, and lets you accept or decline:

        { $link }

        The link is meant for { $company } alone and works for { $days } days. To accept, you enter your name and work email and a code that is mailed to you. Nothing happens before that, and opening the link commits you to nothing. You can end the privileges at any time.

        If you have questions, answer this message.

        Kind regards
        { $sender }
        { $partner }
receipt-privileges =
    .subject = Receipt: { $company } has granted privileges to { $names }
    .agreed =
        Hello { $name },

        on { $when } you agreed for { $company } ({ $domain }) to delegated admin privileges of { $names }.
    .end =
        Wording: version { $version }, fingerprint { $fingerprint }.

        Keep this mail as your receipt.
# Behind the roles and the time for which they are asked or granted: in the letter, on the page, in the receipt.
# $days (Number) - that are added each time
extension-asked = { $days ->
    [one] When that time is over, { $days } day is added, and again each time after that, until either side switches this off. You are told by mail each time.
   *[other] When that time is over, { $days } days are added, and again each time after that, until either side switches this off. You are told by mail each time.
}

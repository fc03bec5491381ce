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

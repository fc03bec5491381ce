### The page that a customer opens by the personalized link of an invitation.
###
### $sender is the person who invited, $company the customer's own company, $names the partners who ask.

## On every page

# Of the links to the other languages, for screen readers.
languages = Language
# Of the list of steps.
# .done - behind the name of a step, for screen readers
steps = Steps
    .you = You
    .code = Code
    .agree = Agree
    .done = , done

## The ask

ask-title = { $names } asks { $company }
# $partners (Number) - how many ask
ask-heading = { $partners ->
    [one] { $names } asks to act for { $company }
   *[other] { $names } ask to act for { $company }
}
ask-lead = Read what this means, then accept or decline. Opening this page has changed nothing.
# Behind it. $moment (String) - a day and a time
until = It can be answered until { $moment }.
domain = Domain
country = Country
# In front of what the partner is called, such as "Indirect reseller".
acts-as = Acts as
# In front of a day.
since = Here since
# $sender (String) - as in "Ben Ito (Contoso)"
sent-by = Sent by { $sender }, for { $company } ({ $domain }).
for-both = One answer counts for both: you connect with both of them, or with neither.
can-heading = What they will be able to do
# An item of that list.
# $meaning (String) - what the role lets the partner do
# $days (Number)
# $label (String) - the role's name
role-item = { $days ->
    [one] { $meaning }, for { $days } day from today ({ $label })
   *[other] { $meaning }, for { $days } days from today ({ $label })
}
# Below that list, where the role Global administrator is asked for.
# $names (String) - of who asks
# $days (Number)
global-apart = { $days ->
    [one] Read this twice: { $names } asks for the role Global administrator. For { $days } day from today it could do everything with your users, services and settings that you can do yourself. It is never extended by itself.
   *[other] Read this twice: { $names } asks for the role Global administrator. For { $days } days from today it could do everything with your users, services and settings that you can do yourself. It is never extended by itself.
}
cannot-heading = What they will not
# One item a line.
# .wide - where a role is asked for that may reach mail and files
cannot =
    order anything that you have not agreed with them
    see passwords, or read mail and files
    see or change what other partners do for you
    .wide =
        order anything that you have not agreed with them
        see passwords
        see or change what other partners do for you
take-back-heading = How you take it back
# One item a line.
take-back =
    Tell any of the partners above to remove the relationship; each of them can, at any time.
    Privileges end by themselves on their date, whatever else happens.
    Keep the receipt that is mailed to you: it says what was agreed and whom to turn to.

## Who answers

answer-heading = Your answer
say-who = To accept, say who you are. A code is mailed to you next; nothing is agreed before you have entered it.
your-name = Your name
your-job = Your job title
# $masked (String) - the invited address with its middle left out
your-email = Your work email address
    .help = The code goes there. The invitation was sent to { $masked }; enter that address in full.
go-on = Continue to accept
decline = Decline
unexpected = I did not expect this
cannot-mail = To accept, a code has to be mailed to you, and this server cannot send mail yet. Tell { $sender }; the link stays the same. You can decline without a code.
    .title = It cannot be accepted here at the moment

## The code and the agreement

code-title = Enter the code
code-heading = Enter the code and agree
code-lead = A code was mailed to { $masked }. It is good for 10 minutes. Nothing is agreed yet.
code-late = The mail to { $masked } cannot leave at the moment. It is tried again every minute. Load this page again after a while; nothing is agreed yet.
    .title = The code has not been mailed yet
code-failed = The mail with the code did not reach { $masked }. Check the address and ask for a new code. If that fails as well, tell { $sender }. Nothing is agreed, and you can decline without a code.
    .title = The code could not be delivered
code = Code from the mail
    .help = 8 characters. Capitals and spaces do not matter.
read-agreement = Read the agreement
# Where the agreement is in another language than the page.
# $language (String) - its name in itself, such as "Deutsch"
agreement-in = The agreement is written in this language: { $language }. It is shown as it was written, because that text is the one that counts.
# .help - who agrees for whom
agree = I agree to this for my company, and may do so
    .help = { $name }, { $job }, for { $company }
accept = Accept
# $link (String) - a link with the words of .link
no-code = No mail after a few minutes? Check the spam folder, or { $link }.
    .link = go back and ask for a new code
asked-heading = What you are asked

## Declining

decline-heading = Decline the invitation of { $names }
decline-lead = Nobody will be connected with { $company }, and the link stops working. { $sender } at { $names } is told. You need no code for this.
decline-reason = Why you decline
    .help = A word is enough, such as “Not needed”. The sender reads it.
decline-now = Decline the invitation
unexpected-heading = You did not expect this invitation
unexpected-lead = Nobody will be connected with { $company }, and the link stops working. { $sender } at { $names } is told that it was not expected. You need no code for this.
unexpected-reason = What should the sender know
    .help = A word is enough, such as “We do not know this company”. Do not write anything confidential.
unexpected-report = Report and decline
back = Back, without answering

## The receipt

connected = You are now connected
connected-with = You are now connected with { $names }
receipt-lead = { $sender } has been told. This receipt was also mailed to you; keep it.
company = Company
# Behind the domain.
verified = (verified by your address)
# Behind the domain.
not-verified = (not verified)
outside = Your address is outside { $domain }, so it does not verify the company’s domain. The partners see that.
shared = { $domain } is open to everybody, so it proves nothing about the company. The partners see that.
agreed-by = Agreed by
# Of the person who agreed.
their-job = Job title
when = When
privileges = Delegated admin privileges
    .none = None
# In front of a day and the names of roles.
privileges-until = Delegated admin privileges until
until-roles = { $day }: { $roles }
fingerprint = Fingerprint of the wording
read-agreed = Read what you agreed to

## Links that cannot be answered

# Whom to turn to; $contact below.
contact = { $sender } at { $names }
not-ready =
    .title = This invitation is not finished
    .message = { $contact } has written it but not handed it out yet, so it cannot be answered.
    .next = Ask { $contact } to finish it. The link that you have stays the same.
accepted =
    .title = This invitation was accepted
    .message = Somebody accepted it for { $company } on { $when }. An invitation is answered once. The receipt was mailed to the person who accepted.
    .next = If that was not meant to happen, tell { $contact }: they can remove the relationship at any time.
declined =
    .title = This invitation was declined
    .message = It was declined for { $company } on { $when }. Nobody was connected, and { $contact } has been told.
    .next = If you want to accept after all, ask { $contact } for a new invitation.
expired =
    .title = This link has run out
    .message = It could be answered until { $when }. Nothing has happened.
    .next = Ask { $contact } for a new link. It goes to { $masked }.
revoked =
    .title = This invitation was taken back
    .message = { $contact } has taken it back. It cannot be answered, and nothing has happened.
    .next = If you expected it, ask { $contact } for a new link.
replaced =
    .title = This link was replaced by a newer one
    .message = { $contact } has made a newer link for this invitation. This one no longer works, and opening it has changed nothing.
    .next = Use the link in the latest message from { $contact }, or ask { $contact } for it.
# It could be answered until one of those who ask was lost.
over =
    .title = This cannot be accepted any more
    .not-together = { $names } no longer ask together. Nothing was accepted.
    .not-active = { $names } is no longer active here. Nothing was accepted.
    .next = Ask the person who wrote to you.
# Staff of a partner that asks have pressed Accept.
staff =
    .title = Only the customer can answer
    .message = You are signed in as staff of a partner that asks. Consent is given by { $company } itself, never by a partner.
    .next = Nothing was changed. To see the page as your customer does, sign out or use a private window.

## What is wrong with what was typed

# In front of a title and of a message.
error-prefix = Error:{ " " }
error-summary = Check the following
error-name = Enter your name
error-job = Enter your job title
error-email = Enter an email address such as name@contoso.example
error-web-address = Enter a name here, without a web address
# .in-text - where line breaks are allowed
error-unwanted = Remove line breaks and invisible control characters
    .in-text = Remove invisible control characters
# $max (Number)
# $length (Number)
error-too-long = Use at most { $max } characters; this has { $length }
error-no-mail = This server cannot mail a code at the moment
error-insider = This address belongs to { $partner }, which asks. Only the customer itself can accept, with an address of its own
error-must-verify = Here only an address in the company’s own domain can accept. Ask { $sender } to invite such an address
error-other-address = The code can go to the invited address alone, { $masked }. Enter it in full, or ask { $sender } to invite your address
error-too-soon = A code was mailed less than a minute ago. Look into your mail, or wait a minute for another
error-too-many = Five codes were mailed today, which is the most. Try again tomorrow
error-say-who = Say who you are first; then a code is mailed to you
error-code = Enter the code from the mail
error-agree = Tick this to agree. Nothing is accepted without it
error-code-over = This code has run out, or was entered wrongly five times. Go back and ask for a new one
# $left (Number) - tries that are left
error-wrong-code = { $left ->
    [0] This is not the code, and there are no tries left. Go back and ask for a new one
    [one] This is not the code. One try is left
   *[other] This is not the code. { $left } tries are left
}
error-wording = The wording has changed since you opened the page. Read it again; nothing was accepted
error-reason = Say why in a word or two; nothing is declined without it

## The page behind the link in the letters about privileges

# $days (Number) - that are added each time
# $moment (String) - a day and a time
privileges-page =
    .title = Privileges of { $partner }
    .heading = What { $partner } may do for { $company }
    .lead = These are delegated admin privileges. Opening this page has changed nothing.
    .name = Name
    .since = Granted on
    .until = They end on
    .can = What they allow
    .extends = { $days ->
        [one] They do not end by themselves: on { $moment }, and each time after that, { $days } day is added, until you or the partner switch this off.
       *[other] They do not end by themselves: on { $moment }, and each time after that, { $days } days are added, until you or the partner switch this off.
    }
    .switch-off = Switch automatic extension off
    .end = End these privileges
    .end-lead = { $partner } can no longer do any of this for { $company }, from that moment on. A reseller relationship, orders and subscriptions stay as they are. It cannot be undone; new privileges need a new agreement.
    .stops = What stops
    .end-now = End the privileges of { $partner }
    .back = Back, and change nothing
    .ended = These privileges have ended
    .ended-lead = They ended on { $moment }. What they allowed is shown below.
    .others = From the same agreement

## The page on which a user of a customer sets a password

password-title = Set your password
# $account (String) - the user name
password-lead = For { $account }. You alone choose it, and nobody else sees it.
password-label = New password
password-help = At least 12 characters. Several unrelated words are good.
password-again = The same again
password-button = Set password
password-done = Your password is set
    .text = Sign in with it where you usually do.
password-dead = This link no longer works
    .text = A link that sets a password works once, and for 24 hours. This one was used, replaced, or has run out. Ask whoever had it sent to you for a new one.
# $length (Number) - how many characters were typed
password-short = Use at least 12 characters; this has { $length }
password-long = Use at most 256 characters
password-easy = This is easy to guess. Use several unrelated words, without your name, your company or a year
password-differs = Type the same password again

## When something is wrong with the link or the request

# Nothing is known behind the address; the link may be cut off. Always the same words, so that nobody learns which links exist.
lost-title = This link does not work here
lost-message = It may be cut off, or a sign from the text around it may have come along. Open it from the mail itself, or copy all of it from the beginning to the end. If it still does not work, ask whoever sent it to you for a new one.
# Something could not be read or was stopped.
unread-title = This could not be read
unread-message = Nothing was changed. Open the link in the mail again, and answer on the page that it shows.
# The server is busy, or not reachable.
wait-title = Not at the moment
wait-message = Nothing was changed. Wait some minutes, then open the link again.
fault-title = Something went wrong here
fault-message = It is our fault, not yours, and it has been noted. Nothing was changed. Try again later.

## An ask for privileges, and its receipt

# Where nothing else is asked for.
ask-heading-privileges = { $names } asks { $company } for privileges
# One item a line; where nothing else is asked for.
take-back-privileges =
    End the privileges yourself at any time, without giving a reason, on the page whose link stands in the receipt.
    Keep the receipt that is mailed to you: it says what was agreed and whom to turn to.
# The same where a relationship is asked for, too.
take-back-both =
    Tell any of the partners above to remove the relationship; each of them can, at any time.
    End the privileges yourself at any time, without giving a reason, on the page whose link stands in the receipt.
    Keep the receipt that is mailed to you: it says what was agreed and whom to turn to.
granted = You have granted privileges
granted-to = You have granted privileges to { $names }

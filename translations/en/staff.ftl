### Sentences of staff's pages that depend on a number. Staff read English; numbers come with their thousands apart.

## Everywhere

# $count (Number)
days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
# $count (Number)
lines = { $count ->
    [one] { $count } line
   *[other] { $count } lines
}
# $count (Number)
notes = { $count ->
    [one] { $count } note
   *[other] { $count } notes
}

## How long somebody has to wait before the next try

# $count (Number)
wait-seconds = { $count ->
    [0] a second
    [one] a second
   *[other] { $count } seconds
}
# $count (Number)
wait-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}

## While no mail leaves

# .or-more - there are at least so many
# $count (Number)
letters-waiting = { $count ->
    [0] No letter waits at the moment.
    [one] One letter waits; it leaves by itself once that is mended.
   *[other] { $count } letters wait; they leave by themselves once that is mended.
}
    .or-more = More than { $count } letters wait; they leave by themselves once that is mended.

## Privileges

# $count (Number)
days-left = { $count ->
    [0] Less than a day left
    [one] { $count } day left
   *[other] { $count } days left
}
# $roles (String) - their names
# $count (Number) - of days
roles-for-days = { $count ->
    [one] { $roles }, for { $count } day
   *[other] { $roles }, for { $count } days
}
# $count (Number)
grants-in-force = { $count ->
    [0] None in force.
    [one] One grant in force.
   *[other] { $count } grants in force.
}

## Partnerships

# $rows (Number) - on this page
# $total (Number)
partnerships-shown = { $total ->
    [one] { $rows } of { $total } partnership
   *[other] { $rows } of { $total } partnerships
}
# Where there are more than are counted.
# $rows (Number)
partnerships-on-page = { $rows ->
    [one] { $rows } partnership on this page
   *[other] { $rows } partnerships on this page
}
# Open invitations that the partner across has begun.
# $count (Number)
# $name (String)
invitations-across = { $count ->
    [one] { $count } open invitation that { $name } has begun and that names both
   *[other] { $count } open invitations that { $name } has begun and that name both
}
# $count (Number)
invitations-stopped = { $count ->
    [one] One open joint invitation was stopped.
   *[other] { $count } open joint invitations were stopped.
}

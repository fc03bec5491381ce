### What all texts for customers share.

## Names and lists

# Two partners who ask together.
# $second (String) - "i" where the second name begins with the sound of an i (Spanish needs it), else "other"
both = { $one } and { $other }
# Between the items of a list inside a sentence.
comma = ,{ " " }

## Days and times, always in UTC

# $day (Number) - of the month
# $month (Number) - 1 to 12
# $year (Number)
day = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
} { $year }
# $day (String) - as "day" writes it
# $time (String) - as in 16:40
moment = { $day }, { $time } UTC

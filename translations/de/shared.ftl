## Names and lists

both = { $one } und { $other }
comma = ,{ " " }

## Days and times, always in UTC

day = { $day }. { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
} { $year }
moment = { $day }, { $time } UTC

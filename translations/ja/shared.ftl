## Names and lists

both = { $one } および { $other }
comma = 、

## Days and times, always in UTC

day = { $year }年{ $month }月{ $day }日
moment = { $day } { $time } UTC

"""Days and times in the one form in which this site writes them (ČSN 01 6910); what may be typed stays Django's."""

DATE_FORMAT = SHORT_DATE_FORMAT = "j. n. Y"
TIME_FORMAT = "G.i"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = "j. n. Y v G.i"

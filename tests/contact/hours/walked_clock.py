"""An oracle for the hours: what a clock shows that is walked minute by minute."""

from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from contact.hours.clock import PRAGUE
from contact.hours.engine import verified_through
from tests.contact.hours.schedules import DAY, MINUTE

# The oracle. It walks the clock of a day minute by minute and asks the rows what the clock shows; of the engine it
# borrows the rows and the last verified day, nothing else. Holidays are the few of its window, by hand.

HOLIDAYS = {
    date(2026, 9, 28): "Den české státnosti",
    date(2026, 10, 28): "Den vzniku samostatného československého státu",
    date(2026, 11, 17): "Den boje za svobodu a demokracii a Mezinárodní den studentstva",
    date(2026, 12, 24): "Štědrý den",
    date(2026, 12, 25): "1. svátek vánoční",
    date(2026, 12, 26): "2. svátek vánoční",
    date(2027, 1, 1): "Den obnovy samostatného českého státu a Nový rok",
    date(2027, 3, 26): "Velký pátek",
    date(2027, 3, 29): "Velikonoční pondělí",
}
WINDOW = (date(2026, 9, 7), date(2027, 4, 11))


@lru_cache(maxsize=512)
def clock(day):
    """Every minute of a day of Prague with the latest time its clocks have shown by then."""
    minutes, shown = [], time.min
    instant = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=3)
    for _ in range(30 * 60):
        local = instant.astimezone(PRAGUE)
        if local.date() == day:
            shown = max(shown, local.time())
            minutes.append((instant, shown))
        instant += MINUTE
    return minutes


class Oracle:
    """Everything that is true of a schedule between two days of its window, by exhaustion."""

    def __init__(self, schedule):
        self.schedule = schedule
        self.last = verified_through(schedule)
        self.stretches = []
        for number in range((min(self.last, WINDOW[1]) - WINDOW[0]).days + 1):
            self.stretches += self._walk(WINDOW[0] + number * DAY)
        self.closings = [closing for _, closing in self.stretches]
        self.open_days = {opening.astimezone(PRAGUE).date() for opening, _ in self.stretches}

    def rule(self, day):
        best = None
        for row in self.schedule.specials:
            if row.from_day <= day <= row.through_day and (
                best is None or row.through_day - row.from_day <= best.through_day - best.from_day
            ):
                best = row
        if best:
            return best.hours, best.reason, True
        if self.schedule.holidays_close and day in HOLIDAYS:
            return (), HOLIDAYS[day], True
        rows = [row for row in self.schedule.shifts if row.weekday == day.weekday()]
        return tuple((row.opens, row.closes) for row in rows if row.valid_from <= day <= row.valid_through), "", False

    def _walk(self, day):
        rows, found, was_open = self.rule(day)[0], [], False
        for instant, shown in clock(day) if rows else ():
            is_open = any(opens <= shown < closes for opens, closes in rows)
            if is_open and was_open:
                found[-1] = (found[-1][0], instant + MINUTE)
            elif is_open:
                found.append((instant, instant + MINUTE))
            was_open = is_open
        return found

    def covers(self, day):
        """Whether anything is known of the day but that it is a holiday."""
        return day <= self.last and (
            any(row.valid_from <= day <= row.valid_through for row in self.schedule.shifts)
            or any(row.from_day <= day <= row.through_day for row in self.schedule.specials)
        )

    def told(self, instant):
        today = instant.astimezone(PRAGUE).date()
        rows, reason, exceptional = self.rule(today)
        if not self.covers(today):
            if exceptional and not rows:
                return ("closed", None, False, None, None, reason, True)
            return ("unknown", None, False, None, None, "", False)
        place = bisect_right(self.closings, instant)
        ahead = self.stretches[place] if place < len(self.stretches) else None
        if ahead and ahead[0] <= instant:
            left = ahead[1] - instant
            return ("open", ahead, left <= timedelta(minutes=15), None, None, reason, False)
        far = (ahead[0].astimezone(PRAGUE).date() - today).days if ahead else None
        nearness = far if far is None else "today" if far == 0 else "this week" if far <= 6 else "later"
        return ("closed", None, False, ahead, nearness, reason, exceptional and today not in self.open_days)

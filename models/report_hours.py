"""The time of a report: what was logged, by whom, on which kind of work, and where it jams."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from models.activity import Activity
from models.audit import TimeEntry, logged
from models.business import Business
from models.insight import (
    Bottleneck,
    Coverage,
    Tally,
    Window,
    bottlenecks,
    coverage,
    tallies,
    union_minutes,
)


@dataclass(frozen=True)
class Hours:
    """What was logged in a window.

    Attributes:
        covered: how much of the window is logged.
        earlier: the same weekdays before it, as few whole weeks back as leave the two apart.
        before: minutes logged in those, None where nothing was.
        by_owner: minutes by the owner's key, most first.
        by_category: minutes by category, most first; what has none is under an empty name. Where entries
            of two categories overlap, their time counts in both.
        tallies: each activity with what its entries say, longest first.
        ungrouped: minutes that belong to no activity.
        jams: the activities that meet the bottleneck rule, the worst first; none while it is too early.
    """

    covered: Coverage
    earlier: Window
    before: int | None
    by_owner: Mapping[str, int]
    by_category: Mapping[str, int]
    tallies: Sequence[Tally]
    ungrouped: int
    jams: Sequence[Bottleneck]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was logged, which is not known to be no work."""
        return self.covered.logged_minutes == 0

    @property
    def minutes(self) -> int | None:
        """The minutes logged, None where nothing was."""
        return None if self.is_empty else self.covered.logged_minutes

    @property
    def share(self) -> float | None:
        """Logged over expected time as a fraction, None where nothing was logged or expected."""
        return self.covered.share if self.covered.expected_minutes and not self.is_empty else None

    @property
    def rated(self) -> int:
        """How many entries carry a stress rating."""
        return sum(tally.rated for tally in self.tallies)


def hours(
    span: Window,
    entries: Iterable[TimeEntry],
    activities: Iterable[Activity],
    business: Business,
    *,
    now: datetime,
    zone: ZoneInfo,
) -> Hours:
    """Returns what the log says of a window."""
    counting, known = logged(entries), list(activities)
    inside = [entry for entry in counting if entry.day(zone) in span]
    back = timedelta(weeks=1 + (span.last - span.first).days // 7)
    earlier = Window(span.first - back, span.last - back)
    earlier_ones = [entry for entry in counting if entry.day(zone) in earlier]
    covered = coverage(inside, span, business, now=now, zone=zone)
    tallied = tallies(known, inside, span, now=now, zone=zone)
    categories = {activity.uid: activity.category or "" for activity in known}
    found = bottlenecks(tallied, business, covered.weeks) if not covered.too_early else []
    return Hours(
        covered=covered,
        earlier=earlier,
        before=union_minutes(earlier_ones, now) if earlier_ones else None,
        by_owner=_grouped(((entry.who, entry) for entry in inside), now),
        by_category=_grouped(((categories.get(entry.activity or "", ""), entry) for entry in inside), now),
        tallies=tallied,
        ungrouped=union_minutes((entry for entry in inside if entry.activity not in categories), now),
        jams=[jam for jam in found if jam.met],
    )


def _grouped(entries: Iterable[tuple[str, TimeEntry]], now: datetime) -> dict[str, int]:
    groups: dict[str, list[TimeEntry]] = defaultdict(list)
    for name, entry in entries:
        groups[name].append(entry)
    totals = {name: union_minutes(members, now) for name, members in groups.items()}
    return dict(sorted(totals.items(), key=lambda item: (-item[1], item[0])))

"""The demo business, Fern & Tally Bookkeeping of Cork: invented people, a real fortnight's worth of work."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import cycle
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.activity import Activity, Verdict
from models.audit import Audit, Flag, TimeEntry
from models.business import Business, Category, Owner
from models.helpers import Helper, HelperKind
from store.demo_calendar import DEMO_DAY, ORLA, TOMASZ, ZONE, at
from store.demo_cards import CARDS, made_card
from store.demo_helpers import put_helpers
from store.demo_onboarding import put_running_lists
from store.demo_register import put_register
from store.demo_vetting import put_searches
from store.workspace import Workspace

__all__ = ["DEMO_DAY", "DEMO_OWNER", "ZONE", "make_demo"]

DEMO_OWNER = "OB"
_AUDIT_WEEKS = (date(2026, 3, 2), date(2026, 3, 9))


class _Work(NamedTuple):
    """One activity of the fortnight: quarter hours per owner and week, and how it felt."""

    name: str
    category: str
    orla: tuple[int, int]
    tomasz: tuple[int, int]
    stress: tuple[int, ...]
    delayed: int
    interrupted: int


_FORTNIGHT = (
    _Work("Client bookkeeping", "core", (50, 44), (40, 42), (2, 2, 3, 2), 2, 14),
    _Work("Advisory calls", "core", (20, 18), (8, 10), (2, 2, 2), 0, 1),
    _Work("VAT and tax filings", "core", (12, 20), (8, 10), (3, 3, 4), 1, 4),
    _Work("Payroll runs", "core", (0, 0), (32, 20), (3, 3, 2), 0, 3),
    _Work("Year-end file preparation", "core", (0, 0), (12, 20), (3, 2, 3), 2, 2),
    _Work("Chase missing receipts", "admin", (14, 16), (8, 6), (4, 5, 4, 4), 7, 3),
    _Work("Inbox triage", "admin", (20, 18), (12, 10), (4, 3, 4), 3, 11),
    _Work("Receipt data entry", "admin", (12, 14), (16, 18), (3, 4, 3), 4, 2),
    _Work("Own invoicing", "admin", (6, 4), (2, 2), (3, 3), 1, 0),
    _Work("Newsletter and posts", "marketing", (10, 14), (0, 0), (4, 4), 4, 1),
    _Work("Quotes for new clients", "marketing", (8, 6), (0, 0), (2, 2), 0, 0),
    _Work("Website fixes", "technical", (6, 8), (2, 4), (4, 5, 4), 3, 2),
    _Work("Software set-up", "technical", (0, 0), (6, 4), (4, 3), 1, 1),
    _Work("Training", Category.PERSONAL, (4, 0), (4, 2), (1, 2), 0, 1),
)
_DECIDED = {
    "Chase missing receipts": (Verdict.DELEGATE, "an assistant, from May on"),
    "Inbox triage": (Verdict.DELEGATE, "the same assistant, six parts of ten"),
    "Receipt data entry": (Verdict.AUTOMATE, ""),
    "Newsletter and posts": (Verdict.DELEGATE, "a writer, by the month"),
    "Website fixes": (Verdict.DELEGATE, "Lorcan, on call"),
    "Year-end file preparation": (Verdict.DELEGATE, "pilot first: two files"),
    "Own invoicing": (Verdict.LATER, "once the assistant knows the clients"),
    "Quotes for new clients": (Verdict.KEEP, "they want to talk to one of us"),
}
"""What was decided on 18 March, by the name of the activity."""
_SLICES = (3, 2, 4, 1, 6, 2, 5)
_MORNING, _LUNCH, _AFTERNOON, _EVENING = time(8, 45), time(12, 45), time(13, 30), time(17, 30)


_HELPERS = (
    ("Niamh Doyle", HelperKind.ASSISTANT, 3),
    ("Hana Sato", HelperKind.FREELANCER, 2),
    ("Lorcan Bell", HelperKind.FREELANCER, 3),
    ("Grace Tan", HelperKind.AGENCY, 3),
    ("Docket Otter", HelperKind.SOFTWARE, 9),
)


def make_demo(path: Path) -> date:
    """Makes the demo business in a new file and returns the day on which it plays.

    Raises:
        StoreError: the file cannot be made.
    """
    zone = ZoneInfo(ZONE)
    now = stamp = datetime.combine(DEMO_DAY, time(9, 30), zone)
    with (
        Workspace.open(path, who=ORLA, now=lambda: stamp) as desk,
        desk.transaction("Make the demo business", undoable=False),
    ):
        business = desk.settings.put(_business())
        desk.audits.put(Audit.of(start=_AUDIT_WEEKS[0], end=_AUDIT_WEEKS[1] + timedelta(days=4), closed=True))
        made = [Activity.named(work.name, work.category) for work in _FORTNIGHT]
        activities = {activity.name: desk.activities.put(_told(activity)) for activity in made}
        desk.entries.put_all(_entries(activities, zone))
        helpers = {
            helper.short: desk.helpers.put(helper)
            for helper in (Helper.of(name=name, kind=kind, wip_limit=limit) for name, kind, limit in _HELPERS)
        }
        stamp = now - timedelta(days=50)
        put_searches(desk, business, activities, helpers)
        for order, given in enumerate(CARDS):
            stamp = now + timedelta(days=given.since)
            desk.cards.put(made_card(given, order, activities, helpers, business, stamp))
        stamp = now
        left = put_helpers(desk, activities, helpers)
        put_running_lists(desk, helpers)
        put_register(desk, activities, helpers, left)
    return DEMO_DAY


def _business() -> Business:
    return Business.of(
        name="Fern & Tally Bookkeeping",
        owners=(
            Owner(key=ORLA, initials=DEMO_OWNER, name="Orla Brennan"),
            Owner(key=TOMASZ, initials="TW", name="Tomasz Wilk"),
        ),
        zone=ZONE,
        owner_hour=50_00,
        helper_rate=25_00,
        retention_months=12,
        holidays=(date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 4), date(2026, 6, 1)),
    )


def _told(activity: Activity) -> Activity:
    """Returns an activity with what the owners said about it."""
    said: dict[str, dict[str, int | bool]] = {
        "Chase missing receipts": {"helper_rate": 19_00, "onboarding_minutes": 600, "skill_gap": 25},
        "Inbox triage": {"helper_rate": 19_00, "onboarding_minutes": 720, "delegable_share": 60},
        "Receipt data entry": {
            "helper_rate": 0,
            "tools_cost": 504_00,
            "onboarding_minutes": 540,
            "speed": 100,
        },
        "Newsletter and posts": {"helper_rate": 25_00, "onboarding_minutes": 360, "skill_gap": 75},
        "Website fixes": {"helper_rate": 48_00, "onboarding_minutes": 240, "skill_gap": 75},
        "Year-end file preparation": {"helper_rate": 33_00, "onboarding_minutes": 840, "delegable_share": 80},
    }
    told = activity.but(**said.get(activity.name, {}))
    if activity.name not in _DECIDED:
        return told
    verdict, reason = _DECIDED[activity.name]
    return told.decided(verdict, at=at(-55, 16), who=ORLA, reason=reason)


def _entries(activities: dict[str, Activity], zone: ZoneInfo) -> list[TimeEntry]:
    """Returns the fortnight: every day filled from a quarter to nine, with a break for lunch."""
    entries = []
    delays = {work.name: work.delayed for work in _FORTNIGHT}
    breaks = {work.name: work.interrupted for work in _FORTNIGHT}
    done = Counter[str]()
    for who in (ORLA, TOMASZ):
        for week, monday in enumerate(_AUDIT_WEEKS):
            for work, start, end in _placed(_slices(who, week), monday, zone):
                n = done[work.name]
                done[work.name] += 1
                flags = []
                if delays[work.name] and n % 2 == 0:
                    delays[work.name] -= 1
                    flags.append(Flag.DELAYED)
                if breaks[work.name] and n % 3:
                    breaks[work.name] -= 1
                    flags.append(Flag.INTERRUPTED)
                entries.append(
                    TimeEntry.of(
                        who=who,
                        start=start,
                        end=end,
                        zone=ZONE,
                        text=work.name,
                        activity=activities[work.name].uid,
                        stress=work.stress[n % len(work.stress)],
                        flags=flags,
                    )
                )
    return entries


def _slices(who: str, week: int) -> Iterator[tuple[_Work, int]]:
    """Yields the week's work of one owner in slices of 15 to 90 minutes, one activity after the other."""
    left = {work: (work.orla if who == ORLA else work.tomasz)[week] for work in _FORTNIGHT}
    lengths = cycle(_SLICES)
    while any(left.values()):
        for work in _FORTNIGHT:
            if left[work]:
                quarters = min(next(lengths), left[work])
                left[work] -= quarters
                yield work, quarters


def _placed(
    slices: Iterator[tuple[_Work, int]], monday: date, zone: ZoneInfo
) -> Iterator[tuple[_Work, datetime, datetime]]:
    """Yields the week's slices with their clock times: one after the other, around lunch and the night."""
    clock = datetime.combine(monday, _MORNING, zone)
    for work, quarters in slices:
        left = timedelta(minutes=15 * quarters)
        while left:
            if clock.time() == _LUNCH:
                clock = datetime.combine(clock.date(), _AFTERNOON, zone)
            elif clock.time() == _EVENING and clock.weekday() < 4:
                clock = datetime.combine(clock.date() + timedelta(days=1), _MORNING, zone)
            rest = next((at for at in (_LUNCH, _EVENING) if clock.time() < at), time(23, 45))
            length = min(left, datetime.combine(clock.date(), rest, zone) - clock)
            yield work, clock, clock + length
            clock, left = clock + length, left - length

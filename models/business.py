"""The business itself: its owners, hours, the value of an owner hour, and what counts as too much."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, ClassVar, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field

from models.access_profiles import AccessProfile
from models.columns import Column
from models.dates import quoted
from models.document import Document, Line, Name, Part, Record, RuleBroken, fresh_key


class Category(StrEnum):
    """The five kinds of work a small business does; an owner's own categories roll up to them."""

    CORE = "core"
    ADMIN = "admin"
    MARKETING = "marketing"
    TECHNICAL = "technical"
    PERSONAL = "personal development"


def zone_named(name: str) -> ZoneInfo:
    """Returns a time zone by its IANA name.

    Raises:
        RuleBroken: there is no such zone.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = f"{quoted(name)} is no time zone: write it like Europe/Dublin or America/New_York."
        raise RuleBroken(message) from None


def _known_zone(name: str) -> str:
    try:
        zone_named(name)
    except RuleBroken as broken:
        raise ValueError(str(broken)) from None
    return name


Zone = Annotated[str, AfterValidator(_known_zone)]
"""An IANA time zone name."""


def _one_to_four(value: str) -> str:
    if not re.fullmatch(r"\w{1,4}", value):
        raise ValueError(f"{quoted(value)} are no initials: write one to four letters, such as OB.")
    return value


Initials = Annotated[
    str,
    AfterValidator(_one_to_four),
    BeforeValidator(lambda value: value.strip().upper() if isinstance(value, str) else value),
]
"""One to four letters that tell the owners apart, in capitals."""


def _iso_code(value: str) -> str:
    if not re.fullmatch("[A-Z]{3}", value):
        raise ValueError(f"{quoted(value)} is no currency: write its three capitals, such as EUR.")
    return value


Currency = Annotated[str, AfterValidator(_iso_code)]
"""A currency by its ISO 4217 code."""


def _iso_country(value: str) -> str:
    if not re.fullmatch("([A-Z]{2})?", value):
        raise ValueError(f"{quoted(value)} is no country: write its two letters, such as IE.")
    return value


Country = Annotated[
    str,
    AfterValidator(_iso_country),
    BeforeValidator(lambda value: value.strip().upper() if isinstance(value, str) else value),
]
"""A country by its ISO 3166 code of two letters, empty for none."""

Weekday = Annotated[int, Field(ge=0, le=6)]


def _none_for_done(limits: Mapping[Column, int]) -> Mapping[Column, int]:
    if Column.DONE in limits:
        raise ValueError("Done has no limit: what is finished is no work in progress.")
    return limits


ColumnLimits = Annotated[
    Mapping[Column, Annotated[int, Field(ge=1, le=999)]],
    AfterValidator(_none_for_done),
]
"""The most cards that columns should hold, for those that have a limit."""


class Owner(Part):
    """One of the people whose business this is; records name an owner by the key."""

    initials: Initials
    name: Line = ""


class OwnCategory(Part):
    """A category of the owner's own, counted in totals under one of the five."""

    name: Name
    rolls_up_to: Category


class Thresholds(Record):
    """When an activity counts as a bottleneck; `domain.md` §2.3 with design §4."""

    share: int = Field(default=7, ge=1, le=100)
    """Per cent of all logged time that a non-core activity may take."""
    stress: float = Field(default=3.5, ge=1, le=5)
    rated: int = Field(default=4, ge=1)
    """Entries that must carry a stress rating before their mean counts."""
    delayed: int = Field(default=3, ge=1)
    interrupted: int = Field(default=5, ge=1)
    tests_met: int = Field(default=2, ge=1, le=4)


SOLE_OWNER = Owner(key="me", initials="ME")
"""Who works here while nobody has said."""

ASSUMED_HELPER_RATE = 2_500


class Business(Document):
    """The settings of one business, the only record of its table."""

    letter: ClassVar[str] = "B"

    name: Line = ""
    owners: tuple[Owner, ...] = ()
    zone: Zone | None = None
    """Where "today" is; while empty, the zone of the machine is assumed."""
    currency: Currency = "EUR"
    owner_hour: int | None = Field(default=None, gt=0)
    """What an owner's hour is worth, in minor units; nothing is assumed."""
    helper_rate: int | None = Field(default=None, ge=0)
    """What an hour of help costs where an activity does not say, in minor units."""
    work_days: tuple[Weekday, ...] = (0, 1, 2, 3, 4)
    """Days of the week that are worked, Monday is 0."""
    minutes_per_day: int = Field(default=480, ge=30, le=1_440)
    work_weeks: int = Field(default=46, ge=1, le=52)
    review_share: int = Field(default=10, ge=0, le=90)
    """Per cent of a delegated task's time that the owner spends looking it over."""
    retention_months: int = Field(default=6, ge=1, le=36)
    """How long those are kept who were looked at and not taken on."""
    holidays: tuple[date, ...] = ()
    """Days off of the business's own."""
    country: Country = ""
    """Whose public holidays are days off as well."""
    region: Line = ""
    """The part of the country, where that has public holidays of its own."""
    public_holidays: tuple[date, ...] = ()
    """Those that are known; `store.calendar` looks them up."""
    categories: tuple[OwnCategory, ...] = ()
    thresholds: Thresholds = Thresholds()
    column_limits: ColumnLimits = Field(default_factory=dict)
    """Above them a column counts as overloaded, which warns and stops nothing."""
    access_profiles: tuple[AccessProfile, ...] = ()
    """What each role of a helper may enter."""

    @property
    def people(self) -> tuple[Owner, ...]:
        """The owners, or the one who is assumed while none is named."""
        return self.owners or (SOLE_OWNER,)

    @property
    def is_run_alone(self) -> bool:
        """Whether there is one owner only."""
        return len(self.people) == 1

    @property
    def rate_of_help(self) -> int:
        """The default price of a helper's hour in minor units, assumed when none is set."""
        return ASSUMED_HELPER_RATE if self.helper_rate is None else self.helper_rate

    def initials_of(self, key: str) -> str:
        """Returns the initials of the owner with this key, `?` where nobody has it."""
        return next((owner.initials for owner in self.people if owner.key == key), "?")

    def owner(self, who: str) -> Owner:
        """Returns the owner with these initials or this key; while nobody is named, any initials will do.

        Raises:
            RuleBroken: no owner is called that.
        """
        for owner in self.people:
            if who.casefold() in (owner.initials.casefold(), owner.key.casefold()):
                return owner
        if not self.owners:
            return Owner.of(key=SOLE_OWNER.key, initials=who)
        known = ", ".join(owner.initials for owner in self.owners)
        raise RuleBroken(f"No owner has the initials {quoted(who)}; there are {known}.")

    def with_owners(self, named: Iterable[tuple[str, str]]) -> Self:
        """Returns the business with these owners, given by initials and name.

        Known initials keep their log. The first owner ever to be named is the one who worked here before.

        Raises:
            RuleBroken: two have the same initials, or some are none.
        """
        keys = {owner.initials: owner.key for owner in self.owners}
        found: dict[str, Owner] = {}
        for initials, name in named:
            new = fresh_key() if found or self.owners else SOLE_OWNER.key
            owner = Owner.of(key=new, initials=initials, name=name)
            if owner.initials in found:
                raise RuleBroken(f"Two owners have the initials {owner.initials}: give one of them others.")
            found[owner.initials] = owner.but(key=keys.get(owner.initials, new))
        return self.but(owners=tuple(found.values()))

    def is_overloaded(self, column: Column, held: int) -> bool:
        """Tells whether so many cards are more than a column should hold."""
        return held > self.column_limits.get(column, held)

    def is_work_day(self, day: date) -> bool:
        """Tells whether people work here on this day."""
        off = day in self.holidays or day in self.public_holidays
        return day.weekday() in self.work_days and not off

    def work_days_between(self, first: date, last: date) -> int:
        """Returns how many work days there are from the first day to the last, both counted."""
        weeks, rest = divmod(max(0, (last - first).days + 1), 7)  # an imported log may begin long ago
        weekdays = set(self.work_days)
        tail = sum((first.weekday() + n) % 7 in weekdays for n in range(rest))
        days_off = {*self.holidays, *self.public_holidays}
        off = {day for day in days_off if first <= day <= last and day.weekday() in weekdays}
        return weeks * len(weekdays) + tail - len(off)

    def work_day_from(self, day: date, *, back: bool = False) -> date:
        """Returns a day, or the nearest work day after it, before it when going back."""
        step = timedelta(days=-1 if back else 1)
        for _ in range(400):  # a business that never works still gets a date
            if self.is_work_day(day):
                break
            day += step
        return day

    def after_work_days(self, day: date, count: int) -> date:
        """Returns the day that lies so many work days after another one, at least one."""
        left = max(1, count)
        for _ in range(400):  # a business that never works still gets a date
            day += timedelta(days=1)
            left -= self.is_work_day(day)
            if left <= 0:
                break
        return day

    @property
    def cadences(self) -> dict[str, int]:
        """How often a year each word for a cadence says, in the weeks that are worked."""
        return {
            "daily": self.work_weeks * len(self.work_days),
            "weekly": self.work_weeks,
            "monthly": 12,
            "quarterly": 4,
            "yearly": 1,
        }

    @property
    def category_names(self) -> tuple[str, ...]:
        """The five categories and the owner's own, as activities name them."""
        return (*Category, *(own.name.casefold() for own in self.categories))

    def category(self, text: str) -> str:
        """Returns the category that a word names, by its beginning if only one begins so.

        Raises:
            RuleBroken: it names none, or could be one of several.
        """
        word, names = text.casefold(), self.category_names
        begun = [word] if word in names else [name for name in names if word and name.startswith(word)]
        if len(begun) != 1:
            raise RuleBroken(f"{quoted(text)} is no category: say one of {', '.join(names)}.")
        return begun[0]

    def replaced_by(self, other: Self, used: Iterable[str | None]) -> Self:
        """Returns the settings that are to stand in the place of these.

        Args:
            other: the settings as they would be.
            used: the categories that activities have.

        Raises:
            RuleBroken: a category that is used here would be gone, by another name or altogether.
        """
        lost = set(self.category_names).difference(other.category_names)
        if gone := sorted(lost.intersection(used)):
            raise RuleBroken(f"Activities are in {quoted(gone[0])}: give them another category first.")
        return other

    def rolled_up(self, category: str | None) -> Category | None:
        """Returns the one of the five under which a category is counted."""
        for own in self.categories:
            if own.name.casefold() == category:
                return own.rolls_up_to
        return Category(category) if category in list(Category) else None

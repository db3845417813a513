"""Activities: work under one name, what handing it over rests on, and what was decided about it."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar, Protocol, Self, TypeVar

from pydantic import AwareDatetime, Field

from models.business import Business, Category
from models.document import (
    LONGEST_NAME,
    Document,
    Line,
    Record,
    RuleBroken,
    Title,
)
from models.grouping import key
from models.option_sketch import OptionSketch


class Verdict(StrEnum):
    """What an owner decides about an activity or a card."""

    DELEGATE = "delegate"
    AUTOMATE = "automate"
    DROP = "drop"
    KEEP = "keep"
    LATER = "later"


class Decision(Record):
    """A verdict, who took it, when and why."""

    verdict: Verdict
    at: AwareDatetime
    who: str = ""
    reason: Line = ""


class Keep(StrEnum):
    """Why an activity stays with the owner, or that it need not."""

    FREE = "free"
    """Anybody may do it, whatever its category."""
    CORE = "core"
    LEGAL = "legal"
    RELATIONSHIP = "relationship"
    JUDGEMENT = "judgement"
    DEVELOPMENT = "development"


class Confidentiality(StrEnum):
    """How far the facts an activity works on may travel."""

    OPEN = "open"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    RESTRICTED = "restricted"


Percent = Annotated[int, Field(ge=0, le=100)]


class Activity(Document):
    """What entries are grouped into: the same work in whatever words, and what handing it over rests on."""

    letter: ClassVar[str] = "A"

    name: Title
    aliases: tuple[str, ...] = ()
    """Keys of other wordings that were merged into this activity."""
    never_merge: tuple[str, ...] = ()
    """Uids of activities that the owner said are something else."""
    category: Line | None = None
    keep: Keep | None = None
    """What the owner said; None follows the category: core and personal development stay."""
    confidentiality: Confidentiality = Confidentiality.OPEN
    per_year: int | None = Field(default=None, ge=1, le=5_000)
    """How often a year, when the owner says; None counts the entries instead."""
    one_off: bool = False
    rule_like: bool = False
    """The work goes the same way every time."""
    nobody_would_miss: bool = False
    skill_gap: Percent = 0
    """0 the owner is the expert, 100 the owner lacks the skill."""
    delegable_share: Annotated[int, Field(ge=1, le=100)] = 100
    """Per cent of the work that can be handed over."""
    helper_rate: int | None = Field(default=None, ge=0)
    """What an hour of help with it costs, in minor units; None takes the business's default."""
    onboarding_minutes: int | None = Field(default=None, ge=0, le=60_000)
    """What showing it to somebody takes of each side; None takes thirty times its length, 8 hours at most."""
    tools_cost: int = Field(default=0, ge=0)
    """What programs for it cost a year, in minor units."""
    speed: int | None = Field(default=None, ge=10, le=500)
    """Helper's minutes for each hundred of the owner's; None follows the skill gap."""
    sketches: tuple[OptionSketch, ...] = ()
    """What the ways to be rid of it would cost, as far as an owner has corrected the rules of thumb."""
    decision: Decision | None = None
    archived: AwareDatetime | None = None

    @classmethod
    def named(cls, text: str, category: str | None = None) -> Self:
        """Makes the activity of which this text is the first entry."""
        name = text if len(text) <= LONGEST_NAME else text[: LONGEST_NAME - 1].rstrip() + "…"
        return cls.of(name=name, aliases=(key(text),), category=category)

    @property
    def wordings(self) -> frozenset[str]:
        """The grouping keys of every wording this activity goes by."""
        return frozenset((key(self.name), *self.aliases))

    def kept_for(self, business: Business) -> Keep | None:
        """Returns why all of it stays with the owner, None when part of it may be handed over."""
        if self.delegable_share < 100 or self.keep is Keep.FREE:
            return None
        if self.keep is None:
            kind = business.rolled_up(self.category)
            return {Category.CORE: Keep.CORE, Category.PERSONAL: Keep.DEVELOPMENT}.get(kind) if kind else None
        return self.keep

    def absorbing(self, other: Self) -> Self:
        """Returns this activity with another one's wordings; its entries are re-linked by the caller."""
        aliases = dict.fromkeys((*self.aliases, key(other.name), *other.aliases))
        never = tuple(
            uid for uid in (*self.never_merge, *other.never_merge) if uid not in (self.uid, other.uid)
        )
        return self.but(aliases=tuple(aliases), never_merge=never, category=self.category or other.category)

    def unlike(self, other: Self) -> Self:
        """Returns this activity knowing that another one is something else."""
        return self.but(never_merge=tuple(dict.fromkeys((*self.never_merge, other.uid))))

    def decided(self, verdict: Verdict, *, at: datetime, who: str = "", reason: str = "") -> Self:
        """Returns the activity with a decision on it.

        Raises:
            RuleBroken: it is to be delegated though something says that only the owner may do it.
        """
        if verdict in (Verdict.DELEGATE, Verdict.AUTOMATE):
            if self.confidentiality is Confidentiality.RESTRICTED:
                raise RuleBroken(f"“{self.name}” is restricted: press e and change that first, or keep it.")
            if self.keep not in (None, Keep.FREE) and self.delegable_share == 100:
                raise RuleBroken(
                    f"“{self.name}” is marked “only me: {self.keep}”: press e and change that first."
                )
        return self.but(decision=Decision(verdict=verdict, at=at, who=who, reason=reason))


def by_key(activities: Iterable[Activity]) -> dict[str, Activity]:
    """Returns the activities by every wording they go by; entries with an equal key are the same work."""
    found: dict[str, Activity] = {}
    for activity in activities:
        if activity.archived is None:
            for each in activity.wordings:
                found.setdefault(each, activity)
    return found


def merged(kept: Activity, other: Activity, *, at: datetime) -> tuple[Activity, Activity]:
    """Returns two activities as one: the one that stays and the other put away; see `relinked` for the rest.

    Raises:
        RuleBroken: they are one activity already.
    """
    if kept.uid == other.uid:
        raise RuleBroken(f"These are the same work already: {kept.ref} {kept.name[:LONGEST_NAME]}.")
    return kept.absorbing(other), other.but(archived=at)


class _Linked(Protocol):
    @property
    def activity(self) -> str | None: ...

    def but(self, **changes: object) -> Self: ...


L = TypeVar("L", bound=_Linked)


def relinked(linked: Iterable[L], kept: Activity, other: Activity) -> list[L]:
    """Returns the records of an activity as they stand once it is merged into another one."""
    return [each.but(activity=kept.uid) for each in linked if each.activity == other.uid]


def category_among(tags: Iterable[str], business: Business) -> str | None:
    """Returns the category that one of an entry's tags names in full."""
    return next((tag for tag in tags if tag in business.category_names), None)

"""Procedures: how work that comes again is done, and whether somebody else can do it from the notes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from enum import StrEnum
from typing import ClassVar, Self
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime

from models.brief import Item, items
from models.dates import quoted
from models.document import Document, Line, Name, Part, RuleBroken, fresh_key

STALE_AFTER = 90
"""Days after which a run from the notes no longer shows that they still lead through the work."""


class Version(Part):
    """The steps as they stood for a while; the number of a version is its place among them, from 1."""

    at: AwareDatetime
    """When they were last changed."""
    who: str = ""
    """The key of the owner who wrote them."""
    steps: tuple[Item, ...] = ()

    @property
    def texts(self) -> list[str]:
        """What the steps say."""
        return [step.text for step in self.steps]


class Run(Part):
    """The work was done once."""

    at: AwareDatetime
    version: str
    """The key of the version it was done by."""
    helper: str | None = None
    """The uid of the helper who did it, None where an owner did."""
    owner: str = ""
    """The key of the owner who did it."""
    from_the_notes: bool = False
    """Whether it was done with nothing but the notes to go by."""
    unclear: Line = ""

    @property
    def counts(self) -> bool:
        """Whether it shows that the work can be handed over: an owner knows more than the notes say."""
        return self.helper is not None and self.from_the_notes


class Procedure(Document):
    """How work that comes again is done, step by step."""

    letter: ClassVar[str] = "D"

    title: Name
    activity: str | None = None
    """The uid of the activity it describes."""
    versions: tuple[Version, ...] = ()
    """The latest last."""
    runs: tuple[Run, ...] = ()
    archived: AwareDatetime | None = None

    @property
    def version(self) -> Version | None:
        """The steps as they stand; None before any were written."""
        return self.versions[-1] if self.versions else None

    @property
    def steps(self) -> tuple[Item, ...]:
        """The steps as they stand."""
        return self.version.steps if self.version else ()

    @property
    def last_run(self) -> Run | None:
        """The latest run, of whatever kind."""
        return max(self.runs, key=lambda run: run.at, default=None)

    def is_behind(self, saved: "Procedure") -> bool:
        """Tells whether a version was written since, which this reading of the procedure does not know."""
        known = {version.key for version in self.versions}
        return any(version.key not in known for version in saved.versions)

    def place_of(self, key: str) -> int | None:
        """Returns the number of the version with this key, None when it was taken back."""
        return next((n for n, version in enumerate(self.versions, start=1) if version.key == key), None)

    def rewritten(
        self, steps: Iterable[str], *, at: datetime, who: str = "", runs: Iterable[Run] = ()
    ) -> Self:
        """Returns the procedure with these steps; empty lines are left out.

        What somebody has worked by stays as it was: the steps become a version of their own.

        Args:
            steps: what to do, in order.
            at: the moment.
            who: the key of the owner who writes them.
            runs: those that came on record since this was read.
        """
        now = self.version
        wanted = items(steps, self.steps)
        if [step.text for step in wanted] == [step.text for step in self.steps]:
            return self
        if now is None or any(run.version == now.key for run in (*self.runs, *runs)):
            return self.but(versions=(*self.versions, Version(at=at, who=who, steps=wanted)))
        return self.but(versions=(*self.versions[:-1], now.but(at=at, who=who, steps=wanted)))

    def ran(
        self,
        *,
        at: datetime,
        by: Version | None = None,
        helper: str | None = None,
        owner: str = "",
        from_the_notes: bool = False,
        unclear: str = "",
    ) -> Self:
        """Returns the procedure with a run on record.

        Args:
            at: the moment.
            by: the version it was done by, the latest where none is given; one that was written over
                since is put back before the latest.
            helper: the uid of the helper who did it.
            owner: the key of the owner who did it, where no helper did.
            from_the_notes: whether it was done with nothing but the notes to go by.
            unclear: what the notes did not say.

        Raises:
            RuleBroken: it has no steps.
        """
        by, versions = by or self.version, self.versions
        if by is None or not by.steps:
            raise RuleBroken(f"{self.ref} has no steps that anybody could go by: write them first.")
        same = next((version for version in versions if version.key == by.key), None)
        if same is None or same.texts != by.texts:
            by = by.but(key=fresh_key())
            versions = (*versions[:-1], by, *versions[-1:])
        run = Run.of(
            at=at,
            version=by.key,
            helper=helper,
            owner=owner,
            from_the_notes=from_the_notes,
            unclear=unclear,
        )
        return self.but(versions=versions, runs=(*self.runs, run))

    def put_away(self, *, at: datetime) -> Self:
        """Returns the procedure in the archive."""
        return self.but(archived=at)

    def brought_back(self) -> Self:
        """Returns the procedure from the archive."""
        return self.but(archived=None)


class ReadinessLevel(StrEnum):
    """How near a procedure is to work that can be handed over."""

    UNWRITTEN = "no steps"
    UNTRIED = "untried"
    """Nobody but an owner has run it from the notes."""
    REWRITTEN = "rewritten"
    """Somebody has, and other steps were written since."""
    STALE = "stale"
    """Somebody has, more than 90 days ago."""
    READY = "ready"


@dataclass(frozen=True)
class Readiness:
    """Whether the work can be handed over with the notes alone.

    Attributes:
        level: how near it is to that.
        run: the latest run from the notes by somebody who is no owner.
        days: the days since then.
    """

    level: ReadinessLevel
    run: Run | None = None
    days: int | None = None


def days_since(at: datetime, *, today: date, zone: ZoneInfo) -> int:
    """Returns the days that have begun since an instant, where the business is."""
    return max(0, (today - at.astimezone(zone).date()).days)


def readiness(procedure: Procedure, *, today: date, zone: ZoneInfo) -> Readiness:
    """Returns how ready a procedure is: the days since somebody other than an owner ran it from the notes.

    Args:
        procedure: its runs and versions.
        today: the day up to which the days are counted.
        zone: where the days are counted.
    """
    run = max((run for run in procedure.runs if run.counts), key=lambda run: run.at, default=None)
    days = days_since(run.at, today=today, zone=zone) if run else None
    if not procedure.steps:
        return Readiness(ReadinessLevel.UNWRITTEN, run, days)
    if run is None or days is None:
        return Readiness(ReadinessLevel.UNTRIED)
    if procedure.version is not None and run.version != procedure.version.key:
        return Readiness(ReadinessLevel.REWRITTEN, run, days)
    return Readiness(ReadinessLevel.STALE if days > STALE_AFTER else ReadinessLevel.READY, run, days)


def changed_steps(procedure: Procedure, since: str) -> list[tuple[str, str]]:
    """Returns what the steps no longer say with `-`, and what they did not say before with `+`.

    Args:
        procedure: its versions.
        since: the key of a former version; nothing has changed since one that was taken back.
    """
    after = procedure.version.texts if procedure.version else []
    before = next((version.texts for version in procedure.versions if version.key == since), after)
    changes: list[tuple[str, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            changes += [("-", line) for line in before[a:b]] + [("+", line) for line in after[c:d]]
    return changes


def procedure_meant(name: str, procedures: Iterable[Procedure]) -> Procedure | None:
    """Returns the procedure a person means: by the whole name, else by a beginning that is only one's.

    Raises:
        RuleBroken: it could be one of several.
    """
    word = " ".join(name.casefold().split())
    known = [each for each in procedures if each.archived is None]
    begun = [each for each in known if word and each.title.casefold().startswith(word)]
    same = [each for each in begun if each.title.casefold() == word]
    meant = same or begun
    if len(meant) > 1:
        names = " or ".join(f"{each.ref} {each.title}" for each in meant[:3])
        way = "give one of them another name" if same else "write more of the name"
        raise RuleBroken(f"{quoted(name)} could be {names}: {way}.")
    return meant[0] if meant else None


def named(title: str, procedures: Iterable[Procedure], activity: str | None = None) -> Procedure:
    """Makes a procedure without steps.

    Args:
        title: what it is called.
        procedures: those there are.
        activity: the uid of the activity it describes.

    Raises:
        RuleBroken: it is no name, or another procedure has it.
    """
    made = Procedure.of(title=title, activity=activity)
    for each in procedures:
        if each.archived is None and each.title.casefold() == made.title.casefold():
            raise RuleBroken(
                f"{each.ref} is called {quoted(each.title)} already: give this one another name."
            )
    return made


def procedure_for(
    name: str, linked: Procedure | None, procedures: Iterable[Procedure], activity: str | None
) -> Procedure | None:
    """Returns the procedure that a brief names, a new one where none is called that, None for no name.

    Args:
        name: what is written; nothing is none.
        linked: the one the brief names so far; its name means itself, also in the archive.
        procedures: those there are.
        activity: the uid of the activity a new one describes.

    Raises:
        RuleBroken: it could be one of several, or is no name.
    """
    if not name or (linked is not None and name == linked.title):
        return linked if name else None
    known = list(procedures)
    return procedure_meant(name, known) or named(name, known, activity)

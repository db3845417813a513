"""How procedures are said: who ran one last, and how ready it is."""

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from models.procedure import (
    STALE_AFTER,
    Procedure,
    Readiness,
    ReadinessLevel,
    Run,
    days_since,
    readiness,
)
from store import Workspace
from tui import wording

TONES = {ReadinessLevel.READY: "plain", ReadinessLevel.STALE: "warn", ReadinessLevel.REWRITTEN: "warn"}
"""How a level is drawn; dim where nothing was ever shown."""


class ProcedureWords:
    """Says how one procedure stands."""

    def __init__(self, procedure: Procedure, desk: Workspace, *, today: date, zone: ZoneInfo) -> None:
        self.procedure, self.desk = procedure, desk
        self.today, self.zone = today, zone

    @property
    def readiness(self) -> Readiness:
        """How ready it is."""
        return readiness(self.procedure, today=self.today, zone=self.zone)

    @property
    def version(self) -> str:
        """The version as it stands, as in `v3`; nothing where there is none."""
        return f"v{len(self.procedure.versions)}" if self.procedure.versions else ""

    @property
    def last_run(self) -> str:
        """Who ran it last and when, as in `2 d ago by Niamh`; nothing where nobody did."""
        run = self.procedure.last_run
        if run is None:
            return ""
        helper = self.desk.helpers.get(run.helper)
        return f"{self._ago(run)} by {helper.short if helper else self.runner(run)}"

    @property
    def in_short(self) -> str:
        """It in one line, as in `Inbox rules v3, last run 2 d ago by Niamh`."""
        run = f"last run {self.last_run}" if self.last_run else "never run"
        said = [" ".join(filter(None, (self.procedure.title, self.version)))]
        said += [run if self.procedure.steps else "no steps yet"]
        return ", ".join(said + (["archived"] if self.procedure.archived else []))

    @property
    def how_ready(self) -> str:
        """How ready it is, in a sentence without its stop."""
        found = self.readiness
        if found.level is ReadinessLevel.UNWRITTEN:
            return "no steps yet"
        if found.run is None:
            return "untried: nobody but an owner has run it from the notes"
        ran = f"{self.runner(found.run)} ran it from the notes {self._ago(found.run)}"
        if found.level is ReadinessLevel.REWRITTEN:
            return f"rewritten since {ran}"
        if found.level is ReadinessLevel.READY and found.run.unclear:
            return f"ready, unclear: {found.run.unclear} ({ran})"
        return f"{found.level}: {ran}"

    @property
    def in_a_word(self) -> str:
        """How ready it is: its level, `unclear` where the run that made it ready found something to ask."""
        found = self.readiness
        asked = found.level is ReadinessLevel.READY and found.run is not None and found.run.unclear
        return "unclear" if asked else found.level

    @property
    def tone(self) -> str:
        """How its readiness is drawn."""
        return "warn" if self.in_a_word == "unclear" else TONES.get(self.readiness.level, "dim")

    @property
    def next_thing(self) -> str:
        """What would make it ready, or keep it so."""
        if self.in_a_word == "unclear":
            return "Write down what was unclear, then let somebody do it from the new steps."
        return {
            ReadinessLevel.UNWRITTEN: "Write the steps.",
            ReadinessLevel.UNTRIED: "Let somebody do it with nothing but the notes, and record the run.",
            ReadinessLevel.REWRITTEN: "Let somebody do it from the new steps, and record the run.",
            ReadinessLevel.STALE: "Let somebody do it from the notes once more, and record the run.",
            ReadinessLevel.READY: "Hand it over with the notes alone.",
        }[self.readiness.level]

    def runner(self, run: Run) -> str:
        """Returns who ran it: a helper's name, or the initials of an owner."""
        if run.helper is None:
            return self.desk.business.initials_of(run.owner)
        helper = self.desk.helpers.get(run.helper)
        return helper.name if helper else "somebody"

    def ran(self, run: Run) -> str:
        """Returns a run in words, as in `Niamh, version 3, from the notes; unclear: which folder`."""
        place = self.procedure.place_of(run.version)
        how = "from the notes" if run.from_the_notes else "not from the notes"
        said = ", ".join((self.runner(run), f"version {place}" if place else "a version taken back", how))
        return f"{said}; unclear: {run.unclear}" if run.unclear else said

    def why(self) -> Iterator[tuple[str, str]]:
        """Yields what its readiness rests on, each with a label."""
        yield "now", f"{self.how_ready}."
        yield "what would help", self.next_thing
        yield (
            "the rule",
            "Ready is what somebody other than an owner has done with nothing but the notes: "
            f"by these steps, in the last {STALE_AFTER} days.",
        )
        for run in reversed(self.procedure.runs):
            yield wording.moment(run.at, self.zone, self.today), f"{_counts(run)}: {self.ran(run)}"
        if not self.procedure.runs:
            yield "runs", "None is on record."

    def _ago(self, run: Run) -> str:
        days = days_since(run.at, today=self.today, zone=self.zone)
        return f"{wording.age(days)} ago" if days else wording.age(days)


def _counts(run: Run) -> str:
    if run.counts:
        return "counts"
    return "does not count, the notes were not all" if run.helper else "does not count, an owner knows more"

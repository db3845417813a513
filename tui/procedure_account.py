"""Everything that is known of a procedure, line by line, as its page shows it."""

from collections.abc import Iterator
from datetime import datetime

from models.procedure import ReadinessLevel, Version, changed_steps
from tui import wording
from tui.account_line import Line
from tui.procedure_words import ProcedureWords


class ProcedureAccount(ProcedureWords):
    """Says everything about one procedure."""

    def lines(self, edit: str) -> Iterator[Line]:
        """Yields the lines of its page; `edit` is the key that writes the steps."""
        yield from self._facts()
        yield from self._steps(edit)
        yield from self._changes()
        yield from self._runs()
        yield from self._cards()
        yield from self._earlier()

    def _facts(self) -> Iterator[Line]:
        activity = self.desk.activities.get(self.procedure.activity)
        yield Line("fact", "readiness", self.how_ready, tone=self.tone)
        if activity:
            yield Line("fact", "from", f"{activity.ref} {activity.name}")
        if self.procedure.archived:
            yield Line("fact", "archived", self._day(self.procedure.archived))

    def _steps(self, edit: str) -> Iterator[Line]:
        version = self.procedure.version
        if version is None or not version.steps:
            yield Line("", "", "No steps yet")
            yield Line("step", "1", f"{edit} writes the first one", tone="dim")
            return
        number = len(self.procedure.versions)
        yield Line("", "", f"Steps, version {number}, written {self._day(version.at)}{self._by(version)}")
        for n, step in enumerate(version.steps, start=1):
            yield Line("step", str(n), step.text, str(n))

    def _changes(self) -> Iterator[Line]:
        found = self.readiness
        if found.level is ReadinessLevel.REWRITTEN and found.run is not None:
            yield Line("", "", f"Changed since {self.runner(found.run)} ran it")
            for sign, text in changed_steps(self.procedure, found.run.version):
                yield Line("fact", "", f"{sign} {text}", tone="dim" if sign == "-" else "plain")

    def _runs(self) -> Iterator[Line]:
        if self.procedure.runs:
            yield Line("", "", "Runs")
        for run in sorted(self.procedure.runs, key=lambda run: run.at, reverse=True):
            yield Line("run", self._day(run.at), self.ran(run))

    def _cards(self) -> Iterator[Line]:
        cards = self.desk.cards.having(procedure=self.procedure.uid)
        if cards:
            yield Line("", "", "Cards")
        for card in cards:
            helper = self.desk.helpers.get(card.helper)
            where = "archived" if card.archived else card.column.title()
            said = " · ".join(filter(None, (card.title, where, helper.name if helper else "")))
            yield Line("card", card.ref, said, card.uid)

    def _earlier(self) -> Iterator[Line]:
        earlier = [*enumerate(self.procedure.versions, start=1)][:-1]
        if earlier:
            yield Line("", "", "Earlier versions")
        for n, version in reversed(earlier):
            steps = wording.count(len(version.steps), "step")
            yield Line("fact", self._day(version.at), f"version {n}, {steps}{self._by(version)}")

    def _by(self, version: Version) -> str:
        return f" by {self.desk.business.initials_of(version.who)}" if version.who else ""

    def _day(self, at: datetime) -> str:
        return wording.day_of(at, self.zone)

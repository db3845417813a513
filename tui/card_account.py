"""Everything that is known of a card, line by line, as its page shows it."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from models.board import Card, Priority
from models.brief import LABELS, Brief, changed_lines, completeness, missing
from models.card_parts import Wait
from models.money import plain
from models.stalling import Stalling
from store import Workspace
from tui import marks, wording
from tui.access_needed import missing_access
from tui.account_line import Line
from tui.procedure_words import ProcedureWords


class Account:
    """Says everything about one card.

    Args:
        card: the card.
        desk: holds what it is linked to.
        now: the moment.
        zone: in which its days are counted.
        stalling: tells whether it is stalled.
        edit: the key that opens the form of its brief.
    """

    def __init__(
        self, card: Card, desk: Workspace, *, now: datetime, zone: ZoneInfo, stalling: Stalling, edit: str
    ) -> None:
        self._card, self._desk, self._now, self._zone = card, desk, now, zone
        self._stalling, self._edit = stalling, edit
        self._today = now.astimezone(zone).date()
        self._owners = {owner.key: owner.initials for owner in desk.business.owners}

    def lines(self) -> Iterator[Line]:
        """Yields the lines in the order of the page."""
        yield from self._facts()
        yield from self._brief()
        yield from self._changes()
        yield from self._history()

    def _facts(self) -> Iterator[Line]:
        card = self._card
        helper = self._desk.helpers.get(card.helper)
        activity = self._desk.activities.get(card.activity)
        where = f"{card.column.title()}, {wording.age(card.days_in_column(self._now))}"
        if self._stalling.holds(card):
            usual = wording.count(self._stalling.after[card.column], "work day")
            where += f", stalled {marks.STALLED} as it is over {usual}"
        if card.times_back:
            where += f", came back {wording.count(card.times_back, 'time')}"
        who = helper.name if helper else f"{card.seeks} sought" if card.seeks else "nobody has it"
        facts = [
            ("column", where if card.archived is None else f"archived, {where}"),
            ("helper", who),
            ("due", self._due()),
            ("follow up", wording.day(card.follow_up, self._today) if card.follow_up else ""),
            ("snoozed until", wording.day(card.snoozed_until, self._today) if card.snoozed_until else ""),
            *(("waiting" if wait.until is None else "waited", self._wait(wait)) for wait in card.waits[::-1]),
            ("access missing", ", ".join(missing_access(self._desk)(card))),
            ("priority", "" if card.priority is Priority.NORMAL else card.priority),
            ("tags", " ".join(f"#{tag}" for tag in card.tags)),
            ("estimate", wording.duration(card.estimate) if card.estimate else ""),
            ("helper's time", wording.duration(card.minutes) if card.minutes else ""),
            ("from", f"{activity.ref} {activity.name}" if activity else ""),
        ]
        if card.decision:
            reason = f": {card.decision.reason}" if card.decision.reason else ""
            facts.append(("decided", f"{self._day(card.decision.at)}: {card.decision.verdict}{reason}"))
        if card.source:
            facts.append(("imported from", card.source))
        late = card.days_late(self._today)
        for label, text in facts:
            if text:
                yield Line("card", label, text, tone="warn" if label == "due" and late else "plain")
        if (procedure := self._desk.procedures.get(card.procedure)) is not None:
            words = ProcedureWords(procedure, self._desk, today=self._today, zone=self._zone)
            yield Line("procedure", "procedure", words.in_short, procedure.uid)
        elif card.brief is not None and not card.brief.steps:
            yield Line("procedure", "procedure", f"{self._edit} names what says how it is done", tone="dim")

    def _due(self) -> str:
        card = self._card
        said = wording.day(card.due, self._today) if card.due else "none" if card.promises else ""
        if late := card.days_late(self._today):
            said += f", {late} d late {marks.LATE}"
        given_up = [wording.short_day(promise.due) for promise in reversed(card.promises)]
        return f"{said} (was {', '.join(given_up)})" if given_up else said

    def _wait(self, wait: Wait) -> str:
        what = f": {wait.what}" if wait.what else ""
        over = f" to {self._day(wait.until)}" if wait.until else ""
        return f"for the {wait.on}{what}, since {self._day(wait.at)}{over}"

    def _brief(self) -> Iterator[Line]:
        card, brief = self._card, self._card.brief
        there, of = completeness(brief, card.due)
        if brief is None:
            yield Line("", "", "No brief yet")
            yield Line("outcome", "brief", f"{self._edit} fills in the four first things", tone="dim")
            return
        yield Line("", "", f"Brief, version {brief.version}, {there} of {of} parts{self._standing(brief)}")
        if lacks := missing(brief, card.due):
            yield Line("outcome", "missing", wording.listed(lacks), tone="warn")
        names = {label: name for name, label in LABELS.items()}
        for label, texts in brief.parts():
            name = names[label]
            if name == "done_when":
                for n, item in enumerate(brief.done_when):
                    met = marks.MARKED if item.key in card.met else marks.OPEN
                    yield Line("check", "" if n else label, f"{met} {item.text}", item.key)
                continue
            if name == "spend_limit":
                currency = self._desk.business.currency
                texts = [f"{plain(brief.spend_limit, currency)} {currency}"]
            for n, text in enumerate(texts):
                yield Line(name, "" if n else label, text)

    def _standing(self, brief: Brief) -> str:
        said = f", sent {self._day(brief.sent)}" if brief.sent else ""
        if brief.accepted:
            by = f" by {brief.accepted.who}" if brief.accepted.who else ""
            return f"{said}, accepted {self._day(brief.accepted.at)}{by}"
        return f"{said}, not accepted" if brief.sent else said

    def _changes(self) -> Iterator[Line]:
        brief, accepted = self._card.brief, self._card.accepted_brief
        if brief is None or accepted is None or accepted.key == brief.key:
            return
        yield Line("", "", f"Changed since version {accepted.version} was accepted")
        for sign, text in changed_lines(accepted, brief):
            yield Line("outcome", "", f"{sign} {text}", tone="dim" if sign == "-" else "plain")

    def _history(self) -> Iterator[Line]:
        card = self._card
        if card.comments:
            yield Line("", "", "Comments")
        for comment in reversed(card.comments):
            label = " ".join(
                filter(None, (self._day(comment.at), self._owners.get(comment.who, comment.who)))
            )
            for n, text in enumerate(comment.text.split("\n")):
                yield Line("card", "" if n else label, text)
        if card.overrides:
            yield Line("", "", "Went ahead all the same")
        for override in reversed(card.overrides):
            lacked = f" (missing: {', '.join(override.missing)})"
            yield Line("card", self._day(override.at), f"{override.reason}{lacked}")
        if card.moves:
            yield Line("", "", "Moves")
        for move in reversed(card.moves):
            yield Line("card", self._day(move.at), f"{move.source.title()} → {move.target.title()}")

    def _day(self, at: datetime) -> str:
        return wording.day_of(at, self._zone)

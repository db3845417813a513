"""Cards as files for other programs: a table of all of them, the board to read, one card in full."""

from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from models.audit import minutes_by_card
from models.board import Card
from models.brief import LABELS, completeness
from models.business import Business
from models.lanes import lanes
from models.money import major
from store import Workspace
from tui import wording
from tui.card_words import summary
from tui.markdown import escaped
from tui.spreadsheet import csv_table


def cards_csv(desk: Workspace, *, now: datetime, zone: ZoneInfo) -> str:
    """Returns a table of all cards, those in the archive too but none in the trash, under headings.

    Days are written as `2026-05-12` and instants as `2026-05-12 09:30`, both where the business is.
    """
    facts = _Facts(desk, now, zone)
    return csv_table([facts.names, *(facts.of(card) for card in desk.cards if card.trashed is None)])


class _Facts:
    """What can be said of a card, each fact under its name."""

    def __init__(self, desk: Workspace, now: datetime, zone: ZoneInfo) -> None:
        self._now, self._zone, self._today = now, zone, now.astimezone(zone).date()
        self._helpers = {helper.uid: helper.name for helper in desk.helpers}
        self._activities = {activity.uid: activity.name for activity in desk.activities}
        minutes = minutes_by_card(desk.entries, now)
        self._facts: dict[str, Callable[[Card], object]] = {
            "number": lambda card: card.number,
            "title": lambda card: card.title,
            "column": lambda card: card.column,
            "helper": lambda card: self._helpers.get(card.helper or ""),
            "priority": lambda card: card.priority,
            "due": lambda card: card.due,
            "promised earlier": lambda card: " ".join(str(each.due) for each in card.promises),
            "follow-up": lambda card: card.follow_up,
            "waiting on": lambda card: card.wait and card.wait.on,
            "waiting for": lambda card: card.wait and card.wait.what,
            "snoozed until": lambda card: card.snoozed_until if card.is_snoozed(self._today) else None,
            "tags": lambda card: " ".join(card.tags),
            "created": lambda card: card.created,
            "in column since": lambda card: card.since,
            "days in column": lambda card: card.days_in_column(now),
            "days late": lambda card: card.days_late(self._today),
            "came back": lambda card: card.times_back,
            "minutes estimated": lambda card: card.estimate,
            "minutes logged": lambda card: minutes[card.uid],
            "helper's minutes": lambda card: card.minutes,
            "archived": lambda card: card.archived,
            "activity": lambda card: self._activities.get(card.activity or ""),
            "brief complete": _completeness,
        }

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the facts, in their order."""
        return tuple(self._facts)

    def of(self, card: Card) -> Iterator[str]:
        """Yields the facts of a card in the order of their names."""
        for fact in self._facts.values():
            yield self._cell(fact(card))

    def _cell(self, fact: object) -> str:
        if fact is None:
            return ""
        if isinstance(fact, datetime):
            return f"{fact.astimezone(self._zone):%Y-%m-%d %H:%M}"
        return str(fact)


def board_markdown(desk: Workspace, *, now: datetime, zone: ZoneInfo) -> str:
    """Returns the cards on the board as one list a column."""
    today = now.astimezone(zone).date()
    names = {helper.uid: helper.name for helper in desk.helpers}
    lines = [f"# Board, {wording.day(today)} {today.year}"]
    for column, cards in lanes(desk.cards).items():
        lines += ["", f"## {column.title()} {len(cards)}", ""]
        for card in cards:
            late = card.days_late(today)
            said = f"{card.ref} {summary(card, names.get(card.helper or '', ''), today)}"
            lines.append(f"- {escaped(said)}" + (f" · {late} d late" if late else ""))
        lines += [] if cards else ["Nothing here."]
    return "\n".join(lines) + "\n"


def card_markdown(card: Card, desk: Workspace, *, now: datetime, zone: ZoneInfo) -> str:
    """Returns a card with its brief, its comments and its moves."""
    today = now.astimezone(zone).date()
    facts = _Facts(desk, now, zone)
    said_of_it = list(zip(facts.names, facts.of(card), strict=True))[2:]
    lines = [f"# {card.ref} {escaped(card.title)}", ""]
    lines += [f"- {name}: {escaped(said)}" for name, said in said_of_it if said not in ("", "0")]
    lines += _brief(card, desk.business)
    if card.comments:
        names = {owner.key: owner.name or owner.initials for owner in desk.business.people}
        lines += ["", "## Comments"]
        for comment in card.comments:
            at = wording.day(comment.at.astimezone(zone).date(), today)
            lines += ["", escaped(" · ".join(filter(None, (at, names.get(comment.who, comment.who))))), ""]
            lines += [f"> {escaped(line)}".rstrip() for line in comment.text.split("\n")]
    if card.moves:
        lines += ["", "## Moves", ""]
        for move in card.moves:
            at = wording.day(move.at.astimezone(zone).date(), today)
            lines.append(f"- {at}: {move.source.title()} to {move.target.title()}")
    return "\n".join(lines) + "\n"


def _completeness(card: Card) -> str | None:
    """Returns how much of the brief is there, in words that no spreadsheet takes for a date."""
    return "{} of {}".format(*completeness(card.brief, card.due)) if card.brief else None


def _brief(card: Card, business: Business) -> list[str]:
    brief = card.brief
    if brief is None or brief.is_empty:
        return []
    lines = ["", f"## Brief, version {brief.version}"]
    if brief.accepted is not None:
        lines[-1] += f", accepted by {escaped(brief.accepted.who)}"
    for label, texts in brief.parts():
        said = [f"- {escaped(text)}" for text in texts]
        if label == LABELS["done_when"]:
            said = [
                f"- [{'x' if item.key in card.met else ' '}] {escaped(item.text)}" for item in brief.done_when
            ]
        elif label == LABELS["spend_limit"] and brief.spend_limit is not None:
            amount = major(brief.spend_limit, business.currency)
            said = [f"- {wording.money(amount, business.currency)}"]
        lines += ["", f"### {label.capitalize()}", "", *said]
    return lines

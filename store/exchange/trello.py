"""Trello: a whole board, as its menu exports it (Share, export as JSON).

Lists become the columns their names speak of; the last thousand actions that an export holds give the
comments and the moves. An object's id begins with the second it was made in, in hexadecimal.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from models.board import Column
from models.dates import quoted
from store.exchange.card_draft import CardDraft, Moved, Said
from store.exchange.draft import Skipped
from store.exchange.rows import Source

NAME = "trello"

_COLUMNS = {
    "done": Column.DONE,
    "complete": Column.DONE,
    "completed": Column.DONE,
    "review": Column.REVIEW,
    "test": Column.REVIEW,
    "testing": Column.REVIEW,
    "waiting": Column.REVIEW,
    "doing": Column.DOING,
    "in progress": Column.DOING,
    "wip": Column.DOING,
    "ready": Column.READY,
    "next": Column.READY,
    "planned": Column.READY,
    "brief": Column.BRIEF,
    "briefing": Column.BRIEF,
    "spec": Column.BRIEF,
    "to do": Column.INBOX,
    "todo": Column.INBOX,
    "backlog": Column.INBOX,
    "idea": Column.INBOX,
    "ideas": Column.INBOX,
    "inbox": Column.INBOX,
}
"""What the names of lists say, of two the later column first."""

_WORD = re.compile(r"[^\W\d_]+")
_OBJECT_ID = re.compile("[0-9a-f]{24}")
_ID = re.compile(r'"id"\s*:\s*"([^"]*)"')
_CARDS = re.compile(r'"cards"\s*:\s*\[')

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def recognises(source: Source) -> bool:
    """Tells whether a file holds a board."""
    return source.rows is not None and len(source.rows) == 1 and _is_board(source.rows[0].value)


def read(source: Source, zone: ZoneInfo | None) -> Iterator[CardDraft | Skipped]:
    """Yields the cards of a board from its first list to its last, each that is none with the reason.

    Args:
        source: the file.
        zone: not needed, since Trello keeps UTC.
    """
    for row in source.rows or ():
        if _is_board(row.value):
            yield from _Board(row.value, source.text).cards()


def column_named(name: str) -> Column | None:
    """Returns the column that a list's name speaks of as a whole, at its end, or else in front."""
    said = f" {' '.join(re.findall(_WORD, name.casefold()))} "
    for fits in (str.__eq__, str.endswith, str.startswith):
        for words, column in _COLUMNS.items():
            if fits(said, f" {words} "):
                return column
    return None


class _NoCard(Exception):
    pass


@dataclass(frozen=True)
class _Lane:
    """A list of the board."""

    name: str
    column: Column | None
    closed: bool
    place: float


class _Board:
    """A board, with what belongs to a card found by the card's id."""

    def __init__(self, board: dict[str, Any], text: str) -> None:
        self._cards = _objects(board, "cards")
        self._lines = _Lines(text)
        self._lanes = {
            _text(each, "id"): _Lane(
                _text(each, "name"),
                column_named(_text(each, "name")),
                each.get("closed") is True,
                _place(each),
            )
            for each in _objects(board, "lists")
        }
        self._people = {
            _text(each, "id"): _text(each, "fullName").strip() or _text(each, "username").strip()
            for each in _objects(board, "members")
        }
        self._labels = {_text(each, "id"): each for each in _objects(board, "labels")}
        self._checklists: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for checklist in sorted(_objects(board, "checklists"), key=_place):
            self._checklists[_text(checklist, "idCard")].append(checklist)
        self._actions: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for action in _objects(board, "actions"):
            self._actions[_text(_object(_object(action, "data"), "card"), "id")].append(action)

    def cards(self) -> Iterator[CardDraft | Skipped]:
        for card in sorted(self._cards, key=lambda card: (self._lane(card).place, _place(card))):
            line = self._lines.of(_text(card, "id"))
            try:
                yield self._card(line, card)
            except _NoCard as error:
                yield Skipped(line, str(error))

    def _card(self, line: int, card: dict[str, Any]) -> CardDraft:
        key, title, lane = _text(card, "id"), _text(card, "name"), self._lane(card)
        if not title.strip():
            raise _NoCard("A card has no name.")
        if not key:
            raise _NoCard(f"The card {quoted(title)} has no id.")
        if card.get("isTemplate") is True:
            raise _NoCard(f"The card {quoted(title)} is a template.")
        due = _instant(card.get("due"))
        if card.get("due") and due is None:
            raise _NoCard(f"The due date of the card {quoted(title)} is no date.")
        column = Column.DONE if card.get("dueComplete") is True else lane.column
        actions = sorted(self._actions[key], key=lambda action: _instant(action.get("date")) or _LONG_AGO)
        made = _made(key)
        return CardDraft(
            line=line,
            source=NAME,
            key=key,
            title=title,
            column=column or Column.INBOX,
            tags=tuple(self._tags(card, lane)),
            due=due,
            people=tuple(name for each in _names(card, "idMembers") if (name := self._people.get(each))),
            comments=(*self._described(card, made), *self._said(actions)),
            moves=tuple(self._moves(actions)),
            archived=card.get("closed") is True or lane.closed,
            archived_at=_closed(card, actions),
        )

    def _lane(self, card: dict[str, Any]) -> _Lane:
        return self._lanes.get(_text(card, "idList")) or _Lane("", None, False, 0)

    def _tags(self, card: dict[str, Any], lane: _Lane) -> Iterator[str]:
        """Yields the labels, a nameless one by its colour, and a list that is no column of ours."""
        labels = _objects(card, "labels") or [
            self._labels[each] for each in _names(card, "idLabels") if each in self._labels
        ]
        names = [_text(label, "name").strip() or _text(label, "color").replace("_", " ") for label in labels]
        if lane.column is None:
            names.append(lane.name)
        yield from dict.fromkeys("-".join(name.split()) for name in names if name.strip())

    def _described(self, card: dict[str, Any], made: datetime | None) -> Iterator[Said]:
        if description := _text(card, "desc").strip():
            yield Said(made, "", description)
        lines: list[str] = []
        for checklist in self._checklists[_text(card, "id")]:
            items = sorted(_objects(checklist, "checkItems"), key=_place)
            done = {True: "[x]", False: "[ ]"}
            lines += [f"{_text(checklist, 'name')}:"] if items else []
            lines += [f"- {done[each.get('state') == 'complete']} {_text(each, 'name')}" for each in items]
        if lines:
            yield Said(made, "", "\n".join(lines))

    def _said(self, actions: list[dict[str, Any]]) -> Iterator[Said]:
        for action in actions:
            text = _text(_object(action, "data"), "text").strip()
            if action.get("type") in ("commentCard", "copyCommentCard") and text:
                who = _text(_object(action, "memberCreator"), "fullName")
                who = who or self._people.get(_text(action, "idMemberCreator"), "")
                yield Said(_instant(action.get("date")), who, text)

    def _moves(self, actions: list[dict[str, Any]]) -> Iterator[Moved]:
        for action in actions:
            data, at = _object(action, "data"), _instant(action.get("date"))
            source, target = (self._column(_object(data, side)) for side in ("listBefore", "listAfter"))
            if action.get("type") == "updateCard" and at and source and target and source is not target:
                yield Moved(at, source, target)

    def _column(self, named: dict[str, Any]) -> Column | None:
        """Returns the column of the list that an action speaks of, by the name it has now."""
        lane = self._lanes.get(_text(named, "id"))
        return (
            ((lane.column if lane else column_named(_text(named, "name"))) or Column.INBOX) if named else None
        )


class _Lines:
    """The lines on which the cards of a board stand."""

    def __init__(self, text: str) -> None:
        begin = _CARDS.search(text)
        at = begin.end() if begin else 0
        self._first = line = text.count("\n", 0, at) + 1
        self._by_id: dict[str, int] = {}
        if "\n" in text[at:].rstrip():  # an export as Trello writes it is one line
            for found in _ID.finditer(text, at):
                line, at = line + text.count("\n", at, found.start()), found.start()
                self._by_id.setdefault(found[1], line)

    def of(self, key: str) -> int:
        """Returns the line of a card's id, else that of the first card."""
        return self._by_id.get(key, self._first)


def _is_board(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(value.get(name), list) for name in ("lists", "cards"))


def _closed(card: dict[str, Any], actions: list[dict[str, Any]]) -> datetime | None:
    """Returns when a card was closed, as far as the board still knows."""
    closings = [
        action.get("date")
        for action in actions
        if action.get("type") == "updateCard"
        and _object(_object(action, "data"), "card").get("closed") is True
        and "closed" in _object(_object(action, "data"), "old")
    ]
    return _instant(closings[-1] if closings else card.get("dateLastActivity"))


def _made(key: str) -> datetime | None:
    return datetime.fromtimestamp(int(key[:8], 16), UTC) if _OBJECT_ID.fullmatch(key) else None


def _instant(value: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(value))
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _place(value: dict[str, Any]) -> float:
    place = value.get("pos")
    return place if isinstance(place, (int, float)) else 0


def _text(value: dict[str, Any], name: str) -> str:
    found = value.get(name)
    return found if isinstance(found, str) else ""


def _names(value: dict[str, Any], name: str) -> list[str]:
    found = value.get(name)
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def _objects(value: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = value.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _object(value: dict[str, Any], name: str) -> dict[str, Any]:
    found = value.get(name)
    return found if isinstance(found, dict) else {}

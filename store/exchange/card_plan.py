"""What importing a board would bring, shown before it is done, and the doing of it as one step."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from models.board import Card, Column, Move
from models.business import Business
from models.card_parts import Comment
from models.document import RuleBroken
from models.helpers import Helper, crew, helper_meant
from models.lanes import foot_of, lanes
from store.exchange.card_draft import CardDraft, CardReading
from store.exchange.draft import Skipped
from store.workspace import Workspace


@dataclass(frozen=True)
class PlannedCard:
    """A card that an import would add; its place in its column is given when it is added."""

    line: int
    card: Card
    helper: Helper | None
    """Who has it."""


@dataclass(frozen=True)
class CardPlan:
    """What importing a board would change."""

    format: str
    new: tuple[PlannedCard, ...]
    known: int
    """Cards that an earlier import brought, archived ones too."""
    skipped: tuple[Skipped, ...]

    @property
    def archived(self) -> int:
        """How many of the new cards go to the archive."""
        return sum(row.card.archived is not None for row in self.new)


def plan_cards(desk: Workspace, reading: CardReading, *, now: datetime, zone: ZoneInfo) -> CardPlan:
    """Returns what importing a board would do; nothing is changed.

    Args:
        desk: the workspace.
        reading: the foreign board.
        now: an aware instant.
        zone: the zone whose day a due instant belongs to.
    """
    seen = _source_keys(desk.cards)
    makes = _Maker(desk.business, list(desk.helpers), now, zone)
    new: list[PlannedCard] = []
    skipped, known = list(reading.skipped), 0
    for draft in reading.drafts:
        if _key(draft) in seen:
            known += 1
            continue
        try:
            new.append(makes.card(draft))
        except RuleBroken as broken:
            skipped.append(Skipped(draft.line, str(broken)))
            continue
        seen.add(_key(draft))
    in_order = tuple(sorted(skipped, key=lambda row: row.line))
    return CardPlan(format=reading.format, new=tuple(new), known=known, skipped=in_order)


def carry_out_cards(desk: Workspace, plan: CardPlan) -> int:
    """Adds a plan's cards below those in their columns, as one undoable step; returns how many there were.

    Cards that came in by another session since the plan was made are left out.

    Raises:
        StoreError: nothing was saved.
    """
    if not plan.new:
        return 0
    count = len(plan.new)
    with desk.transaction(f"Import {count:,} {'card' if count == 1 else 'cards'} from {plan.format}") as desk:
        seen = _source_keys(desk.cards)
        feet = {column: foot_of(lane) for column, lane in lanes(desk.cards).items()}
        cards = []
        for card in (row.card for row in plan.new if row.card.source_key not in seen):
            cards.append(card.but(order=feet[card.column]))
            feet[card.column] += 1
        desk.cards.put_all(cards)
    return len(cards)


class _Maker:
    """Makes cards of ours from a foreign board's."""

    def __init__(self, business: Business, helpers: list[Helper], now: datetime, zone: ZoneInfo) -> None:
        self._business, self._helpers, self._now, self._zone = business, helpers, now, zone
        self._today = now.astimezone(zone).date()

    def card(self, draft: CardDraft) -> PlannedCard:
        """Returns the card of a draft; those it is assigned to and we do not know are named in a comment.

        Raises:
            RuleBroken: a field is out of bounds.
        """
        found = [(name, self._helper(name)) for name in draft.people]
        helper = next((helper for _, helper in found if helper), None)
        others = [name for name, meant in found if meant is None or meant is not helper]
        comments = [
            Comment.of(at=said.at or self._now, who=said.who or draft.source.title(), text=said.text)
            for said in draft.comments
        ]
        if others:
            text = f"Assigned there to {', '.join(others)}."
            comments.append(Comment.of(at=self._now, who=draft.source.title(), text=text))
        card = Card.of(
            title=draft.title,
            column=draft.column,
            due=draft.due and draft.due.astimezone(self._zone).date(),
            tags=draft.tags,
            comments=tuple(comments),
            moves=tuple(Move(at=each.at, source=each.source, target=each.target) for each in draft.moves),
            source=draft.source,
            source_key=_key(draft),
        )
        if helper is not None:
            at_work = draft.column is not Column.DONE and not draft.archived
            card = (
                card.with_helper(helper, self._business, today=self._today)
                if at_work
                else card.but(helper=helper.uid)
            )
        if draft.archived:
            card = card.put_away(at=draft.archived_at or self._now)
        return PlannedCard(draft.line, card, helper)

    def _helper(self, name: str) -> Helper | None:
        """Returns whom a full name means: who is called that, or by its first word alone."""
        try:
            meant = helper_meant(name, self._helpers)
        except RuleBroken:
            return None
        first = name.split()[0].casefold()
        namesakes = [helper for helper in crew(self._helpers) if helper.name.casefold() == first]
        return meant or (namesakes[0] if len(namesakes) == 1 else None)


def _key(draft: CardDraft) -> str:
    return f"{draft.source}:{draft.key}"


def _source_keys(cards: Iterable[Card]) -> set[str]:
    return {card.source_key for card in cards if card.source_key}

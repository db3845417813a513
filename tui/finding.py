"""Narrowing, sorting and grouping the cards of a screen: the live filter, its shortcuts, the saved views."""

from contextlib import suppress

from textual import events

from models.board import Card, Column
from models.desk import Grouping
from models.document import RuleBroken
from models.facts import Facts, Texts
from models.helpers import Helper, crew
from models.lanes import lanes
from models.query import Query, person_in, read_query, terms, toggled
from models.sorting import Order, ordered, stalest_first
from store import StoreError
from tui import views, wording
from tui.access_needed import missing_access
from tui.brief_verbs import BriefVerbs
from tui.keys import spoken
from tui.session import Session
from tui.widgets.prompt import Agreed, Prompt, Question


class Finding(BriefVerbs):
    """A screen whose cards can be narrowed and sorted; a concrete one shows `found` and binds the keys."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.query_text = ""
        self.order = Order.MANUAL
        self.grouping = Grouping.STAGE
        self.view_before = ("", Order.MANUAL, Grouping.STAGE)
        """The filter, the order and the grouping that were shown before those that are now."""
        self._person = ""
        self._before_typing: str | None = None
        self._second = ""
        self._texts = Texts()
        self._query: tuple[object, Query] = (None, Query())
        self._facts: tuple[object, Facts | None] = (None, None)
        self._all: tuple[object, dict[Column, list[Card]]] = (None, {})
        self._found: tuple[object, dict[Column, list[Card]]] = (None, {})

    # What is found

    def all_lanes(self) -> dict[Column, list[Card]]:
        """Returns every card on the board by column, as they stand by hand."""
        version = self.desk.cards.version
        if version is None or self._all[0] != version:
            self._all = version, lanes(self.desk.cards)
        return self._all[1]

    def found(self) -> dict[Column, list[Card]]:
        """Returns the cards by column that the filter lets through, in the chosen order."""
        facts, query = self._known(), self._asked()
        state = self._facts[0], self.query_text, self.order
        if self._found[0] != state:
            self._found = (
                state,
                {
                    column: ordered(query.found(lane, facts), self.order, facts.helpers, facts.now)
                    for column, lane in self.all_lanes().items()
                },
            )
        return self._found[1]

    def standing(self) -> str:
        """Returns what narrows and sorts the screen now, empty when nothing does."""
        by = "" if self.order is Order.MANUAL else f"by {self.order}"
        if self.grouping is Grouping.PERSON:
            by = by or "stalest first"
        return " · ".join(filter(None, (self.query_text and f"{self.query_text} ON", by)))

    def in_one_lane(self) -> list[Card]:
        """Returns what is found without regard to columns, the stalest first where no order is chosen."""
        found = [card for lane in self.found().values() for card in lane]
        if self.order is Order.MANUAL:
            return stalest_first(found, self.now())
        return ordered(found, self.order, self._known().helpers, self.now())

    def hiding(self, card: Card) -> str:
        """Says that the filter does not let a card through."""
        if any(each.number == card.number for each in self.found()[card.column]):
            return ""
        return f"hidden by the filter; {self.key_for('find.clear')} shows it"

    def narrowed(self, card: Card | None = None) -> None:
        """Shows what is found now; the cursor goes to a card when one is given."""
        self.refresh_all()
        if card is not None:
            self.shown(card)

    def _asked(self) -> Query:
        state = self.query_text, self.today
        if self._query[0] != state:
            self._query = state, read_query(self.query_text, today=self.today)
        return self._query[1]

    def _known(self) -> Facts:
        desk, now = self.desk, self.now()
        tables = (desk.cards, desk.helpers, desk.activities, desk.settings, desk.grants, desk.systems)
        hour = now.replace(minute=0, second=0, microsecond=0)  # ages in days can wait that long
        state = (*(table.version for table in tables), self.today, hour)
        if self._facts[1] is None or self._facts[0] != state:
            self._facts = (
                state,
                Facts(
                    today=self.today,
                    now=now,
                    helpers={helper.uid: helper.name for helper in desk.helpers},
                    activities={activity.uid: activity.name for activity in desk.activities},
                    card=self._numbered,
                    stalled=self.stalling.holds,
                    access=missing_access(desk),
                    texts=self._texts,
                ),
            )
        assert self._facts[1] is not None
        return self._facts[1]

    def show_view(self, text: str, order: Order, grouping: Grouping | None = None) -> None:
        """Narrows, sorts and groups the screen; by what it was, unless another grouping is given."""
        grouping = grouping or self.grouping
        try:
            read_query(text, today=self.today)
        except RuleBroken as broken:  # a view that another version has saved
            self.say(str(broken), "warn")
            return
        if grouping is Grouping.PERSON and not person_in(text):
            grouping = Grouping.STAGE
        if grouping is not Grouping.PERSON:
            self._person = ""
        stands = self.query_text, self.order, self.grouping
        if (text, order, grouping) != stands:
            self.view_before = stands
            self.query_text, self.order, self.grouping = text, order, grouping
        self.narrowed()
        self.say(self._result())

    def _result(self) -> str:
        count = sum(map(len, self.found().values()))
        return f"{wording.count(count, 'card')} of {sum(map(len, self.all_lanes().values())):,}" + (
            f" · {self.standing()}" if self.standing() else ""
        )

    def _numbered(self, number: int) -> Card | None:
        try:
            return self.desk.cards[number]
        except StoreError:
            return None

    # Columns, helpers, one person

    def regroup(self) -> None:
        """Goes on from the six columns to one for each helper, to one person's lane, and back.

        The lane is of the person whom the filter names, else of the one who has the card under the cursor,
        whom the filter names then for as long as the lane is shown.
        """
        if self.grouping is Grouping.STAGE:
            self.show_view(self.query_text, self.order, Grouping.HELPER)
            self.say("By helper", "dim")
        elif self.grouping is Grouping.HELPER and person_in(self.query_text):
            self.show_view(self.query_text, self.order, Grouping.PERSON)
        elif self.grouping is Grouping.HELPER and (term := self._whose()):
            self._person = term
            self.show_view(toggled(self.query_text, term, "@"), self.order, Grouping.PERSON)
        else:
            shown, own = self.query_text, self._person
            text = toggled(shown, own, "@") if own and own == person_in(shown) else shown
            self.show_view(text, self.order, Grouping.STAGE)
            self.say("By column", "dim")

    def _whose(self) -> str:
        """Returns the term for whoever has the card under the cursor, empty when that cannot be said."""
        if self.card is None or self.card.helper is None:
            return "@nobody" if self.card else ""
        helper = self.desk.helpers.get(self.card.helper)
        return _term_for(helper, list(self.desk.helpers)) if helper else ""

    # The live filter

    def action_find(self) -> None:
        """Asks for a filter that is applied as it is typed."""
        before = self._before_typing = self.query_text

        def follow(text: str) -> None:
            with suppress(RuleBroken):  # the preview says it, and what was found before stays
                read_query(text, today=self.today)
                if text.strip() != self.query_text:
                    self.query_text = text.strip()
                    self.narrowed()

        def preview(text: str) -> str:
            query = read_query(text, today=self.today)
            return query.unfinished or self._result()

        def settle(text: str, agreed: Agreed) -> None:
            query = read_query(text, today=self.today)
            if query.unfinished:
                raise RuleBroken(query.unfinished)
            self._before_typing, self.query_text = None, before
            self.show_view(text.strip(), self.order)
            first = next((card for lane in self.found().values() for card in lane), None)
            self.narrowed(first)

        self.ask(Question("Find", settle, preview, value=f"{before} " if before else "", follow=follow))

    def on_prompt_closed(self, event: Prompt.Closed) -> None:
        """Goes back to the filter that stood before, unless Enter kept the new one."""
        before, self._before_typing = self._before_typing, None
        if before is not None and before != self.query_text:
            self.query_text = before
            self.narrowed()

    def action_find_all(self) -> None:
        """Drops the filter and the order."""
        self.show_view("", Order.MANUAL)

    def action_find_late(self) -> None:
        """Shows only what is late, or all again."""
        self._toggle("is:late", "is:late")

    def action_find_like(self) -> None:
        """Shows only what is like the card under the cursor, or all again."""
        there = [term for term in terms(self.query_text) if term.casefold().startswith("like:")]
        if there:
            self._toggle(there[0], "like:")
        elif self.card is not None:
            self._toggle(f"like:{self.card.ref}", "like:")

    def _toggle(self, term: str, sort: str) -> None:
        self.show_view(toggled(self.query_text, term, sort), self.order)

    def action_sort(self, name: str) -> None:
        """Sorts each column; the cursor goes to the top of its own."""
        column = self.card.column if self.card else None
        self.show_view(self.query_text, Order(name))
        lane = self.found()[column] if column else []
        if lane:
            self.narrowed(lane[0])

    # Keys whose second stroke is a name

    def action_find_person(self) -> None:
        """Waits for the digit or the first letter of a helper."""
        names = [f"{n} {helper.short}" for n, helper in enumerate(crew(self.desk.helpers)[:9], start=1)]
        self._wait_for("@", "  ".join([*names, "0 nobody"]))

    def action_view(self) -> None:
        """Waits for the letter of a view."""
        self._wait_for("'", views.ways(self.desk))

    def _wait_for(self, stroke: str, ways: str) -> None:
        self._second = stroke
        self.say(f"{stroke} …  {ways}")

    async def on_key(self, event: events.Key) -> None:
        """Takes the second stroke; the base screen then never sees it."""
        stroke, self._second = self._second, ""
        if stroke:
            event.stop()
            event.prevent_default()
            if event.key == "escape":
                self.say("")
            elif stroke == "@":
                self._only(event.character or "")
            else:
                views.recall(self, event.character or spoken(event.key))

    def _only(self, said: str) -> None:
        helpers = crew(self.desk.helpers)
        if said == "0":
            self._toggle("@nobody", "@")
            return
        meant = (
            helpers[int(said) - 1 : int(said)]
            if said.isdecimal()
            else [helper for helper in helpers if said and helper.name.casefold().startswith(said.casefold())]
        )
        if len(meant) == 1:
            self._toggle(_term_for(meant[0], helpers), "@")
        elif meant:
            ways = [f"{n} {helper.short}" for n, helper in enumerate(helpers, start=1) if helper in meant]
            key = self.key_for("find.person")
            self.say(f"@{said} could be {' or '.join(ways)}: press {key} and the digit.", "warn")
        else:
            key = self.key_for("find.person")
            self.say(f"Nobody's name begins with {said}: press {key} and a digit of the strip.", "warn")


def _term_for(helper: Helper, helpers: list[Helper]) -> str:
    """Returns the term that means this helper and nobody else."""
    shared = [other for other in helpers if other.short.casefold() == helper.short.casefold()]
    name = helper.name if len(shared) > 1 else helper.short.casefold()
    return f'@"{name}"' if " " in name else f"@{name}"

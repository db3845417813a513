"""How cards are said and asked for: lines, the card in full, forms."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from models.activity import Activity
from models.board import Card, Priority
from models.dates import quoted, read_date
from models.document import RuleBroken
from models.guards import lacking
from models.helpers import Helper, helper_meant
from models.lanes import on_board
from tui import marks, wording
from tui.desk_screen import DeskScreen
from tui.widgets.board_lanes import CardLine
from tui.widgets.painted import Parts, shortened
from tui.widgets.prompt import Agreed, Question

if TYPE_CHECKING:
    from models.tokens import Tokens
    from tui.dialogs.form import Field


IN_FULL = 4
"""Lines that a card takes in full, at most."""


def line(
    card: Card, whose: str, *, now: datetime, today: date, stalled: bool, access: Sequence[str] = ()
) -> CardLine:
    """Returns a card as the board shows it: age, priority, what is the matter with it, and whose it is."""
    urgent = {Priority.HIGH: "h", Priority.LOW: "l", Priority.NORMAL: ""}[card.priority]
    late = marks.LATE if card.days_late(today) else ""
    ahead = card.column_beside(1)
    state = "".join(
        (
            urgent,
            late,
            marks.STALLED if stalled else "",
            marks.WAITING if card.wait else "",
            marks.BACK if card.times_back else "",
            marks.LOCKED if ahead and lacking(card, ahead, access) else "",
        )
    )
    age = card.days_in_column(now)
    return CardLine(card.title, f" {state}{whose}".rstrip(), warns=bool(late), age=f"{age}d" if age else "")


def in_full(
    card: Card,
    helper: Helper | None,
    activity: Activity | None,
    *,
    now: datetime,
    zone: ZoneInfo,
    width: int,
    stalled: bool = False,
) -> list[Parts]:
    """Returns the lines that say everything about a card, at most `IN_FULL`."""
    today = now.astimezone(zone).date()
    who = helper.name if helper else f"{card.seeks} sought" if card.seeks else "nobody has it"
    stay = f"{wording.age(card.days_in_column(now))} in {card.column.title()}"
    stay += f", stalled {marks.STALLED}" if stalled else ""
    dates: list[tuple[str, str]] = [(f" {who} · {stay}", "plain")]
    if card.due:
        late = card.days_late(today)
        says = f" · due {wording.day(card.due, today)}" + (f", {late} d late {marks.LATE}" if late else "")
        dates.append((says, "warn" if late else "plain"))
    if card.promises:
        given_up = wording.listed(wording.short_day(each.due) for each in card.promises[-3:])
        dates.append((f" (was {given_up})", "dim"))
    if card.follow_up:
        dates.append((f" · follow up {wording.day(card.follow_up, today)}", "plain"))
    if (wait := card.wait) is not None:
        dates.append(
            (f" · {marks.WAITING} waits for the {wait.on}{': ' if wait.what else ''}{wait.what}", "plain")
        )
    rest = [f"#{tag}" for tag in card.tags]
    if card.times_back:
        rest.insert(0, f"{marks.BACK} came back {wording.count(card.times_back, 'time')}")
    if card.comments:
        rest.append(f"“{card.comments[-1].text.splitlines()[0]}”")
    if card.priority is not Priority.NORMAL:
        rest.insert(0, f"{card.priority} priority")
    if card.decision:
        reason = f": {card.decision.reason}" if card.decision.reason else ""
        rest.append(f"decided {wording.day_of(card.decision.at, zone)}: {card.decision.verdict}{reason}")
    if activity:
        rest.append(f"from {activity.ref} {activity.name}")
    facts = shortened(dates, width, IN_FULL - 1)
    title = [(f" {card.ref} {card.title}", "strong")]
    lines = [*shortened(title, width, max(1, min(2, IN_FULL - bool(rest) - len(facts)))), *facts]
    if rest and len(lines) < IN_FULL:
        lines += shortened([(" " + " · ".join(rest), "dim")], width, IN_FULL - len(lines))
    return lines


def fields(card: Card, helper: Helper | None) -> list["Field"]:
    """Returns a card as lines of a form."""
    from tui.dialogs.form import Field

    return [
        Field("title", "Title", card.title, "what is to be done"),
        Field("helper", "Helper", helper.name if helper else "", "a helper's name, or empty"),
        Field("due", "Due", card.due.isoformat() if card.due else "", "fri, 12dec, 2w, 2026-12-05 or empty"),
        Field(
            "follow_up",
            "Follow up",
            card.follow_up.isoformat() if card.follow_up else "",
            "when you look again: fri, 3d, 2026-12-05 or empty",
        ),
        Field("priority", "Priority", card.priority, "high, normal or low"),
        Field("tags", "Tags", " ".join(card.tags), "words with spaces between them"),
    ]


def filled_in(card: Card, values: dict[str, str], helpers: Collection[Helper], today: date) -> Card:
    """Returns the card as the form's lines describe it.

    Raises:
        RuleBroken: a line cannot be understood.
    """
    # whoever has it keeps it while the line is not touched, even gone or sharing the name with another
    holder = next((helper for helper in helpers if helper.uid == card.helper), None)
    kept = holder if holder and holder.name == values["helper"] else None
    helper = kept or (helper_meant(values["helper"], helpers) if values["helper"] else None)
    if values["helper"] and helper is None:
        raise RuleBroken(f"There is no helper {quoted(values['helper'])}: assigning a card can add one.")
    return card.but(
        title=values["title"],
        helper=helper.uid if helper else None,
        due=_date(values["due"], today),
        follow_up=_date(values["follow_up"], today),
        priority=values["priority"].casefold() or Priority.NORMAL,
        tags=tuple(dict.fromkeys(word.lstrip("#") for word in values["tags"].split() if word.strip("#"))),
    )


def _date(text: str, today: date) -> date | None:
    return read_date(text, today=today) if text else None


def ask_for_card(screen: DeskScreen, then: Callable[[Card], None]) -> None:
    """Asks for a new card on one line; a helper nobody has heard of is made when Enter is pressed again.

    What was added is for `then` to say.
    """
    from models.card_line import card_from, helper_for, read_card
    from store.cards import add_card
    from tui.card_words import summary

    def read(text: str) -> tuple["Tokens", Helper | None]:
        tokens = read_card(text, today=screen.today)
        return tokens, helper_for(tokens, screen.desk.helpers)

    def preview(text: str) -> str:
        tokens, helper = read(text)
        card = card_from(tokens, helper=helper, business=screen.business, today=screen.today, cards=())
        new = " (new)" if helper and helper.is_new else ""
        past = card.due if card.due and card.due < screen.today else None
        gone = f" · that was {wording.near(past, screen.today)}" if past else ""
        return summary(card, f"{helper.name}{new}" if helper else "", screen.today) + gone

    def settle(text: str, agreed: Agreed) -> None:
        tokens, helper = read(text)
        if helper is not None and helper.is_new:
            agreed.require(f"There is no helper {quoted(helper.name)} yet: Enter again adds them.")
        with screen.settling("Add a card") as desk:
            card = add_card(desk, tokens, today=screen.today)
        then(card)

    screen.ask(Question("New card", settle, preview))


def open_form(screen: DeskScreen, card: Card) -> None:
    """Shows a card's form and saves what is changed."""
    from tui.dialogs.form import Form

    def settle(values: dict[str, str], agreed: Agreed) -> None:
        changed = filled_in(card, values, screen.desk.helpers, screen.today)
        with screen.settling(f"Edit {card.ref}") as desk:
            desk.cards.put(screen.resolved(changed, agreed))

    screen.app.push_screen(
        Form(
            f"{card.ref} {card.title}"[:70],
            fields(card, screen.desk.helpers.get(card.helper)),
            settle,
        )
    )


def choose_card(screen: DeskScreen, title: str, here: Card, then: Callable[[Card], None]) -> None:
    """Lets another card of the board be chosen by typing part of it."""
    from tui.dialogs.menu import Choice, Menu

    others = {card.number: card for card in on_board(screen.desk.cards) if card.uid != here.uid}
    choices = [Choice(card.number, card.ref, card.title, card.column.title()) for card in others.values()]

    def chosen(answer: object) -> None:
        if isinstance(answer, int):
            then(others[answer])

    screen.app.push_screen(Menu(title, choices, lead_width=5), chosen)

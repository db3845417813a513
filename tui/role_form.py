"""Roles as a form, and how one begins: from an activity, or from a name."""

from collections.abc import Callable
from typing import Any

from models.activity import Activity
from models.brief import DataClass
from models.brief_text import read_data_class
from models.dates import quoted, read_date
from models.document import LONGEST_NAME, RuleBroken
from models.helpers import HelperKind
from models.money import plain, read_money
from models.ranking import priorities
from models.role_parts import BudgetPer, Scorecard
from models.roles import Role, usual_kind
from store import Workspace
from store.library import scorecard
from store.recent import recent_entries
from tui.desk_screen import DeskScreen
from tui.dialogs.form import Field, Form, read_hours
from tui.dialogs.menu import Choice, Menu
from tui.widgets.prompt import Agreed


def choose_work(screen: DeskScreen, then: Callable[[Role], None]) -> None:
    """Lets the work be chosen that a new role takes over, by typing a part of it; a new name needs none."""
    activities = {each.number: each for each in screen.desk.activities if each.archived is None}
    minutes = _minutes(screen)
    choices = [
        Choice(each.number, each.ref, each.name, _known(each, minutes.get(each.uid, 0)))
        for each in sorted(activities.values(), key=lambda each: -minutes.get(each.uid, 0))
    ]

    def chosen(answer: object) -> None:
        if isinstance(answer, int):
            activity = activities[answer]
            card = Scorecard.read(scorecard(usual_kind(activity)))
            business, length = screen.business, minutes.get(activity.uid)
            made = Role.for_activity(activity, card, business, minutes_week=length)
        elif isinstance(answer, str):
            card = Scorecard.read(scorecard(HelperKind.ASSISTANT))
            rate = screen.business.rate_of_help
            made = Role.of(title=answer[:LONGEST_NAME], budget=rate, **dict(card))
        else:
            return
        saved: list[Role] = []

        def change(desk: Workspace) -> None:
            saved.append(desk.roles.put(made))

        if screen.saved(f"Add the role {made.title[:40]}", change):
            then(saved[0])

    title = "Which work is help sought for? A new name is a role of its own"
    screen.app.push_screen(Menu(title, choices, lead_width=4, typed=True), chosen)


def _known(activity: Activity, minutes: int) -> str:
    said = [f"{minutes / 60:.1f} h a week"] if minutes else []
    if activity.decision is not None:
        said.append(f"decided: {activity.decision.verdict}")
    return " · ".join(said)


def _minutes(screen: DeskScreen) -> dict[str, int]:
    """Returns how long each activity's work takes a week, as far as it can be handed over, by uid."""
    desk = screen.desk
    found = priorities(
        screen.business,
        desk.audits,
        desk.activities,
        recent_entries(desk),
        now=screen.now(),
        zone=screen.zone,
    )
    rows = found.rows if found else ()
    return {
        row.activity.uid: minutes for row in rows if (minutes := row.inputs.minutes_to_hand_over) is not None
    }


def open_role(screen: DeskScreen, role: Role) -> None:
    """Shows a role's form and saves what is changed."""
    shown = {each.name: each.value for each in _fields(role, screen)}

    def settle(values: dict[str, str], agreed: Agreed) -> None:
        said = {name: text for name, text in values.items() if text != shown[name]}
        changed = _filled_in(role, said, screen)
        with screen.settling(f"Edit {role.ref}") as desk:
            desk.roles.put(screen.resolved(changed, agreed))

    screen.app.push_screen(Form(f"{role.ref} {role.title}"[:70], _fields(role, screen), settle))


def _fields(role: Role, screen: DeskScreen) -> list[Field]:
    served = [each for uid in role.activities if (each := screen.desk.activities.get(uid))]
    return [
        Field("title", "Title", role.title, "what the help is called"),
        Field("kind", "Kind", role.kind, "assistant, freelancer, agency or software"),
        Field(
            "activities",
            "Serves",
            " ".join(each.ref for each in served),
            "activities by their numbers, like A3 A7; Priorities shows them",
        ),
        Field(
            "minutes_week",
            "Hours a week",
            "" if role.minutes_week is None else f"{role.minutes_week / 60:g}",
            "that the work takes, like 12.5",
        ),
        Field(
            "overlap_minutes_week",
            "In our hours",
            f"{role.overlap_minutes_week / 60:g}" if role.overlap_minutes_week else "",
            "hours a week of it that must lie in our own",
        ),
        Field(
            "budget",
            "Budget",
            plain(role.budget, screen.business.currency),
            "the most it may cost, an hour or a month",
        ),
        Field("budget_per", "Budget is for", f"an {role.budget_per}".replace("an m", "a m"), "hour or month"),
        Field(
            "start_by",
            "Start by",
            role.start_by.isoformat() if role.start_by else "",
            "the latest first day: 4may, 3w, 2026-05-04",
        ),
        Field("data_class", "Data class", role.data_class, ", ".join(DataClass)),
    ]


def _filled_in(role: Role, said: dict[str, str], screen: DeskScreen) -> Role:
    """Returns a role with the lines that were changed; a kind with another scorecard brings that along."""
    currency = screen.business.currency
    readers: dict[str, Callable[[str], Any]] = {
        "kind": _kind,
        "activities": lambda text: _activities(text, screen),
        "minutes_week": lambda text: read_hours(text, "hours a week") or None,
        "overlap_minutes_week": lambda text: read_hours(text, "hours in ours"),
        "budget": lambda text: read_money(text, currency),
        "budget_per": _per,
        "start_by": lambda text: read_date(text, today=screen.today),
        "data_class": read_data_class,
    }
    empty: dict[str, Any] = {"activities": (), "overlap_minutes_week": 0}
    values: dict[str, Any] = {}
    for name, text in said.items():
        try:
            if not text and name in ("kind", "budget_per", "data_class"):
                continue
            values[name] = (
                readers.get(name, str)(text) if text else empty.get(name, "" if name == "title" else None)
            )
        except RuleBroken as broken:
            broken.field = name
            raise
    changed = role.but(**values)
    other = (HelperKind.SOFTWARE in (role.kind, changed.kind)) and role.kind is not changed.kind
    if not other:
        return changed
    card = Scorecard.read(scorecard(changed.kind))
    return changed.with_criteria(card.criteria).but(knock_outs=card.knock_outs, questions=card.questions)


def _kind(text: str) -> HelperKind:
    word = text.casefold()
    found = next((each for each in HelperKind if each.value.startswith(word)), None)
    if found is None:
        raise RuleBroken(f"{quoted(text)} is no kind of help: say {', '.join(HelperKind)}.")
    return found


def _per(text: str) -> BudgetPer:
    word = text.casefold().split()[-1]
    found = next((each for each in BudgetPer if each.value.startswith(word)), None)
    if found is None:
        raise RuleBroken(f"{quoted(text)} is neither: a budget is for an hour or a month.")
    return found


def _activities(text: str, screen: DeskScreen) -> tuple[str, ...]:
    found = []
    for word in text.replace(",", " ").split():
        number = word.upper().removeprefix("A")
        known = screen.desk.activities
        if not (number.isascii() and number.isdecimal() and int(number) in known):
            raise RuleBroken(f"There is no activity {quoted(word)}: name them like A3 A7.")
        found.append(known[int(number)].uid)
    return tuple(dict.fromkeys(found))

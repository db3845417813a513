"""The brief of a card as a form: the four first things, and the rest on a page of its own."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from models.board import Card
from models.brief import LABELS, Brief, Item, items, joined_points, lint, split_points
from models.brief_text import BriefText, authority_text, length_text, read_authority, read_data_class
from models.dates import quoted, read_date
from models.document import RuleBroken
from models.money import plain, read_money
from models.secrets import looks_secret
from models.when import read_duration
from tui.desk_screen import DeskScreen
from tui.dialogs.form import Field, Form, read_yes
from tui.widgets.prompt import Agreed

if TYPE_CHECKING:
    from models.procedure import Procedure

_POINTS = "one or more, with ; between them"
_FIRST = {
    "outcome": "what is there once the work is done",
    "done_when": f"checks that both of you can make: {_POINTS}",
    "due": "fri, 12dec, 2w, 2026-12-05; empty for work that comes again",
    "data_class": "public, internal, client or money",
}
_REST = {
    "purpose": "what it is good for",
    "deliverables": f"what is handed in, in which format, how many: {_POINTS}",
    "not_included": f"what is not part of it: {_POINTS}",
    "inputs": f"tools, documents and access, never a password: {_POINTS}",
    "examples": f"what a good one looks like: {_POINTS}",
    "procedure": "the name of the one that says how it is done; a new name makes one",
    "steps": f"how it is done where no procedure says so: {_POINTS}",
    "cadence": "how often it comes again, as in every Friday",
    "estimate": "how long it is expected to take: 45m, 1h30",
    "authority": "1 do exactly this, 2 research, 3 recommend, 4 decide and tell me, 5 act alone",
    "spend_limit": "what may be spent without asking, as in 25.50",
    "questions_to": "whom to ask, and where",
}


def open_brief(screen: DeskScreen, card: Card, *, part: str = "", start: Brief | None = None) -> None:
    """Shows a card's brief as a form and saves what is changed.

    Args:
        screen: where the form opens.
        card: whose brief it is.
        part: the name of the line to begin on; one of the rest opens their page.
        start: what to begin with while there is no brief.
    """
    old = card.brief or start or Brief()
    hints = _REST if part in _REST else _FIRST
    shown = {name: _shown(name, card, old, screen) for name in hints}
    fields = [Field(name, _label(name), shown[name], hint) for name, hint in hints.items()]
    if hints is _FIRST:
        fields.append(
            Field("more", "More", "", "write yes to go on with purpose, inputs, authority and so on")
        )
    going_on: list[bool] = []

    def settle(values: dict[str, str], agreed: Agreed) -> None:
        wants_more = read_yes(values.get("more", ""), "More")
        said = {name: values[name] for name in hints if values[name] != shown[name]}
        if any(looks_secret(text) for text in said.values()):
            agreed.require("That looks like a password, which belongs in a vault: Enter again saves it here.")
        save_brief(screen, card, _read(card, old, said, screen), agreed)
        going_on[:] = [wants_more]

    async def closed(_: object) -> None:
        now = screen.desk.cards.get(card.uid)
        if now is not None and going_on:
            if now.brief is not None:
                screen.say(advice(now))
            if going_on[0]:
                await screen.app.run_action("brief('purpose')", screen)

    title = f"Brief of {card.ref} {card.title}"[:70]
    screen.app.push_screen(Form(title, fields, settle, focus=part or None), closed)


def save_brief(screen: DeskScreen, card: Card, found: BriefText, agreed: Agreed) -> None:
    """Saves what was written of a card's brief, with the procedure that it begins.

    Raises:
        Offer: there is something to agree to first, such as a new procedure.
        RuleBroken: it cannot be saved.
    """
    begun = found.procedure if found.procedure is not None and found.procedure.is_new else None
    if begun is not None:
        agreed.require(f"There is no procedure {quoted(begun.title)} yet: the same again makes it.")
    with screen.settling(f"Brief {card.ref}") as desk:
        changed = screen.resolved(found.on(card, at=screen.now()), agreed)
        if begun is not None:  # each try begins another one: what was agreed to holds the uid of the first
            changed = changed.but(procedure=desk.procedures.put(begun).uid)
        desk.cards.put(changed)


def advice(card: Card) -> str:
    """Returns in one sentence what a card's brief still lacks, or the first thing to make better."""
    brief = card.brief or Brief()
    if any(looks_secret(line) for line in brief.lines()):
        return f"The brief of {card.ref} holds what looks like a password: name the vault it is in instead."
    findings = lint(brief, card.due)
    if stops := [finding.part for finding in findings if finding.stops]:
        return f"{card.ref} can be handed over once it says: {', '.join(stops)}."
    if findings:
        return f"{findings[0].part.capitalize()}: {findings[0].says}"
    return f"The brief of {card.ref} can be handed over."


def _label(name: str) -> str:
    return LABELS.get(name, name).capitalize()


def _shown(name: str, card: Card, brief: Brief, screen: DeskScreen) -> str:
    if name == "procedure":
        procedure = screen.desk.procedures.get(card.procedure)
        return procedure.title if procedure else ""
    if name == "due":
        return card.due.isoformat() if card.due else ""
    if name == "estimate":
        return length_text(card.estimate)
    if name == "authority":
        return authority_text(brief.authority)
    if name == "spend_limit":
        return plain(brief.spend_limit, screen.business.currency)
    value = getattr(brief, name)
    if isinstance(value, tuple):
        return joined_points(item.text for item in value)
    return " ".join(str(value or "").split())


def _read(card: Card, old: Brief, said: dict[str, str], screen: DeskScreen) -> BriefText:
    """Returns what the lines that were changed make of a card's brief."""
    from models.procedure import procedure_for

    currency, today, procedures = screen.business.currency, screen.today, screen.desk.procedures
    linked = procedures.get(card.procedure)
    readers: dict[str, Callable[[str], object]] = {
        "procedure": lambda text: procedure_for(text, linked, procedures, card.activity),
        "due": lambda text: read_date(text, today=today),
        "estimate": read_duration,
        "data_class": read_data_class,
        "authority": read_authority,
        "spend_limit": lambda text: read_money(text, currency),
    }
    values: dict[str, Any] = {"due": card.due, "estimate": card.estimate, "procedure": linked}
    for name, text in said.items():
        try:
            if isinstance(was := getattr(old, name, None), tuple):
                values[name] = _points(text, was)
            else:
                empty = None if name in readers else ""
                values[name] = readers.get(name, str)(text) if text else empty
        except RuleBroken as broken:
            broken.field = name
            raise
    checked = card.but(due=values.pop("due"), estimate=values.pop("estimate"))
    procedure: Procedure | None = values.pop("procedure")
    return BriefText(old.but(**values), checked.due, checked.estimate, procedure)


def _points(text: str, old: tuple[Item, ...]) -> tuple[Item, ...]:
    return items(split_points(text), old)

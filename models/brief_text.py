"""A brief as text to write in an editor, and back; and as the message that is sent with the work."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from models.board import Card
from models.brief import LABELS, Authority, Brief, DataClass, items, lint
from models.dates import quoted, read_date
from models.document import RuleBroken
from models.markdown import HEADING, Misread, Numbered, escaped, points, trimmed, uncommented
from models.money import plain, read_money
from models.when import read_duration

if TYPE_CHECKING:
    from models.procedure import Procedure

_HINTS = {
    "outcome": "What is there once the work is done.",
    "done when": "Checks that both of you can make, one a line.",
    "due": "fri, 12dec, 2w or 2026-12-05; leave it empty for work that comes again and say a cadence.",
    "data class": "How far its facts may travel: public, internal, client or money.",
    "purpose": "What it is good for.",
    "deliverables": "What is handed in, with its format and how many, one a line.",
    "not included": "What is not part of it, one a line.",
    "inputs": "Tools, documents and access that it needs, one a line; never a password.",
    "examples": "What a good one looks like, one a line.",
    "procedure": "The name of the procedure that says how it is done; a new name makes one.",
    "steps": "How it is done where no procedure says so, one step a line.",
    "cadence": "How often it comes again, as in every Friday.",
    "estimate": "How long it is expected to take: 45m, 1h30.",
    "authority": "1 do exactly this, 2 research and report, 3 recommend, 4 decide and tell me, 5 act alone.",
    "spend limit": "What may be spent without asking, as in 25.50.",
    "questions to": "Whom to ask, and where.",
}
_FIELDS = {label: name for name, label in LABELS.items()}
_LISTS = frozenset({"done when", "deliverables", "not included", "inputs", "examples", "steps"})
_PROSE = frozenset({"outcome", "purpose"})


@dataclass(frozen=True)
class BriefText:
    """What a brief's text says of a card."""

    brief: Brief
    due: date | None
    estimate: int | None
    """Minutes."""
    procedure: "Procedure | None" = None
    """What says how it is done; a new one is still to be saved."""

    def on(self, card: Card, *, at: datetime) -> Card:
        """Returns the card as the text has it; a brief that asks for the same stays the version it was."""
        procedure = self.procedure.uid if self.procedure else None
        card = card.due_on(self.due, at=at).but(estimate=self.estimate, procedure=procedure)
        asks = card.brief or Brief()
        return card if asks.says_the_same(self.brief) else card.briefed(self.brief, at=at)


def brief_markdown(card: Card, currency: str, procedure: "Procedure | None" = None) -> str:
    """Returns a card's brief as text that `read_brief` reads back: headings, and hints as comments.

    Args:
        card: whose brief it is.
        currency: that of the spend limit.
        procedure: what the card says of how it is done.
    """
    brief, named = card.brief or Brief(), procedure.title if procedure else ""
    lines = [f"# {card.ref} {card.title}"]
    for part, hint in _HINTS.items():
        said = _written(part, card, brief, currency, named)
        lines += ["", f"{HEADING}{part}", f"<!-- {hint} -->", *said]
    return "\n".join(lines) + "\n"


def _written(part: str, card: Card, brief: Brief, currency: str, procedure: str = "") -> list[str]:
    if part in _LISTS:
        return [f"- {item.text}" for item in getattr(brief, _FIELDS[part])]
    if part == "due":
        text = card.due.isoformat() if card.due else ""
    elif part == "procedure":
        text = procedure
    elif part == "estimate":
        text = length_text(card.estimate)
    elif part == "authority":
        text = authority_text(brief.authority)
    elif part == "spend limit":
        text = plain(brief.spend_limit, currency)
    else:
        text = getattr(brief, _FIELDS[part]) or ""
    return [escaped(line) for line in _split(text)]


def _split(text: str) -> list[str]:
    return text.split("\n") if text else []


def length_text(minutes: int | None) -> str:
    """Returns a length the way `read_duration` reads it back, as in `1h30`; None as ""."""
    if minutes is None:
        return ""
    hours, rest = divmod(minutes, 60)
    return f"{hours}h{rest:02}" if hours and rest else f"{hours}h" if hours else f"{rest}m"


def authority_text(authority: Authority | None) -> str:
    """Returns a level of authority as its number and its words; None as ""."""
    return f"{authority.value} {authority.says}" if authority else ""


def read_authority(text: str) -> Authority | None:
    """Returns the level of authority that is written as its number, its words or both; None for nothing.

    Raises:
        RuleBroken: there is no such level.
    """
    said = " ".join(text.casefold().split())
    if not said:
        return None
    for level in Authority:
        if said in (str(level.value), level.says, authority_text(level)):
            return level
    raise RuleBroken(f"{quoted(text)} is no level of authority: say a number from 1 to 5.")


def read_data_class(text: str) -> DataClass | None:
    """Returns the class of data that a word names; None for nothing.

    Raises:
        RuleBroken: there is no such class.
    """
    word = text.strip().casefold()
    if word and word not in list(DataClass):
        raise RuleBroken(f"{quoted(text)} is no data class: say public, internal, client or money.")
    return DataClass(word) if word else None


def read_brief(
    text: str, card: Card, *, today: date, currency: str, procedures: Iterable["Procedure"] = ()
) -> BriefText:
    r"""Returns what an edited text says; a part without its heading is empty.

    Comments go, and a backslash before `##`, `<!--` or a backslash at the start of a line. Lines that the
    brief has already keep their keys, so that checks which are met stay met.

    Args:
        text: what `brief_markdown` wrote, edited.
        card: the card it is about.
        today: the day from which a due date such as `fri` counts.
        currency: that of the spend limit.
        procedures: those that it may name.

    Raises:
        Misread: a line has no meaning where it stands.
    """
    from models.procedure import procedure_for

    old = card.brief or Brief()
    said: dict[str, object] = {name: Brief.model_fields[name].default for name in LABELS}
    due, estimate, procedure, known = None, None, None, list(procedures)
    linked = next((each for each in known if each.uid == card.procedure), None)
    for part, heading, lines in _parts(text):
        at = lines[0][0] if lines else heading
        try:
            if part in _LISTS:
                name = _FIELDS[part]
                said[name] = items(points(lines), getattr(old, name))
            elif part in _PROSE:
                said[_FIELDS[part]] = "\n".join(line for _, line in lines)
            else:
                word = _one(part, lines)
                if part == "due":
                    due = read_date(word, today=today) if word else None
                elif part == "estimate":
                    estimate = read_duration(word) if word else None
                    card.but(estimate=estimate)
                elif part == "procedure":
                    procedure = procedure_for(word, linked, known, card.activity)
                else:
                    said[_FIELDS[part]] = _value(part, word, currency)
        except Misread:
            raise
        except RuleBroken as broken:
            raise Misread(at, str(broken)) from broken
    return BriefText(old.but(**said), due, estimate, procedure)


def _value(part: str, word: str, currency: str) -> object:
    if part == "authority":
        return read_authority(word)
    if part == "data class":
        return read_data_class(word)
    if part == "spend limit":
        return read_money(word, currency) if word else None
    return word


def _parts(text: str) -> Iterator[tuple[str, int, Numbered]]:
    """Yields each part with the line of its heading, and its lines without comments and blank ends."""
    part, heading, lines, seen = "", 0, Numbered(), set[str]()
    for number, line in uncommented(text):
        if not line.startswith(HEADING):
            if part:
                lines.append((number, line))
            elif line.strip() and not line.startswith("# "):
                raise Misread(number, f"this stands in no part: write it under {HEADING}outcome or another.")
            continue
        if part:
            yield part, heading, trimmed(lines)
        part, heading, lines = " ".join(line[len(HEADING) :].casefold().split()), number, []
        if part not in _HINTS:
            raise Misread(
                number, f"{quoted(part)} is no part of a brief: say one of {', '.join(_HINTS)}, or \\##."
            )
        if part in seen:
            raise Misread(number, f"{part} is there twice: keep one of the two.")
        seen.add(part)
    if part:
        yield part, heading, trimmed(lines)


def _one(part: str, lines: Numbered) -> str:
    said = [(number, line) for number, line in lines if line.strip()]
    if len(said) > 1:
        raise Misread(said[1][0], f"{part} takes one line: join the two, or leave one out.")
    return said[0][1].strip() if said else ""


def hand_off(card: Card, helper_name: str, owner_name: str, *, currency: str, procedure: str = "") -> str:
    """Returns the message that hands a card's work over.

    Args:
        card: what is to be done, with its brief.
        helper_name: whom it is for; may be empty.
        owner_name: who sends it; may be empty.
        currency: that of the spend limit.
        procedure: what the procedure says of how it is done, as Markdown; empty where there is none.

    Raises:
        RuleBroken: the brief lacks something without which it cannot be handed over.
    """
    brief = card.brief or Brief()
    if stops := [finding for finding in lint(brief, card.due) if finding.stops]:
        parts = ", ".join(finding.part for finding in stops)
        raise RuleBroken(f"{card.ref} cannot be handed over yet. Missing: {parts}. {stops[0].says}")
    lines = [f"# {card.title}", "", f"Hello {helper_name}," if helper_name else "Hello,", ""]
    lines += [f"here is what I would like you to take on ({card.ref}, version {brief.version})."]
    for part in _HINTS:
        if said := _sent(part, card, brief, currency):
            lines += ["", f"{HEADING}{part.capitalize()}", *said]
    if procedure:
        lines += ["", f"{HEADING}How", procedure.rstrip()]
    lines += ["", "Please answer that you take it on like this, or what is unclear.", "", owner_name]
    return "\n".join(lines).rstrip() + "\n"


def _sent(part: str, card: Card, brief: Brief, currency: str) -> list[str]:
    if part == "done when":
        return [f"- [{'x' if item.key in card.met else ' '}] {item.text}" for item in brief.done_when]
    if part == "due" and card.due:
        return [f"{card.due:%A}, {card.due.isoformat()}"]
    written = _written(part, card, brief, currency)
    return [f"{line} {currency}" for line in written] if part == "spend limit" else written

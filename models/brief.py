"""The brief of a card: what is wanted, how both know it is finished, and what is still missing from it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from enum import IntEnum, StrEnum
from itertools import zip_longest
from typing import Self

from pydantic import AwareDatetime, Field

from models.document import Line, Part, Prose, Record, Title


class DataClass(StrEnum):
    """How far the facts that work needs may travel."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CLIENT = "client"
    """Confidential facts of clients, and personal data."""
    MONEY = "money"
    """Money, banks and filings."""


class Authority(IntEnum):
    """How much a helper decides alone."""

    DO_EXACTLY_THIS = 1
    RESEARCH_AND_REPORT = 2
    RECOMMEND = 3
    DECIDE_AND_TELL_ME = 4
    ACT_ALONE = 5

    @property
    def says(self) -> str:
        """The level in words."""
        return self.name.replace("_", " ").casefold()


class Item(Part):
    """One line of a list in a brief or a procedure."""

    text: Title


class Acceptance(Record):
    """The word of a helper that the brief is understood and taken on."""

    at: AwareDatetime
    who: Line = ""
    """Who said so, by name."""


class Brief(Part):
    """One version of what is wanted from a helper; the due date is the card's."""

    version: int = Field(default=1, ge=1)
    at: AwareDatetime | None = None
    """When this version was last changed."""
    outcome: Prose = ""
    done_when: tuple[Item, ...] = ()
    """Checks that both sides can make."""
    data_class: DataClass | None = None
    purpose: Prose = ""
    deliverables: tuple[Item, ...] = ()
    """What is handed in, each with its format and how many."""
    not_included: tuple[Item, ...] = ()
    inputs: tuple[Item, ...] = ()
    """Tools, documents and access that the work needs."""
    examples: tuple[Item, ...] = ()
    steps: tuple[Item, ...] = ()
    """How it is done, where no procedure says so."""
    cadence: Line = ""
    """How often it comes again, where there is no single due date."""
    authority: Authority | None = None
    spend_limit: int | None = Field(default=None, ge=0)
    """What may be spent without asking, in minor units."""
    questions_to: Line = ""
    sent: AwareDatetime | None = None
    """When it was handed over."""
    accepted: Acceptance | None = None

    @property
    def is_settled(self) -> bool:
        """Whether the helper has seen it, so that a change makes a new version."""
        return self.sent is not None or self.accepted is not None

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        return not self.lines()

    def lines(self) -> list[str]:
        """Returns what it says, line by line, each with the name of its part in front."""
        return [f"{label}: {text}" for label, texts in self.parts() for text in texts]

    def parts(self) -> Iterator[tuple[str, list[str]]]:
        """Yields the parts that say something, in the order of the page, with their lines."""
        for name, label in LABELS.items():
            value = getattr(self, name)
            if name == "authority" and value is not None:
                texts = [f"{value.value} {value.says}"]
            elif isinstance(value, tuple):
                texts = [item.text for item in value]
            else:
                texts = str(value).split("\n") if value not in (None, "") else []
            if texts:
                yield label, texts

    def says_the_same(self, other: Self) -> bool:
        """Tells whether two versions ask for the same."""
        return self.lines() == other.lines()

    def replaced_by(self, other: Self, *, at: datetime) -> Self:
        """Returns what stands once this version is edited to say what `other` says.

        What the helper has seen stays as it was: the edit is a version of its own, not yet accepted.
        """
        said = {name: getattr(other, name) for name in LABELS}
        if self.is_settled and not self.says_the_same(other):
            return self.of(version=self.version + 1, at=at, **said)
        return self.but(at=at, **said)


LABELS = {
    "outcome": "outcome",
    "done_when": "done when",
    "data_class": "data class",
    "purpose": "purpose",
    "deliverables": "deliverables",
    "not_included": "not included",
    "inputs": "inputs",
    "examples": "examples",
    "steps": "steps",
    "cadence": "cadence",
    "authority": "authority",
    "spend_limit": "spend limit",
    "questions_to": "questions to",
}
"""What each part of a brief is called, in the order of the page."""


@dataclass(frozen=True)
class Finding:
    """Something wrong with a brief.

    Attributes:
        part: the label of the part it concerns.
        says: what is wrong and what would put it right, in one sentence.
        stops: whether the brief cannot be handed over like this; otherwise it is advice.
    """

    part: str
    says: str
    stops: bool


_FIRST = {
    "outcome": "Say what is there once the work is done.",
    "done when": "How will you both know it is finished? Add at least one check.",
    "due": "Say by when: a due date, or how often it comes again.",
    "data class": "Say how far its facts may travel: public, internal, client or money.",
}
FIRST_THINGS = tuple(_FIRST)
"""The four things a brief says before anything else."""

_VAGUE = {
    "asap": "“ASAP” is not a date.",
    "soon": "“Soon” is not a date.",
    "nice": "“Nice” cannot be checked: say what it looks like.",
    "proper": "“Proper” cannot be checked: say what it must meet.",
    "properly": "“Properly” cannot be checked: say what it must meet.",
    "good": "“Good” cannot be checked: say what it must meet.",
    "better": "“Better” than what? Say a number.",
    "some": "“Some” is no number.",
    "several": "“Several” is no number.",
    "regularly": "“Regularly” is not a rhythm: say every Friday, or monthly.",
    "etc": "“Etc” hides the rest: list it, or leave it out.",
}
_MONEY = r"\b(bank|banking|card|cards|pay|payment|payments|paypal|stripe|invoice|invoices|purchase|buy)\b"


def missing(brief: Brief | None, due: date | None) -> list[str]:
    """Returns which of the four first things a brief does not say yet."""
    if brief is None:
        return [thing for thing in FIRST_THINGS if thing != "due" or due is None]
    said = {
        "outcome": brief.outcome,
        "done when": brief.done_when,
        "due": due or brief.cadence,
        "data class": brief.data_class,
    }
    return [thing for thing in FIRST_THINGS if not said[thing]]


def lint(brief: Brief, due: date | None) -> list[Finding]:
    """Returns what is wrong with a brief: what stops it from being handed over first, then advice."""
    found = [Finding(thing, _FIRST[thing], True) for thing in missing(brief, due)]
    if brief.authority in (Authority.DECIDE_AND_TELL_ME, Authority.ACT_ALONE) and brief.spend_limit is None:
        inputs = " ".join(item.text for item in brief.inputs)
        if brief.data_class is DataClass.MONEY or re.search(_MONEY, inputs, re.IGNORECASE):
            says = f"“{brief.authority.says.capitalize()}” with tools that pay needs a spend limit."
            found.append(Finding(LABELS["spend_limit"], says, True))
    for label, texts in brief.parts():
        words = re.findall(r"[a-z]+", " ".join(texts).casefold())
        found += [Finding(label, says, False) for word, says in _VAGUE.items() if word in words]
    return found


def completeness(brief: Brief | None, due: date | None) -> tuple[int, int]:
    """Returns how many of the nine parts that most briefs need are there, and nine."""
    said = {label for label, _ in brief.parts()} if brief else set()
    if due is not None or "cadence" in said:
        said.add("due")
    counted = (*FIRST_THINGS, "purpose", "deliverables", "inputs", "authority", "questions to")
    return sum(part in said for part in counted), len(counted)


def changed_lines(old: Brief, new: Brief) -> list[tuple[str, str]]:
    """Returns what a helper accepts anew: each line that went with `-`, each new one with `+`."""
    before, after = old.lines(), new.lines()
    changes: list[tuple[str, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            changes += [("-", line) for line in before[a:b]] + [("+", line) for line in after[c:d]]
    return changes


BETWEEN = " ; "
"""What stands between the points of a list on one line."""
_POINT = re.compile(r'(?:"(?:[^"]|"")*"|[^;])+')
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')


def split_points(text: str) -> list[str]:
    """Returns the points of a line that have a `;` between them, empty ones left out.

    One in quotation marks is part of its point; a point that is wholly quoted is what stands within, with
    two quotation marks for one.
    """
    parts = (part.strip() for part in _POINT.findall(text))
    said = (found[1].replace('""', '"') if (found := _QUOTED.fullmatch(part)) else part for part in parts)
    return [point for each in said if (point := " ".join(each.split()))]


def joined_points(points: Iterable[str]) -> str:
    """Returns points on one line, quoted where `split_points` would not read them back else."""
    return BETWEEN.join(map(_quoted_if_needed, points))


def _quoted_if_needed(point: str) -> str:
    if split_points(point) == [point] and point.count('"') % 2 == 0:
        return point
    return '"' + point.replace('"', '""') + '"'


def items(texts: Iterable[str], old: Sequence[Item] = ()) -> tuple[Item, ...]:
    """Returns lines as items; a line that was there keeps its key, an edited one that of its place.

    Args:
        texts: the lines; empty ones are left out.
        old: the items as they were.
    """
    wanted = [text for text in (" ".join(text.split()) for text in texts) if text]
    left = list(old)
    kept: dict[int, Item] = {}
    for place, text in enumerate(wanted):
        same = next((item for item in left if item.text == text), None)
        if same is not None:
            left.remove(same)
            kept[place] = same
    changed = (place for place in range(len(wanted)) if place not in kept)
    for place, item in zip_longest(changed, left):
        if place is None:
            break
        text = wanted[place]
        kept[place] = item.but(text=text) if item is not None else Item.of(text=text)
    return tuple(kept[place] for place in range(len(wanted)))

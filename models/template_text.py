"""A template as text to write in an editor, and back."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from models.agreements import AgreementKind
from models.dates import quoted
from models.document import RuleBroken
from models.markdown import HEADING, Misread, uncommented
from models.templates import Anchor, ForEach, Gate, Shows, Side, Template, TemplateItem, unsound

_HINTS = f"""\
<!-- The line above is the name, a line with ## begins a phase. Each item is a line with a dash; in brackets
stands what other items call it. Below it, indented, what is true of it, in any order, with ; between:
  day -7                days before the start; also: day 2 from end, from cancel by, from done of VA16,
                        from signed of VA02; any day
  helper, both          who does it, where it is not the owner alone
  sign off              the owner signs it off apart from its being done
  opens accounts        a gate: {", ".join(Gate)}
  needs client data     the gate it waits for
  after VA02, VA03      the items it waits for
  paper contract        the agreement that must be in force, by its name:
                        {", ".join(AgreementKind)}
  shows note            what shows it: {", ".join(kind for kind in Shows if kind is not Shows.NONE)}
  5 times               on so many work days in a row
  approval              signing it off is a second owner's approval
  each access           once for each: {", ".join(ForEach)}
On indented lines of their own:
  why: the reason
  if: it applies where this is so
  else: what is settled where it is not -->"""
_ITEM = re.compile(r"- (?:\[(?P<code>[^\]]*)\] ?)?(?P<title>.*)")
_DAY = re.compile(
    r"(?:day (?P<day>[+-]?\d{1,3})|any day)(?: from (?P<anchor>[a-z ]+?)(?: of (?P<code>\S+))?)?"
)
_OWN_LINE = re.compile(r"(why|if|else):(?: (.*))?$")
_FIELDS: Mapping[str, str] = {"why": "why", "if": "condition", "else": "otherwise"}
_FLAGS: Mapping[str, str] = {"sign off": "sign_off", "approval": "approval"}
_LISTS: Mapping[str, str] = {"opens": "opens", "after": "depends_on"}
_CHOICES: Mapping[str, tuple[str, type[StrEnum]]] = {
    "needs": ("needs", Gate),
    "paper": ("paper", AgreementKind),
    "shows": ("shows", Shows),
    "each": ("for_each", ForEach),
}


_OF_FACTS = (
    *("offset_days", "anchor", "counts_from", "side", "sign_off", "opens", "needs", "depends_on", "paper"),
    *("shows", "times", "approval", "for_each"),
)
_PLAIN: Mapping[str, Any] = {name: TemplateItem.model_fields[name].default for name in _OF_FACTS}


@dataclass(frozen=True)
class TemplateText:
    """What a template's text says."""

    name: str
    items: tuple[TemplateItem, ...]

    def on(self, template: Template) -> Template:
        """Returns the template as the text has it, the next version where it says something else.

        Raises:
            RuleBroken: the name is too long.
        """
        return template.edited(self.items, self.name)


def template_markdown(template: Template) -> str:
    """Returns a template as text that `read_template` reads back."""
    lines, phase = [f"# {template.name}", _HINTS], ""
    for item in template.items:
        if item.phase != phase:
            phase = item.phase
            lines += ["", f"{HEADING}{phase}".rstrip()]
        lines += ["", *_written(item)]
    return "\n".join(lines) + "\n"


def _written(item: TemplateItem) -> Iterator[str]:
    title = f"\\{item.title}" if item.title.startswith(("[", "\\")) else item.title
    yield f"- [{item.code}] {title}" if item.code else f"- {title}"
    yield f"  {facts_line(item)}"
    for word, name in _FIELDS.items():
        said = getattr(item, name)
        for line in said.split("\n") if said else ():
            yield f"  {word}: {line}".rstrip()


def facts_line(item: TemplateItem) -> str:
    """Returns what is true of an item on one line, as in `day -5; both; sign off; opens accounts`."""
    return "; ".join(_facts(item))


def read_facts(line: str) -> dict[str, Any]:
    """Returns the fields that one line of facts sets; those it does not name are as for a plain item.

    Raises:
        RuleBroken: a part of it says nothing of an item, or says anew what stands before it.
    """
    said: dict[str, Any] = {}
    _take_facts(line, said)
    return {**_PLAIN, **said}


def _facts(item: TemplateItem) -> Iterator[str]:
    day = "any day" if item.offset_days is None else f"day {item.offset_days}"
    counts = f" of {item.counts_from}" if item.counts_from else ""
    yield day if item.anchor is Anchor.START else f"{day} from {item.anchor}{counts}"
    if item.side is not Side.OWNER:
        yield item.side
    if item.sign_off:
        yield "sign off"
    if item.opens:
        yield f"opens {', '.join(item.opens)}"
    if item.needs:
        yield f"needs {item.needs}"
    if item.depends_on:
        yield f"after {', '.join(item.depends_on)}"
    if item.paper:
        yield f"paper {item.paper}"
    if item.shows is not Shows.NONE:
        yield f"shows {item.shows}"
    if item.times > 1:
        yield f"{item.times} times"
    if item.approval:
        yield "approval"
    if item.for_each:
        yield f"each {item.for_each}"


def read_template(text: str, template: Template) -> TemplateText:
    """Returns what an edited text says; items that the template has already keep their keys.

    Args:
        text: what `template_markdown` wrote, edited.
        template: the one it is about.

    Raises:
        Misread: a line has no meaning where it stands, or items wait for each other or for none.
    """
    name, phase, found = "", "", list[tuple[int, dict[str, Any]]]()
    for number, line in uncommented(text):
        if line.startswith("# "):
            if name:
                raise Misread(number, f"{quoted(line[2:])} is a second name: a phase begins with ##.")
            name = line[2:].strip()
        elif line == "##" or line.startswith(HEADING):
            phase = line[2:].strip()
        elif made := _ITEM.fullmatch(line):
            title = made["title"].strip().removeprefix("\\")
            found.append((number, {"code": (made["code"] or "").strip(), "title": title, "phase": phase}))
        elif line.startswith(" ") and found:
            _take(line.strip(), found[-1][1], number)
        elif line:
            raise Misread(number, f"{quoted(line)} is no item: begin it with a dash, as in - Call them.")
    if not name:
        raise Misread(1, "the name is missing: begin with a line such as # First steps.")
    items = tuple(_items(found, template.items))
    if wrong := unsound(items):
        at = (number for (number, _), item in zip(found, items, strict=True) if item.name in wrong)
        raise Misread(next(at, 1), wrong)
    return TemplateText(name, items)


def _items(
    found: Iterable[tuple[int, dict[str, Any]]], known: Iterable[TemplateItem]
) -> Iterator[TemplateItem]:
    left = list(known)
    for number, said in found:
        name = said["code"] or said["title"]
        old = next((item for item in left if item.name == name), None)
        if old:
            left.remove(old)
            said = {"key": old.key, **(old.model_extra or {}), **said}
        try:
            yield TemplateItem.of(**said)
        except RuleBroken as broken:
            raise Misread(number, str(broken)) from broken


def _take(line: str, said: dict[str, Any], number: int) -> None:
    """Puts what an indented line says into the fields of its item."""
    if own := _OWN_LINE.match(line):
        field, text = _FIELDS[own[1]], own[2] or ""
        said[field] = f"{said[field]}\n{text}" if field in said else text
        return
    try:
        _take_facts(line, said)
    except RuleBroken as broken:
        raise Misread(number, str(broken)) from None


def _take_facts(line: str, said: dict[str, Any]) -> None:
    for part in (each.strip() for each in line.split(";")):
        if not part:
            continue
        try:
            facts = _fact(part)
        except ValueError:
            raise RuleBroken(
                f"{quoted(part)} says nothing of an item: write it like day 2; helper; after VA02."
            ) from None
        if said.keys() & facts.keys():
            raise RuleBroken(f"{quoted(part)} says anew what stands above: keep one of the two.")
        said |= facts


def _fact(part: str) -> dict[str, Any]:
    """Returns the fields that one of an item's facts sets.

    Raises:
        ValueError: it is none.
    """
    word, _, rest = (each.strip() for each in part.partition(" "))
    if day := _DAY.fullmatch(part):
        offset = int(day["day"]) if day["day"] else None
        anchor = Anchor(day["anchor"] or Anchor.START)
        return {"offset_days": offset, "anchor": anchor, "counts_from": day["code"] or ""}
    if part in list(Side):
        return {"side": Side(part)}
    if part in _FLAGS:
        return {_FLAGS[part]: True}
    if rest == "times":
        return {"times": int(word)}
    if word in _LISTS:
        return {_LISTS[word]: tuple(filter(None, (each.strip() for each in rest.split(","))))}
    if word in _CHOICES:
        field, choice = _CHOICES[word]
        return {field: choice(rest)}
    raise ValueError(part)

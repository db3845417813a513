"""What a role asks for as text to write in an editor, and back: criteria, knock-outs, questions, sources."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.brief import DataClass
from models.dates import quoted, read_past_date
from models.document import RuleBroken
from models.markdown import HEADING, Misread, Numbered, escaped, points, trimmed, uncommented
from models.money import plain, read_money
from models.role_parts import Anchors, Criterion, KnockOut, Posting, Question, SourceKind
from models.roles import Role

_TOP = """\
<!-- What stands in comments is not read. A criterion begins with ###, its code and its name. Weights add up
to 100; a bar is the rating below which a candidate is out, `bar from: client` asks it of such work only.
Say what a 1, a 3 and a 5 look like; 2 and 4 may go. `plays no part: why` leaves a criterion out. -->"""
_FROZEN = (
    "<!-- The criteria have stood still since the first rating; only `plays no part:` is read of them. -->"
)
_HINTS = {
    "Knock-outs": "One a line, its code first; (from client) asks it of work with such facts only.",
    "Questions": "Asked of everybody in the same words; the code of the criterion in brackets first.",
    "Sources": "kind: name, cost 35, fee 5 %, opened 2026-03-20, closed 2026-04-02, https://…; the kinds are "
    + ", ".join(kind.says for kind in SourceKind),
}
_FIELDS = ("weight", "bar", "bar from", "check", "minutes", "plays no part", "1", "2", "3", "4", "5")
_ANCHORS = ("one", "two", "three", "four", "five")
_PARTS = ("Criteria", *_HINTS)


@dataclass(frozen=True)
class RoleText:
    """What the text of a role says."""

    criteria: tuple[Criterion, ...]
    knock_outs: tuple[KnockOut, ...]
    questions: tuple[Question, ...]
    postings: tuple[Posting, ...]

    def on(self, role: Role) -> Role:
        """Returns the role as the text has it.

        Raises:
            RuleBroken: criteria that stand still would change, or their weights do not add up.
        """
        changed = role.but(knock_outs=self.knock_outs, questions=self.questions, postings=self.postings)
        if self.criteria == role.criteria:
            return changed
        if not role.frozen:
            return changed.with_criteria(self.criteria)
        if tuple(each.but(not_applicable="") for each in self.criteria) != tuple(
            each.but(not_applicable="") for each in role.criteria
        ):
            return changed.with_criteria(self.criteria)  # which says why not
        for each in self.criteria:
            if each.not_applicable != role.criterion(each.key).not_applicable:
                left_out = each.not_applicable
                changed = changed.without(each.key, left_out) if left_out else changed.with_again(each.key)
        return changed


def role_markdown(role: Role, currency: str) -> str:
    """Returns what a role asks for as text that `read_role` reads back."""
    lines = [f"# {role.ref} {role.title}", _TOP, "", f"{HEADING}Criteria"]
    if role.frozen:
        lines.append(_FROZEN)
    for each in role.criteria:
        lines += ["", f"### {each.code} {each.name}", *(f"{name}: {said}" for name, said in _said(each))]
    codes = {criterion.key: criterion.code for criterion in role.criteria}
    for name, said in (
        ("Knock-outs", [f"{one.code}{_from(one.asked_from)} {one.text}" for one in role.knock_outs]),
        ("Questions", [f"{_code(one, codes)}{one.text}" for one in role.questions]),
        ("Sources", [posting_line(one, currency) for one in role.postings]),
    ):
        lines += ["", f"{HEADING}{name}", f"<!-- {_HINTS[name]} -->", *(f"- {escaped(one)}" for one in said)]
    return "\n".join(lines) + "\n"


def _said(criterion: Criterion) -> Iterable[tuple[str, str]]:
    yield "weight", str(criterion.weight)
    if criterion.bar is not None:
        yield "bar", str(criterion.bar)
    if criterion.bar_from is not None:
        yield "bar from", criterion.bar_from.value
    if criterion.check:
        yield "check", criterion.check
    yield "minutes", str(criterion.check_minutes)
    if criterion.not_applicable:
        yield "plays no part", criterion.not_applicable
    yield from ((str(value), text) for value, text in criterion.anchors.lines())


def _from(asked_from: DataClass | None) -> str:
    return f" (from {asked_from})" if asked_from else ""


def _code(question: Question, codes: dict[str, str]) -> str:
    code = codes.get(question.criterion or "", "")
    return f"[{code}] " if code or question.text.startswith("[") else ""


def posting_line(posting: Posting, currency: str) -> str:
    """Returns a posting as `read_posting` reads it back."""
    said = [f"{posting.kind.says}: {posting.name}"]
    if posting.cost is not None:
        said.append(f"cost {plain(posting.cost, currency)}")
    if posting.fee_pct:
        said.append(f"fee {posting.fee_pct} %")
    said += [f"{name} {day}" for name in ("opened", "closed") if (day := getattr(posting, name))]
    return ", ".join((*said, *filter(None, [posting.url])))


def read_posting(text: str, *, currency: str, today: date, known: Iterable[Posting] = ()) -> Posting:
    """Returns the posting that a line such as `job board: FinCopy, cost 35, opened 20mar` says.

    One of the name of a known posting is that posting as it now stands.

    Raises:
        RuleBroken: the kind is none, it has no name, or a part cannot be understood.
    """
    kind, _, rest = text.partition(":")
    postings = {each.name.casefold(): each for each in known}
    long = next((each.name for each in postings.values() if rest.strip().startswith(each.name)), "")
    name, *parts = [part.strip() for part in rest.strip().removeprefix(long).split(",")]
    name = long + name
    word = kind.strip().casefold().replace("_", " ")
    meant = [each for each in SourceKind if word and each.says.casefold().startswith(word)]
    if not meant or not name:
        kinds = ", ".join(each.says for each in SourceKind)
        raise RuleBroken(f"Begin with the kind and a colon, as in job board: FinCopy; the kinds are {kinds}.")
    values: dict[str, Any] = {"cost": None, "fee_pct": 0, "opened": None, "closed": None, "url": ""}
    for part in filter(None, parts):
        word, _, said = part.partition(" ")
        if word.casefold() == "cost":
            values["cost"] = read_money(said.strip("€£$¥ "), currency)
        elif word.casefold() == "fee":
            values["fee_pct"] = said.rstrip("% ")
        elif word.casefold() in ("opened", "closed"):
            values[word.casefold()] = read_past_date(said, today=today)
        elif "/" in part:
            values["url"] = part
        else:
            raise RuleBroken(
                f"{quoted(part)} is no part of a source: say cost, fee, opened, closed or a page."
            )
    if old := postings.get(name.casefold()):
        values["key"] = old.key
    return Posting.of(kind=meant[0], name=name, **values)


def read_role(text: str, role: Role, *, currency: str, today: date) -> RoleText:
    """Returns what an edited text says of a role; what keeps its code, words or name keeps its identity.

    Raises:
        Misread: a line cannot be understood.
    """
    parts = _parts(text)
    criteria = tuple(_criteria(parts["Criteria"], role))
    knock_outs = {each.code.casefold(): each.key for each in role.knock_outs}
    questions = {each.text: each.key for each in role.questions}
    codes = {each.code.casefold(): each.key for each in criteria}

    def knock_out(line: str) -> KnockOut:
        code, _, rest = line.partition(" ")
        asked_from = None
        if found := re.match(r"\(from (\w+)\)\s*", rest):
            asked_from, rest = _data_class(found[1]), rest[found.end() :]
        key = {"key": knock_outs[code.casefold()]} if code.casefold() in knock_outs else {}
        return KnockOut.of(code=code, text=rest, asked_from=asked_from, **key)

    def question(line: str) -> Question:
        criterion = None
        if found := re.match(r"\[([^\]]{0,4})\]\s*", line):
            code, line = found[1].casefold(), line[found.end() :]
            if code and code not in codes:
                raise RuleBroken(f"no criterion has the code {found[1]}: choose one that stands above.")
            criterion = codes.get(code)
        return Question.of(
            text=line, criterion=criterion, **({"key": questions[line]} if line in questions else {})
        )

    def posting(line: str) -> Posting:
        return read_posting(line, currency=currency, today=today, known=role.postings)

    return RoleText(
        criteria,
        _each(parts["Knock-outs"], knock_out),
        _each(parts["Questions"], question),
        _each(parts["Sources"], posting),
    )


def _parts(text: str) -> dict[str, Numbered]:
    parts: dict[str, Numbered] = {name: [] for name in _PARTS}
    into: Numbered | None = None
    for number, line in uncommented(text):
        if line.startswith(HEADING):
            name = line.removeprefix(HEADING).strip()
            meant = next((each for each in _PARTS if each.casefold() == name.casefold()), None)
            if meant is None:
                raise Misread(number, f"{quoted(name)} is no part of a role: there are {', '.join(_PARTS)}.")
            into = parts[meant]
        elif into is not None:
            into.append((number, line))
        elif line and not line.startswith("# "):
            raise Misread(number, f"this stands before the first part: put it under {HEADING}Criteria.")
    return parts


def _each(lines: Numbered, read: Callable[[str], Any]) -> tuple[Any, ...]:
    found = []
    for number, line in trimmed(lines):
        for point in points([(number, line)]):
            if not point.strip():
                continue
            try:
                found.append(read(point.removeprefix("\\").strip()))
            except RuleBroken as broken:
                raise Misread(number, str(broken)) from broken
    return tuple(found)


def _criteria(lines: Numbered, role: Role) -> Iterable[Criterion]:
    known = {each.code.casefold(): each for each in role.criteria}
    begun: list[tuple[int, str, str, dict[str, str]]] = []
    for number, line in lines:
        if line.startswith("### "):
            code, _, name = line.removeprefix("### ").strip().partition(" ")
            begun.append((number, code, name.strip(), {}))
        elif line.strip():
            field, colon, said = line.partition(":")
            if not begun or not colon or field.strip().casefold() not in _FIELDS:
                names = ", ".join(_FIELDS[:6])
                raise Misread(number, f"{quoted(line)} is none of {names}, or 1: to 5: of a criterion.")
            begun[-1][3][field.strip().casefold()] = said.strip()
    for number, code, name, values in begun:
        old = known.get(code.casefold())
        try:
            yield Criterion.of(
                code=code,
                name=name,
                weight=values.get("weight", ""),
                bar=values.get("bar") or None,
                bar_from=_data_class(values["bar from"]) if values.get("bar from") else None,
                check=values.get("check", ""),
                check_minutes=values.get("minutes") or 30,
                not_applicable=values.get("plays no part", ""),
                anchors=Anchors.of(
                    **{each: values.get(str(n), "") for n, each in enumerate(_ANCHORS, start=1)}
                ),
                **({"key": old.key} if old else {}),
            )
        except RuleBroken as broken:
            raise Misread(number, str(broken)) from broken


def _data_class(text: str) -> DataClass:
    word = text.casefold()
    found = next((each for each in DataClass if each.value.startswith(word)), None)
    if found is None:
        raise RuleBroken(f"{quoted(text)} is no data class: say {', '.join(DataClass)}.")
    return found

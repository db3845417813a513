"""The language of the filter: `anna #tax due:<7d not:is:waiting`, and which cards it finds."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeAlias

from models.board import COLUMNS, Card, Column, Priority
from models.brief import missing
from models.dates import MONTHS, WEEKDAYS, quoted, read_date
from models.document import RuleBroken, cleaned
from models.facts import Facts
from models.grouping import ALIKE, key, similarity
from models.guards import lacking

Test: TypeAlias = Callable[[Card, Facts], bool]


@dataclass(frozen=True)
class Query:
    """Terms that a card must all meet.

    Attributes:
        tests: one for each finished term.
        refs: names of cards that are shown although they are snoozed.
        snoozed: whether snoozed cards are shown.
        unfinished: what a half-typed term still needs; the term itself lets every card pass.
    """

    tests: tuple[Test, ...] = ()
    refs: frozenset[str] = frozenset()
    snoozed: bool = False
    unfinished: str = ""

    def matches(self, card: Card, facts: Facts) -> bool:
        """Tells whether a card is found; a snoozed one only when it is asked for."""
        hidden = card.snoozed_until is not None and not self.snoozed and card.is_snoozed(facts.today)
        if hidden and card.ref.casefold() not in self.refs:
            return False
        return all(test(card, facts) for test in self.tests)

    def found(self, cards: Iterable[Card], facts: Facts) -> list[Card]:
        """Returns the cards that are found, as they came."""
        if self.tests:
            return [card for card in cards if self.matches(card, facts)]
        return [card for card in cards if card.snoozed_until is None or self.matches(card, facts)]


class _Unfinished(RuleBroken):
    """The term may still become one that makes sense."""


_TERM = re.compile(
    r'(?P<nots>(?:not:)*)(?:"(?P<literal>[^"]*)"?|(?P<sign>[@#])"(?P<passage>[^"]*)"?|(?P<word>\S+)|(?=\s|$))',
    re.IGNORECASE,
)


def read_query(text: str, *, today: date) -> Query:
    r"""Returns what a filter line asks for.

    Words are looked for in everything a card says; quotes, or a backslash in front, keep a sign as text.
    `@ben @nobody #tax !high !low due:<7d due:>2w due:fri due:none follow:… age:>14 in:doing is:late like:C14`
    narrow further, and `not:` before a term turns it round.

    Args:
        text: what was typed.
        today: the day from which dates count.

    Raises:
        RuleBroken: a term can never make sense, in one sentence with the fix.
    """
    tests: list[Test] = []
    refs: set[str] = set()
    snoozed, unfinished = False, ""
    for found in _TERM.finditer(cleaned(text).strip()):
        if not found[0]:
            continue
        negated = len(found["nots"]) // len("not:") % 2 == 1
        try:
            test = _test(found, today)
        except _Unfinished as half:
            unfinished = str(half)
            continue
        word = (found["word"] or "").casefold()
        if not negated:
            refs |= {word} if re.fullmatch(r"c\d+", word, re.ASCII) else set()
            snoozed |= word == "is:snoozed"
        tests.append(_negated(test) if negated else test)
    return Query(tuple(tests), frozenset(refs), snoozed, unfinished)


def terms(text: str) -> list[str]:
    """Returns the terms of a filter line as they are written."""
    return [found[0] for found in _TERM.finditer(text.strip()) if found[0]]


def person_in(text: str) -> str:
    """Returns the term of a filter line by which only one person's cards are found; empty without one."""
    return next((term for term in terms(text) if term.startswith("@") and len(term.strip('@"')) > 0), "")


def toggled(text: str, term: str, sort: str) -> str:
    """Returns a filter line with a term in the place of others that begin like `sort`, or without it."""
    written = terms(text)
    kept = [each for each in written if not each.casefold().startswith(sort)]
    there = term.casefold() in (each.casefold() for each in written)
    return " ".join(kept if there else [*kept, term])


def _negated(test: Test) -> Test:
    return lambda card, facts: not test(card, facts)


def _test(found: re.Match[str], today: date) -> Test:
    if found["literal"] is not None:
        return _says(found["literal"].casefold())
    if found["sign"]:
        word = found["sign"] + found["passage"].casefold()
    elif found["word"]:
        word = found["word"].casefold()
    else:
        raise _Unfinished("Say what it is not: not:@ben, not:#tax.")
    if word.startswith("\\") and len(word) > 1:
        return _says(word[1:])
    if word[0] in _SIGNS:
        return _SIGNS[word[0]](word[1:])
    name, colon, value = word.partition(":")
    if colon and name in _KEYS:
        return _KEYS[name](value, today)
    return _says(word)


def _says(word: str) -> Test:
    def test(card: Card, facts: Facts) -> bool:
        if word in facts.texts.of(card):
            return True
        names = facts.helpers.get(card.helper or "", ""), facts.activities.get(card.activity or "", "")
        return any(word in name.casefold() for name in names)

    return test


def _person(name: str) -> Test:
    if not name:
        raise _Unfinished("Say whose: @ben, or @nobody.")
    if name == "nobody":
        return lambda card, facts: card.helper is None
    return lambda card, facts: card.helper in facts.called(name)


def _tag(tag: str) -> Test:
    if not tag:
        raise _Unfinished("Say which tag: #tax.")
    return lambda card, facts: tag in card.tags


def _priority(said: str) -> Test:
    level = Priority(_one_of(said, tuple(Priority), "!", "priority"))
    return lambda card, facts: card.priority is level


def _one_of(said: str, names: tuple[str, ...], sign: str, noun: str) -> str:
    if said in names:
        return said
    known = f"say {', '.join(f'{sign}{name}' for name in names[:-1])} or {sign}{names[-1]}."
    if any(name.startswith(said) for name in names):
        raise _Unfinished(f"{quoted(sign + said)} is half a {noun}: {known}")
    raise RuleBroken(f"{quoted(sign + said)} is no {noun}: {known}")


# A day as far as it is typed: a number, the beginning of an ISO date, of a word, of a month behind a number.
_HALF_DAY = re.compile(r"\+?\d{1,3}|\d{4}(-(\d(\d(-\d?)?)?)?)?|\d\d-\d?", re.ASCII)
_DAY_WORDS = tuple(word.lower() for word in (*WEEKDAYS, *MONTHS, "today", "tomorrow", "none"))
_MONTH_BEHIND = re.compile(r"\d{1,2}[ -]?([a-z]+)", re.ASCII)


def _date_test(name: str, of: Callable[[Card], date | None]) -> Callable[[str, date], Test]:
    def read(said: str, today: date) -> Test:
        if said == "none":
            return lambda card, facts: of(card) is None
        sign, day = (said[0], said[1:]) if said[:1] in ("<", ">") else ("", said)
        if sign and re.fullmatch(r"\d{1,3}", day, re.ASCII):
            edge = today + timedelta(days=int(day))
        else:
            edge = _day(name, day, today)
        return {
            "<": lambda card, facts: (at := of(card)) is not None and at < edge,
            ">": lambda card, facts: (at := of(card)) is not None and at > edge,
            "": lambda card, facts: of(card) == edge,
        }[sign]

    return read


def _day(name: str, said: str, today: date) -> date:
    fix = f"say {name}:<7d, {name}:>2w, {name}:fri or {name}:none."
    try:
        return read_date(said, today=today)
    except RuleBroken:
        behind = _MONTH_BEHIND.fullmatch(said)
        begins = behind[1] if behind else said
        whole = behind is not None and len(begins) == 3  # a month is named, and has no such day
        if _HALF_DAY.fullmatch(said) or (not whole and any(w.startswith(begins) for w in _DAY_WORDS)):
            raise _Unfinished(f"{quoted(f'{name}:{said}')} is half a date: {fix}") from None
        raise RuleBroken(f"{quoted(f'{name}:{said}')} is no date: {fix}") from None


def _age(said: str, today: date) -> Test:
    found = re.fullmatch(r"(?P<sign>[<>]?)(?P<days>\d{0,5})d?", said, re.ASCII)
    if found is None:
        raise RuleBroken(f"{quoted(f'age:{said}')} is no age: say age:>14, in days spent in the column.")
    if not found["days"]:
        raise _Unfinished("Say how many days it has spent in its column: age:>14.")
    days = int(found["days"])
    return {
        "<": lambda card, facts: card.days_in_column(facts.now) < days,
        ">": lambda card, facts: card.days_in_column(facts.now) > days,
        "": lambda card, facts: card.days_in_column(facts.now) == days,
    }[found["sign"]]


def _column(said: str, today: date) -> Test:
    column = Column(_one_of(said, tuple(Column), "in:", "column"))
    return lambda card, facts: card.column is column


def _locked(card: Card, facts: Facts) -> bool:
    target = card.column_beside(1)
    return target is not None and bool(lacking(card, target, facts.access(card)))


_STATES: dict[str, Test] = {
    "waiting": lambda card, facts: card.wait is not None,
    "late": lambda card, facts: card.days_late(facts.today) > 0,
    "stalled": lambda card, facts: facts.stalled(card),
    "snoozed": lambda card, facts: card.is_snoozed(facts.today),
    "returned": lambda card, facts: card.times_back > 0,
    "briefed": lambda card, facts: not missing(card.brief, card.due),
    "unbriefed": lambda card, facts: bool(missing(card.brief, card.due)),
    "locked": _locked,
    "undecided": lambda card, facts: card.column is COLUMNS[0] and card.decision is None,
}


def _state(said: str, today: date) -> Test:
    return _STATES[_one_of(said, tuple(_STATES), "is:", "state")]


def _like(said: str, today: date) -> Test:
    if said in ("", "c"):
        raise _Unfinished("Say like which card: like:C14.")
    if not re.fullmatch(r"c\d{1,9}", said, re.ASCII):
        raise RuleBroken(f"{quoted(f'like:{said}')} names no card: say like:C14.")
    number = int(said[1:])

    def test(card: Card, facts: Facts) -> bool:
        other = facts.card(number)
        return other is not None and alike(card, other)

    return test


def alike(one: Card, other: Card) -> bool:
    """Tells whether two cards are from the same activity, share a tag or have similar titles."""
    if one.activity is not None and one.activity == other.activity:
        return True
    return not set(one.tags).isdisjoint(other.tags) or _similar(one.title, other.title)


@lru_cache(maxsize=8192)
def _similar(one: str, other: str) -> bool:
    a, b = key(one), key(other)
    # two texts cannot be more alike than their lengths and letters allow, and most are not
    if 2 * min(len(a), len(b)) < ALIKE * (len(a) + len(b)):
        return False
    apart = len(set(a) ^ set(b))
    return apart <= (1 - ALIKE) * (len(a) + len(b)) and similarity(one, other) >= ALIKE


_SIGNS: dict[str, Callable[[str], Test]] = {"@": _person, "#": _tag, "!": _priority}
_KEYS: dict[str, Callable[[str, date], Test]] = {
    "due": _date_test("due", lambda card: card.due),
    "follow": _date_test("follow", lambda card: card.follow_up),
    "age": _age,
    "in": _column,
    "is": _state,
    "like": _like,
}

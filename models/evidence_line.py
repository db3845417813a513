"""The short lines evidence is recorded with: `pass`, `waived until:12jun signs next week`, `held 45m`."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from models.brief import joined_points, split_points
from models.dates import quoted, read_date
from models.document import RuleBroken, moment
from models.evidence import InterviewState
from models.role_parts import KnockOutState
from models.software_trial import ScriptStep, StepResult
from models.when import read_duration

E = TypeVar("E", bound=StrEnum)

MUST = "!"
"""What a task begins with that software must be able to do."""

_UNTIL = re.compile(r"(?:^|\s)until:(\S+)", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)")
_LENGTH = re.compile(r"(\d[\d.,:]*(?:h|m)\w*)(?:\s+|$)", re.IGNORECASE)


@dataclass(frozen=True)
class KnockOutLine:
    """What a line says of a knock-out."""

    state: KnockOutState
    reason: str
    until: date | None = None


def split_word(text: str, words: Sequence[E]) -> tuple[E, str]:
    """Returns the word that a line begins with, or the beginning of one, and the rest of the line.

    Raises:
        RuleBroken: the line begins with none of the words.
    """
    said = text.strip().casefold()
    for word in words:  # whole words first: some are two words long
        if said == word or said.startswith((f"{word} ", f"{word}:")):
            return word, text.strip()[len(word) :].lstrip(": ").strip()
    first, _, rest = text.strip().partition(" ")
    letters = first.casefold().rstrip(":")
    begun = [word for word in words if letters and word.startswith(letters)]
    if not begun:
        named = ", ".join(words[:-1])
        raise RuleBroken(f"Begin with {named} or {words[-1]}, or the first letter of one.")
    return begun[0], rest.strip()


def read_knock_out(text: str, *, today: date) -> KnockOutLine:
    """Returns what `pass`, `fail`, `unknown` or `waived until:12jun` and a reason say of a knock-out.

    Raises:
        RuleBroken: the line begins with none of these, names no day, or only a waiver may have one.
    """
    order = (KnockOutState.PASS, KnockOutState.FAIL, KnockOutState.UNKNOWN, KnockOutState.WAIVED)
    state, rest = split_word(text, order)
    until, found = None, _UNTIL.search(rest)
    if found:
        if state is not KnockOutState.WAIVED:
            raise RuleBroken(f"Only a waiver runs out: say waived until:{found[1]}, or leave the day out.")
        until, rest = read_date(found[1], today=today), _UNTIL.sub("", rest, count=1)
    return KnockOutLine(state, rest.strip(), until)


def read_interview(text: str) -> tuple[InterviewState, int | None]:
    """Returns how an interview went, as `held 45m`, `no show` or `cancelled` says, with its minutes.

    Raises:
        RuleBroken: the line says something else.
    """
    endings = (InterviewState.HELD, InterviewState.NO_SHOW, InterviewState.CANCELLED)
    state, rest = split_word(text, endings)
    if rest and state is not InterviewState.HELD:
        raise RuleBroken(f"Say {state} alone: {quoted(rest)} belongs into a note.")
    return state, read_duration(rest) if rest else None


def read_step(text: str) -> tuple[StepResult, int | None, str]:
    """Returns the result of a task, how many minutes it took and what was noticed: `partial 12m by hand`.

    Raises:
        RuleBroken: the line begins with no result.
    """
    order = (StepResult.PASS, StepResult.PARTIAL, StepResult.FAIL, StepResult.NOT_RUN)
    result, rest = split_word(text, order)
    found = _LENGTH.match(rest)
    minutes = read_duration(found[1]) if found else None
    return result, minutes, rest[found.end() :].strip() if found else rest


def read_script(text: str, known: Iterable[ScriptStep] = ()) -> tuple[ScriptStep, ...]:
    """Returns the tasks of a line; those that are known keep their results, those with a `!` must pass.

    Raises:
        RuleBroken: the line names no task.
    """
    before = {step.text: step for step in known}
    found = list[ScriptStep]()
    for part in split_points(text):
        if said := part.removeprefix(MUST).strip():
            step = before.get(said) or ScriptStep.of(text=said)
            found.append(step.but(must=part.startswith(MUST)))
    if not found:
        raise RuleBroken("Say what it is to do, one task of your own or more, with ; between them.")
    return tuple(found)


def script_text(script: Iterable[ScriptStep]) -> str:
    """Returns a script the way `read_script` reads it back."""
    return joined_points(f"{MUST if step.must else ''}{step.text}" for step in script)


def read_appointment(text: str, *, now: datetime, zone: ZoneInfo) -> datetime:
    """Returns when something takes place, as `10apr 14:00`, `fri 9:30` or `14:00` says; empty is now.

    Raises:
        RuleBroken: the line names no time of day, or no day before it.
    """
    if not text.strip():
        return moment(now)
    day, _, clock = text.strip().rpartition(" ")
    found = _CLOCK.fullmatch(clock)
    if not found or int(found[1]) > 23:
        raise RuleBroken(f"{quoted(text)} is no day and time: say 10apr 14:00, fri 9:30 or 14:00.")
    today = now.astimezone(zone).date()
    on = read_date(day, today=today) if day else today
    at = datetime.combine(on, time(int(found[1]), int(found[2])), zone)
    return moment(at)

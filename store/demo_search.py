"""How a candidate of the demo comes by what is known of it: by the verbs an owner has, each on its day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from models.agreements import Agreement
from models.candidates import Candidate
from models.evidence import CommsSample, Interview
from models.ratings import Method, Rating
from models.references import ReferenceRequest
from models.role_parts import KnockOutState
from models.roles import Role
from models.stages import Stage
from models.trials import Trial, TrialResult
from store.demo_calendar import ORLA, TOMASZ, at, day


class Given(NamedTuple):
    """A rating: on which criterion, by whom, how much, by which method, on what evidence, on which day."""

    code: str
    who: str
    value: int
    method: Method
    evidence: str
    on: int


class Step(NamedTuple):
    """A move: where to, on which day, and why although something was missing."""

    stage: Stage
    on: int
    despite: str = ""


def asked(
    candidate: Candidate, role: Role, on: int, **said: tuple[KnockOutState, str] | KnockOutState
) -> Candidate:
    """Returns a candidate asked for every knock-out of its role; those that are not named here it passes.

    Args:
        candidate: who is asked.
        role: whose knock-outs are asked.
        on: the day.
        said: what else is known by code, with what shows it where there is something to say.
    """
    for knock_out in role.asked:
        found = said.get(knock_out.code, KnockOutState.PASS)
        state, reason = found if isinstance(found, tuple) else (found, "")
        candidate = candidate.answered(knock_out.key, state, at=at(on), who=ORLA, reason=reason)
    return candidate


def rated(candidate: Candidate, role: Role, given: Iterable[Given]) -> Candidate:
    """Returns a candidate with ratings handed in; what an owner has seen replaces what was claimed."""
    keys = {criterion.code: criterion.key for criterion in role.criteria}
    for one in given:
        claimed = (
            each.key
            for each in candidate.ratings
            if (each.criterion, each.rater, each.method) == (keys[one.code], one.who, Method.CLAIM)
        )
        rating = Rating.of(
            criterion=keys[one.code],
            rater=one.who,
            value=one.value,
            method=one.method,
            evidence=one.evidence,
            at=at(one.on),
        )
        candidate = candidate.rated(rating.handed_in(at=at(one.on)), instead_of=next(claimed, ""))
    return candidate


def walked(
    candidate: Candidate, role: Role, steps: Iterable[Step], papers: Sequence[Agreement] = ()
) -> Candidate:
    """Returns a candidate after these moves."""
    for step in steps:
        candidate = candidate.moved_to(
            step.stage,
            role,
            at=at(step.on),
            today=day(step.on),
            who=ORLA,
            agreements=papers,
            despite=step.despite,
        )
    return candidate


def interview(role: Role, on: int, notes: Mapping[str, str], *, minutes: int = 45) -> Interview:
    """Returns an interview that was held by both owners; a question without a note was not asked.

    Args:
        role: whose questions are asked.
        on: the day.
        notes: what was noted, by the code of the criterion that a question is about.
        minutes: how long it took.
    """
    held = Interview.of(at=at(on, 14), minutes=minutes, interviewers=(ORLA, TOMASZ))
    codes = {criterion.key: criterion.code for criterion in role.criteria}
    for question in role.questions:
        if note := notes.get(codes.get(question.criterion or "", "")):
            held = held.noted(question.key, note, who=ORLA)
    return held.held()


def referee(
    name: str, relation: str, contact: str, *, on: int, reminded: Iterable[int] = ()
) -> ReferenceRequest:
    """Returns a referee who was asked on a day, and reminded on others."""
    request = ReferenceRequest.of(referee=name, relation=relation, contact=contact).asked(day(on))
    for offset in reminded:
        request = request.reminded(day(offset))
    return request


def replies(about: str, minutes: Iterable[int], *, on: int) -> list[CommsSample]:
    """Returns messages sent on successive days from one on, each answered after so many minutes."""
    sent = [(at(on + n, 9), timedelta(minutes=each)) for n, each in enumerate(minutes)]
    return [CommsSample.of(about=about, sent_at=when, replied_at=when + wait) for when, wait in sent]


def trial(
    scope: str, pay: int, shows: Mapping[str, bool], says: str, *, first: int, last: int, passed: bool = True
) -> Trial:
    """Returns a paid trial of six hours that has ended.

    Args:
        scope: what was done.
        pay: for the whole of it, in minor units.
        shows: what it was to show, with what it has shown.
        says: why it was decided as it was.
        first: the day it began.
        last: the day it ended.
        passed: what the owners made of it.
    """
    begun = (
        Trial.of(scope=scope, minutes_cap=360, pay=pay)
        .showing(shows)
        .started(day(first), day(last), at=at(first, 9))
        .worked(350)
    )
    for check in begun.criteria:
        begun = begun.checked(check.key, shows[check.text])
    result = TrialResult.PASSED if passed else TrialResult.FAILED
    return begun.decided_as(result, says, at=at(last, 17))

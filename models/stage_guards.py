"""What a candidate needs before it may go on; every guard can be passed with a reason, which stays."""

from collections.abc import Iterable, Iterator
from datetime import date

from models.agreements import Agreement, confidentiality_in_force
from models.brief import DataClass
from models.candidate_state import CandidateState
from models.guards import Guarded
from models.ratings import FAIR_STRUCTURE
from models.role_parts import KnockOutState, reaches
from models.roles import Role
from models.scorecard import ENOUGH_COVERAGE
from models.software_trial import FEWEST_STEPS
from models.stages import Stage, skipped, stages_of
from models.standing import standing


def lacking(
    candidate: CandidateState, role: Role, target: Stage, *, today: date, agreements: Iterable[Agreement] = ()
) -> tuple[str, ...]:
    """Returns everything that a candidate lacks for a stage, nothing when it may go there; `domain.md` §2.6.

    Going back needs nothing. A stage that would be skipped is missing.

    Args:
        candidate: the candidate.
        role: what it is a candidate for.
        target: a stage of its kind.
        today: the day, for papers and waivers.
        agreements: the papers; those of others are left out.
    """
    order = stages_of(candidate.kind)
    here, there = order.index(candidate.stage), order.index(target)
    if there <= here:
        return ()
    passed = order[here + 1 : there + 1]
    left_out = tuple(skipped(order, candidate.stage, target, candidate.been))
    found = [f"the stage {stage.says}" for stage in left_out]
    found += _failed(candidate, role, today)
    if Stage.INTERVIEWED in passed or Stage.TRIAL in passed:
        found += _not_asked(candidate, role)
    if Stage.REFERENCES in passed and Stage.INTERVIEWED not in left_out:
        found += _interview(candidate, role)
    if Stage.TRIAL in passed and len(candidate.software.script if candidate.software else ()) < FEWEST_STEPS:
        found.append(f"a trial script of {FEWEST_STEPS} own tasks or more")
    if target is Stage.PAID_TRIAL:
        found += _paid_trial(candidate, role, agreements, today)
    if Stage.DECISION in passed and candidate.stage is Stage.PAID_TRIAL:
        found += _worked_trial(candidate)
    if Stage.DUE_DILIGENCE in order and Stage.DECISION in passed:
        found += _due_diligence(candidate)
    decided_at = Stage.OFFER if Stage.OFFER in order else Stage.DECISION
    if decided_at in passed:
        found += _rated(candidate, role, today)
    if Stage.OFFER in passed or Stage.ADOPTED in passed:
        found += _not_ruled_in(candidate, role, today)
    return tuple(dict.fromkeys(found))


def guarded(
    candidate: CandidateState, role: Role, target: Stage, *, today: date, agreements: Iterable[Agreement] = ()
) -> None:
    """Refuses a move for which something is missing.

    Raises:
        Guarded: it says everything that is.
    """
    if found := lacking(candidate, role, target, today=today, agreements=agreements):
        sentence = f"{candidate.name} cannot go to {target.says} yet. Missing: {', '.join(found)}."
        raise Guarded(sentence, found)


def _not_asked(candidate: CandidateState, role: Role) -> Iterator[str]:
    asked = {each.knock_out for each in candidate.knock_outs}
    return (f"asking: {each.text}" for each in role.asked if each.key not in asked)


def _failed(candidate: CandidateState, role: Role, today: date) -> Iterator[str]:
    states = candidate.knock_out_states(today)
    failed = (each for each in role.asked if states.get(each.key) is KnockOutState.FAIL)
    return (f"{each.code} {each.text}: failed" for each in failed)


def _worked_trial(candidate: CandidateState) -> Iterator[str]:
    if candidate.trial is None or not candidate.trial.is_worked_on:
        yield "a paid trial that was worked on"


def _interview(candidate: CandidateState, role: Role) -> Iterator[str]:
    if (candidate.structure(role) or 0) < FAIR_STRUCTURE:
        yield f"an interview held with {FAIR_STRUCTURE:.0%} of the question set"


def _paid_trial(
    candidate: CandidateState, role: Role, agreements: Iterable[Agreement], today: date
) -> Iterator[str]:
    if candidate.trial is None or candidate.trial.frozen is None:
        yield "what the paid trial must show, fixed beforehand"
    theirs = (each for each in agreements if each.candidate == candidate.uid)
    if reaches(role.data_class, DataClass.CLIENT) and not confidentiality_in_force(theirs, today):
        yield "a confidentiality agreement in force"


def _due_diligence(candidate: CandidateState) -> Iterator[str]:
    tried = candidate.software
    if tried is None or not tried.exits:
        yield "an export tried"
    if tried is None or not tried.probes:
        yield "a question sent to support"
    if tried is None or tried.price_x3 is None:
        yield "the price at three times the volume"


def _rated(candidate: CandidateState, role: Role, today: date) -> Iterator[str]:
    stands = standing(role, candidate.scored(role, today))
    if stands.coverage < ENOUGH_COVERAGE:
        yield f"ratings on {ENOUGH_COVERAGE:.0%} of the weight ({stands.coverage:.0%} so far)"
    if drafts := sum(rating.is_draft for rating in candidate.ratings):
        yield f"{drafts} {'rating' if drafts == 1 else 'ratings'} handed in"
    if stands.is_out:
        yield from stands.reasons


def _not_ruled_in(candidate: CandidateState, role: Role, today: date) -> tuple[str, ...]:
    stands = standing(role, candidate.scored(role, today))
    return () if stands.is_out else stands.reasons

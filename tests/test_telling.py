"""A word to everybody who was not chosen: who is owed one, by when, and what it says."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from models.business import Business
from models.candidate_parts import Ending, Reason
from models.candidates import Candidate
from models.document import RuleBroken
from models.helpers import HelperKind
from models.role_parts import Choice, RoleState
from models.roles import Role
from models.telling import days_unheard, is_late, left_open, message, tell_by
from models.trials import Trial

NOON = datetime(2026, 4, 21, 12, tzinfo=UTC)
TODAY = NOON.date()
FERN = Business.of(name="Fern & Tally", retention_months=12)
ROLE = Role.of(number=2, title="Newsletter")
FILLED = ROLE.but(state=RoleState.FILLED, decision=Choice(candidate="hana", reason="best trial", at=NOON))


def candidate(name: str = "Ruairí Keane", **fields: Any) -> Candidate:
    return Candidate.entering(ROLE, name, **{"kind": HelperKind.FREELANCER, **fields})


def declined(reason: Reason = Reason.SKILL, **fields: Any) -> Candidate:
    return candidate(**fields).declined(reason, "generic, no ear", at=NOON, today=TODAY)


def test_who_was_turned_down_must_hear_until_told() -> None:
    assert declined().must_hear
    assert not declined().told(TODAY).must_hear
    assert not candidate().must_hear


def test_who_left_by_themselves_and_programs_need_not_be_told() -> None:
    assert not candidate().withdrew(at=NOON, today=TODAY).must_hear
    assert not declined(kind=HelperKind.SOFTWARE).must_hear


def test_the_last_day_to_tell_lies_five_work_days_after_the_decision() -> None:
    # Tuesday 21 April; the holiday does not count
    assert tell_by(TODAY, FERN) == date(2026, 4, 28)
    assert tell_by(TODAY, FERN.but(holidays=(date(2026, 4, 24),))) == date(2026, 4, 29)
    assert tell_by(TODAY, FERN.but(work_days=())) > TODAY


def test_somebody_is_told_late_from_the_day_after_the_last_one() -> None:
    last = tell_by(TODAY, FERN)
    assert not is_late(declined(), FERN, last)
    assert is_late(declined(), FERN, last + timedelta(days=1))
    assert not is_late(declined().told(last), FERN, last + timedelta(days=1))
    assert not is_late(candidate(), FERN, last + timedelta(days=1))


def test_work_days_without_a_word_are_counted_from_the_decision() -> None:
    assert days_unheard(declined(), Business(), date(2026, 4, 28)) == 5
    assert days_unheard(declined().told(TODAY), Business(), date(2026, 4, 28)) == 0
    assert days_unheard(candidate(), Business(), date(2026, 4, 28)) == 0


def test_a_search_that_is_over_leaves_nobody_waiting() -> None:
    waiting = candidate("Hana Sato")
    both = [waiting, declined()]
    assert left_open(ROLE.but(state=RoleState.FILLED), both) == [waiting]
    assert left_open(ROLE.but(state=RoleState.OPEN), both) == []


def test_the_message_thanks_says_why_and_when_all_is_deleted_but_no_private_word() -> None:
    planned = Trial.of(scope="One issue", minutes_cap=240, pay=90_00).showing(["fits"])
    tried = candidate().with_evidence(planned.started(TODAY, TODAY, at=NOON))
    said = message(
        tried.declined(Reason.SKILL, "generic, no ear", at=NOON, today=TODAY), FILLED, FERN, sender="Orla"
    )
    assert said == (
        "Hello Ruairí,\n\n"
        "Thank you for the time you gave to “Newsletter” and for the trial."
        " We have decided for somebody else. For this work we needed more practice with just"
        " this kind of task.\n\n"
        "What we hold about you is deleted by 21 April 2027; say so if you want it gone sooner.\n\n"
        "Kind regards\nOrla\nFern & Tally"
    )


def test_the_message_to_the_pool_says_until_when_they_are_kept() -> None:
    kept = candidate().pooled(date(2027, 4, 24), at=NOON, today=TODAY)
    said = message(kept, ROLE, FERN)
    assert "we keep your details until 24 April 2027" in said


ENDED = {
    Ending.DECLINED: candidate().declined(Reason.PRICE, at=NOON, today=TODAY),
    Ending.WITHDREW: candidate().withdrew(at=NOON, today=TODAY),
    Ending.NO_REPLY: candidate().no_reply(at=NOON, today=TODAY, despite="Number dead."),
    Ending.POOL: candidate().pooled(date(2027, 4, 24), at=NOON, today=TODAY),
}
SOMEBODY, NOBODY = "We have decided for somebody else.", "We have stopped looking for help with it."
NO_FURTHER, FOR_NOW = "We have decided not to go further with it.", "It leads to no work together for now."
CHOSEN = (RoleState.DECIDED, RoleState.FILLED)


@pytest.mark.parametrize("state", RoleState)
@pytest.mark.parametrize("ending", Ending)
@pytest.mark.parametrize("decided", [True, False])
def test_everybody_is_told_how_it_ended_and_nothing_that_did_not_happen(
    state: RoleState, ending: Ending, decided: bool
) -> None:
    role = (FILLED if decided else ROLE).but(state=state)
    said = message(ENDED[ending], role, FERN)
    found = [
        words
        for words in (SOMEBODY, NOBODY, NO_FURTHER, FOR_NOW, "have withdrawn", "could not reach you")
        if words in said
    ]
    if ending is Ending.WITHDREW:
        expected = "have withdrawn"
    elif ending is Ending.NO_REPLY:
        expected = "could not reach you"
    elif state is RoleState.CANCELLED:
        expected = NOBODY
    elif decided and state in CHOSEN:
        expected = SOMEBODY
    else:
        expected = NO_FURTHER if ending is Ending.DECLINED else FOR_NOW
    assert found == [expected]
    assert ("The price was beyond" in said) is (ending is Ending.DECLINED and expected != NOBODY)


def test_the_chosen_one_who_is_turned_down_after_all_is_not_told_of_somebody_else() -> None:
    chosen = declined(uid="hana")
    assert NO_FURTHER in message(chosen, FILLED.but(state=RoleState.DECIDED), FERN)


def test_an_agency_is_addressed_by_its_whole_name() -> None:
    agency = declined(name="Bluebell Assist", kind=HelperKind.AGENCY)
    assert message(agency, ROLE, FERN).startswith("Hello Bluebell Assist,")


@pytest.mark.parametrize("reason", [each for each in Reason if each is not Reason.OTHER])
def test_no_message_repeats_the_owners_notes(reason: Reason) -> None:
    assert "no ear" not in message(declined(reason), ROLE, FERN)


def test_there_is_no_message_to_who_is_still_in_the_search() -> None:
    with pytest.raises(
        RuleBroken, match=r"^Ruairí Keane is still in the search: decide first, then write\.$"
    ):
        message(candidate(), ROLE, FERN)

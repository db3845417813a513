"""A word to everybody who was not chosen, and what each source has brought."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from models.business import Business
from models.candidate_parts import Reason
from models.candidates import Candidate
from models.document import RuleBroken
from models.helpers import Helper, HelperKind
from models.roles import Choice, KnockOut, KnockOutState, Posting, Role, RoleState, SourceKind
from models.stages import Stage
from models.telling import days_unheard, left_open, message, must_hear, source_yields
from models.trials import Trial

NOON = datetime(2026, 4, 21, 12, tzinfo=UTC)
TODAY = NOON.date()
FERN = Business.of(name="Fern & Tally", retention_months=12)
BOARD = Posting.of(kind=SourceKind.JOB_BOARD, name="FinCopy", cost=35_00)
EMPTY = Posting.of(kind=SourceKind.MARKETPLACE, name="Gigs", cost=10_00)
SIGNS = KnockOut.of(code="KO1", text="Signs a confidentiality agreement")
ROLE = Role.of(number=2, title="Newsletter", knock_outs=(SIGNS,), postings=(BOARD, EMPTY))
FILLED = ROLE.but(state=RoleState.FILLED, decision=Choice(candidate="hana", reason="best trial", at=NOON))


def candidate(name: str = "Ruairí Keane", **fields: Any) -> Candidate:
    return Candidate.entering(ROLE, name, **{"kind": HelperKind.FREELANCER, **fields})


def declined(reason: Reason = Reason.SKILL, **fields: Any) -> Candidate:
    return candidate(**fields).declined(reason, "generic, no ear", at=NOON, today=TODAY)


def qualified(one: Candidate) -> Candidate:
    return one.answered(SIGNS.key, KnockOutState.PASS, at=NOON)


def at_work(one: Candidate, helper: str, since: datetime = NOON) -> Candidate:
    offered = qualified(one).but(stage=Stage.OFFER)
    return offered.engaged(helper, ROLE, at=since, today=since.date())


# ---------------------------------------------------------------------- a word to everybody


def test_who_was_turned_down_must_hear_until_told() -> None:
    assert must_hear(declined())
    assert not must_hear(declined().told(TODAY))
    assert not must_hear(candidate())


def test_who_left_by_themselves_and_programs_need_not_be_told() -> None:
    assert not must_hear(candidate().withdrew(at=NOON, today=TODAY))
    assert not must_hear(declined(kind=HelperKind.SOFTWARE))


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


@pytest.mark.parametrize(
    ("role", "reason", "says"),
    [
        (FILLED, Reason.POSITION_CLOSED, "We have decided for somebody else."),
        (ROLE, Reason.POSITION_CLOSED, "We have stopped looking for help with it."),
        (ROLE, Reason.PRICE, "We have decided not to go further with it. The price was beyond"),
    ],
)
def test_nobody_is_told_of_a_choice_that_was_not_made(role: Role, reason: Reason, says: str) -> None:
    assert says in message(declined(reason), role, FERN)


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


# ---------------------------------------------------------------------- what sources have brought


def yields(*candidates: Candidate, helpers: tuple[Helper, ...] = (), days: int = 100) -> Any:
    now = NOON + timedelta(days=days)
    return {
        each.source: each for each in source_yields([ROLE], candidates, helpers, now=now, today=now.date())
    }


def test_a_source_counts_who_came_who_qualified_and_what_one_of_those_cost() -> None:
    brought = yields(qualified(candidate(posting=BOARD.key)), candidate("Hana", posting=BOARD.key))["FinCopy"]
    assert (brought.candidates, brought.qualified, brought.engaged) == (2, 1, 0)
    assert brought.cost_per_qualified == 35_00


def test_a_posting_that_brought_nobody_counts_and_has_no_price_for_one() -> None:
    brought = yields()["Gigs"]
    assert (brought.candidates, brought.cost, brought.cost_per_qualified) == (0, 10_00, None)


def test_who_came_by_no_posting_counts_under_the_kind_of_source() -> None:
    found = yields(candidate(source=SourceKind.REFERRAL), candidate("Hana"))
    assert (found["referral"].candidates, found["unknown"].candidates) == (1, 1)


@pytest.mark.parametrize(
    ("days", "left_after", "stayed", "known"),
    [(89, None, 0, 0), (90, None, 1, 1), (100, 95, 1, 1), (100, 30, 0, 1), (40, 30, 0, 1)],
)
def test_who_stayed_ninety_days_is_counted_once_that_is_known(
    days: int, left_after: int | None, stayed: int, known: int
) -> None:
    archived = None if left_after is None else NOON + timedelta(days=left_after)
    hana = Helper.of(uid="h", name="Hana Sato", archived=archived)
    brought = yields(at_work(candidate(posting=BOARD.key), "h"), helpers=(hana,), days=days)["FinCopy"]
    assert (brought.engaged, brought.stayed, brought.known) == (1, stayed, known)


def test_the_source_that_brought_most_comes_first() -> None:
    one = at_work(candidate(source=SourceKind.REFERRAL), "h")
    assert next(iter(yields(one))) == "referral"

"""What each source of candidates has brought."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from models.candidates import Candidate
from models.helpers import Helper, HelperKind
from models.role_parts import KnockOut, KnockOutState, Posting, SourceKind
from models.roles import Role
from models.source_yields import source_yields
from models.stages import Stage

NOON = datetime(2026, 4, 21, 12, tzinfo=UTC)
BOARD = Posting.of(kind=SourceKind.JOB_BOARD, name="FinCopy", cost=35_00)
EMPTY = Posting.of(kind=SourceKind.MARKETPLACE, name="Gigs", cost=10_00)
SIGNS = KnockOut.of(code="KO1", text="Signs a confidentiality agreement")
ROLE = Role.of(number=2, title="Newsletter", knock_outs=(SIGNS,), postings=(BOARD, EMPTY))


def candidate(name: str = "Ruairí Keane", **fields: Any) -> Candidate:
    return Candidate.entering(ROLE, name, **{"kind": HelperKind.FREELANCER, **fields})


def qualified(one: Candidate) -> Candidate:
    return one.answered(SIGNS.key, KnockOutState.PASS, at=NOON)


def at_work(one: Candidate, helper: str, since: datetime = NOON) -> Candidate:
    offered = qualified(one).but(stage=Stage.OFFER)
    return offered.engaged(helper, ROLE, at=since, today=since.date())


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


def test_a_source_whose_cost_nobody_has_said_costs_an_unknown_amount_not_nothing() -> None:
    silent = Posting.of(kind=SourceKind.JOB_BOARD, name="FinCopy")
    role = ROLE.but(postings=(BOARD, silent, EMPTY.but(cost=0)))
    came = [qualified(candidate(posting=BOARD.key)), qualified(candidate("Hana", posting=EMPTY.key))]
    came.append(qualified(candidate("Ann", source=SourceKind.REFERRAL)))
    found = {each.source: each for each in source_yields([role], came, [], now=NOON, today=NOON.date())}
    assert (found["FinCopy"].cost, found["FinCopy"].cost_per_qualified) == (None, None)
    assert (found["referral"].cost, found["referral"].cost_per_qualified) == (None, None)
    assert (found["Gigs"].cost, found["Gigs"].cost_per_qualified) == (0, 0)


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

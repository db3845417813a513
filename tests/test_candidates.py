"""Candidates: identity, moves, evidence and its weight, ratings, outcomes, how long they are kept."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.candidate_parts import Ending, Outcome, Reason, Terms
from models.candidates import Candidate, checked_new
from models.dates import months_later
from models.document import RuleBroken
from models.evidence import Authorship, Interview, Sample
from models.guards import Guarded
from models.helpers import HelperKind
from models.ratings import Method, Rating, Strength
from models.references import ReferenceRequest
from models.role_parts import BudgetPer, KnockOutState, Scorecard
from models.roles import Role
from models.software_trial import ReviewEvidence, ScaleCheck, SoftwareTrial, SupportProbe
from models.stages import Stage
from models.standing import standing
from models.trials import Trial
from store import Workspace
from store.errors import Conflict
from store.library import scorecard

NOON = datetime(2026, 4, 24, 12, tzinfo=UTC)
TODAY = NOON.date()
ROLE = Role.of(
    number=1,
    title="Client admin",
    minutes_week=660,
    budget=20_00,
    **dict(Scorecard.read(scorecard(HelperKind.ASSISTANT))),
)
SKILL = ROLE.scored[0]


def ines(**fields: Any) -> Candidate:
    return Candidate.entering(ROLE, "Ines Carvalho", **fields)


def rating(method: Method = Method.PAID_TRIAL, rater: str = "ob", value: int = 4, **fields: Any) -> Rating:
    return Rating.of(
        **{
            "criterion": SKILL.key,
            "rater": rater,
            "value": value,
            "method": method,
            "evidence": "twenty chases, one error",
            "at": NOON,
            **fields,
        }
    )


def strength(candidate: Candidate, method: Method) -> Strength:
    (one,) = candidate.rated(rating(method)).weighed(ROLE)
    return one.strength


# ---------------------------------------------------------------------- who it is


@pytest.mark.parametrize(
    ("kind", "stage"), [(HelperKind.AGENCY, Stage.SOURCED), (HelperKind.SOFTWARE, Stage.LONGLIST)]
)
def test_a_candidate_begins_in_the_first_stage_of_its_kind(kind: HelperKind, stage: Stage) -> None:
    assert ines(kind=kind).stage is stage


@pytest.mark.parametrize("count", [None, 0])
def test_stars_say_how_many_reviews_they_are_made_of(count: int | None) -> None:
    with pytest.raises(RuleBroken, match=r"^4\.9 from how many reviews\? Enter the count\.$"):
        ines(platform_rating=49, n_reviews=count)
    assert ines(platform_rating=49, n_reviews=31).n_reviews == 31


def test_the_same_candidate_is_not_twice_in_a_role() -> None:
    there = ines().but(stage=Stage.INTERVIEWED, name="Ines")
    with pytest.raises(RuleBroken, match=r"^Ines is already in this role \(stage Interviewed\)\.$"):
        checked_new(ines().but(name="ines"), [there])


def test_the_same_name_may_stand_in_another_role_and_a_candidate_beside_itself() -> None:
    there = ines()
    assert checked_new(there, [there]) is there
    elsewhere = ines().but(role="another")
    assert checked_new(elsewhere, [there]) is elsewhere


def test_stages_of_software_are_none_for_people() -> None:
    with pytest.raises(RuleBroken, match=r"^Adopted is no stage for assistant\.$"):
        ines().but(stage=Stage.ADOPTED)
    with pytest.raises(RuleBroken, match=r"^Longlist is no stage for assistant"):
        ines().moved_to(Stage.LONGLIST, ROLE, at=NOON, today=TODAY)


# ---------------------------------------------------------------------- moves


def test_a_move_is_put_on_record() -> None:
    moved = ines().moved(1, ROLE, at=NOON, today=TODAY, who="ob")
    assert (moved.stage, moved.since) == (Stage.CONTACTED, NOON)
    step = moved.moves[0]
    assert (step.source, step.target, step.who, step.reason) == (Stage.SOURCED, Stage.CONTACTED, "ob", "")


def test_a_reason_is_kept_only_where_something_was_missing() -> None:
    assert ines().moved(1, ROLE, at=NOON, today=TODAY, despite="why not").moves[0].reason == ""


@pytest.mark.parametrize(
    ("stage", "by", "sentence"),
    [
        (Stage.SOURCED, -1, "Ines Carvalho is in Sourced, the first stage."),
        (Stage.ENGAGED, 1, "Ines Carvalho is in Engaged, the last stage."),
    ],
)
def test_there_is_no_stage_beyond_the_ends(stage: Stage, by: int, sentence: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        ines().but(stage=stage).moved(by, ROLE, at=NOON, today=TODAY)
    assert str(refused.value) == sentence


def test_the_last_stage_is_reached_only_by_engaging() -> None:
    with pytest.raises(RuleBroken, match=r"by being engaged"):
        ines().but(stage=Stage.OFFER).moved(1, ROLE, at=NOON, today=TODAY)
    engaged = ines().but(stage=Stage.OFFER).engaged("h", ROLE, at=NOON, today=TODAY)
    assert (engaged.stage, engaged.helper, engaged.is_running) == (Stage.ENGAGED, "h", False)


def test_who_is_engaged_is_neither_moved_nor_turned_down() -> None:
    engaged = ines().but(stage=Stage.OFFER).engaged("h", ROLE, at=NOON, today=TODAY)
    with pytest.raises(RuleBroken, match=r"^Ines Carvalho is engaged"):
        engaged.declined(Reason.PRICE, at=NOON, today=TODAY)
    with pytest.raises(RuleBroken, match=r"^Ines Carvalho is engaged"):
        engaged.moved(-1, ROLE, at=NOON, today=TODAY)


def test_moves_are_only_ever_added() -> None:
    once = ines().moved(1, ROLE, at=NOON, today=TODAY)
    back = once.moved(-1, ROLE, at=NOON + timedelta(hours=1), today=TODAY)
    assert back.moves[:1] == once.moves
    assert back.stage is Stage.SOURCED


# ---------------------------------------------------------------------- evidence and its weight


def test_evidence_is_added_and_then_replaced_in_its_place() -> None:
    first, second = Sample.of(title="one"), Sample.of(title="two")
    both = ines().with_evidence(first).with_evidence(second)
    edited = both.with_evidence(first.but(quality=4))
    assert [(sample.title, sample.quality) for sample in edited.samples] == [("one", 4), ("two", None)]
    assert edited.without_evidence(first.key).samples == (second,)


def test_a_portfolio_counts_in_full_once_one_sample_is_known_to_be_their_own() -> None:
    mine = Sample.of(title="one", authorship=Authorship.CONFIRMED, confirmed_by="the client")
    assert strength(ines(), Method.PORTFOLIO) is Strength.WEAK
    assert strength(ines().with_evidence(mine), Method.PORTFOLIO) is Strength.MEDIUM
    mixed = ines().with_evidence(mine).with_evidence(Sample.of(title="two"))
    assert strength(mixed, Method.PORTFOLIO) is Strength.MEDIUM
    shared = Sample.of(title="two", authorship=Authorship.SHARED, confirmed_by="the client")
    assert strength(ines().with_evidence(shared), Method.PORTFOLIO) is Strength.WEAK


@pytest.mark.parametrize(("asked", "weighs"), [(4, Strength.WEAK), (5, Strength.STRONG)])
def test_an_interview_is_strong_evidence_when_most_of_the_set_was_asked(asked: int, weighs: Strength) -> None:
    talk = Interview.of(at=NOON)
    for question in ROLE.questions[:asked]:
        talk = talk.noted(question.key)
    assert strength(ines().with_evidence(talk), Method.STRUCTURED_INTERVIEW) is Strength.WEAK  # not held
    assert strength(ines().with_evidence(talk.held()), Method.STRUCTURED_INTERVIEW) is weighs


def test_reviews_count_by_those_of_firms_like_ours() -> None:
    def reviewed(**fields: Any) -> Candidate:
        return ines().with_evidence(SoftwareTrial.of(reviews=(ReviewEvidence.of(site="a site", **fields),)))

    assert strength(reviewed(rating=44, n=212, like_us=61), Method.REVIEWS) is Strength.MEDIUM
    assert strength(reviewed(rating=44, n=9, like_us=100), Method.REVIEWS) is Strength.WEAK
    assert strength(reviewed(rating=44, n=212), Method.REVIEWS) is Strength.WEAK


def test_a_referee_who_never_worked_with_them_proves_little() -> None:
    friend = ReferenceRequest.of(referee="Aoife", worked_with=False).asked(TODAY)
    answered = ines().with_evidence(friend.answered([("Dates kept?", "Surely.")], TODAY))
    assert strength(answered, Method.REFERENCE) is Strength.WEAK
    assert answered.weakness(Method.REFERENCE, ROLE) == "the referee has not worked with them"


def test_a_reference_proves_little_until_somebody_has_answered() -> None:
    asked = ReferenceRequest.of(referee="Aoife").asked(TODAY)
    for silent in (ines(), ines().with_evidence(asked), ines().with_evidence(asked.unanswered(TODAY))):
        assert silent.weakness(Method.REFERENCE, ROLE) == "no referee has answered"
    answered = ines().with_evidence(asked.answered([("Dates kept?", "Always.")], TODAY))
    assert strength(answered, Method.REFERENCE) is Strength.MEDIUM


def test_the_comparison_gets_ratings_as_they_weigh_and_the_price_in_the_roles_unit() -> None:
    candidate = ines(terms=Terms.of(rate=17_00, minutes_week=1200)).rated(rating(Method.PORTFOLIO))
    scored = candidate.scored(ROLE, TODAY)
    assert (scored.name, scored.cost) == ("Ines Carvalho", 17_00)
    assert scored.ratings[0].strength is Strength.WEAK
    monthly = candidate.scored(ROLE.but(budget_per=BudgetPer.MONTH), TODAY)
    assert monthly.cost == round(17_00 * 11 * 52 / 12)


def test_a_waiver_that_ran_out_leaves_the_knock_out_unknown() -> None:
    waived = ines().answered("k", KnockOutState.WAIVED, at=NOON, reason="by Monday", until=TODAY)
    assert waived.knock_out_states(TODAY) == {"k": KnockOutState.WAIVED}
    assert waived.knock_out_states(TODAY + timedelta(days=1)) == {"k": KnockOutState.UNKNOWN}


def test_a_second_answer_takes_the_place_of_the_first() -> None:
    twice = ines().answered("k", KnockOutState.UNKNOWN, at=NOON).answered("k", KnockOutState.PASS, at=NOON)
    assert [each.state for each in twice.knock_outs] == [KnockOutState.PASS]


def test_two_sessions_that_answer_one_knock_out_are_told_of_each_other(desk: Workspace) -> None:
    with desk.transaction("Add"):
        desk.candidates.put(ines())
    with Workspace.open(desk.path) as other:
        mine, theirs = desk.candidates[1], other.candidates[1]
        with other.transaction("Theirs"):
            other.candidates.put(theirs.answered("k", KnockOutState.FAIL, at=NOON, who="tw"))
    with pytest.raises(Conflict), desk.transaction("Mine"):
        desk.candidates.put(mine.answered("k", KnockOutState.PASS, at=NOON, who="ob"))


def test_two_sessions_that_begin_one_trial_of_software_keep_what_both_found(desk: Workspace) -> None:
    with desk.transaction("Add"):
        desk.candidates.put(ines())
    with Workspace.open(desk.path) as other:
        mine, theirs = desk.candidates[1], other.candidates[1]
        with other.transaction("Theirs"):
            other.candidates.put(theirs.with_evidence(ScaleCheck.of(metric="documents", now=210)))
    with desk.transaction("Mine"):
        desk.candidates.put(mine.with_evidence(SupportProbe.of(question="How?", sent_at=NOON)))
    found = desk.candidates[1].software
    assert found is not None
    assert (len(found.scale), len(found.probes)) == (1, 1)


def test_questions_left_out_of_one_interview_may_be_asked_in_the_next() -> None:
    first, second = Interview.of(at=NOON), Interview.of(at=NOON)
    for question in ROLE.questions[:3]:
        first = first.noted(question.key)
    for question in ROLE.questions[2:]:
        second = second.noted(question.key)
    once = ines().with_evidence(first.held())
    assert once.structure(ROLE) == 0.5
    assert once.with_evidence(second).structure(ROLE) == 0.5
    assert once.with_evidence(second.held()).structure(ROLE) == 1
    assert ines().structure(ROLE) is None


TRIAL, TALK, PAPER = Method.PAID_TRIAL, Method.STRUCTURED_INTERVIEW, Method.DOCUMENT
SEARCH = {
    "Ines": {
        "SK": [(4, TRIAL), (4, TRIAL)],
        "UB": [(4, TALK)],
        "CO": [(4, TRIAL), (2, TRIAL)],
        "DH": [(3, PAPER)],
        "AV": [(4, Method.CLAIM)],
    },
    "Niamh": {
        "SK": [(4, TRIAL), (4, TRIAL)],
        "UB": [(5, TALK)],
        "RE": [(5, Method.REFERENCE), (4, Method.REFERENCE), (5, TRIAL)],
        "CO": [(4, TALK), (5, TRIAL)],
        "DH": [(4, PAPER)],
        "AV": [(3, Method.CLAIM)],
    },
    "Bluebell": {
        "SK": [(3, Method.PORTFOLIO)],
        "UB": [(4, TALK)],
        "RE": [(4, Method.REFERENCE)],
        "CO": [(5, TALK), (4, TALK)],
        "AV": [(5, Method.CLAIM)],
    },
}
"""What was found out in the search of `domain.md` §3.5."""


def searched(name: str) -> Candidate:
    talk = Interview.of(at=NOON)
    for question in ROLE.questions[:5]:
        talk = talk.noted(question.key)
    sample = Sample.of(title="a file", authorship=Authorship.CONFIRMED, confirmed_by="their client")
    told = ReferenceRequest.of(referee="Aoife").asked(TODAY).answered([("Dates?", "Kept.")], TODAY)
    candidate = Candidate.entering(ROLE, name)
    trial = (
        Trial.of(scope="twenty chases", minutes_cap=360, pay=114_00)
        .showing(["one error"])
        .started(TODAY, TODAY, at=NOON)
    )
    for part in (talk.held(), sample, told, trial.worked(270)):
        candidate = candidate.with_evidence(part)
    for criterion in ROLE.scored:
        for value, method in SEARCH[name].get(criterion.code, ()):
            candidate = candidate.rated(rating(method, value=value, criterion=criterion.key))
    return candidate.submitted("ob", at=NOON)


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("Ines", ("3.56", "3.05", "3.85", "80%", "0.67")),
        ("Niamh", ("4.25", "4.25", "4.25", "100%", "0.87")),
        ("Bluebell", ("3.94", "3.50", "4.10", "85%", "0.60")),
    ],
)
def test_evidence_on_record_comes_out_to_the_printed_digits(name: str, figures: tuple[str, ...]) -> None:
    stands = standing(ROLE, searched(name).scored(ROLE, TODAY))
    said = [f"{each:.2f}" for each in (stands.known, stands.low, stands.high)]
    assert (*said, f"{stands.coverage:.0%}", f"{stands.confidence:.2f}") == figures


# ---------------------------------------------------------------------- ratings


def test_a_draft_is_edited_in_its_place_until_it_is_handed_in() -> None:
    draft = rating(value=3)
    edited = ines().rated(draft).rated(draft.but(value=4))
    assert [each.value for each in edited.ratings] == [4]
    handed_in = edited.submitted("ob", at=NOON)
    with pytest.raises(RuleBroken, match=r"^This rating is handed in"):
        handed_in.rated(draft.but(value=1))


def test_handing_in_takes_only_the_raters_own_drafts() -> None:
    both = ines().rated(rating(rater="ob")).rated(rating(rater="tw"))
    assert [each.submitted for each in both.submitted("tw", at=NOON).ratings] == [None, NOON]
    with pytest.raises(RuleBroken, match=r"^There is no rating of yours on Ines Carvalho to hand in"):
        both.submitted("tw", at=NOON).submitted("tw", at=NOON)


def test_a_rating_without_evidence_is_not_handed_in() -> None:
    with pytest.raises(RuleBroken, match=r"^What did you see or hear that earns a 4\?"):
        ines().rated(rating(evidence="")).submitted("ob", at=NOON)


def test_a_new_rating_takes_the_place_of_an_own_one_which_stays_on_record() -> None:
    first = rating(value=2)
    old = ines().rated(first).submitted("ob", at=NOON)
    anew = old.rated(rating(value=4), instead_of=first.key).submitted("ob", at=NOON)
    assert [(each.value, each.superseded, each.counts) for each in anew.ratings] == [
        (2, True, False),
        (4, False, True),
    ]
    with pytest.raises(RuleBroken, match=r"^That rating is another owner's"):
        old.rated(rating(rater="tw"), instead_of=first.key)


# ---------------------------------------------------------------------- outcomes


def test_who_was_turned_down_can_be_taken_back_and_the_outcome_stays_on_record() -> None:
    declined = ines().declined(Reason.PRICE, at=NOON, today=TODAY, who="ob")
    assert declined.outcome is not None
    assert declined.outcome.ending is Ending.DECLINED
    with pytest.raises(
        RuleBroken, match=r"^Ines Carvalho left the search \(declined\): take that back first\.$"
    ):
        declined.moved(1, ROLE, at=NOON, today=TODAY)
    back = declined.taken_back(at=NOON)
    assert (back.outcome, back.is_running, len(back.outcomes)) == (None, True, 1)


def test_another_reason_says_which() -> None:
    with pytest.raises(RuleBroken, match=r"^What is the other reason\? Say it in a few words\.$"):
        ines().declined(Reason.OTHER, at=NOON, today=TODAY)


def test_silence_is_no_reply_after_three_tries_or_for_a_reason() -> None:
    twice = ines().tried(at=NOON, channel="mail").tried(at=NOON, channel="phone")
    with pytest.raises(Guarded, match=r"Missing: 3 tries \(2 so far\)\.$") as refused:
        twice.no_reply(at=NOON, today=TODAY)
    assert refused.value.missing == ("3 tries (2 so far)",)
    for gone in (
        twice.tried(at=NOON).no_reply(at=NOON, today=TODAY),
        twice.no_reply(at=NOON, today=TODAY, despite="number dead"),
    ):
        assert gone.outcome is not None
        assert gone.outcome.ending is Ending.NO_REPLY


def test_the_pool_asks_for_consent_ahead() -> None:
    with pytest.raises(
        RuleBroken, match=r"^Until when does Ines Carvalho agree to be kept\? Say a day ahead\.$"
    ):
        ines().pooled(TODAY, at=NOON, today=TODAY)


def test_who_was_told_no_can_be_kept_for_another_time_without_being_told_again() -> None:
    told = ines().declined(Reason.RELIABILITY, at=NOON, today=TODAY).told(TODAY)
    kept = told.pooled(date(2027, 4, 24), at=NOON, today=TODAY + timedelta(days=9)).outcome
    assert kept is not None
    assert (kept.ending, kept.reason) == (Ending.POOL, Reason.RELIABILITY)
    assert (kept.decided_on, kept.told_on) == (TODAY, TODAY)


def test_the_pool_has_no_reason_of_its_own() -> None:
    outcome = ines().pooled(date(2027, 4, 24), at=NOON, today=TODAY).outcome
    assert outcome is not None
    assert (outcome.ending, outcome.reason) == (Ending.POOL, None)
    with pytest.raises(RuleBroken, match=r"^Why did they leave the search\? Choose a reason\.$"):
        Outcome.of(ending=Ending.DECLINED, at=NOON, decided_on=TODAY)


def test_who_has_to_be_told_or_works_here_is_not_put_away() -> None:
    declined = ines().declined(Reason.SKILL, at=NOON, today=TODAY)
    with pytest.raises(RuleBroken) as refused:
        declined.put_away(at=NOON)
    assert str(refused.value) == "Ines Carvalho has not been told yet: tell them, then put them away."
    engaged = ines().but(stage=Stage.OFFER).engaged("h", ROLE, at=NOON, today=TODAY)
    with pytest.raises(RuleBroken) as refused:
        engaged.put_away(at=NOON)
    assert str(refused.value) == "Ines Carvalho was engaged and stays listed: the decision is looked back on."


def test_who_is_put_away_is_brought_back_as_they_were() -> None:
    told = ines().declined(Reason.SKILL, at=NOON, today=TODAY).told(TODAY)
    away = told.put_away(at=NOON)
    assert away.archived == NOON
    assert away.brought_back() == told
    with pytest.raises(RuleBroken, match=r"^Ines Carvalho is not in the archive\.$"):
        told.brought_back()
    with pytest.raises(RuleBroken, match=r"^Ines Carvalho is in the archive already\.$"):
        away.put_away(at=NOON)


def test_somebody_counts_as_engaged_from_the_last_time_they_came_to_the_last_stage() -> None:
    assert ines().engaged_at is None
    assert ines().but(stage=Stage.OFFER).engaged("h", ROLE, at=NOON, today=TODAY).engaged_at == NOON


def test_having_been_told_can_be_taken_back() -> None:
    outcome = ines().declined(Reason.SKILL, at=NOON, today=TODAY).told(TODAY).told(None).outcome
    assert outcome is not None
    assert outcome.told_on is None


def test_notes_follow_each_other() -> None:
    assert ines().noted("late once").noted("and again").note == "late once\nand again"


def test_who_is_in_the_search_has_nothing_to_be_told() -> None:
    with pytest.raises(RuleBroken, match=r"^Ines Carvalho has not left the search\.$"):
        ines().told(TODAY)


def test_who_withdrew_is_on_record_as_having_withdrawn() -> None:
    outcome = ines().withdrew("took a post", at=NOON, today=TODAY).outcome
    assert outcome is not None
    assert (outcome.ending, outcome.reason) == (Ending.WITHDREW, Reason.WITHDREW)


# ---------------------------------------------------------------------- how long they are kept


def test_who_was_not_taken_on_is_kept_for_some_months_and_with_consent_as_long_as_agreed() -> None:
    declined = ines().declined(Reason.PRICE, at=NOON, today=TODAY)
    assert declined.delete_by(12) == date(2027, 4, 24)
    assert declined.pooled(date(2028, 1, 1), at=NOON, today=TODAY).delete_by(12) == date(2028, 1, 1)


def test_nobody_in_the_search_or_at_work_here_is_to_be_deleted() -> None:
    assert ines().delete_by(6) is None
    assert ines().but(stage=Stage.OFFER).engaged("h", ROLE, at=NOON, today=TODAY).delete_by(6) is None


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 5), 1, date(2027, 1, 5)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
    ],
)
def test_a_month_without_the_day_ends_on_its_last(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_months_add_up_to_a_day_of_the_right_month(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day


# ---------------------------------------------------------------------- in the file


def test_a_candidate_comes_back_from_the_file_as_it_was(desk: Workspace) -> None:
    full = (
        ines(platform_rating=49, n_reviews=31, terms=Terms.of(rate=17_00))
        .with_evidence(Sample.of(title="one"))
        .with_evidence(SoftwareTrial.of(reviews=(ReviewEvidence.of(site="a site", rating=44, n=12),)))
        .rated(rating())
        .submitted("ob", at=NOON)
        .declined(Reason.PRICE, at=NOON, today=TODAY)
    )
    with desk.transaction("Add P1"):
        desk.candidates.put(full)
    (kept,) = desk.candidates
    assert kept.ref == "P1"
    assert kept.but(number=0, rev=0, created=None, updated=None) == full

"""Rating by keys: a digit, what shows it, the next criterion; several raters; what plays no part."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from vetting import candidate_of, on_disk, on_page, role_of, role_on_disk, two_owners, typed, worked_trial

from models.candidates import Candidate
from models.rating_line import METHOD_WORDS, RatingLine, rated_by
from models.ratings import Method, Strength
from models.roles import Role
from models.stages import Stage
from store import Workspace
from tui.app import Deskhand

App = Callable[[], Deskhand]

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
SEEN = "trial: twenty chases, one error"
MOST_KEYS = 60


def rating(candidate: Candidate, role: Role, code: str, value: int, who: str) -> Candidate:
    """Returns the candidate with a rating that another owner has handed in."""
    key = next(each.key for each in role.criteria if each.code == code)
    line = RatingLine(Method.PAID_TRIAL, "two late replies of 26 and 31 hours")
    return rated_by(who, candidate, role, key, value, line, alone=True, at=NOON)


async def test_a_digit_and_the_evidence_rate_the_criterion_and_go_on_to_the_next(
    desk: Workspace, app: App
) -> None:
    role = role_of(desk)
    candidate = candidate_of(desk, role, "Niamh Doyle", trial=worked_trial())
    shown = await on_page(app(), candidate, "4", *typed(SEEN), "enter")
    (given,) = on_disk(desk).ratings
    assert (given.criterion, given.value, given.method) == (role.criteria[0].key, 4, Method.PAID_TRIAL)
    assert given.evidence == "twenty chases, one error"
    assert given.counts
    assert "▌ UB Understanding of the brief" in shown
    assert "known 4.00 · band 1.75–4.75 · 25 % covered · confidence 0.25 low" in shown


async def test_the_anchors_stay_on_screen_while_the_evidence_is_typed(desk: Workspace, app: App) -> None:
    candidate = candidate_of(desk, role_of(desk), "Niamh Doyle")
    shown = await on_page(app(), candidate, "j", "3", *typed("chat: said it back to us"))
    for says in ("1 Says the brief back", "3 Puts the aim in words", "5 Finds what the brief leaves out"):
        assert says in shown
    assert "  unstructured chat, weak\n  3 Puts the aim in words of their own and asks" in shown


async def test_six_criteria_of_three_candidates_take_sixty_keys_at_most(desk: Workspace, app: App) -> None:
    role = role_of(desk)
    candidates = [candidate_of(desk, role, name) for name in ("Ines", "Niamh", "Grace")]
    keys = list[str]()
    said = typed("int: said it all back")
    for n in range(3):
        keys += ["l"] if n else []
        for _ in range(6):
            keys += ["4", *said, "enter"]
    await on_page(app(), candidates[0], *keys)
    assert len(keys) - 18 * len(said) <= MOST_KEYS
    for number in (1, 2, 3):
        assert [each.criterion for each in on_disk(desk, number).ratings] == [c.key for c in role.criteria]


@pytest.mark.parametrize(
    ("stage", "method"),
    [(Stage.SCREENED, Method.DOCUMENT), (Stage.REFERENCES, Method.REFERENCE)],
)
async def test_the_method_follows_the_stage_where_no_word_names_another(
    desk: Workspace, app: App, stage: Stage, method: Method
) -> None:
    candidate = candidate_of(desk, role_of(desk), "Niamh Doyle", stage=stage)
    await on_page(app(), candidate, "4", *typed("kept every date but one"), "enter")
    assert on_disk(desk).ratings[0].method is method


async def test_an_interview_without_structure_is_said_to_be_weak_before_it_is_saved(
    desk: Workspace, app: App
) -> None:
    candidate = candidate_of(desk, role_of(desk), "Niamh Doyle", stage=Stage.INTERVIEWED)
    shown = await on_page(app(), candidate, "4", *typed("said it back to us"), size=(120, 36))
    assert "structured interview, weak: an unknown part of the question set was asked" in shown


async def test_the_line_says_which_kinds_of_evidence_there_are(desk: Workspace, app: App) -> None:
    candidate = candidate_of(desk, role_of(desk), "Niamh Doyle")
    shown = await on_page(app(), candidate, "4", *typed("kept"))
    assert f"or begin with {': '.join(METHOD_WORDS)}:" in " ".join(shown.split())
    assert "SK 4: what did you see or hear? (claim, or trial: test: demo: …)" in shown


async def test_the_first_rating_freezes_the_criteria_and_one_undo_takes_both_back(
    desk: Workspace, app: App
) -> None:
    candidate = candidate_of(desk, role_of(desk), "Niamh Doyle")
    await on_page(app(), candidate, "4", *typed(SEEN), "enter")
    assert role_on_disk(desk).frozen is not None
    await on_page(app(), candidate, "u")
    assert role_on_disk(desk).frozen is None
    assert on_disk(desk).ratings == ()


async def test_evidence_that_says_too_little_keeps_the_line_open_with_its_text(
    desk: Workspace, app: App
) -> None:
    candidate = candidate_of(desk, role_of(desk), "Niamh Doyle")
    shown = await on_page(app(), candidate, "4", *typed("good"), "enter")
    assert "What did you see or hear that earns a 4? Say it in 15 characters or more." in shown
    assert " good" in shown
    assert on_disk(desk).ratings == ()
    assert role_on_disk(desk).frozen is None


async def test_rating_anew_begins_with_what_was_said_and_the_old_one_stays_on_record(
    desk: Workspace, app: App
) -> None:
    candidate = candidate_of(desk, role_of(desk), "Niamh Doyle")
    await on_page(app(), candidate, "4", *typed(SEEN), "enter", "k", "2", "enter")
    old, new = on_disk(desk).ratings
    assert (old.value, old.superseded, new.value) == (4, True, 2)
    assert (new.method, new.evidence) == (old.method, old.evidence)


async def test_what_is_known_in_another_way_stands_beside_the_first_rating_and_both_are_named(
    desk: Workspace, app: App
) -> None:
    candidate = candidate_of(desk, role_of(desk), "Niamh Doyle", trial=worked_trial())
    keys = ["4", *typed("ref: two years of chases"), "enter", "k", "5", "ctrl+u", *typed(SEEN), "enter"]
    shown = await on_page(app(), candidate, *keys, size=(120, 36))
    assert "SK Skill at this kind of work: 5 by paid trial" in shown
    assert [(each.value, each.method, each.counts) for each in on_disk(desk).ratings] == [
        (4, Method.REFERENCE, True),
        (5, Method.PAID_TRIAL, True),
    ]
    keys = ["3", "ctrl+u", *typed("ref: late in the last year"), "enter"]
    shown = await on_page(app(), candidate, *keys, size=(120, 36))
    assert "SK Skill at this kind of work: 3 by reference" in shown
    assert [each.superseded for each in on_disk(desk).ratings] == [True, False, False]


async def test_a_digit_away_from_the_criteria_says_where_it_would_rate(desk: Workspace, app: App) -> None:
    candidate = candidate_of(desk, role_of(desk), "Niamh Doyle")
    shown = await on_page(app(), candidate, "G", "4")
    assert "Put the cursor on a criterion, or on a question about one, and press 1 to 5." in shown


async def test_a_digit_on_a_question_rates_what_it_is_about_and_goes_on_to_the_next(
    desk: Workspace, app: App
) -> None:
    role = role_of(desk)
    candidate = candidate_of(desk, role, "Niamh Doyle")
    to_second_question = [*"jjjjjj", *"jjjjj", "j", "j"]
    shown = await on_page(app(), candidate, *to_second_question, "5", *typed(SEEN), "enter", size=(120, 36))
    assert on_disk(desk).ratings[0].criterion == role.questions[1].criterion
    assert "▌ 3 ◇" in shown


# ---------------------------------------------------------------------- several raters


async def test_among_several_owners_a_rating_is_a_draft_and_the_screen_says_what_that_is(
    desk: Workspace, app: App
) -> None:
    two_owners(desk)
    candidate = candidate_of(desk, role_of(desk), "Niamh Doyle")
    shown = await on_page(app(), candidate, "4", *typed(SEEN), "enter", size=(120, 36))
    assert "yours alone until C hands it in (a courtesy, no lock)" in shown
    assert "(4)" in shown
    assert "known –" in shown
    assert on_disk(desk).ratings[0].submitted is None


async def test_what_others_gave_is_hidden_until_the_own_rating_is_handed_in(
    desk: Workspace, app: App
) -> None:
    two_owners(desk)
    role = role_of(desk)
    candidate = candidate_of(desk, role, "Ines Carvalho")
    with desk.transaction("Theirs"):
        desk.candidates.put(rating(candidate, role, "CO", 2, "tw"))
    before = await on_page(app(), candidate, "j", "j", "j", size=(120, 36))
    assert "26 and 31 hours" not in before
    assert "known – · band 1.00–5.00" in before
    assert "1 of others hidden until you hand in yours" in before
    assert "courtesy, no lock: the file holds them" in " ".join(before.split())
    after = await on_page(
        app(), candidate, "j", "j", "j", "4", *typed(SEEN), "enter", "k", "C", size=(120, 36)
    )
    assert "26 and 31 hours" in after
    assert "1 of others are shown now" in after
    assert "known 3.00" in after


async def test_ratings_far_apart_are_marked_and_the_owners_are_told_to_talk(
    desk: Workspace, app: App
) -> None:
    two_owners(desk)
    role = role_of(desk)
    candidate = candidate_of(desk, role, "Ines Carvalho")
    with desk.transaction("Both"):
        both = rating(rating(candidate, role, "CO", 2, "tw"), role, "CO", 4, "me")
        desk.candidates.put(both.with_evidence(worked_trial()))
    shown = await on_page(app(), candidate, "j", "j", "j")
    assert "2 talk strong" in shown
    assert "spread 2: talk before deciding" in shown
    assert "OB 4 paid trial, strong:" in shown
    assert "TW 2 paid trial, strong:" in shown


async def test_handing_in_a_draft_that_says_nothing_goes_to_its_criterion(desk: Workspace, app: App) -> None:
    two_owners(desk)
    candidate = candidate_of(desk, role_of(desk), "Niamh Doyle")
    shown = await on_page(app(), candidate, "j", "4", "enter", "g", "g", "C")
    assert "What did you see or hear that earns a 4?" in shown
    assert "▌ UB Understanding of the brief" in shown
    assert on_disk(desk).ratings[0].submitted is None


async def test_handing_in_nothing_says_how_to_rate(desk: Workspace, app: App) -> None:
    candidate = candidate_of(desk, role_of(desk), "Niamh Doyle")
    shown = await on_page(app(), candidate, "C")
    assert "There is no rating of yours on Niamh Doyle to hand in: press 1 to 5 first." in shown


# ---------------------------------------------------------------------- what plays no part


async def test_nought_takes_a_criterion_out_for_everybody_with_a_reason_and_brings_it_back(
    desk: Workspace, app: App
) -> None:
    role = role_of(desk)
    candidate = candidate_of(desk, role, "Hana Sato")
    to_data = [*"jjjj"]
    shown = await on_page(app(), candidate, *to_data, "0", *typed("She sees no client data."), "enter")
    assert role_on_disk(desk).criteria[4].not_applicable == "She sees no client data."
    assert "plays no part for anybody: She sees no client data." in shown
    assert "no part" in shown
    refused = await on_page(app(), candidate, *to_data, "4", size=(120, 36))
    assert "DH Data handling and confidentiality plays no part in R1: 0 lets it count again." in refused
    await on_page(app(), candidate, *to_data, "0")
    assert role_on_disk(desk).criteria[4].applies


async def test_nought_without_a_reason_keeps_asking(desk: Workspace, app: App) -> None:
    candidate = candidate_of(desk, role_of(desk), "Hana Sato")
    shown = await on_page(app(), candidate, "0", "enter", size=(120, 36))
    assert "play no part in this role? Say it in a sentence." in shown
    assert role_on_disk(desk).criteria[0].applies


async def test_weak_evidence_counts_less_than_strong(desk: Workspace, app: App) -> None:
    candidate = candidate_of(desk, role_of(desk), "Niamh Doyle")
    await on_page(app(), candidate, "4", *typed("claim: says so on her page"), "enter")
    assert on_disk(desk).ratings[0].strength is Strength.WEAK

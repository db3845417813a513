"""The comparison of candidates: the printed digits of the worked examples, and what holds for any ratings."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.brief import DataClass
from models.helpers import HelperKind
from models.ratings import Method, Rating, Strength
from models.role_parts import KnockOutState, Scorecard
from models.roles import Role
from models.scorecard import (
    TIE,
    Comparison,
    Contender,
    Eligible,
    Place,
    Standing,
    TieBreak,
    compare,
    verdict,
)
from models.scorecard_working import Figure, cell_working, order_working, working
from store.library import scorecard

NOON = datetime(2026, 4, 20, 12, tzinfo=UTC)
TRIAL, TALK, REFEREE = Method.PAID_TRIAL, Method.STRUCTURED_INTERVIEW, Method.REFERENCE
WORK, PAPER, CLAIM = Method.PORTFOLIO, Method.DOCUMENT, Method.CLAIM
TEST, REVIEWS = Method.OWN_TEST, Method.REVIEWS

Given = Mapping[str, list[tuple[int, Method]]]


def role(kind: HelperKind = HelperKind.ASSISTANT, data_class: DataClass = DataClass.CLIENT) -> Role:
    return Role.of(
        number=1,
        title="Client admin",
        kind=kind,
        data_class=data_class,
        **dict(Scorecard.read(scorecard(kind))),
    )


PEOPLE, PROGRAMS = role(), role(HelperKind.SOFTWARE)


def rated(role: Role, given: Given) -> tuple[Rating, ...]:
    keys = {criterion.code: criterion.key for criterion in role.criteria}
    return tuple(
        Rating.of(
            criterion=keys[code],
            rater=f"owner {n}",
            value=value,
            method=method,
            at=NOON,
            evidence="Seen in the trial.",
        ).handed_in(at=NOON)
        for code, ratings in given.items()
        for n, (value, method) in enumerate(ratings)
    )


def candidate(
    role: Role,
    name: str,
    given: Given,
    *,
    cost: int | None = None,
    start: date | None = None,
    **knock_outs: str,
) -> Contender:
    states = {each.key: KnockOutState(knock_outs.get(each.code, "pass")) for each in role.knock_outs}
    number = sum(map(ord, name))
    return Contender(name, number, name, rated(role, given), states, cost, start)


def of(found: Comparison, name: str) -> Standing:
    standing = found.standing(name)
    assert standing is not None
    return standing


def digits(standing: Standing) -> str:
    known = "none" if standing.known is None else f"{standing.known:.2f}"
    return (
        f"{known} {standing.low:.2f}–{standing.high:.2f} {standing.coverage:.0%}"
        f" {standing.confidence:.2f} {standing.confidence_word}"
    )


INES: Given = {
    "SK": [(4, TRIAL), (4, TRIAL)],
    "UB": [(4, TALK)],
    "CO": [(4, TALK), (2, TRIAL)],
    "DH": [(3, PAPER)],
    "AV": [(4, CLAIM)],
}
NIAMH: Given = {
    "SK": [(4, TRIAL), (4, TRIAL)],
    "UB": [(5, TALK)],
    "RE": [(5, REFEREE), (4, REFEREE), (5, TRIAL)],
    "CO": [(4, TALK), (5, TRIAL)],
    "DH": [(4, PAPER)],
    "AV": [(3, CLAIM)],
}
BLUEBELL: Given = {
    "SK": [(3, WORK)],
    "UB": [(4, TALK)],
    "RE": [(4, REFEREE)],
    "CO": [(5, TALK), (4, TALK)],
    "AV": [(5, CLAIM)],
}
ASSISTANTS = [
    candidate(PEOPLE, "Ines", INES, cost=17_00),
    candidate(PEOPLE, "Niamh", NIAMH, cost=19_00),
    candidate(PEOPLE, "Bluebell", BLUEBELL, cost=27_00, KO1="unknown"),
]


@pytest.mark.parametrize(
    ("name", "figures", "flip_point", "eligible"),
    [
        ("Ines", "3.56 3.05–3.85 80% 0.67 medium", "6.98", Eligible.UNKNOWN),
        ("Niamh", "4.25 4.25–4.25 100% 0.87 high", None, Eligible.YES),
        ("Bluebell", "3.94 3.50–4.10 85% 0.60 medium", "5.97", Eligible.UNKNOWN),
    ],
)
def test_the_assistants_of_the_worked_example_stand_as_printed(
    name: str, figures: str, flip_point: str | None, eligible: Eligible
) -> None:
    found = compare(PEOPLE, ASSISTANTS)
    standing = of(found, name)
    assert digits(standing) == figures
    assert (standing.flip_point and f"{standing.flip_point:.2f}") == flip_point
    assert standing.eligible is eligible


def test_the_assistants_are_settled_whatever_is_still_found_out() -> None:
    found = compare(PEOPLE, ASSISTANTS)
    assert found.leader is of(found, "Niamh")
    assert (found.settled, found.tie, found.next_check) == (True, False, None)
    assert [verdict(each, found) for each in found.standings] == [
        "leads, and no other can reach it",
        "cannot overtake: Niamh costs less and is better",
        "cannot overtake",
    ]
    assert [each.dominated_by for each in found.standings] == ["", "Niamh", ""]
    assert [each.candidate.name for each in found.standings] == ["Niamh", "Bluebell", "Ines"]


def test_raters_who_lie_two_apart_are_told_to_talk() -> None:
    found = compare(PEOPLE, ASSISTANTS)
    disputed = {
        each.candidate.name: [cell.criterion.code for cell in each.cells if cell.is_disputed]
        for each in found.standings
    }
    assert disputed == {"Niamh": [], "Bluebell": [], "Ines": ["CO"]}


OTTER: Given = {
    "FT": [(4, TEST)],
    "US": [(4, TEST)],
    "IN": [(4, TEST)],
    "SC": [(3, PAPER)],
    "SU": [(4, TEST)],
    "EV": [(4, REVIEWS)],
    "SE": [(4, PAPER)],
}
QUILLBOX: Given = {"FT": [(5, TEST)], "US": [(4, TEST)], "IN": [(5, CLAIM)], "EV": [(4, REVIEWS)]}
CHECKED: Given = {**QUILLBOX, "IN": [(5, TEST)], "SE": [(3, TEST)], "SU": [(2, TEST)], "SC": [(3, PAPER)]}
SCANTHRUSH: Given = {
    "FT": [(4, TEST)],
    "US": [(5, TEST)],
    "IN": [(4, TEST)],
    "SC": [(4, PAPER)],
    "SU": [(4, TEST)],
    "EV": [(5, REVIEWS)],
    "SE": [(2, PAPER)],
}
DOCKET_OTTER = candidate(PROGRAMS, "Docket Otter", OTTER, cost=42_00)
OUT = candidate(PROGRAMS, "Scanthrush", SCANTHRUSH, cost=29_00, K3="fail", K4="fail")
OPEN = candidate(PROGRAMS, "Quillbox", QUILLBOX, cost=69_00, K2="unknown", K3="unknown")


@pytest.mark.parametrize(
    ("name", "figures", "eligible"),
    [
        ("Docket Otter", "3.90 3.90–3.90 100% 0.86 high", Eligible.YES),
        ("Quillbox", "4.62 3.35–4.75 65% 0.51 low", Eligible.UNKNOWN),
        ("Scanthrush", "3.95 3.95–3.95 100% 0.86 high", Eligible.NO),
    ],
)
def test_the_programs_of_the_worked_example_stand_as_printed(
    name: str, figures: str, eligible: Eligible
) -> None:
    standing = of(compare(PROGRAMS, [DOCKET_OTTER, OPEN, OUT]), name)
    assert digits(standing) == figures
    assert standing.eligible is eligible


def test_the_programs_are_open_until_the_one_check_that_matters() -> None:
    found = compare(PROGRAMS, [OUT, OPEN, DOCKET_OTTER])
    assert (found.settled, found.tie) == (False, False)
    assert [each.candidate.name for each in found.standings] == ["Docket Otter", "Quillbox", "Scanthrush"]
    assert verdict(of(found, "Quillbox"), found) == "would need 2.6 on average"
    assert found.next_check is not None
    assert found.next_check.candidate.name == "Quillbox"
    assert (found.next_check.criterion.code, found.next_check.minutes) == ("SE", 30)


def test_what_failed_is_named_with_its_words() -> None:
    reasons = of(compare(PROGRAMS, [OUT]), "Scanthrush").reasons
    assert reasons == (
        "K3 Lets us take our data out: failed",
        "K4 Has a second factor: failed",
        "SE Security, privacy and the way out: 2 is under its bar of 3",
    )
    assert compare(PROGRAMS, [OUT]).leader is None


def test_a_tie_goes_to_the_cheaper_one() -> None:
    checked = candidate(PROGRAMS, "Quillbox", CHECKED, cost=69_00)
    found = compare(PROGRAMS, [checked, DOCKET_OTTER, OUT])
    assert digits(of(found, "Quillbox")).startswith("3.95 3.95–3.95")
    assert (found.tie, found.settled, found.next_check) == (True, False, None)
    assert found.leader is of(found, "Docket Otter")
    assert [verdict(each, found) for each in found.standings[:2]] == [
        "ties with Quillbox, and costs less",
        "ties with Docket Otter",
    ]


@pytest.mark.parametrize(
    ("cost", "start", "first", "by"),
    [
        (None, None, "Quillbox", TieBreak.SCORE),
        (42_00, date(2026, 5, 11), "Quillbox", TieBreak.SCORE),
        (42_00, date(2026, 5, 4), "Quillbox", TieBreak.START),
        (42_00, date(2026, 5, 20), "Docket Otter", TieBreak.START),
        (None, date(2026, 5, 20), "Docket Otter", TieBreak.START),
        (41_00, date(2026, 5, 20), "Quillbox", TieBreak.COST),
    ],
)
def test_equal_costs_leave_it_to_the_start_and_then_to_the_score(
    cost: int | None, start: date | None, first: str, by: TieBreak
) -> None:
    checked = candidate(PROGRAMS, "Quillbox", CHECKED, cost=cost, start=start)
    otter = candidate(PROGRAMS, "Docket Otter", OTTER, cost=42_00, start=date(2026, 5, 11))
    found = compare(PROGRAMS, [checked, otter])
    assert (found.leader, found.tie_broken_by) == (of(found, first), by)


def test_a_few_good_blanks_are_no_tie() -> None:
    guess = candidate(PROGRAMS, "Quillbox", {"FT": [(4, TEST)]}, cost=1_00)
    found = compare(PROGRAMS, [guess, DOCKET_OTTER])
    assert (found.tie, found.leader) == (False, of(found, "Docket Otter"))


ALL: Given = {code: [(4, TRIAL)] for code in NIAMH}


def test_who_lies_too_far_behind_the_best_of_those_who_tie_is_not_taken_for_being_cheap() -> None:
    level = candidate(PEOPLE, "Niamh", ALL, cost=20_00)
    five = [(5, TRIAL), (5, TRIAL), (5, TRIAL), (5, TRIAL), (4, TRIAL)]
    part = {code: five if code == "RE" else ratings for code, ratings in ALL.items()}
    best = candidate(PEOPLE, "Ines", {code: part[code] for code in ("SK", "RE", "CO", "DH")}, cost=30_00)
    cheap = candidate(PEOPLE, "Grace", {**ALL, "RE": [(3, TRIAL)]}, cost=10_00)
    found = compare(PEOPLE, [level, best, cheap])
    assert [f"{of(found, name).known:.2f}" for name in ("Niamh", "Ines", "Grace")] == ["4.00", "4.20", "3.80"]
    assert [each.candidate.name for each in found.tied] == ["Niamh", "Ines"]
    assert found.leader is of(found, "Niamh")


@pytest.mark.parametrize(
    ("others", "name", "place"),
    [
        ([], "Niamh", Place.SETTLED),
        ([{}], "Niamh", Place.LEADS),
        ([{}], "0", Place.UNRATED),
        ([{**ALL, "SK": [(1, TRIAL)]}], "0", Place.OUT),
        ([{**ALL, "CO": [(4, CLAIM)]}], "0", Place.TAKES_TIE),
        ([{**ALL, "CO": [(4, CLAIM)]}], "Niamh", Place.TIES),
        ([{**ALL, "UB": [(1, TRIAL)]}], "0", Place.CANNOT),
        ([{"UB": [(5, TRIAL)]}], "0", Place.COULD),
    ],
)
def test_a_standing_has_one_place_that_every_view_words(others: list[Given], name: str, place: Place) -> None:
    rivals = [candidate(PEOPLE, str(n), given) for n, given in enumerate(others)]
    found = compare(PEOPLE, [candidate(PEOPLE, "Niamh", ALL), *rivals])
    assert found.place(of(found, name)) is place


def test_a_dearer_one_who_can_only_be_worse_is_dominated() -> None:
    found = compare(PEOPLE, ASSISTANTS)
    assert [found.place(each) for each in found.standings] == [
        Place.SETTLED,
        Place.DOMINATED,
        Place.CANNOT,
    ]


def test_who_could_only_win_by_what_the_leader_loses_is_said_to() -> None:
    part: Given = {code: ratings for code, ratings in ALL.items() if code not in ("UB", "AV")}
    rival = candidate(PEOPLE, "Ines", {**ALL, "UB": [(3, TRIAL)], "AV": []})
    found = compare(PEOPLE, [candidate(PEOPLE, "Niamh", {**part, "SK": [(5, TRIAL)]}), rival])
    leader, other = found.standings[:2]
    assert other.high >= leader.low
    assert other.flip_point is not None
    assert other.flip_point > 5
    assert found.place(other) is Place.COULD_IF_LEADER_FALLS


COPY = role(HelperKind.FREELANCER, DataClass.INTERNAL)
COPY = COPY.without(COPY.criteria[4].key, "The work needs no facts of clients.")
RUAIRI: Given = {
    "SK": [(5, WORK), (3, TRIAL)],
    "UB": [(3, TALK)],
    "RE": [(3, REFEREE)],
    "CO": [(4, TALK)],
    "AV": [(3, CLAIM)],
}
HANA: Given = {
    "SK": [(5, WORK), (4, TRIAL)],
    "UB": [(4, TALK)],
    "RE": [(4, REFEREE)],
    "CO": [(4, TALK)],
    "AV": [(3, CLAIM)],
}


def test_the_copywriters_are_compared_over_what_applies_to_the_role() -> None:
    found = compare(COPY, [candidate(COPY, "Ruairí", RUAIRI), candidate(COPY, "Hana", HANA)])
    assert [
        (each.candidate.name, f"{each.known:.2f}", f"{each.confidence:.2f}") for each in found.standings
    ] == [
        ("Hana", "3.99", "0.82"),
        ("Ruairí", "3.46", "0.82"),
    ]
    assert [each.weight for each in found.standings] == [85, 85]
    assert (found.settled, found.tie) == (True, False)


def test_a_bar_is_neither_cleared_nor_failed_by_a_claim() -> None:
    claimed = of(compare(PEOPLE, [candidate(PEOPLE, "Ines", {**NIAMH, "SK": [(1, CLAIM)]})]), "Ines")
    assert claimed.eligible is Eligible.UNKNOWN
    assert claimed.reasons == (
        "SK Skill at this kind of work: weak evidence only, its bar of 3 asks for better",
    )


def test_a_bar_for_confidential_facts_counts_only_where_there_are_some() -> None:
    poor: Given = {**NIAMH, "DH": [(2, PAPER)]}
    open_work = role(data_class=DataClass.INTERNAL)
    assert of(compare(PEOPLE, [candidate(PEOPLE, "Ines", poor)]), "Ines").is_out
    assert not of(compare(open_work, [candidate(open_work, "Ines", poor)]), "Ines").is_out


def test_a_waived_knock_out_is_in_nobodys_way() -> None:
    waived = candidate(PEOPLE, "Niamh", NIAMH, KO4="waived")
    assert of(compare(PEOPLE, [waived]), "Niamh").eligible is Eligible.YES


@pytest.mark.parametrize("field", ["draft", "superseded", "impression"])
def test_a_rating_that_does_not_count_changes_nothing(field: str) -> None:
    extra = rated(PEOPLE, {"RE": [(1, TRIAL)]})[0]
    spoilt = {
        "draft": extra.but(submitted=None),
        "superseded": extra.replaced(),
        "impression": extra.but(method=Method.IMPRESSION),
    }[field]
    ines = ASSISTANTS[0]
    more = Contender(ines.uid, ines.number, ines.name, (*ines.ratings, spoilt), ines.knock_outs)
    assert digits(of(compare(PEOPLE, [more]), "Ines")) == "3.56 3.05–3.85 80% 0.67 medium"


def test_nobody_leads_before_the_first_rating() -> None:
    found = compare(PEOPLE, [candidate(PEOPLE, "Ines", {}), candidate(PEOPLE, "Niamh", {})])
    assert (found.leader, found.settled, found.tie, found.next_check) == (None, False, False, None)
    assert digits(of(found, "Ines")) == "none 1.00–5.00 0% 0.00 low"
    assert verdict(of(found, "Ines"), found) == "not rated yet"
    assert compare(PEOPLE, []).standings == ()


def test_a_leader_with_open_knock_outs_is_not_settled() -> None:
    found = compare(PEOPLE, [candidate(PEOPLE, "Niamh", NIAMH, KO1="unknown"), ASSISTANTS[0]])
    assert found.leader is of(found, "Niamh")
    assert not found.settled


def test_the_leaders_own_gaps_are_worth_a_check_too() -> None:
    part: Given = {code: ratings for code, ratings in NIAMH.items() if code != "RE"}
    found = compare(
        PEOPLE, [candidate(PEOPLE, "Niamh", part), candidate(PEOPLE, "Grace", {**NIAMH, "SK": [(3, TRIAL)]})]
    )
    assert found.next_check is not None
    assert found.next_check.criterion.code == "RE"


def test_the_working_names_every_number_it_adds_up() -> None:
    found = compare(PEOPLE, ASSISTANTS)
    ines = of(found, "Ines")
    said = {figure: dict(working(ines, found, figure)) for figure in Figure}
    assert said[Figure.KNOWN]["SK Skill at this kind of work"] == "25 × 4.00 = 100.00"
    assert said[Figure.KNOWN]["Known"] == "285.00 ÷ 80 = 3.56"
    assert said[Figure.KNOWN]["Not"].startswith("285.00 ÷ 100 = 2.85, ")
    assert said[Figure.BAND]["Worst"] == "(285.00 + 20 × 1) ÷ 100 = 3.05"
    assert said[Figure.BAND]["Best"] == "(285.00 + 20 × 5) ÷ 100 = 3.85"
    assert said[Figure.COVERAGE]["Coverage"] == "80 ÷ 100 = 80 %"
    assert said[Figure.CONFIDENCE]["Confidence"] == "67.00 ÷ 100 = 0.67, medium"
    assert said[Figure.FLIP_POINT]["Flip point"] == "(4.25 × 100 − 285.00) ÷ 20 = 6.98"
    assert said[Figure.ELIGIBLE]["Eligible"] == "unknown"
    assert dict(cell_working(ines.cells[3]))["Rating"] == "(1.0 × 4 + 1.0 × 2) ÷ 2.0 = 3.00"


def test_the_order_is_accounted_for_with_what_could_change_it() -> None:
    assert order_working(compare(PROGRAMS, [OUT, OPEN, DOCKET_OTTER])) == [
        ("Leader", "Docket Otter, certain of 3.90 at least"),
        ("Quillbox", "4.75 at best ≥ 3.90"),
        ("Scanthrush", "out, so it plays no part"),
        ("Settled", "no"),
        ("Next check", "SE Security, privacy and the way out of Quillbox, weight 15, 30 min"),
    ]
    tied = dict(
        order_working(compare(PROGRAMS, [candidate(PROGRAMS, "Quillbox", CHECKED, cost=69_00), DOCKET_OTTER]))
    )
    assert tied["Tie"] == "Docket Otter and Quillbox lie less than 0.25 apart; Docket Otter costs less"
    assert order_working(compare(PROGRAMS, [])) == [("Leader", "nobody: nothing is rated yet")]


# What holds for any ratings

WHEN = st.integers(0, 9).map(lambda days: NOON + timedelta(days=days))


@st.composite
def any_rating(draw: st.DrawFn) -> Rating:
    return Rating.of(
        criterion=draw(st.sampled_from(PEOPLE.criteria)).key,
        rater=draw(st.sampled_from(["ob", "tw"])),
        value=draw(st.integers(1, 5)),
        method=draw(st.sampled_from(Method)),
        evidence="Seen in the trial.",
        at=draw(WHEN),
        submitted=draw(st.none() | WHEN),
        weakened=draw(st.sampled_from(["", "too few"])),
    )


RATINGS = st.lists(any_rating(), max_size=12)


def scored(number: int, ratings: list[Rating]) -> Contender:
    return Contender(f"uid {number}", number, f"Candidate {number}", tuple(ratings), cost=number % 3)


def alone(ratings: list[Rating]) -> Standing:
    return compare(PEOPLE, [scored(1, ratings)]).standings[0]


@given(RATINGS)
def test_every_score_stays_on_the_scale_and_inside_its_band(ratings: list[Rating]) -> None:
    found = alone(ratings)
    assert 1 <= found.low <= found.high <= 5
    assert found.known is None or found.low <= found.known <= found.high
    assert 0 <= found.confidence <= found.coverage <= 1


@given(RATINGS, any_rating())
def test_more_evidence_never_widens_a_band(ratings: list[Rating], more: Rating) -> None:
    before, after = alone(ratings), alone([*ratings, more])
    assert after.high - after.low <= before.high - before.low + 1e-9
    if more.criterion in {cell.criterion.key for cell in before.missing}:
        assert before.low <= after.low <= after.high <= before.high


@given(st.lists(RATINGS, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_entry_never_matters(everybody: list[list[Rating]], chance: object) -> None:
    candidates = [scored(number, ratings) for number, ratings in enumerate(everybody)]
    mixed = [scored(each.number, chance.sample(each.ratings, len(each.ratings))) for each in candidates]  # type: ignore[attr-defined]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert shown(compare(PEOPLE, candidates)) == shown(compare(PEOPLE, mixed))


def shown(found: Comparison) -> list[object]:
    check = found.next_check
    return [
        *(
            (each.candidate.uid, digits(each), each.flip_point, each.dominated_by, each.reasons)
            for each in found.standings
        ),
        found.leader and found.leader.candidate.uid,
        found.settled,
        [each.candidate.uid for each in found.tied],
        check and (check.candidate.uid, check.criterion.code),
    ]


@given(st.lists(RATINGS, min_size=2, max_size=4))
def test_nobody_who_ties_lies_far_from_anybody_else_who_does(everybody: list[list[Rating]]) -> None:
    found = compare(PEOPLE, [scored(number, ratings) for number, ratings in enumerate(everybody)])
    known = [each.known for each in found.tied if each.known is not None]
    assert not known or round(max(known) - min(known), 9) < TIE


@given(st.lists(RATINGS, min_size=1, max_size=4))
def test_every_standing_has_a_place_and_words_for_it(everybody: list[list[Rating]]) -> None:
    found = compare(PEOPLE, [scored(number, ratings) for number, ratings in enumerate(everybody)])
    leading = [found.place(each) for each in found.standings if each is found.leader]
    assert set(leading) <= {Place.SETTLED, Place.LEADS, Place.TAKES_TIE}
    assert all(verdict(each, found) for each in found.standings)


@given(st.lists(RATINGS, min_size=2, max_size=4))
def test_a_flip_point_is_on_the_scale_or_beyond_its_best(everybody: list[list[Rating]]) -> None:
    found = compare(PEOPLE, [scored(number, ratings) for number, ratings in enumerate(everybody)])
    points = [each.flip_point for each in found.standings if each.flip_point is not None]
    assert found.tie or all(point >= 1 - 1e-9 for point in points)


@given(st.lists(RATINGS, min_size=2, max_size=3), RATINGS)
def test_no_evidence_on_what_is_missing_lifts_anybody_over_a_settled_leader(
    everybody: list[list[Rating]], news: list[Rating]
) -> None:
    leader = candidate(PEOPLE, "Niamh", {code: [(5, TRIAL)] for code in NIAMH})
    others = [scored(number, ratings) for number, ratings in enumerate(everybody)]
    found = compare(PEOPLE, [leader, *others])
    if not found.settled or found.leader is None:
        return
    for standing in found.standings[1:]:
        gaps = {cell.criterion.key for cell in standing.missing}
        more = [rating for rating in news if rating.criterion in gaps]
        after = alone([*standing.candidate.ratings, *more])
        assert after.known is None or standing.is_out or after.high < found.leader.low


def test_strength_counts_in_the_mean_of_a_criterion() -> None:
    standing = of(compare(PEOPLE, ASSISTANTS), "Niamh")
    assert standing.cells[2].value == pytest.approx(10.4 / 2.2)
    assert standing.cells[2].strength is Strength.STRONG

"""The account of a comparison: what a line says in full, the working behind it, the decision on record."""

from collections.abc import Iterator

from models.candidate_parts import RatePer
from models.duel import buy_back_rate
from models.ratings import Rating
from models.role_parts import Criterion, KeptScore, KnockOutState
from models.scorecard import Cell, Standing, verdict
from models.scorecard_working import Figure, Lines, cell_working, order_working, working
from tui import wording
from tui.candidate_words import price, terms
from tui.comparison import (
    AFTERWARDS,
    COST,
    DECISION,
    KNOCK_OUTS,
    STANDS,
    Sheet,
    afterwards_line,
    chosen_name,
    decision_line,
)

MEANINGS = {
    Figure.KNOWN: "the score over what is rated; what is missing is neither zero nor left out: see the band",
    Figure.BAND: "the score if everything missing turned out worst, and if it turned out best",
    Figure.COVERAGE: "the share of the weight that is rated",
    Figure.CONFIDENCE: "the share of the weight under strong evidence, weaker evidence counted in part",
    Figure.FLIP_POINT: "what its missing criteria must average to overtake the leader; over 5 it cannot",
}
TITLES = {STANDS: "The order", COST: "Cost", KNOCK_OUTS: "Knock-outs", Figure.ELIGIBLE: "May be chosen"}


def in_full(sheet: Sheet, key: str, uid: str | None) -> list[str]:
    """Returns what a cell says in whole sentences, the cell's own first.

    Args:
        sheet: the comparison.
        key: that of the line.
        uid: that of the candidate, None where there is none.
    """
    if key == DECISION:
        return [f"Decided for {decision_line(sheet)}"]
    if key == AFTERWARDS and sheet.past is not None:
        return [f"{chosen_name(sheet)}, {afterwards_line(sheet.past, sheet.today)}"]
    each = sheet.found.standing(uid or "")
    if each is None:
        return []
    name, cell = each.candidate.name, _cell(each, key)
    if cell is not None:
        return list(_criterion_in_full(sheet, name, cell))
    if key == STANDS:
        return [f"{name}: {verdict(each, sheet.found)}."]
    if key == Figure.ELIGIBLE:
        return [f"{name}, may be chosen: {each.eligible}", *each.reasons]
    if key == KNOCK_OUTS:
        return [f"{name}: {code} {says}" for code, says in _knock_outs(sheet, each)]
    if key == COST:
        asks = terms(sheet.people[each.candidate.uid].terms, sheet.business.currency, sheet.today)
        return [f"{name}: {', '.join(asks) or 'not known'}"]
    figure = Figure(key)
    says = [f"{name}: {MEANINGS[figure]}."]
    if figure is Figure.FLIP_POINT and each.flip_point is None:
        says.append(f"Here {working(each, sheet.found, figure)[-1][1]}.")
    elif missing := wording.listed(f"{one.criterion.code} {one.criterion.name}" for one in each.missing):
        says.append(f"Not rated: {missing}.")
    return says


def _criterion_in_full(sheet: Sheet, name: str, cell: Cell) -> Iterator[str]:
    criterion = cell.criterion
    bar = f", bar {cell.bar}" if cell.bar is not None else ""
    lead = f"{criterion.code} {criterion.name} (weight {criterion.weight}{bar}), {name}: "
    if cell.value is None:
        yield f"{lead}not rated yet. {criterion.check} {criterion.check_minutes} min".rstrip()
        return
    values = wording.listed(_by(sheet, rating) for rating in cell.ratings)
    yield f"{lead}{cell.value:.2f}, {cell.strength.name.lower()}: {values}"
    if cell.is_disputed:
        raters = {rating.rater for rating in cell.ratings}
        fix = "talk" if len(raters) > 1 else "look again"
        yield f"The ratings lie {cell.spread} apart: {fix} before you decide."
    if cell.in_the_way is not None:
        yield f"In the way: {cell.in_the_way.says}."
    yield _anchor(criterion, round(cell.value))


def _by(sheet: Sheet, rating: Rating) -> str:
    return f"{rating.value} by {sheet.business.initials_of(rating.rater)} ({rating.method.says})"


def _anchor(criterion: Criterion, value: int) -> str:
    text = criterion.anchors.of_value(value)
    described = (
        [(value, text)] if text else [each for each in criterion.anchors.lines() if abs(each[0] - value) == 1]
    )
    return " ".join(f"{number}: {says}" for number, says in described)


def why(sheet: Sheet, key: str, uid: str | None) -> tuple[str, Lines]:
    """Returns a title and the working behind a cell, line by line; see `in_full` for the arguments."""
    if key in (DECISION, AFTERWARDS):
        return f"The decision on {sheet.role.ref}", record(sheet)
    each = sheet.found.standing(uid or "")
    if each is None:
        return "The order", order_working(sheet.found)
    name, cell = each.candidate.name, _cell(each, key)
    if cell is not None:
        return f"{cell.criterion.name}: {name}", [*criterion_working(sheet, cell), *_scale(cell)]
    if key == STANDS:
        return "The order", [
            ("Verdict", f"{name}: {verdict(each, sheet.found)}"),
            *order_working(sheet.found),
        ]
    if key == KNOCK_OUTS:
        return f"{TITLES[key]}: {name}", list(_knock_outs(sheet, each))
    if key == COST:
        return f"{TITLES[key]}: {name}", list(_cost_working(sheet, each))
    return f"{TITLES.get(key, key.capitalize())}: {name}", working(each, sheet.found, Figure(key))


def _cell(each: Standing, key: str) -> Cell | None:
    return next((cell for cell in each.cells if cell.criterion.key == key), None)


def criterion_working(sheet: Sheet, cell: Cell) -> Lines:
    """Returns the ratings of a criterion, by whom and on what evidence, and how they are weighed."""
    lines = cell_working(cell)
    rated = [
        (f"{sheet.business.initials_of(rating.rater)}: {label}", says)
        for rating, (label, says) in zip(cell.ratings, lines, strict=False)
    ]
    return [*rated, *lines[len(rated) :]]


def _scale(cell: Cell) -> Iterator[tuple[str, str]]:
    if cell.bar is not None:
        yield "Bar", f"{cell.bar}: {cell.in_the_way.says if cell.in_the_way else 'cleared'}"
    for value, says in cell.criterion.anchors.lines():
        yield f"A {value} is", says
    yield "Found out by", f"{cell.criterion.check} {cell.criterion.check_minutes} min".strip()


def _knock_outs(sheet: Sheet, each: Standing) -> Iterator[tuple[str, str]]:
    answers = {said.knock_out: said for said in sheet.people[each.candidate.uid].knock_outs}
    worst_first = {
        KnockOutState.FAIL: 0,
        KnockOutState.UNKNOWN: 1,
        KnockOutState.WAIVED: 2,
        KnockOutState.PASS: 3,
    }
    asked = [(each.candidate.knock_outs.get(one.key, KnockOutState.UNKNOWN), one) for one in sheet.role.asked]
    for state, one in sorted(asked, key=lambda pair: worst_first[pair[0]]):
        reason = answers[one.key].reason if one.key in answers else "not asked yet"
        yield one.code, f"{one.text}: {state}" + (f" ({reason})" if reason else "")


def _cost_working(sheet: Sheet, each: Standing) -> Iterator[tuple[str, str]]:
    role, currency = sheet.role, sheet.business.currency
    asks = terms(sheet.people[each.candidate.uid].terms, currency, sheet.today)
    yield "Asks for", ", ".join(asks) or "not known"
    if each.candidate.cost is not None:
        yield "Compared as", price(each.candidate.cost, role.budget_per, currency)
    if role.budget is not None:
        yield "Budget", price(role.budget, role.budget_per, currency)
    if (worth := buy_back_rate(sheet.business)) is not None:
        yield "Buy-back rate", f"{price(worth, RatePer.HOUR, currency)}, a quarter of what your hour is worth"
    yield "Score", "cost is no part of it: it decides between those who tie"


def record(sheet: Sheet) -> Lines:
    """Returns the decision as it was taken, everybody's score at the time, and what has happened since."""
    past = sheet.past
    if past is None:
        return [("Decision", "none yet")]
    choice = past.choice
    lines = [
        (
            "Decided",
            f"{wording.moment(choice.at, sheet.zone, sheet.today)}, {sheet.business.initials_of(choice.who)}",
        ),
        ("For", chosen_name(sheet)),
        ("Because", choice.reason),
    ]
    if choice.overriding:
        lines.append(("Not the leader, because", choice.overriding))
    lines += [(f"Then: {kept.name}", kept_score(kept)) for kept in choice.scores]
    if past.chosen is not None and (now := sheet.found.standing(choice.candidate)) is not None:
        lines.append((f"Now: {now.candidate.name}", kept_score(now.kept())))
    return [*lines, ("What happened", afterwards_line(past, sheet.today))]


def kept_score(kept: KeptScore) -> str:
    """Returns how somebody stood, in one line."""
    known = "not rated" if kept.known is None else f"{kept.known:.2f}"
    says = f"{known}, {kept.low:.2f}–{kept.high:.2f}, {kept.coverage * 100:.0f} % rated"
    return f"{says}, confidence {kept.confidence:.2f}, may be chosen: {kept.eligible}"

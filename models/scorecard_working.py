"""The working behind a figure of the comparison, line by line, with the numbers put in."""

from enum import StrEnum

from models.ratings import BEST, WORST
from models.scorecard import TIE, Comparison
from models.standing import Cell, Eligible, Standing

Lines = list[tuple[str, str]]


class Figure(StrEnum):
    """The figures of a standing that have a working."""

    KNOWN = "known"
    BAND = "band"
    COVERAGE = "coverage"
    CONFIDENCE = "confidence"
    FLIP_POINT = "flip point"
    ELIGIBLE = "eligible"


def working(standing: Standing, comparison: Comparison, figure: Figure) -> Lines:
    """Returns the working behind one figure as label and sum, in the order they build on each other."""
    if figure is Figure.KNOWN:
        return _known(standing)
    if figure is Figure.BAND:
        return _band(standing)
    if figure is Figure.COVERAGE:
        return [*_missing(standing), ("Coverage", _share(standing))]
    if figure is Figure.CONFIDENCE:
        return _confidence(standing)
    if figure is Figure.FLIP_POINT:
        return _flip_point(standing, comparison)
    return [*((str(n), says) for n, says in enumerate(standing.reasons, 1)), ("Eligible", standing.eligible)]


def order_working(comparison: Comparison) -> Lines:
    """Returns why the leader leads, whether that can change, and what would be worth finding out."""
    leader = comparison.leader
    if leader is None:
        return [("Leader", "nobody: nothing is rated yet")]
    lines = [("Leader", f"{leader.candidate.name}, certain of {leader.low:.2f} at least")]
    for rival in comparison.standings[1:]:
        if rival.is_out:
            lines.append((rival.candidate.name, "out, so it plays no part"))
        else:
            sign = "<" if rival.high < leader.low else "≥"
            lines.append((rival.candidate.name, f"{rival.high:.2f} at best {sign} {leader.low:.2f}"))
    if leader.eligible is not Eligible.YES:
        lines.append(("Open", f"whether {leader.candidate.name} may be chosen"))
    lines.append(("Settled", "yes" if comparison.settled else "no"))
    if comparison.tie:
        names = " and ".join(each.candidate.name for each in comparison.tied)
        tie = f"{names} lie less than {TIE} apart; {leader.candidate.name} {comparison.tie_broken_by}"
        lines.append(("Tie", tie))
    if check := comparison.next_check:
        named = f"{check.criterion.code} {check.criterion.name} of {check.candidate.name}"
        lines.append(("Next check", f"{named}, weight {check.criterion.weight}, {check.minutes} min"))
    return lines


def cell_working(cell: Cell) -> Lines:
    """Returns the working behind the rating of one criterion: each rating with its evidence, and the mean."""
    lines = [
        (f"{rating.value} by {rating.method.says}", _evidence(rating.weakened, rating.evidence))
        for rating in cell.ratings
    ]
    if cell.value is None:
        return [("Rating", "none yet, so it counts as anything from 1 to 5")]
    terms = " + ".join(f"{rating.strength.share:.1f} × {rating.value}" for rating in cell.ratings)
    strength = sum(rating.strength.share for rating in cell.ratings)
    lines.append(("Rating", f"({terms}) ÷ {strength:.1f} = {cell.value:.2f}"))
    if cell.is_disputed:
        lines.append(("Spread", f"{cell.spread}: talk before you decide"))
    return lines


def _evidence(weakened: str, evidence: str) -> str:
    return f"{evidence} (weak: {weakened})" if weakened else evidence


def _named(cell: Cell) -> str:
    return f"{cell.criterion.code} {cell.criterion.name}"


def _missing(standing: Standing) -> Lines:
    return [(_named(cell), f"weight {cell.criterion.weight}, not rated") for cell in standing.missing]


def _share(standing: Standing) -> str:
    rated = standing.weight - standing.missing_weight
    return f"{rated} ÷ {standing.weight} = {standing.coverage * 100:.0f} %"


def _known(standing: Standing) -> Lines:
    lines = []
    for cell in standing.cells:
        if cell.value is not None:
            weight = cell.criterion.weight
            lines.append((_named(cell), f"{weight} × {cell.value:.2f} = {weight * cell.value:.2f}"))
    if standing.known is None:
        return [("Known", "nothing is rated yet")]
    points, rated = float(standing.points), standing.weight - standing.missing_weight
    lines += [*_missing(standing), ("Known", f"{points:.2f} ÷ {rated} = {standing.known:.2f}")]
    if standing.missing:
        zeros = f"{points:.2f} ÷ {standing.weight} = {points / standing.weight:.2f}"
        lines.append(("Not", f"{zeros}, which would take what nobody knows for zero"))
    return lines


def _band(standing: Standing) -> Lines:
    if not standing.weight:
        return [("Band", "no criterion applies, so nothing is known")]
    points, missing = float(standing.points), standing.missing_weight

    def at(value: int, makes: float) -> str:
        return f"({points:.2f} + {missing} × {value}) ÷ {standing.weight} = {makes:.2f}"

    return [
        *_missing(standing),
        ("Worst", at(WORST, standing.low)),
        ("Best", at(BEST, standing.high)),
    ]


def _confidence(standing: Standing) -> Lines:
    lines, covered = [], 0.0
    for cell in standing.cells:
        weight, share = cell.criterion.weight, cell.strength.share
        covered += weight * share
        lines.append((_named(cell), f"{weight} × {share:.1f} = {weight * share:.2f}"))
    total = f"{covered:.2f} ÷ {standing.weight} = {standing.confidence:.2f}, {standing.confidence_word}"
    return [*lines, ("Confidence", total)]


def _flip_point(standing: Standing, comparison: Comparison) -> Lines:
    leader = comparison.leader
    if leader is None or leader.known is None:
        return [("Flip point", "nobody leads yet")]
    if standing.candidate.uid == leader.candidate.uid:
        return [("Flip point", "none: the others are held against this one")]
    if standing.flip_point is None:
        return [("Flip point", "none: it is out" if standing.is_out else "none: nothing is missing")]
    needed = f"{leader.known:.2f} × {standing.weight} − {float(standing.points):.2f}"
    return [
        ("Leader", f"{leader.candidate.name}, known {leader.known:.2f}"),
        *_missing(standing),
        ("Flip point", f"({needed}) ÷ {standing.missing_weight} = {standing.flip_point:.2f}"),
        (
            "Means",
            "over 5, so it cannot overtake" if standing.flip_point > BEST else "what they must average",
        ),
    ]

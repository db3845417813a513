"""What stands beside the lines of a candidate's page: anchors, ratings, or the line in full."""

from collections.abc import Iterator

from models.ratings import Rating
from models.role_parts import Criterion
from models.standing import Eligible
from tui.candidate_account import CandidateAccount
from tui.candidate_lines import joined, number, share
from tui.widgets.painted import Parts
from tui.widgets.rows import Row

COURTESY = "a courtesy, no lock: the file holds them"


def score_lines(account: CandidateAccount) -> list[Parts]:
    """Returns the score with its band and how much is known, and what is in the way of choosing it."""
    found = account.standing
    known = number(found.known)
    said = [
        f" known {known}",
        f"band {found.low:.2f}–{found.high:.2f}",
        f"{share(found.coverage)} covered",
        f"confidence {found.confidence:.2f} {found.confidence_word}",
    ]
    hidden = sum(account.hidden(cell.criterion.key) for cell in found.cells)
    if hidden:
        said.append(f"{hidden} of others hidden")
    reasons = "; ".join(found.reasons)
    eligible = {
        Eligible.YES: (" may be chosen", "dim"),
        Eligible.NO: (f" out: {reasons}", "warn"),
        Eligible.UNKNOWN: (f" open: {reasons}", "dim"),
    }
    return [[(" · ".join(said), "plain")], [eligible[found.eligible]]]


def detail(account: CandidateAccount, row: Row | None) -> list[Parts]:
    """Returns what belongs to the line under the cursor: its anchors, or all of its text."""
    if row is None or not isinstance(row.key, tuple):
        return []
    kind, key = row.key
    if kind == "criterion":
        return list(_criterion(account, account.role.criterion(key)))
    if kind == "question":
        return list(_question(account, key))
    label, text = row.texts[0].strip(), row.texts[1]
    lines: list[Parts] = [[(f" {label} · ", "dim"), (text, row.tone(1))]]
    if kind == "reference":
        for each in next((each.answers for each in account.candidate.references if each.key == key), ()):
            if each.answer:
                lines.append([(f" {each.question} ", "dim"), (joined([each.answer]), "plain")])
    return lines


def _criterion(account: CandidateAccount, criterion: Criterion) -> Iterator[Parts]:
    bar, cell = account.role.bar(criterion), account.cell(criterion.key)
    talk = f" · spread {cell.spread}: talk before deciding" if cell and cell.is_disputed else ""
    weight = f" · weight {criterion.weight}{f' · bar {bar}' if bar else ''}"
    yield [(f" {criterion.code} {criterion.name}", "strong"), (talk, "warn"), (weight, "dim")]
    if criterion.not_applicable:
        yield [(f" plays no part for anybody: {criterion.not_applicable}", "warn")]
        return
    yield from _anchors(account, criterion)
    yield from _ratings(account, criterion)
    yield [(f" check: {criterion.check} {criterion.check_minutes} min", "dim")]


def _anchors(account: CandidateAccount, criterion: Criterion) -> Iterator[Parts]:
    mine = account.mine(criterion.key)
    for value, text in criterion.anchors.lines():
        here = mine is not None and mine.value == value
        yield [(f" {value} ", "accent"), (text, "strong" if here else "plain")]


def _ratings(account: CandidateAccount, criterion: Criterion) -> Iterator[Parts]:
    if hidden := account.hidden(criterion.key):
        yield [(f" {hidden} of others hidden until you hand in yours ({COURTESY})", "dim")]
    for each in account.seen:
        if each.criterion == criterion.key and not each.superseded:
            yield [
                (f" {account.business.initials_of(each.rater)} {each.value} ", "dim"),
                (_said(each), "plain"),
            ]


def _said(rating: Rating) -> str:
    """Returns a rating's evidence with how it was got and how much it counts."""
    draft = "" if rating.submitted else ", not handed in"
    weak = f" (weak: {rating.weakened})" if rating.weakened else ""
    strength = rating.strength.name.lower()
    return f"{rating.method.says}, {strength}{draft}: {joined([rating.evidence])}{weak}"


def _question(account: CandidateAccount, key: str) -> Iterator[Parts]:
    question = account.question(key)
    if question is None:
        return
    place = 1 + [each.key for each in account.role.questions].index(key)
    yield [(f" {place} of {len(account.role.questions)} ", "dim"), (question.text, "strong")]
    if question.criterion is not None:
        about = account.role.criterion(question.criterion)
        yield [(f" {about.code} {about.name}: a digit rates it", "dim")]
        yield from _anchors(account, about)
    notes = [each for each in account.talk.asked if each.question == key] if account.talk else []
    for each in notes:
        yield [(f" {account.noted(each.who, each.note)}", "plain")]

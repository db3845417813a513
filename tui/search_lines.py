"""Candidates of one role as lines: on the board, in the list, and in full."""

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from models.agreements import Agreement
from models.business import Business
from models.candidate_parts import Ending
from models.candidates import Candidate
from models.roles import Role
from models.scorecard import Comparison
from models.stage_guards import lacking
from tui import candidate_words, wording
from tui.widgets.board_lanes import CardLine
from tui.widgets.painted import Parts
from tui.widgets.rows import Cell, Row

DETAIL = 4
"""Lines that a candidate takes in full, at most."""

CANDIDATES = (
    Cell("no", 4),
    Cell("name", 0),
    Cell("stage", 11, from_width=44),
    Cell("known", 5, right=True),
    Cell("band", 9, right=True),
    Cell("cover", 5, right=True),
    Cell("price", 9, right=True, from_width=66),
    Cell("in it", 6, right=True, from_width=74),
)
"""The columns of the list."""

NONE = "–"
OUT = "out"
"""The mark of one who is still in the search and may not be chosen."""
ENDED = {
    Ending.DECLINED: "declined",
    Ending.WITHDREW: "withdrew",
    Ending.NO_REPLY: "silent",
    Ending.POOL: "pool",
}
"""How somebody left the search, in one word."""


class CandidateLines:
    """Says how each candidate of a role stands on a day."""

    def __init__(
        self, role: Role, found: Comparison, *, business: Business, today: date, zone: ZoneInfo
    ) -> None:
        self._role, self._found = role, found
        self._business, self._today, self._zone = business, today, zone

    def on_board(self, candidate: Candidate) -> CardLine:
        """Returns a candidate as a line of the board."""
        mark = candidate_words.state(candidate, self._business, self._today)
        outcome = candidate.outcome
        state = f" {ENDED[outcome.ending]}{mark}" if outcome else ""
        stands = self._found.standing(candidate.uid)
        is_out = outcome is None and stands is not None and stands.is_out
        if is_out:
            state = f" {OUT}"
        age = self._age(candidate)
        return CardLine(
            candidate.name, state, warns=bool(mark) or is_out, age=f"{age}d" if age and not outcome else ""
        )

    def row(self, candidate: Candidate) -> Row:
        """Returns a candidate as a row of the list, the band and the coverage beside the score."""
        known, band, cover = self._figures(candidate)
        terms, outcome = candidate.terms, candidate.outcome
        stage = outcome.ending.value if outcome else candidate.stage.says
        price = NONE
        if terms.rate is not None:
            price = candidate_words.price(terms.rate, terms.per, self._business.currency)
        texts = (
            candidate.ref,
            candidate.name,
            "archived" if candidate.archived else stage,
            known,
            band,
            cover,
            price,
            f"{self._age(candidate)} d" if candidate.is_running else "",
        )
        gone = candidate.archived is not None or outcome is not None
        return Row(candidate.number, texts, ("dim",) * len(texts) if gone else ("accent",))

    def in_full(self, candidate: Candidate, papers: Iterable[Agreement]) -> list[Parts]:
        """Returns the lines that say everything about a candidate, at most `DETAIL`."""
        where = "" if candidate.outcome else f"{candidate.stage.says}, {wording.age(self._age(candidate))}"
        posting = candidate_words.posting_of(candidate, self._role)
        facts = [where, candidate_words.origin(candidate, posting), candidate_words.stars(candidate)]
        facts += candidate_words.terms(candidate.terms, self._business.currency, self._today)
        said = " · ".join(filter(None, facts))
        lines: list[Parts] = [
            [(f" {candidate.ref} {candidate.name}", "strong"), (f" · {said}" if said else "", "plain")]
        ]
        if each := self._found.standing(candidate.uid):
            known, band, cover = self._figures(candidate)
            score = f" known {known}, worst to best {band} · coverage {cover} · confidence"
            says = f"{score} {each.confidence_word}" if each.known else " not rated yet"
            lines.append([(says, "plain")])
        if candidate.outcome is not None:
            left = candidate_words.ending(candidate, self._business, self._today)
            lines.append([(f" {left}", "dim")])
        elif missing := self._missing(candidate, papers):
            lines.append([(f" {missing}", "dim")])
        if candidate.note:
            lines.append([(f" “{candidate.note.splitlines()[-1]}”", "dim")])
        return lines

    def _age(self, candidate: Candidate) -> int:
        since = candidate.since
        return (self._today - since.astimezone(self._zone).date()).days if since else 0

    def _figures(self, candidate: Candidate) -> tuple[str, str, str]:
        """Returns the known score, the band and the coverage."""
        each = self._found.standing(candidate.uid)
        if each is None:
            return NONE, NONE, NONE
        known = NONE if each.known is None else f"{each.known:.2f}"
        return known, f"{each.low:.2f}–{each.high:.2f}", f"{each.coverage * 100:.0f} %"

    def _missing(self, candidate: Candidate, papers: Iterable[Agreement]) -> str:
        target = candidate.stage_beside(1)
        if target is None or not candidate.is_running:
            return ""
        found = lacking(candidate, self._role, target, today=self._today, agreements=papers)
        return f"before {target.says}: {', '.join(found)}" if found else f"may go on to {target.says}"

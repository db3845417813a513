"""The rows of the helpers screen: those who help, who may enter what, and the systems."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rich.cells import chop_cells

from models.access_register import Access, Matrix, matrix
from models.agreements import AgreementState
from models.board import Card
from models.capacity import capacity
from models.dossier import Dossier
from models.engagements import EngagementState
from models.feedback import earned
from models.goals import GoalState
from models.helpers import Helper
from models.lanes import loads
from models.least_privilege import Finding, findings
from models.reviews import next_review
from models.systems import System
from store import Workspace
from tui import marks, register, wording
from tui.access_words import open_tasks, profiles
from tui.helper_terms import PAPER_WARNS, WARN_STATES, access_line
from tui.widgets.painted import Parts
from tui.widgets.rows import Cell, Row

HELPERS = (
    Cell("no", 4),
    Cell("helper", 15),
    Cell("kind", 10, from_width=76),
    Cell("terms", 8, from_width=56),
    Cell("doing", 6, right=True),
    Cell("h/wk", 9, right=True, from_width=100),
    Cell("what stands out", 0, joint=" · "),
)
SYSTEMS = (
    Cell("no", 4),
    Cell("system", 18),
    Cell("data", 9),
    Cell("open", 4, right=True),
    Cell("second factor", 13, from_width=72),
    Cell("taken away by", 0, from_width=56, joint=" "),
)
NAME_WIDTH, CELL_WIDTH = 14, 6


class Facts(NamedTuple):
    """What the rows are made of on a day."""

    desk: Workspace
    now: datetime
    zone: ZoneInfo
    accesses: Sequence[Access]
    found: Sequence[Finding]

    @classmethod
    def of(cls, desk: Workspace, now: datetime, zone: ZoneInfo) -> "Facts":
        """Looks everything up."""
        accesses = register.accesses(desk, now.astimezone(zone).date())
        return cls(
            desk,
            now,
            zone,
            accesses,
            findings(accesses, profiles=profiles(desk), open_tasks=open_tasks(desk)),
        )

    @property
    def today(self) -> date:
        """The day."""
        return self.now.astimezone(self.zone).date()


# ---------------------------------------------------------------------- helpers


def helper_rows(facts: Facts) -> list[Row]:
    """Returns those who help, those who have left last."""
    known = sorted(map(Dossier.on, facts.desk.helpers), key=lambda each: (bool(each.archived), each.number))
    busy = loads(facts.desk.cards)
    return [_helper_row(each, busy, facts) for each in known]


def _helper_row(helper: Dossier, busy: Mapping[str | None, int], facts: Facts) -> Row:
    terms = helper.engagement(facts.today)
    cards = facts.desk.cards.having(helper=helper.uid)
    load = f"{busy[helper.uid]}/{helper.wip_limit}"
    over = helper.is_overloaded(busy[helper.uid])
    laid = capacity(terms, cards)
    hours = f"{laid.briefed / 60:.1f}/{laid.agreed / 60:g}" if laid.agreed else ""
    said = list(stands_out(helper, cards, facts))
    texts = (
        helper.ref,
        helper.name,
        helper.kind.value,
        str(terms.state(facts.today)) if terms else "",
        f"{load}{marks.OVER}" if over else load,
        f"{hours}{marks.OVER}" if laid.is_over else hours,
        " · ".join(said),
    )
    tones = ("accent", "plain", "dim", "dim", "warn" if over else "plain", "dim", "plain")
    return Row(helper.number, texts, ("dim",) * len(texts) if helper.archived and not said else tones)


def stands_out(helper: Dossier, cards: Sequence[Card], facts: Facts) -> Iterator[str]:
    """Yields what somebody should look at, the most dangerous first."""
    today = facts.today
    own = [each for each in facts.found if each.access.helper == helper.uid]
    yield from (f"{marks.LATE} {each.says}" for each in own)
    for paper in facts.desk.agreements.having(helper=helper.uid):
        state = paper.state(today)
        if paper.archived is None and state in PAPER_WARNS and not helper.archived:
            days = f" in {(paper.last_day - today).days} d" if paper.last_day else ""
            ends = f"ends{days}" if state is AgreementState.EXPIRING else str(state)
            yield f"{paper.kind} {'not signed by you' if state is AgreementState.SIGNED else ends}"
    terms = helper.engagement(today)
    if terms and terms.must_decide(today) and terms.cancel_by:
        yield f"renews, cancel by {wording.short_day(terms.cancel_by)}"
    if terms and terms.state(today) is EngagementState.ENDED:
        yield "ended, not closed"
    for goal in helper.goals:
        goes = goal.state(today)
        if goal.has_no_data(today):
            yield f"{goal.title}: no data {goal.days_without(today)} d"
        elif goes in (GoalState.OFF_TRACK, GoalState.AT_RISK):
            yield f"{goal.title}: {goes}"
    if helper.archived:
        return
    if due := earned(helper.goals, cards, helper.recognition, today=today, zone=facts.zone):
        yield f"thanks earned: {due[0].says}"
    following = next_review(helper.began_on, helper.reviews, facts.desk.business) if helper.began_on else None
    if following and following.is_late(today):
        yield f"review after {following.kind} is late"
    if helper.check_in_rule:
        talk = helper.check_in_rule.next_on(today, facts.desk.business)
        yield f"check-in {wording.day(talk, today)}"


# ---------------------------------------------------------------------- who may enter what


@dataclass(frozen=True)
class Grid:
    """The matrix of people and systems, as wide as the screen has room.

    Attributes:
        matrix: who may enter what.
        systems: the columns, those without any access last.
        first: the first column that is shown.
        shown: how many are.
    """

    matrix: Matrix
    systems: tuple[System, ...]
    first: int
    shown: int

    @classmethod
    def of(cls, facts: Facts, at: int, width: int) -> "Grid":
        """Makes the matrix with a column in sight."""
        found = matrix(facts.accesses)
        used = {each.uid for each in found.systems}
        idle = tuple(each for each in facts.desk.systems if each.uid not in used and not each.archived)
        systems = (*found.systems, *idle)
        room = max(1, (width - NAME_WIDTH - 3) // (CELL_WIDTH + 1))
        first = max(0, min(at - room // 2, len(systems) - room))
        return cls(found, systems, first, min(room, len(systems)))

    @property
    def window(self) -> tuple[System, ...]:
        """The systems that are shown."""
        return self.systems[self.first : self.first + self.shown]

    @property
    def columns(self) -> tuple[Cell, ...]:
        """The columns of the list."""
        names = (f" {chop_cells(each.name.split()[0], CELL_WIDTH - 1)[0]}" for each in self.window)
        return (Cell("helper", NAME_WIDTH), *(Cell(name, CELL_WIDTH) for name in names))

    def rows(self, facts: Facts, at: int) -> list[Row]:
        """Returns a row for each helper; the cell of the column under the cursor stands in brackets."""
        people = [each for each in facts.desk.helpers if not each.archived or each.uid in self.matrix.helpers]
        return [self._row(each.uid, each.number, each.name, at) for each in people]

    def _row(self, uid: str, number: int, name: str, at: int) -> Row:
        texts, tones = [name], ["plain"]
        for n, system in enumerate(self.window, start=self.first):
            cell = self.matrix.cell(uid, system.uid)
            shut = any(each.missing and each.grant.granted is None for each in cell.accesses)
            warns = cell.warns or any(each.state in WARN_STATES for each in cell.accesses)
            sign = cell.sign + (marks.LATE if warns else marks.LOCKED if shut else "")
            texts.append(f"[{sign or marks.GAP}]" if n == at else f" {sign or marks.GAP}")
            sensitive = system.data_class in ("client", "money")
            tones.append("warn" if warns else "dim" if not sign else "accent" if sensitive else "plain")
        return Row(number, tuple(texts), tuple(tones))


def cell_detail(
    helper: Helper, system: System, accesses: Sequence[Access], found: Sequence[Finding], asks: str
) -> list[Parts]:
    """Returns what one cell of the matrix says in full; `asks` is the key that asks for an access."""
    lines: list[Parts] = [[(f" {helper.name} in {system.name}, {system.data_class} data", "strong")]]
    lines += [[(f" {each.grant.ref} {access_line(each)}", "plain")] for each in accesses]
    if not accesses:
        lines.append([(f" no access; {asks} asks for one", "dim")])
    said = [each.says for each in found if each.access in accesses]
    return [*lines, *([[(f" {' · '.join(said)}", "warn")]] if said else [])]


# ---------------------------------------------------------------------- systems


def system_rows(facts: Facts) -> list[Row]:
    """Returns what can be entered, with how many can."""
    rows = []
    for each in sorted(facts.desk.systems, key=lambda one: (bool(one.archived), one.name.casefold())):
        given = sum(one.grant.is_open for one in facts.accesses if one.system.uid == each.uid)
        factor = {None: "not known", True: "yes", False: "none"}[each.mfa_available]
        revoke = " ".join(each.how_to_revoke.split()) or "not said: nobody can be given access"
        texts = (each.ref, each.name, each.data_class.value, str(given), factor, revoke)
        tones = ("accent", "plain", "dim", "plain", "dim", "dim" if each.how_to_revoke else "warn")
        rows.append(Row(each.number, texts, ("dim",) * len(texts) if each.archived else tones))
    return rows

"""The page of one candidate: criteria with their anchors, knock-outs, evidence, terms, history."""

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from models.candidates import Candidate
from models.document import Part
from models.evidence import Interview
from models.role_parts import Criterion
from models.scorecard import compare
from models.scorecard_working import Figure, cell_working, working
from tui.candidate_account import CandidateAccount
from tui.candidate_detail import detail, score_lines
from tui.candidate_lines import COLUMNS, LABEL_WIDTH
from tui.dialogs.reading import Reading
from tui.evidence_verbs import EvidenceVerbs
from tui.list_screen import ListScreen
from tui.session import Session
from tui.widgets.footer import rule
from tui.widgets.painted import Lines, shortened, titled, wrapped
from tui.widgets.rows import Row, Rows

WIDE = 110
"""Cells from which the anchors stand beside the lines."""
BESIDE = 44
ABOVE = 8
"""Rows of the anchors where they stand above the lines."""
LOW = 22
"""Rows of a screen below which the anchors take fewer."""


def _in_full(row: Row, room: int) -> Iterator[Row]:
    """Yields a line, that of a knock-out with all of its text: what nobody can read rules nobody out."""
    if not isinstance(row.key, tuple) or row.key[0] != "knock_out":
        yield row
        return
    label, text = row.texts
    first, *others = wrapped(text, max(10, room))
    yield Row(row.key, (label, first), row.tones, spans=True)
    for more in others:
        yield Row(None, (f"{' ' * (LABEL_WIDTH + 2)} ", more), row.tones, spans=True)


class CandidatePage(ListScreen, EvidenceVerbs):
    """Shows one candidate in full, on top of the screen it was opened from."""

    TITLE = "Candidate"
    LETTER = "v"
    DEFAULT_CSS = f"""
    CandidatePage #candidate {{ height: 1fr; }}
    CandidatePage.wide #panel {{ dock: right; width: {BESIDE}; padding: 0 0 0 1; }}
    """

    def __init__(self, session: Session, uid: str) -> None:
        super().__init__(session)
        self._uid = uid
        self._account: CandidateAccount | None = None

    def body(self) -> ComposeResult:
        """Makes the title, the score, the anchors and the list of lines."""
        yield Lines(height=1, id="title")
        yield Lines(height=2, id="score")
        with Vertical(id="candidate"):
            yield Lines(height=ABOVE, id="panel")
            yield Lines(height=1, id="rule")
            yield Rows(COLUMNS)

    def show(self) -> None:
        """Shows the candidate as it is in the file now."""
        candidate, role, width = self.candidate, self.role, self.size.width
        if candidate is None or role is None:
            self._account = None
            gone = " This candidate is gone: Esc goes back"
            self.query_one("#title", Lines).show([[(gone, "strong")]])
            self.query_one("#score", Lines).show([])
            self.rows.show([])
            self.show_detail()
            return
        self._account = account = CandidateAccount(
            candidate, role, self.business, now=self.now(), zone=self.zone, me=self.desk.who
        )
        others = [each.uid for each in self._others(candidate)]
        place = "archived"
        if candidate.uid in others:
            place = f"{others.index(candidate.uid) + 1} of {len(others)}"
        ways = f"{self.key_for('move.left')} {self.key_for('move.right')}" if len(others) > 1 else ""
        where = f"{candidate.stage.says} · {place} {ways}".rstrip() + f" · {role.ref} {role.title}"
        title = titled(f"{candidate.ref} {candidate.name}", where, width)
        self.query_one("#title", Lines).show([title])
        score = [shortened(line, width, 1)[0] for line in score_lines(account)]
        self.query_one("#score", Lines).show(score)
        self.query_one("#rule", Lines).show([[(rule(width - (BESIDE if width >= WIDE else 0)), "dim")]])
        room = width - (BESIDE if width >= WIDE else 0) - LABEL_WIDTH - 4
        self.rows.show([part for row in account.rows() for part in _in_full(row, room)])
        self.show_detail()

    def show_detail(self) -> None:
        """Shows in full what is under the cursor."""
        width, height = self.size
        is_wide = width >= WIDE
        self.set_class(is_wide, "wide")
        panel = self.query_one("#panel", Lines)
        panel.heighten(max(1, height - 5) if is_wide else ABOVE if height > LOW else ABOVE - 2)
        panel.show(detail(self._account, self._row) if self._account else [])

    def hints(self) -> list[str]:
        """Returns the ids of the keys that matter most here, in order."""
        return [
            "rating.rate_1",
            "evidence.open",
            "evidence.answer",
            "candidate.record",
            *([] if self.is_alone else ["rating.hand_in"]),
            "candidate.on",
            "move.right",
            "move.back",
        ]

    # What the cursor is on

    @property
    def candidate(self) -> Candidate | None:
        """The candidate the page is of."""
        return self.desk.candidates.get(self._uid)

    @property
    def _row(self) -> Row | None:
        key = self.rows.key
        rows = self._account.rows() if self._account else ()
        return next((row for row in rows if row.key is not None and row.key == key), None)

    @property
    def line(self) -> tuple[str, str]:
        """The kind and the identity of the line under the cursor, empty where there is none."""
        key = self.rows.key
        return (str(key[0]), str(key[1])) if isinstance(key, tuple) else ("", "")

    @property
    def talk(self) -> Interview | None:
        """The interview whose notes are written."""
        return self._account.talk if self._account else None

    @property
    def criterion(self) -> Criterion | None:
        """The criterion under the cursor, or the one that the question under it is about."""
        kind, key = self.line
        if kind == "question" and self._account is not None:
            question = self._account.question(key)
            key = question.criterion or "" if question else ""
        elif kind != "criterion":
            return None
        return next((each for each in self.role.criteria if each.key == key), None) if self.role else None

    def shown(self, candidate: Candidate) -> None:
        """Goes on with a candidate that was just made or changed."""
        self._uid, self.opened_as = candidate.uid, ("candidate", candidate.uid)
        self.refresh_all()

    def go_to(self, kind: str, key: str) -> None:
        """Puts the cursor on a line."""
        rows = self.rows
        if any(row.key == (kind, key) for row in rows.rows):
            rows.show(rows.rows, key=(kind, key))
        self.show_detail()

    def go_on(self) -> None:
        """Puts the cursor on the next line of its kind, after the last on the first."""
        kind, key = self.line
        keys = [each.key for each in self._order(kind)]
        if keys:
            place = keys.index(key) + 1 if key in keys else 0
            self.go_to(kind, keys[place % len(keys)])

    def _order(self, kind: str) -> Sequence[Part]:
        candidate, role = self.candidate, self.role
        if candidate is None or role is None:
            return ()
        script = candidate.software.script if candidate.software else ()
        return {"criterion": role.scored, "question": role.questions, "step": script}.get(kind, ())

    # Getting about

    def action_back(self) -> None:
        """Closes the page."""
        self.dismiss()

    def action_side(self, by: int) -> None:
        """Goes to the next candidate of the role, or the one before, on the same line."""
        candidate = self.candidate
        if candidate is None:
            return
        uids = [each.uid for each in self._others(candidate)]
        place = (uids.index(candidate.uid) if candidate.uid in uids else -by) + by
        if 0 <= place < len(uids):
            self._uid = uids[place]
            self.opened_as = ("candidate", self._uid)
            self.refresh_all()
        else:
            side = "last" if by > 0 else "first"
            self.say(
                f"{candidate.ref} is the {side} candidate of {self.role.ref if self.role else ''}.", "dim"
            )

    def _others(self, candidate: Candidate) -> list[Candidate]:
        """Returns everybody in the role, by number."""
        return [each for each in self.desk.candidates.having(role=candidate.role) if not each.archived]

    def place(self) -> list[str]:
        """Returns the candidate, and what the cursor is on."""
        return [*super().place(), *self.line]

    def come_to(self, place: Sequence[str]) -> bool:
        """Puts the cursor on that line."""
        self.go_to(*place[-2:])
        return self.place() == list(place)

    # Why

    def action_why(self) -> None:
        """Shows the working behind the criterion under the cursor, elsewhere behind the whole score."""
        account, criterion = self._account, self.criterion
        if account is None:
            return
        cell = account.cell(criterion.key) if criterion else None
        if cell is not None and criterion is not None:
            title = f"{criterion.code} {criterion.name}: {account.candidate.name}"[:70]
            lines = [(str(value), text) for value, text in criterion.anchors.lines()]
            lines += [*cell_working(cell), ("Check", f"{criterion.check} {criterion.check_minutes} min")]
        else:
            title = f"How {account.candidate.ref} {account.candidate.name} stands"[:70]
            alone = compare(account.role, [account.standing.candidate])
            lines = [
                each
                for figure in (Figure.KNOWN, Figure.BAND, Figure.COVERAGE, Figure.CONFIDENCE, Figure.ELIGIBLE)
                for each in working(account.standing, alone, figure)
            ]
        self.app.push_screen(Reading(title, lines))

"""Taking over a log or a board from another program: which file, what it would bring, and bringing it."""

import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

from models.document import RuleBroken
from store import StoreError
from store.exchange import (
    CardPlan,
    CardReading,
    ImportPlan,
    Reading,
    State,
    carry_out,
    carry_out_cards,
    plan,
    plan_cards,
    read,
)
from tui import wording
from tui.desk_screen import DeskScreen
from tui.dialogs.import_plan import ImportPlanDialog, Proposal
from tui.exports import LARGEST, counts, read_export
from tui.widgets.painted import Parts
from tui.widgets.prompt import Agreed, Question
from tui.widgets.rows import Cell, Row

LARGEST_PREVIEWED = 2**20
"""Bytes up to which a file is read while its name is being typed."""

COLUMNS = (
    Cell("day", 15),
    Cell("time", 11, from_width=56),
    Cell("what", 0),
    Cell("activity", 0, from_width=70),
    Cell("state", 8),
)
CARD_COLUMNS = (
    Cell("column", 10),
    Cell("title", 0),
    Cell("helper", 14, from_width=56),
    Cell("due", 15, from_width=70),
    Cell("state", 8),
)


def ask_for_file(screen: DeskScreen, done: Callable[[date], None] | None = None) -> None:
    """Asks for a file, shows what it would bring, and imports it when that is agreed to.

    Args:
        screen: where it is asked.
        done: called with the last day that got an entry.
    """
    seen: dict[tuple[Path, int, int], str] = {}

    def preview(text: str) -> str:
        path = _path(text)
        try:
            found = path.stat()
        except (OSError, ValueError):
            return "No such file yet."
        if stat.S_ISDIR(found.st_mode):
            return "A folder: go on with a file in it."
        if LARGEST_PREVIEWED < found.st_size <= LARGEST:
            return f"{found.st_size / 2**20:.0f} MB: Enter reads it and shows what it would bring."
        place = path, found.st_mtime_ns, found.st_size
        if place not in seen:
            reading = _reading(screen, path)
            planned = (
                _planned_cards(screen, reading)
                if isinstance(reading, CardReading)
                else _planned(screen, reading, with_running=False)
            )
            seen[place] = counts(planned)
        return seen[place]

    def settle(text: str, agreed: Agreed) -> None:
        reading = _reading(screen, _path(text))
        if isinstance(reading, CardReading):
            screen.app.push_screen(_card_dialog(screen, reading))
        else:
            screen.app.push_screen(_dialog(screen, reading, done))

    screen.ask(Question("Import which file? An export of timewarrior, Watson or Trello", settle, preview))


def _path(text: str) -> Path:
    said = text.strip().strip("\"'")
    try:
        return Path(said).expanduser()
    except RuntimeError:  # a home that nobody has
        return Path(said)


def _reading(screen: DeskScreen, path: Path) -> Reading | CardReading:
    try:
        return read(read_export(path), zone=screen.zone)
    except StoreError as error:
        raise RuleBroken(str(error)) from error


def _planned(screen: DeskScreen, reading: Reading, *, with_running: bool) -> ImportPlan:
    return plan(
        screen.desk,
        reading,
        who=screen.desk.who,
        now=screen.now(),
        zone=screen.zone,
        with_running=with_running,
    )


def _dialog(screen: DeskScreen, reading: Reading, done: Callable[[date], None] | None) -> ImportPlanDialog:
    def propose(with_running: bool) -> Proposal:
        planned = _planned(screen, reading, with_running=with_running)
        takes_over = with_running and any(row.entry.running for row in planned.new)
        may = takes_over or any(row.entry.running for row in _planned(screen, reading, with_running=True).new)
        return Proposal(_head(screen, planned), _rows(screen, planned), _left(planned), len(planned.new), may)

    def take(with_running: bool) -> None:
        planned = _planned(screen, reading, with_running=with_running)
        try:
            number = carry_out(screen.desk, planned)
        except StoreError as error:
            raise RuleBroken(str(error)) from error
        screen.refresh_all()
        if done is not None:
            done(max(row.entry.day(screen.zone) for row in planned.new))
        imported = wording.count(number, "entry", "entries")
        screen.say(f"Imported {imported} from {planned.format}: {screen.key_for('undo')} undoes.")

    return ImportPlanDialog(COLUMNS, propose, take)


def _planned_cards(screen: DeskScreen, reading: CardReading) -> CardPlan:
    return plan_cards(screen.desk, reading, now=screen.now(), zone=screen.zone)


def _card_dialog(screen: DeskScreen, reading: CardReading) -> ImportPlanDialog:
    def propose(_: bool) -> Proposal:
        planned = _planned_cards(screen, reading)
        return Proposal(_head(screen, planned), _card_rows(screen, planned), _left(planned), len(planned.new))

    def take(_: bool) -> None:
        try:
            number = carry_out_cards(screen.desk, _planned_cards(screen, reading))
        except StoreError as error:
            raise RuleBroken(str(error)) from error
        screen.refresh_all()
        imported = wording.count(number, "card")
        screen.say(f"Imported {imported} from {reading.format}: {screen.key_for('undo')} undoes.")

    return ImportPlanDialog(CARD_COLUMNS, propose, take)


def _head(screen: DeskScreen, planned: ImportPlan | CardPlan) -> list[Parts]:
    why = "as set" if screen.business.zone else "assumed from this machine: g , sets another"
    zone = f"Days and times in {screen.zone.key}, {why}."
    return [[("Import from ", "strong"), (counts(planned), "strong")], [(zone, "dim")]]


def _rows(screen: DeskScreen, planned: ImportPlan) -> list[Row]:
    there = {activity.uid for activity in screen.desk.activities}
    rows = []
    for n, new in enumerate(planned.new):
        activity = new.activity.name if new.activity.uid in there else f"{new.activity.name[:70]} (new)"
        state = "running" if new.entry.running else str(new.state)
        rows.append(
            Row(
                n,
                (
                    wording.day(new.entry.day(screen.zone), screen.today),
                    wording.times(new.entry, screen.zone),
                    new.entry.text,
                    activity,
                    state,
                ),
                ("plain", "plain", "plain", "dim", "warn" if new.state is State.OVERLAPS else "dim"),
            )
        )
    return rows


def _card_rows(screen: DeskScreen, planned: CardPlan) -> list[Row]:
    rows = []
    for n, new in enumerate(planned.new):
        card = new.card
        texts = (
            card.column.title(),
            card.title,
            new.helper.name if new.helper else "",
            wording.day(card.due, screen.today) if card.due else "",
            "archived" if card.archived else "new",
        )
        rows.append(Row(n, texts, ("plain", "plain", "plain", "plain", "dim")))
    return rows


def _left(planned: ImportPlan | CardPlan) -> list[tuple[str, str]]:
    """Returns the rows of a file that are left out, each with the reason."""
    return [(f"line {left.line:,}", left.reason) for left in planned.skipped]

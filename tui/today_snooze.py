"""Putting off a line of Today, and bringing it back."""

from datetime import date

from models.dates import read_date
from models.document import RuleBroken
from models.today_line import Line
from tui import wording
from tui.desk_screen import DeskScreen
from tui.on_record import desk_of
from tui.widgets.prompt import Agreed, Question


def ask_until(screen: DeskScreen, line: Line) -> None:
    """Asks until when a line is put off; what is about safety takes a reason, and three days at most."""
    who, today = screen.desk.who, screen.today
    own = desk_of(screen.desk, who)

    def preview(text: str) -> str:
        until, reason = _until(text, today)
        own.snoozed(line, until, today=today, reason=reason)
        because = f", because {reason}" if reason else ""
        return f"Back on {wording.day(until, today)}{because}; at once if it gets worse."

    def settle(text: str, agreed: Agreed) -> None:
        until, reason = _until(text, today)
        with screen.settling(f"Put off: {line.subject[:40]}") as desk:
            desk.desks.put(desk_of(desk, who).snoozed(line, until, today=today, reason=reason))
        screen.say(f"{line.subject[:40]} is back on {wording.day(until, today)} · {screen.undoes}")

    limit = "3 days at most, and why? 2d: they answer on Thursday" if line.rule.is_safety else "fri, 3d"
    screen.ask(Question(f"Put off until when? {limit}", settle, preview))


def wake(screen: DeskScreen, line: Line) -> None:
    """Brings a line back before its day."""
    if screen.saved(
        f"No longer put off: {line.subject[:40]}",
        lambda desk: desk.desks.put(desk_of(desk, screen.desk.who).woken(line.cause)),
    ):
        screen.say(f"{line.subject[:40]} is back · {screen.undoes}")


def _until(text: str, today: date) -> tuple[date, str]:
    day, _, reason = (part.strip() for part in text.partition(":"))
    if not day:
        raise RuleBroken("Say a day: fri, 3d, 15may.")
    return read_date(day, today=today), reason

"""The line on which time is logged, with what it is taken to mean spelled out below."""

from collections.abc import Callable, Sequence
from datetime import date

from models.activity import Activity, by_key
from models.audit import TimeEntry, last_end, running_entry
from models.day import overlapping
from models.entry_line import EntryLine, activity_for, entry_from, giving_way, read_entry
from store.changes import log_line
from tui import wording
from tui.desk_screen import DeskScreen
from tui.widgets.prompt import Agreed, Question

LOG = "What and when: 9-10:30 email triage +admin !4"
START = "Start the timer on what?"


def ask_for_entry(
    screen: DeskScreen,
    label: str,
    near: Callable[[date], Sequence[TimeEntry]],
    done: Callable[[TimeEntry], None],
    *,
    begun: str = "",
) -> None:
    """Asks for an entry and saves it.

    Args:
        screen: where it is asked.
        label: what is asked.
        near: the entries among which one of a day may overlap.
        done: called with the entry once it is saved.
        begun: what stands on the line already, such as the day on view.
    """
    desk = screen.desk
    known = by_key(desk.activities)
    since = last_end(desk.entries, desk.who)
    running = running_entry(desk.entries, desk.who)

    def read(text: str) -> EntryLine:
        return read_entry(text, now=screen.now(), zone=screen.zone, last_end=since)

    def preview(text: str) -> str:
        line = read(text)
        activity = activity_for(line, screen.business, known)
        now, zone = screen.now(), screen.zone
        entry = entry_from(line, who=screen.desk.who, now=now, zone_name=zone.key, activity=activity)
        when = wording.span(line.span, now=now, zone=zone) if line.span else "starts the timer now"
        said = [when, _activity(entry, activity), *_signs(line, activity)]
        if entry.running and running is not None:
            giving_way(running, entry)
            said.append(f"stops {running.text[:30]}")
        elif overlapping(entry, near(entry.day(zone)), now):
            said.append("overlaps another entry")
        return " · ".join(said)

    def settle(text: str, agreed: Agreed) -> None:
        line = read(text)
        verb = "Log" if line.span and line.span.end else "Start"
        with screen.settling(f"{verb} {line.tokens.text[:60]}") as desk:
            saved, _ = log_line(desk, line, who=desk.who, now=screen.now(), zone=screen.zone)
        done(saved)

    screen.ask(Question(label, settle, preview, begun))


def _activity(entry: TimeEntry, activity: Activity) -> str:
    if activity.number == 0:
        return f"{entry.text[:60]} (new activity)"
    name = "" if activity.name == entry.text else f" {activity.name[:30]}"
    return f"{entry.text[:60]} ({activity.ref}{name})"


def _signs(line: EntryLine, activity: Activity) -> list[str]:
    tokens = line.tokens
    said = [f"+{activity.category}"] if activity.category else []
    said += [f"stress {tokens.stress}"] if tokens.stress else []
    return [*said, *tokens.flags, *(f"#{tag}" for tag in tokens.tags)]

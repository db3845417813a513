"""A week in numbers and bars: hours of each category a day, and how full the days were."""

from collections.abc import Sequence
from dataclasses import dataclass

from tui import marks
from tui.widgets.painted import Lines, Parts, fitted, wrapped

TOTAL = 9
LAYOUTS = ((72, 21, 5), (58, 13, 5), (0, 13, 0))
"""From which width on a name and a day's number have how many cells; 0 leaves the days out."""
LINES = 16


@dataclass(frozen=True)
class Bar:
    """One category with its minutes on each day of the week."""

    name: str
    minutes: tuple[int, ...]
    tone: str = "plain"


@dataclass(frozen=True)
class WeekDay:
    """One day: its name, what was logged and what was expected, in minutes."""

    name: str
    logged: int
    expected: int


class WeekBars(Lines):
    """Shows a bar with its numbers for each category, and one for each day."""

    def __init__(self) -> None:
        super().__init__(height=LINES)
        self._bars: Sequence[Bar] = ()
        self._days: Sequence[WeekDay] = ()
        self._at = 0

    def show_week(self, bars: Sequence[Bar], days: Sequence[WeekDay], at: int) -> None:
        """Shows a week; `at` is the place of the day to single out."""
        self._bars, self._days, self._at = bars, days, at
        self._draw()

    def on_resize(self) -> None:
        """Makes the bars as long as there is room."""
        self._draw()

    def _draw(self) -> None:
        width = self.size.width
        name, number = next((name, number) for least, name, number in LAYOUTS if width >= least)
        heads = [(f"{day.name[:3]:>{number}}"[:number], self._tone(n)) for n, day in enumerate(self._days)]
        lines: list[Parts] = [[(" " * (name + 1), "dim"), *heads, (f"{'week':>{TOTAL}}", "dim")]]
        longest = max((sum(bar.minutes) for bar in self._bars), default=0)
        room = width - name - number * len(self._days) - TOTAL - 4
        for bar in self._bars:
            total = sum(bar.minutes)
            lines.append(
                [
                    (f" {fitted(wrapped(bar.name, name)[0], name)}", bar.tone),
                    *((_number(each, number), "plain" if each else "dim") for each in bar.minutes),
                    (f"{total / 60:.1f} h".rjust(TOTAL), "strong"),
                    (f"  {_bar(total, longest, room)}", bar.tone if bar.tone == "warn" else "accent"),
                ]
            )
        lines.append(())
        most = max((max(day.logged, day.expected) for day in self._days), default=0)
        for n, day in enumerate(self._days):
            of = f" of {day.expected / 60:g} h" if day.expected else ""
            said = f"{day.logged / 60:.1f} h{of}".rjust(15) if day.logged or of else ""
            lines.append(
                [
                    (f"{marks.CURSOR if n == self._at else ' '}", "accent"),
                    (fitted(day.name, name), self._tone(n)),
                    (f"{said:<17}", "plain" if day.logged else "dim"),
                    (_bar(day.logged, most, width - name - 20), "accent" if n == self._at else "dim"),
                ]
            )
        self.show(lines)

    def _tone(self, n: int) -> str:
        return "strong" if n == self._at else "dim"


def _number(minutes: int, width: int) -> str:
    return (f"{minutes / 60:.1f}" if minutes else marks.GAP).rjust(width)[:width]


def _bar(value: int, most: int, room: int) -> str:
    """Returns a bar; what is more than nothing shows, however little it is."""
    if not value or room < 1:
        return ""
    return marks.BAR * round(value * room / most) or marks.SLIVER

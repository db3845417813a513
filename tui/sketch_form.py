"""What one way to be rid of an activity would cost, as a form."""

from collections.abc import Callable
from typing import Any

from models.activity import Activity
from models.document import RuleBroken
from models.money import major, plain, read_money
from models.option_sketch import OptionSketch
from tui import wording
from tui.desk_screen import DeskScreen
from tui.dialogs.form import Field, Form, read_hours, read_number
from tui.widgets.prompt import Agreed


def price(sketch: OptionSketch, currency: str) -> str:
    """Returns what a way costs while it runs: an hour, a month, or both."""
    said = []
    for amount, per in ((sketch.rate, "/h"), (sketch.monthly, "/mo")):
        if amount:
            said.append(f"{wording.money(major(amount, currency), currency, digits=0)}{per}")
    return " ".join(said) or "–"


def open_sketch(screen: DeskScreen, activity: Activity, sketch: OptionSketch) -> None:
    """Shows a sketch's form and saves what is changed with the activity."""
    currency = screen.business.currency

    def settle(values: dict[str, str], agreed: Agreed) -> None:
        changed = _filled_in(sketch, values, currency)
        others = tuple(each for each in activity.sketches if each.kind is not sketch.kind)
        with screen.settling(f"Reckon {sketch.name} for {activity.ref}") as desk:
            desk.activities.put(screen.resolved(activity.but(sketches=(*others, changed)), agreed))

    title = f"{sketch.name} for {activity.ref} {activity.name}"[:70]
    screen.app.push_screen(Form(title, _fields(sketch, currency), settle))


def _fields(sketch: OptionSketch, currency: str) -> list[Field]:
    setup = "" if sketch.setup_minutes is None else f"{sketch.setup_minutes / 60:g}"
    return [
        Field("rate", "Price of an hour", plain(sketch.rate or None, currency), "of help; empty for none"),
        Field(
            "monthly", "Price of a month", plain(sketch.monthly or None, currency), "paid besides the hours"
        ),
        Field("setup_minutes", "Set-up hours", setup, "of each side; empty: as the activity says"),
        Field(
            "setup_fee", "Set-up fee", plain(sketch.setup_fee or None, currency), "paid once at the beginning"
        ),
        Field(
            "speed",
            "Speed %",
            "" if sketch.speed is None else str(sketch.speed),
            "paid minutes for 100 of yours; 0 pays no hours, empty follows the skill gap",
        ),
        Field(
            "review_share",
            "Review share %",
            "" if sketch.review_share is None else str(sketch.review_share),
            "of the time that looking it over still takes; empty: as in the settings",
        ),
        Field("weeks_to_live", "Weeks to live", str(sketch.weeks_to_live), "until the work is off your desk"),
        Field("exit_minutes", "Hours to end it", f"{sketch.exit_minutes / 60:g}", "of yours"),
        Field(
            "exit_fee", "Fee to end it", plain(sketch.exit_fee or None, currency), "such as a notice period"
        ),
        Field(
            "lost_yearly",
            "Lost in a year",
            plain(sketch.lost_yearly or None, currency),
            "what goes missing when nobody does it",
        ),
        Field("risk", "Risk", sketch.risk, "what may go wrong, in a few words"),
    ]


def _filled_in(sketch: OptionSketch, values: dict[str, str], currency: str) -> OptionSketch:
    def money(text: str) -> int:
        return read_money(text, currency)

    readers: dict[str, tuple[Callable[[str], Any], Any]] = {
        **dict.fromkeys(("rate", "monthly", "setup_fee", "exit_fee", "lost_yearly"), (money, 0)),
        "setup_minutes": (lambda text: read_hours(text, "hours to set it up"), None),
        "exit_minutes": (lambda text: read_hours(text, "hours to end it"), 0),
        "speed": (lambda text: round(read_number(text, "a speed")), None),
        "review_share": (lambda text: round(read_number(text, "a share")), None),
        "weeks_to_live": (lambda text: round(read_number(text, "weeks")), 0),
        "risk": (str, ""),
    }
    found: dict[str, Any] = {"assumed": False}
    for name, (read, empty) in readers.items():
        try:
            found[name] = read(values[name]) if values[name] else empty
        except RuleBroken as broken:
            broken.field = name
            raise
    return sketch.but(**found)

"""What the estimate of an activity rests on, as lines of text, there and back."""

from models.activity import Activity, Confidentiality, Keep
from models.business import Business
from models.document import RuleBroken
from models.money import plain, read_money
from tui.desk_screen import DeskScreen
from tui.dialogs.form import Field, Form, read_hours, read_yes
from tui.widgets.prompt import Agreed

ONCE = "once"
"""What is written as the cadence of work that does not come again."""


def fields(activity: Activity, business: Business) -> list[Field]:
    """Returns an activity as lines of a form."""
    currency = business.currency

    def yes(value: bool) -> str:
        return "yes" if value else "no"

    cadence = ONCE if activity.one_off else str(activity.per_year or "")
    hours = "" if activity.onboarding_minutes is None else f"{activity.onboarding_minutes / 60:g}"
    return [
        Field("name", "Activity", activity.name, "what it is called; the entries keep their own words"),
        Field("category", "Category", activity.category or "", ", ".join(business.category_names)),
        Field(
            "keep",
            "Only me",
            activity.keep or "",
            f"{', '.join(Keep)}; empty: core and personal stay with you",
        ),
        Field("confidentiality", "Confidentiality", activity.confidentiality, ", ".join(Confidentiality)),
        Field(
            "cadence",
            "How often a year",
            cadence,
            f"a number, {', '.join(business.cadences)} or {ONCE}; empty: from the log",
        ),
        Field(
            "rule_like",
            "Always the same",
            yes(activity.rule_like),
            "yes when it goes the same way every time",
        ),
        Field(
            "nobody_would_miss",
            "Nobody would miss it",
            yes(activity.nobody_would_miss),
            "yes when it could just stop",
        ),
        Field(
            "skill_gap",
            "Skill you lack %",
            str(activity.skill_gap),
            "0 you are the expert, 25, 50, 75, 100 you cannot do it",
        ),
        Field(
            "delegable_share",
            "Share to hand over %",
            str(activity.delegable_share),
            "1 to 100; part of core work may go",
        ),
        Field(
            "helper_rate",
            "Helper's hour",
            plain(activity.helper_rate, currency),
            f"in {currency}; empty: {plain(business.rate_of_help, currency)}, the default",
        ),
        Field("onboarding", "Hours to show it", hours, "of each side; empty: 30 times its length, 8 at most"),
        Field(
            "tools_cost",
            "Tools a year",
            plain(activity.tools_cost, currency),
            f"what programs for it cost a year, in {currency}",
        ),
        Field(
            "speed",
            "Helper's time %",
            str(activity.speed or ""),
            "helper minutes per 100 of yours; empty: from the skill",
        ),
    ]


def filled_in(activity: Activity, values: dict[str, str], business: Business) -> Activity:
    """Returns the activity as the form's lines describe it.

    Raises:
        RuleBroken: a line cannot be understood.
    """
    currency = business.currency
    cadence = values["cadence"].casefold()
    return activity.but(
        name=values["name"],
        category=business.category(values["category"]) if values["category"] else None,
        keep=values["keep"].casefold() or None,
        confidentiality=values["confidentiality"].casefold() or Confidentiality.OPEN,
        per_year=None if cadence in ("", ONCE) else _per_year(cadence, business),
        one_off=cadence == ONCE,
        rule_like=read_yes(values["rule_like"], "Always the same"),
        nobody_would_miss=read_yes(values["nobody_would_miss"], "Nobody would miss it"),
        skill_gap=values["skill_gap"] or 0,
        delegable_share=values["delegable_share"] or 100,
        helper_rate=read_money(values["helper_rate"], currency) if values["helper_rate"] else None,
        onboarding_minutes=read_hours(values["onboarding"], "the hours to show it")
        if values["onboarding"]
        else None,
        tools_cost=read_money(values["tools_cost"], currency) if values["tools_cost"] else 0,
        speed=values["speed"] or None,
    )


def _per_year(cadence: str, business: Business) -> int:
    if cadence in business.cadences:
        return business.cadences[cadence]
    if not cadence.isdecimal() or int(cadence[:9]) == 0:
        raise RuleBroken(f"Say how often a year as a number, {', '.join(business.cadences)} or {ONCE}.")
    return int(cadence[:9])


def open_form(screen: DeskScreen, activity: Activity) -> None:
    """Shows what the estimate rests on and saves what is changed."""

    def settle(values: dict[str, str], agreed: Agreed) -> None:
        changed = filled_in(activity, values, screen.business)
        with screen.settling(f"Edit {activity.name[:40]}") as desk:
            desk.activities.put(screen.resolved(changed, agreed))

    screen.app.push_screen(
        Form(f"{activity.ref} {activity.name}"[:70], fields(activity, screen.business), settle)
    )

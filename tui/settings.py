"""The settings of the business as lines of text, there and back."""

from datetime import date

from models.business import Business, OwnCategory, zone_named
from models.columns import COLUMNS, Column
from models.dates import quoted
from models.document import RuleBroken
from models.money import major, plain, read_money
from tui.desk_screen import DeskScreen
from tui.dialogs.form import Field, Form, read_hours, read_number
from tui.widgets.prompt import Agreed, Question
from tui.wording import WEEKDAYS, money


def fields(business: Business, assumed_zone: str) -> list[Field]:
    """Returns the settings as lines of a form."""
    currency = business.currency

    return [
        Field("name", "Business", business.name, "what the business is called"),
        Field(
            "owners",
            "Owners",
            ", ".join(f"{owner.initials} {owner.name}".strip() for owner in business.owners),
            "initials and name, a comma between two owners: OB Orla Brennan, TW Tomasz Wilk",
        ),
        Field(
            "zone",
            "Time zone",
            business.zone or "",
            f"like Europe/Dublin; empty: {assumed_zone}, as this machine",
        ),
        Field("currency", "Currency", currency, "three letters, like EUR, GBP or USD"),
        Field(
            "owner_hour",
            "Owner hour",
            plain(business.owner_hour, currency),
            "what an hour of an owner is worth, like 50",
        ),
        Field(
            "helper_rate",
            "Helper hour",
            plain(business.helper_rate, currency),
            f"what an hour of help costs; empty: {plain(business.rate_of_help, currency)}, assumed",
        ),
        Field(
            "work_days",
            "Work days",
            " ".join(WEEKDAYS[n] for n in business.work_days),
            "like Mon Tue Wed Thu Fri",
        ),
        Field(
            "hours_per_day",
            "Hours a day",
            f"{business.minutes_per_day / 60:g}",
            "worked on a work day, like 8 or 7.5",
        ),
        Field("work_weeks", "Weeks a year", str(business.work_weeks), "worked in a year, 1 to 52"),
        Field(
            "review_share",
            "Review share %",
            str(business.review_share),
            "of delegated time that you spend looking it over",
        ),
        Field(
            "retention_months",
            "Keep candidates",
            str(business.retention_months),
            "months that those are kept who were not taken on, 1 to 36; then erase them",
        ),
        Field(
            "holidays",
            "Holidays",
            " ".join(day.isoformat() for day in business.holidays),
            "days off of your own, like 2026-12-28 2026-12-29",
        ),
        Field(
            "country",
            "Country",
            "-".join(filter(None, (business.country, business.region))),
            "its public holidays are days off, too: IE, or with a part DE-BY; empty: none",
        ),
        Field(
            "categories",
            "Own categories",
            ", ".join(f"{own.name} = {own.rolls_up_to}" for own in business.categories),
            "each with the one it counts under: events = marketing, travel = admin",
        ),
        Field(
            "column_limits",
            "Column limits",
            ", ".join(f"{column.title()} {limit}" for column, limit in business.column_limits.items()),
            "cards above which a column warns: Doing 6, Review 3; empty: none",
        ),
    ]


def filled_in(business: Business, values: dict[str, str]) -> Business:
    """Returns the business as the form's lines describe it.

    Raises:
        RuleBroken: a line cannot be understood.
    """
    currency = values["currency"].upper()
    return business.with_owners(_owners(values["owners"])).but(
        name=values["name"],
        zone=zone_named(values["zone"]).key if values["zone"] else None,
        currency=currency,
        owner_hour=read_money(values["owner_hour"], currency) if values["owner_hour"] else None,
        helper_rate=read_money(values["helper_rate"], currency) if values["helper_rate"] else None,
        work_days=_work_days(values["work_days"]),
        minutes_per_day=read_hours(values["hours_per_day"], "hours a day"),
        work_weeks=read_number(values["work_weeks"], "weeks a year"),
        review_share=read_number(values["review_share"], "the review share"),
        retention_months=read_number(values["retention_months"], "months that candidates are kept"),
        holidays=tuple(_dates(values["holidays"])),
        categories=tuple(_categories(values["categories"], business)),
        column_limits=_column_limits(values["column_limits"]),
    )


def _in_country(business: Business, said: str, today: date) -> Business:
    """Returns the business with the public holidays of a country, which take a moment to look up."""
    kept = "-".join(filter(None, (business.country, business.region)))
    if said.strip().upper() == kept:
        return business
    from store.calendar import in_country

    return in_country(business, said, today=today)


def _owners(text: str) -> list[tuple[str, str]]:
    parts = (part.strip().partition(" ") for part in text.split(",") if part.strip())
    return [(initials, name) for initials, _, name in parts]


def _work_days(text: str) -> tuple[int, ...]:
    short = [day.casefold() for day in WEEKDAYS]
    words = text.casefold().replace(",", " ").split()
    for word in words:
        if word[:3] not in short:
            raise RuleBroken(f"{quoted(word)} is no day of the week: write them like Mon Tue Wed.")
    if not words:
        raise RuleBroken("Name at least one work day, like Mon.")
    return tuple(sorted({short.index(word[:3]) for word in words}))


def _dates(text: str) -> list[date]:
    try:
        return sorted({date.fromisoformat(word) for word in text.replace(",", " ").split()})
    except ValueError:
        raise RuleBroken("Write each holiday as year-month-day, like 2026-12-25.") from None


def _categories(text: str, business: Business) -> list[OwnCategory]:
    known = {own.name.casefold(): own.key for own in business.categories}
    five = business.but(categories=())
    found = []
    for each in (part for part in text.split(",") if part.strip()):
        name, _, under = (word.strip() for word in each.partition("="))
        if not (name and under):
            raise RuleBroken("Write an own category with what it counts under, like events = marketing.")
        key = {"key": known[name.casefold()]} if name.casefold() in known else {}
        found.append(OwnCategory.of(name=name, rolls_up_to=five.category(under), **key))
    return found


def _column_limits(text: str) -> dict[Column, int]:
    limits: dict[Column, int] = {}
    for part in (part.strip() for part in text.split(",") if part.strip()):
        name, _, number = part.rpartition(" ")
        column = next((column for column in COLUMNS if column == name.strip(" :=").casefold()), None)
        if column is None or not (number.isascii() and number.isdecimal() and len(number) <= 3):
            raise RuleBroken(
                f"{quoted(part)} is no limit of a column: write them like Doing 6, Review 3.", "column_limits"
            )
        limits[column] = int(number)
    return {column: limits[column] for column in COLUMNS if column in limits}


def open_settings(screen: DeskScreen) -> None:
    """Shows the settings and saves what is changed."""
    before = screen.business

    def settle(values: dict[str, str], agreed: Agreed) -> None:
        business = _in_country(filled_in(before, values), values["country"], screen.today)
        with screen.settling("Change the settings") as desk:
            used = (activity.category for activity in desk.activities if activity.archived is None)
            desk.settings.put(screen.resolved(before.replaced_by(business, used), agreed))

    screen.app.push_screen(Form("Settings", fields(before, screen.session.assumed_zone), settle))


def ask_owner_hour(screen: DeskScreen) -> None:
    """Asks what an owner's hour is worth: nothing in money can be said without it."""

    def preview(text: str) -> str:
        currency = screen.business.currency
        return f"An hour of yours counts as {money(major(read_money(text, currency), currency), currency)}."

    def settle(text: str, agreed: Agreed) -> None:
        with screen.settling("Set the value of an owner hour") as desk:
            business = desk.business
            desk.settings.put(business.but(owner_hour=read_money(text, business.currency)))

    screen.ask(
        Question(
            f"What is an hour of yours worth, in {screen.business.currency}? "
            "Yearly income ÷ 2,000 is a start.",
            settle,
            preview,
            plain(screen.business.owner_hour, screen.business.currency),
        )
    )

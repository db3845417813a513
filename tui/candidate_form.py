"""Candidates on one line and as a form."""

from collections.abc import Callable
from typing import Any

from models.brief import joined_points, split_points
from models.business import zone_named
from models.candidate_line import (
    EXAMPLE,
    entering,
    read_candidate,
    read_rate,
    read_stars,
    source_meant,
    stars_text,
)
from models.candidate_parts import AgencyFacts, Person, Screened, Terms
from models.candidates import Candidate, checked_new
from models.dates import read_date
from models.document import RuleBroken
from models.helpers import HelperKind
from models.money import plain
from models.role_parts import Posting, SourceKind
from models.roles import Role
from models.secrets import looks_secret
from tui import candidate_words
from tui.candidate_words import posting_of
from tui.desk_screen import DeskScreen
from tui.dialogs.form import Field, Form, read_hours, read_number
from tui.widgets.prompt import Agreed, Question


def ask_for_candidate(screen: DeskScreen, role: Role, then: Callable[[Candidate], None]) -> None:
    """Asks for a new candidate of a role on one line; what was added is for `then` to say."""

    def read(text: str) -> tuple[Candidate, Posting | None]:
        line = read_candidate(text, currency=screen.business.currency, today=screen.today)
        now, there = screen.desk.roles[role.number], screen.desk.candidates.having(role=role.uid)
        return entering(line, now, there)

    def preview(text: str) -> str:
        candidate, new = read(text)
        posting = new or posting_of(candidate, role)
        said = candidate_words.summary(candidate, role, posting, screen.business.currency, screen.today)
        return f"{said}{' · a new source of this role' if new else ''}"

    def settle(text: str, agreed: Agreed) -> None:
        with screen.settling(f"Add a candidate to {role.ref}") as desk:
            candidate, new = read(text)  # what others have added is known only now
            if new is not None:
                desk.roles.put(desk.roles[role.number].posted(new))
            made = desk.candidates.put(candidate)
        then(made)

    screen.ask(Question(f"New candidate for {role.ref}, like {EXAMPLE}", settle, preview))


def open_candidate(screen: DeskScreen, candidate: Candidate, role: Role) -> None:
    """Shows a candidate's form and saves what is changed."""
    shown = {each.name: each.value for each in _fields(candidate, role, screen)}

    def settle(values: dict[str, str], agreed: Agreed) -> None:
        said = {name: text for name, text in values.items() if text != shown[name]}
        if any(looks_secret(text) for text in said.values()):
            agreed.require("That looks like a password, which belongs in a vault: Enter again saves it here.")
        with screen.settling(f"Edit {candidate.ref}") as desk:
            now = desk.roles[role.number]
            changed, new = _filled_in(candidate, now, said, screen)
            checked_new(changed, desk.candidates.having(role=role.uid))
            if new is not None:
                desk.roles.put(now.posted(new))
            desk.candidates.put(screen.resolved(changed, agreed))

    title = f"{candidate.ref} {candidate.name}"[:70]
    screen.app.push_screen(Form(title, _fields(candidate, role, screen), settle))


def _fields(candidate: Candidate, role: Role, screen: DeskScreen) -> list[Field]:
    terms, currency = candidate.terms, screen.business.currency
    posting, who = posting_of(candidate, role), candidate.referrer
    per = {"hour": "h", "month": "mo", "project": "project"}[terms.per]
    rated = candidate.platform_rating
    fields = [
        Field("name", "Name", candidate.name, "who or what it is"),
        Field("contact", "Contact", candidate.contact, "how to reach it"),
        Field("zone", "Time zone", candidate.zone or "", "like Europe/Lisbon"),
        Field(
            "rate",
            "Price",
            "" if terms.rate is None else f"{plain(terms.rate, currency)}/{per}",
            "17/h, 260/mo or 400/project",
        ),
        Field("minutes_week", "Hours a week", _hours(terms.minutes_week), "that it has for us, like 20"),
        Field(
            "overlap_minutes_week",
            "In our hours",
            _hours(terms.overlap_minutes_week),
            "hours a week of it that lie in our own",
        ),
        Field("start", "Can start", terms.start.isoformat() if terms.start else "", "mon, 4may, 2026-05-04"),
        Field("min_term_months", "Least months", _number(terms.min_term_months), "that it binds us for"),
        Field("notice_days", "Notice days", _number(terms.notice_days), "to end it, 0 to 365"),
        Field("profile_url", "Page", candidate.profile_url, "a profile or a product page"),
        Field(
            "platform_rating",
            "Platform rating",
            "" if rated is None else stars_text(rated, candidate.n_reviews),
            "stars, and from how many reviews, like 4.9/31",
        ),
        Field(
            "source",
            "Source",
            posting.name if posting else candidate.source.says if candidate.source else "",
            "a posting of the role, or referral, direct, agency, linkedin …",
        ),
        Field(
            "referrer",
            "Referred by",
            ", ".join(filter(None, (who.name, who.relation))) if who else "",
            "who, and what they are to us: Aoife Lynch, client",
        ),
    ]
    if candidate.kind is HelperKind.AGENCY:
        facts = candidate.agency or AgencyFacts()
        fields += [
            Field("named_assistant", "Who it would be", facts.named_assistant, "the person whom it names"),
            Field("supervisor", "Supervisor", facts.supervisor, "who answers for the work there"),
            Field("backup", "Back-up", facts.backup, "who steps in"),
            Field(
                "replacement_days",
                "Replaced within",
                _number(facts.replacement_days),
                "days after they leave",
            ),
            Field(
                "screened",
                "It says it checked",
                joined_points(each.text for each in facts.screened),
                "what it has screened them for, with ; between; its word only until you have",
            ),
        ]
    return fields


def _hours(minutes: int | None) -> str:
    return "" if minutes is None else f"{minutes / 60:g}"


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _whole(text: str, what: str) -> int:
    return round(read_number(text, what))


def _filled_in(
    candidate: Candidate, role: Role, said: dict[str, str], screen: DeskScreen
) -> tuple[Candidate, Posting | None]:
    """Returns a candidate with the lines that were changed, and the posting they are the first to name."""
    currency, today = screen.business.currency, screen.today
    readers: dict[str, Callable[[str], Any]] = {
        "zone": lambda text: zone_named(text).key,
        "rate": lambda text: read_rate(text, currency),
        "minutes_week": lambda text: read_hours(text, "hours a week"),
        "overlap_minutes_week": lambda text: read_hours(text, "hours in ours"),
        "start": lambda text: read_date(text, today=today),
        "min_term_months": lambda text: _whole(text, "months"),
        "notice_days": lambda text: _whole(text, "days"),
        "platform_rating": read_stars,
        "source": lambda text: source_meant(text, role),
        "referrer": lambda text: _referrer(text, candidate.referrer),
        "replacement_days": lambda text: _whole(text, "days"),
        "screened": lambda text: _screened(text, candidate.agency),
    }
    empty = dict.fromkeys(readers) | {"screened": ()}
    values: dict[str, Any] = {}
    for name, text in said.items():
        try:
            values[name] = readers.get(name, str)(text) if text else empty.get(name, "")
        except RuleBroken as broken:
            broken.field = name
            raise
    new: Posting | None = None
    if "rate" in values and values["rate"] is not None:
        values["rate"], values["per"] = values["rate"]
    if "platform_rating" in values:
        values["platform_rating"], values["n_reviews"] = values["platform_rating"] or (None, None)
    if "source" in values:
        place = values["source"]
        if isinstance(place, Posting):
            new = place if all(each.key != place.key for each in role.postings) else None
            values |= {"source": place.kind, "posting": place.key}
        else:
            values["posting"] = None
            who = said["source"].partition(":")[2].strip()
            if place is SourceKind.REFERRAL and who and "referrer" not in values:
                values["referrer"] = _referrer(who, candidate.referrer)
    terms = {name: values.pop(name) for name in Terms.model_fields if name in values}
    agency = {name: values.pop(name) for name in AgencyFacts.model_fields if name in values}
    if terms:
        values["terms"] = candidate.terms.but(**terms)
    if agency:
        values["agency"] = (candidate.agency or AgencyFacts()).but(**agency)
    return candidate.but(**values), new


def _referrer(text: str, old: Person | None) -> Person:
    name, _, relation = text.partition(",")
    if old is not None and old.name.casefold() == name.strip().casefold():
        return old.but(name=name, relation=relation)
    return Person.of(name=name, relation=relation)


def _screened(text: str, old: AgencyFacts | None) -> tuple[Screened, ...]:
    known = {each.text: each for each in (old.screened if old else ())}
    return tuple(known.get(part) or Screened.of(text=part) for part in split_points(text))

"""Forms about a helper, and what their lines make: each saves its change in one step."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from models.access_profiles import AccessProfile
from models.agreements import Agreement, AgreementKind
from models.comms import CommsAgreement
from models.document import Part, RuleBroken, fresh_key
from models.dossier import Dossier
from models.engagements import Engagement, Milestone
from models.goals import Goal, Heading
from models.helpers import Helper
from models.smart import lint
from tui import register
from tui.desk_screen import DeskScreen
from tui.dialogs.reading import Reading
from tui.evidence_forms import Asked
from tui.helper_sheets import HelperSheets
from tui.roles_of_access import change_of_role
from tui.sheets import open_sheet
from tui.widgets.prompt import Agreed, Question

P = TypeVar("P", bound=Part)


def ask_for_helper(screen: DeskScreen, then: Callable[[Helper], None]) -> None:
    """Asks for the name of a new helper; what was added is for `then` to say."""

    def settle(text: str, agreed: Agreed) -> None:
        made = Helper.of(name=text)
        same = [each for each in screen.desk.helpers if each.name.casefold() == made.name.casefold()]
        if same:
            agreed.require(f"{same[0].ref} is called {same[0].name}: Enter again adds another one.")
        with screen.settling(f"Add {made.name[:40]} as a helper") as desk:
            kept = desk.helpers.put(made)
        then(kept)

    screen.ask(Question("New helper: the name", settle))


def open_helper(screen: DeskScreen, helper: Helper) -> None:
    """Shows the form of a helper, also of one that is new."""
    dossier = Dossier.as_far_as_sound(helper)
    profiles = {each.key: each for each in screen.business.access_profiles}
    role = profiles.get(dossier.profile or "")
    values = dict(dossier) | {"profile": role.name if role else None, "gone": None}

    def save(said: dict[str, Any], agreed: Agreed) -> None:
        given, business, at = dict(said), screen.business, screen.now()
        is_gone = given.pop("gone", None)
        if is_gone is False:
            given["archived"] = None
        known = None
        if name := given.get("profile"):
            known = next(
                (each for each in profiles.values() if each.name.casefold() == name.casefold()), None
            )
            if known is None:
                agreed.require(f"There is no role called “{name}” yet: Enter again makes it.")
                known = AccessProfile.of(name=name)
                business = business.but(access_profiles=(*business.access_profiles, known))
            given["profile"] = known.key
        changed = dossier.but(**given)
        with screen.settling(f"{'Add' if helper.is_new else 'Edit'} {changed.name}"[:60]) as desk:
            if business is not screen.business:
                desk.settings.put(business)
            if is_gone:
                changed = changed.put_away(at, desk.grants)
            kept = desk.helpers.put(screen.resolved(changed, agreed))
        if known is not None and (steps := list(change_of_role(screen, kept, known))):
            page = Reading(f"{kept.name} as “{known.name}”"[:70], steps)
            screen.call_after_refresh(screen.app.push_screen, page)

    open_sheet(screen, helper.name, HelperSheets(screen).helper(), values, save)


def open_terms(screen: DeskScreen, helper: Dossier, old: Engagement | None) -> None:
    """Shows the form of an engagement."""
    values: dict[str, Any] = dict(old) if old else {"agreed_on": screen.today}
    if old and old.rate is not None:
        values["price"] = (old.rate, old.per)

    def made(said: dict[str, Any], key: str) -> Engagement:
        given = dict(said)
        if "price" in given:
            given["rate"], given["per"] = given.pop("price")
        if old is None:  # a first day is agreed, unless the line that says so was emptied
            given.setdefault("agreed_on", screen.today if given.get("start") else None)
        return old.but(**given) if old else Engagement.of(key=key, **given)

    open_part(screen, helper, "Terms", HelperSheets(screen).engagement(), values, made)


def open_milestone(
    screen: DeskScreen, helper: Dossier, engagement: Engagement, old: Milestone | None
) -> None:
    """Shows the form of a milestone."""

    def made(said: dict[str, Any], key: str) -> Engagement:
        milestone = old.but(**said) if old else Milestone.of(key=key, **said)
        return engagement.with_milestone(milestone)

    open_part(screen, helper, "Milestone", HelperSheets(screen).milestone(), dict(old) if old else {}, made)


def open_paper(
    screen: DeskScreen, helper: Helper, old: Agreement | None, kind: AgreementKind | None = None
) -> None:
    """Shows the form of an agreement; of a new one, `kind` is what it is about."""
    base: dict[str, Any] = {} if old else {"party": helper.name} | ({"kind": kind} if kind else {})
    values: dict[str, Any] = dict(old) if old else dict(base)
    if old and old.file_name:
        values["file"] = (old.file_name, old.sha256)
    asked = [
        replace(each, shown=lambda pair: str(pair[0])) if each.name == "file" else each
        for each in HelperSheets(screen).agreement()
    ]
    uid = fresh_key()

    def save(said: dict[str, Any], agreed: Agreed) -> None:
        given = base | said
        if "file" in given:
            given["file_name"], given["sha256"] = given.pop("file")
        if old is None and "kind" not in given:
            raise RuleBroken("Which paper is it? Say its kind.", "kind")
        paper = old.but(**given) if old else Agreement.of(uid=uid, helper=helper.uid, **given)
        paper.on_record(screen.today).lasting()
        if paper.warning and "survival_until" not in said:
            agreed.require(f"{paper.warning} Enter again saves it so.")
        with screen.settling(f"{'Edit' if old else 'Record'} the {paper.kind} of {helper.name}") as desk:
            register.put_paper(desk, screen.resolved(paper, agreed), at=screen.now(), today=screen.today)

    open_sheet(screen, f"Agreement with {helper.name}", asked, values, save)


def open_comms(screen: DeskScreen, helper: Dossier) -> None:
    """Shows the form of how both sides talk to each other."""

    def save(said: dict[str, Any], agreed: Agreed) -> None:
        channels = said.pop("channels", None)
        comms: CommsAgreement = helper.comms.but(**said)
        if channels is not None:
            known = {each.purpose: each.key for each in comms.channels}
            comms = comms.but(
                channels=tuple(each.but(key=known.get(each.purpose, each.key)) for each in channels)
            )
        keep(screen, "Talking", helper, helper.but(comms=comms), agreed)

    title = f"Talking to each other: {helper.name}"
    open_sheet(screen, title, HelperSheets(screen).comms(), dict(helper.comms), save)


def open_goal(screen: DeskScreen, helper: Dossier, old: Goal | None) -> None:
    """Shows the form of a goal; what is not SMART about it is said once, and may stay so."""
    base = {} if old else {"heading": Heading.UP, "cadence_days": 7}

    def made(said: dict[str, Any], key: str) -> Goal:
        given = base | said
        if old is None and given.get("baseline") is not None:
            given.setdefault("baseline_on", screen.today)
        if old is None and given.get("target") is None:
            raise RuleBroken("To which number is it to go? Enter the target.", "target")
        return old.but(**given) if old else Goal.of(key=key, owner=screen.desk.who, **given)

    def advice(goal: Goal) -> str:
        found = lint(goal)
        return f"{found[0].part.capitalize()}? {found[0].says}" if found else ""

    values = dict(old) if old else dict(base)
    open_part(screen, helper, "Goal", HelperSheets(screen).goal(), values, made, advice=advice)


# ---------------------------------------------------------------------- saving


def keep(screen: DeskScreen, what: str, helper: Dossier, changed: Dossier, agreed: Agreed) -> None:
    """Saves a helper for a form.

    Raises:
        RuleBroken: it cannot be saved, or another session changed the same.
    """
    with screen.settling(f"{what} of {helper.ref} {helper.name}"[:70]) as desk:
        desk.helpers.put(screen.resolved(changed, agreed))


def open_part(
    screen: DeskScreen,
    helper: Dossier,
    what: str,
    asked: Sequence[Asked],
    values: Mapping[str, Any],
    made: Callable[[dict[str, Any], str], P],
    *,
    advice: Callable[[P], str] | None = None,
) -> None:
    """Shows the form of a part of a helper's record and saves what it makes."""
    key = fresh_key()  # the same one for every try: what an agreed conflict saves holds it

    def save(said: dict[str, Any], agreed: Agreed) -> None:
        part = made(said, key)
        if advice is not None and (better := advice(part)):
            agreed.require(f"{better} Enter again saves it so.")
        keep(screen, what, helper, helper.with_part(part), agreed)

    open_sheet(screen, f"{what}: {helper.name}", asked, values, save)

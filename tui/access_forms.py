"""Systems and requests for access as forms."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from models.access import LONGEST_GRANT, AccessGrant
from models.access_parts import AccessMethod
from models.access_profiles import AccessLevel
from models.access_register import Access
from models.brief import DataClass
from models.dates import quoted
from models.document import RuleBroken, fresh_key
from models.dossier import Dossier
from models.helpers import Helper
from models.offboarding import requests_frozen_by
from models.systems import System
from tui import wording
from tui.access_words import profiles
from tui.desk_screen import DeskScreen
from tui.evidence_forms import Asked, word, yes
from tui.helper_sheets import HelperSheets
from tui.sheets import open_sheet
from tui.widgets.prompt import Agreed

USUAL_GRANT = timedelta(days=90)
"""The last day that a request begins with, where no engagement ends sooner."""


def system_sheet(screen: DeskScreen) -> Sequence[Asked]:
    """Returns what is asked about a system."""
    owners = {owner.key: owner.initials for owner in screen.business.people}
    return (
        Asked("name", "Name", "a program, an account, a shared folder"),
        word("data_class", "Data in it", DataClass, DataClass.INTERNAL),
        Asked("how_to_revoke", "Taken away by", "how an access is removed: Users, remove"),
        yes("mfa_available", "Has second factor", "yes or no; empty for not known", empty=None),
        yes("shared_login", "One login for all", "yes where everybody enters by the same name"),
        Asked("url", "Where", "its address"),
        Asked(
            "owner",
            "Looked after by",
            ", ".join(owners.values()),
            lambda text: screen.business.owner(text).key,
            lambda key: owners.get(key, ""),
        ),
    )


def open_system(screen: DeskScreen, old: System | None, name: str = "") -> None:
    """Shows the form of a system, also of a new one."""
    base: dict[str, Any] = {"name": name} if name else {}
    uid = fresh_key()

    def save(said: dict[str, Any], agreed: Agreed) -> None:
        system = old.but(**said) if old else System.of(uid=uid, **(base | said))
        same = (each for each in screen.desk.systems if each.name.casefold() == system.name.casefold())
        if any(each.uid != system.uid and each.archived is None for each in same):
            raise RuleBroken(f"There is a system called {quoted(system.name)} already.", "name")
        with screen.settling(f"{'Edit' if old else 'Add'} {system.name}"[:60]) as desk:
            desk.systems.put(screen.resolved(system, agreed))

    values = dict(old) if old else base
    open_sheet(screen, old.name if old else "New system", system_sheet(screen), values, save)


def archive_system(screen: DeskScreen, system: System, accesses: Iterable[Access]) -> None:
    """Puts a system away, or brings it back; not while somebody has access that is not seen to be gone."""
    left = [each for each in accesses if each.system.uid == system.uid and not each.is_closed]
    if left and not system.archived:
        refs = wording.listed(each.grant.ref for each in left)
        screen.say(f"{refs} to {system.name} must be taken back and seen gone first.", "warn")
        return
    changed = system.but(archived=None if system.archived else screen.now())
    does = "Archive" if changed.archived else "Bring back"
    screen.saved(f"{does} {system.ref}", lambda desk: desk.systems.put(changed))


def ask_for_access(screen: DeskScreen, helper: Helper, system: System | None) -> None:
    """Shows the request for an access of a helper; a system that is not known yet is made with it."""
    today, dossier = screen.today, Dossier.as_far_as_sound(helper)
    end = dossier.last_day(today)
    usual = min(filter(None, (end, today + USUAL_GRANT)))
    profile = profiles(screen.desk).get(helper.uid)
    level = profile.level(system.uid) if profile and system else None
    base: dict[str, Any] = {
        "system": system,
        "level": level or AccessLevel.VIEW,
        "expires_on": max(usual, today),
        "method": AccessMethod.OWN_ACCOUNT,
        "undo": system.how_to_revoke if system else "",
    }
    made = list[System]()
    uid = fresh_key()

    def known_or_new(text: str) -> System:
        known = [each for each in screen.desk.systems if each.archived is None]
        meant = [each for each in known if each.name.casefold() == text.casefold()]
        meant = meant or [each for each in known if each.name.casefold().startswith(text.casefold())]
        return meant[0] if meant else System.of(name=text)

    def save(said: dict[str, Any], agreed: Agreed) -> None:
        given = base | said
        entered: System | None = given.pop("system")
        if entered is None:
            raise RuleBroken("Which system? Write its name; a new name adds it.", "system")
        if entered.is_new:
            agreed.require(f"There is no system {quoted(entered.name)} yet: Enter again adds it.")
            entered = entered.but(uid=made[0].uid, how_to_revoke=given["undo"]) if made else entered
            made[:] = [entered]
        lists = screen.desk.checklists.having(helper=helper.uid)
        if why := requests_frozen_by(dossier.engagement(today), lists, today):
            agreed.require(f"No new access for {helper.name}: {why}. Enter again asks for it all the same.")
        given["undo"] = given["undo"] or entered.how_to_revoke
        grant = AccessGrant.asked(
            entered, helper=helper.uid, on=today, who=screen.desk.who, engagement_end=end, uid=uid, **given
        )
        with screen.settling(f"Ask for {entered.name} {grant.level} for {helper.name}"[:70]) as desk:
            if entered.is_new:
                desk.systems.put(entered)
            kept = desk.grants.put(screen.resolved(grant, agreed))
        screen.say(f"{kept.ref} is asked for · {screen.key_for('helper.done')} approves and gives it")

    sheets = HelperSheets(screen)
    systems = Asked("system", "System", "its name; a new name adds it", known_or_new, lambda each: each.name)
    asked = (
        replace(systems, empty=None),
        word("level", "Level", AccessLevel, AccessLevel.VIEW),
        sheets.work("tasks", "For which work"),
        sheets.day("expires_on", "Last day", f"at most {LONGEST_GRANT.days} days on"),
        Asked("scope", "Scope", "what of it, as in two client files"),
        word("method", "Way in", AccessMethod, AccessMethod.OWN_ACCOUNT),
        Asked("account", "Account", "what it is called"),
        Asked("vault_item", "Vault item", "its name, never the secret"),
        Asked("undo", "Taken away by", "how; empty for what the system says"),
    )
    focus = "tasks" if system else "system"
    open_sheet(screen, f"Access for {helper.name}", asked, base, save, focus=focus)

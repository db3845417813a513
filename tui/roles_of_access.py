"""What each role of a helper may enter, written in the owner's editor; and what changes with another role."""

from collections.abc import Iterator
from datetime import timedelta

from models.access_profiles import AccessProfile
from models.document import RuleBroken
from models.helpers import Helper
from models.mover import mover, not_covered
from models.profile_text import profiles_markdown, read_profiles
from tui import register, wording
from tui.desk_screen import DeskScreen
from tui.editor import edit_text
from tui.widgets.prompt import Agreed


def write_roles(screen: DeskScreen) -> None:
    """Opens what every role may enter in the owner's own editor."""
    business, systems = screen.business, list(screen.desk.systems)

    def settle(text: str, agreed: Agreed) -> None:
        found = read_profiles(text, business.access_profiles, systems)
        with screen.settling("Edit what roles may enter") as desk:
            desk.settings.put(screen.resolved(business.but(access_profiles=found), agreed))

    try:
        written = edit_text(screen, profiles_markdown(business.access_profiles, systems), ".md", settle)
    except RuleBroken as broken:
        screen.say(str(broken), "warn")
    else:
        said = f"Edit what roles may enter · {screen.undoes}"
        screen.say(said if written else "Nothing was changed.", "dim")


def change_of_role(screen: DeskScreen, helper: Helper, profile: AccessProfile) -> Iterator[tuple[str, str]]:
    """Yields what changes for a helper in a role from tomorrow: removals first, then papers that lack."""
    desk, today = screen.desk, screen.today
    own = [each for each in register.accesses(desk, today) if each.helper == helper.uid]
    names = {each.uid: each.name for each in desk.systems}
    for each in mover(own, profile, on=today + timedelta(days=1), today=today, business=screen.business):
        ref = f"{each.grant.ref} " if each.grant else ""
        yield wording.day(each.due, today), f"{each.step} {ref}{names.get(each.system, 'gone')} {each.level}"
    papers = desk.agreements.having(helper=helper.uid)
    for kind, data in not_covered(profile, desk.systems, papers, today):
        yield "No paper", f"no {kind} in force covers {data} data"

"""Lists for leaving by keys: a line about an access and the access itself are settled together."""

from demo_screens import OnScreen, keys

from models.access import AccessGrant
from models.onboarding_parts import ItemState

LIST, CMS, WEBHOST = 7, "Slate CMS", "Webhost"


def cormacs(on: OnScreen, system: str) -> AccessGrant:
    with on.opened() as desk:
        cormac = next(each.uid for each in desk.helpers if each.name.startswith("Cormac"))
        entered = next(each.uid for each in desk.systems if each.name == system)
        return next(each for each in desk.grants if (each.helper, each.system) == (cormac, entered))


def state(on: OnScreen, code: str) -> ItemState:
    return next(item.state for item in on.checklist(LIST).items if item.code == code)


def to_line(on: OnScreen, code: str) -> list[str]:
    codes = [item.code for item in on.checklist(LIST).lines]
    return ["g", "o", "G", "enter", "g", "g", *["j"] * codes.index(code)]


async def test_ticking_access_removed_takes_the_access_back_and_one_key_undoes_both(on: OnScreen) -> None:
    before = cormacs(on, CMS)
    assert before.is_open
    await on.press(*to_line(on, "OF07.1"), "c")
    assert cormacs(on, CMS).revoked is not None
    assert state(on, "OF07.1") is ItemState.SIGNED_OFF
    await on.press("u")
    assert cormacs(on, CMS).revoked is None
    assert state(on, "OF07.1") is ItemState.OPEN


async def test_ticking_removal_seen_asks_what_shows_it_and_writes_it_into_the_register(on: OnScreen) -> None:
    await on.press(*to_line(on, "OF07.1"), "c")
    shown = await on.press(*to_line(on, "OF08.1"), "c")
    assert "What shows that it is gone?" in shown
    await on.press(*to_line(on, "OF08.1"), "c", *keys("login refused"), "enter")
    grant = cormacs(on, CMS)
    assert grant.verified is not None
    assert grant.verified.how == "login refused"
    assert grant.is_closed
    assert state(on, "OF08.1") is ItemState.SIGNED_OFF


async def test_what_is_done_in_the_register_settles_the_line_of_the_list(on: OnScreen) -> None:
    assert cormacs(on, WEBHOST).secret_rotated is None
    await on.press("g", "h", "V", "G", *["l"] * 12, "c")
    grant = cormacs(on, WEBHOST)
    assert grant.secret_rotated is not None
    assert state(on, "OF09.2") is ItemState.SIGNED_OFF

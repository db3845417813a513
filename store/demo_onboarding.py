"""The two onboardings of the demo: Niamh Doyle's since the 5th of May, Docket Otter's since the 8th."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from models.gates import Facts
from models.helpers import Helper
from models.onboarding import Checklist
from models.templates import Side
from store.demo_calendar import ORLA, at, day
from store.workspace import Workspace

_TOLD = "She showed it on the call."
_EVIDENCE: Mapping[str, str] = {
    "VA05": "Dublin, Tue to Thu mornings; her sister Ciara in an emergency.",
    "SW02": "Renews on the 8th of each month, to be cancelled by the 1st; next 2026-06-01.",
    "SW08": "Posts receipts, nothing else; ends 2026-08-06.",
}
"""What shows an item, where the words are worth keeping."""


def put_running_lists(desk: Workspace, helpers: Mapping[str, Helper]) -> None:
    """Puts how far the two onboardings have come into the transaction that is open.

    The lists are there, as engaging has made them; the papers must be saved before.

    Args:
        desk: the workspace.
        helpers: those who work here by first name.
    """
    known = Facts(day(0), tuple(desk.agreements))
    for name, so_far in (("Niamh", niamh), ("Docket", docket_otter)):
        (made,) = desk.checklists.having(helper=helpers[name].uid)
        desk.checklists.put(so_far(made, known))


def niamh(checklist: Checklist, known: Facts) -> Checklist:
    """Returns the list of an assistant as far as Niamh Doyle has come.

    Args:
        checklist: a fresh copy of the whole list.
        known: the papers.
    """
    checklist = _done(checklist, ("VA01",), known, -15)
    checklist = _done(checklist, ("VA02",), known, -13)
    checklist = _done(checklist, ("VA04", "VA05", "VA06", "VA07", "VA08"), known, -12)
    checklist = _done(checklist, ("VA09", "VA10", "VA11", "VA12", "VA13", "VA14", "VA22.1"), known, -7)
    checklist = _done(checklist, ("VA15", "VA16", "VA22.2"), known, -6)
    checklist = _done(checklist, ("VA17",), known, -5)
    checklist = checklist.skipped(
        _key(checklist, "VA22.3"), "public training day", at=at(-5, 17), today=day(-5), who=ORLA
    )
    checklist = _done(checklist, ("VA20", "VA22.4"), known, -4)
    reason = "the first task needs client data, so calendar work only"
    checklist = checklist.moved(_key(checklist, "VA21"), day(3), reason, at=at(-4), who=ORLA)
    checklist = _done(checklist, ("VA22.5", "VA23"), known, -1)
    known = replace(known, today=day(-1))
    return checklist.done(_key(checklist, "VA24"), facts=known, at=at(-1), who=ORLA, says="drafted")


def docket_otter(checklist: Checklist, known: Facts) -> Checklist:
    """Returns the list of a program as far as Docket Otter has come; its arguments are those of `niamh`."""
    before = ("SW01", "SW02", "SW03", "SW05", "SW06", "SW07")
    checklist = _done(_done(checklist, before, known, -6), ("SW08", "SW10", "SW11"), known, -4)
    # approved by one owner; the other's signature is waited for
    facts = replace(known, today=day(-4))
    return checklist.done(_key(checklist, "SW09"), facts=facts, at=at(-4), who=ORLA)


def _done(checklist: Checklist, codes: Iterable[str], known: Facts, on: int) -> Checklist:
    """Returns a list with items done on a day, and signed off where that is asked for."""
    for code in codes:
        item = checklist.item(_key(checklist, code))
        is_theirs = item.side is Side.HELPER
        checklist = checklist.done(
            item.key,
            facts=replace(known, today=day(on)),
            at=at(on),
            who=ORLA,
            reported_by=checklist.name if is_theirs else "",
            says=_EVIDENCE.get(code, _TOLD if is_theirs else ""),
        )
        if item.sign_off:
            checklist = checklist.signed_off(item.key, at=at(on, 11), today=day(on), who=ORLA)
    return checklist


def _key(checklist: Checklist, code: str) -> str:
    return next(item.key for item in checklist.lines if item.code == code)

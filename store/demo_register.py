"""The access register of the demo business: what can be entered, who may, and what was not taken back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from models.access import AccessGrant
from models.access_facts import HeldAccess
from models.access_parts import AccessMethod
from models.access_profiles import AccessLevel
from models.access_state import ShutBy
from models.activity import Activity
from models.brief import DataClass
from models.checklist_state import shut_by
from models.gates import Facts
from models.helpers import Helper
from models.offboarding import leaving
from models.onboarding import Checklist
from models.onboarding_parts import Item
from models.systems import System
from models.templates import PERSONAL_DATA, Side, Template
from store.demo_calendar import ORLA, TOMASZ, at, day
from store.library import leaving_checklist, light_checklist
from store.workspace import Workspace

_SYSTEMS = (
    System.of(
        name="Bank feed",
        data_class=DataClass.MONEY,
        how_to_revoke="Bank: connections, remove",
        mfa_available=True,
    ),
    System.of(
        name="Abacus Reed",
        data_class=DataClass.CLIENT,
        how_to_revoke="Ledger: settings, tokens, delete",
        mfa_available=True,
    ),
    System.of(
        name="Slate CMS",
        data_class=DataClass.CLIENT,
        how_to_revoke="Slate: people, remove",
        mfa_available=True,
    ),
    System.of(name="Client portal", data_class=DataClass.CLIENT, how_to_revoke="Portal: staff, remove"),
    System.of(name="info@ mailbox", data_class=DataClass.CLIENT, how_to_revoke="Mail: delegates, remove"),
    System.of(name="Board", data_class=DataClass.INTERNAL, how_to_revoke="Board: members, remove"),
    System.of(name="Calendar", data_class=DataClass.INTERNAL, how_to_revoke="Calendar: sharing, remove"),
    System.of(name="DNS", data_class=DataClass.INTERNAL, how_to_revoke="Registrar: delegates, remove"),
    System.of(name="LinkedIn page", data_class=DataClass.INTERNAL, how_to_revoke="Page: admins, remove"),
    System.of(name="Newsletter tool", data_class=DataClass.INTERNAL, how_to_revoke="Team: people, remove"),
    System.of(
        name="Webhost",
        data_class=DataClass.INTERNAL,
        how_to_revoke="Vault: unshare; webhost: change the password",
        shared_login=True,
    ),
)
_OWNERS = (ORLA, TOMASZ)
_STAYS_OPEN = ("FR18", "AG18")
"""Items whose day has not come: the last of a pilot, and of work that goes on."""
_GOES_ON = "FR18"
"""The item about a last day, which work that goes on does not have."""


class Register:
    """Puts accesses into the transaction that is open, through the gates of the lists that are saved."""

    def __init__(self, desk: Workspace, activities: Mapping[str, Activity]) -> None:
        self._desk = desk
        self._systems = {system.name: desk.systems.put(system) for system in _SYSTEMS}
        self._cards = {card.title: card.uid for card in desk.cards}
        self._activities = {name: each.uid for name, each in activities.items()}

    def facts(self, today: date) -> Facts:
        """Returns what the gates go by on a day."""
        held = HeldAccess.all_of(self._desk.grants, self._desk.systems)
        return Facts(today, tuple(self._desk.agreements), held)

    def complete_list(
        self, helper: Helper, *, start: int, made: int, conditions: tuple[str, ...] = (PERSONAL_DATA,)
    ) -> None:
        """Puts the light list of a helper with everything done whose day has come."""
        old = next((each for each in self._desk.checklists if each.helper == helper.uid), None)
        made_list = old or Checklist.copying(
            Template.read(light_checklist(helper.kind)),
            name=helper.name,
            helper=helper.uid,
            start=day(start),
            made_on=day(made),
            conditions=conditions,
        )
        for item in made_list.lines:
            if item.code not in _STAYS_OPEN:
                made_list = self.done(made_list, item, max(start, made))
            elif item.code == _GOES_ON and helper.archived is None:
                reason = "the work goes on; the access ends then"
                made_list = made_list.moved(item.key, day(120), reason, at=at(start), who=ORLA)
        self._desk.checklists.put(made_list)

    def done(self, checklist: Checklist, item: Item, on: int) -> Checklist:
        """Returns a list with an item done, and signed off where that is asked for."""
        checklist = checklist.done(
            item.key,
            facts=self.facts(day(on)),
            at=at(on),
            who=ORLA,
            says=f"seen on {day(on)}",
            reported_by=checklist.name if item.side is Side.HELPER else "",
        )
        if item.sign_off:
            checklist = checklist.signed_off(item.key, at=at(on), today=day(on), who=ORLA)
        return checklist

    def asked(
        self, helper: Helper, system: str, level: AccessLevel, *tasks: str, on: int, until: int, **fields: Any
    ) -> AccessGrant:
        """Returns the saved request for an access; tasks are titles of cards or names of activities."""
        known = self._activities | self._cards
        grant = AccessGrant.asked(
            self._systems[system],
            helper=helper.uid,
            level=level,
            tasks=tuple(known[each] for each in tasks),
            on=day(on),
            expires_on=day(until),
            who=ORLA,
            **fields,
        )
        return self._desk.grants.put(grant)

    def given(self, grant: AccessGrant, on: int, *, used: int = -1) -> AccessGrant:
        """Saves an access as approved and given on a day, by both owners where it is sensitive."""
        system, shut = self._system(grant), self._shut(grant.helper, day(on))
        for owner in _OWNERS:
            if not grant.is_approved(system):
                grant = grant.approved(system, on=day(on), who=owner, owners=_OWNERS, shut=shut)
        has_factor = bool(system.mfa_available)
        grant = grant.given(system, on=day(on), who=ORLA, shut=shut, mfa_ok=has_factor)
        return self._desk.grants.put(grant.used(day(used)))

    def put(self, grant: AccessGrant) -> AccessGrant:
        """Saves an access as it stands."""
        return self._desk.grants.put(grant)

    def _system(self, grant: AccessGrant) -> System:
        return next(each for each in self._systems.values() if each.uid == grant.system)

    def _shut(self, helper: str, today: date) -> ShutBy:
        return shut_by(self._desk.checklists, self.facts(today), helper)


def put_register(
    desk: Workspace, activities: Mapping[str, Activity], helpers: Mapping[str, Helper], left: Helper
) -> None:
    """Puts the systems, the accesses and the list of the helper who has left.

    The running lists of those who start must be saved before: their gates stand before each access.

    Args:
        desk: the workspace.
        activities: the activities by name.
        helpers: those who work here by first name.
        left: who has left.
    """
    register = Register(desk, activities)
    register.complete_list(helpers["Hana"], start=-14, made=-20)
    register.complete_list(helpers["Lorcan"], start=-340, made=-342)
    register.complete_list(helpers["Grace"], start=-7, made=-12)
    _niamh(register, helpers["Niamh"])
    hana, lorcan, grace, otter = (helpers[name] for name in ("Hana", "Lorcan", "Grace", "Docket"))
    newsletter = register.asked(
        hana, "Newsletter tool", AccessLevel.EDIT, "Newsletter May", on=-14, until=120, scope="as editor"
    )
    page = register.asked(
        *(hana, "LinkedIn page", AccessLevel.PUBLISH, "LinkedIn week 20"),
        on=-14,
        until=120,
        scope="as content admin",
    )
    register.given(newsletter, -14)
    register.given(page, -14)
    cms = register.asked(
        lorcan, "Slate CMS", AccessLevel.ADMIN, "Slow booking page", "Website fixes", on=-109, until=60
    )
    dns = register.asked(lorcan, "DNS", AccessLevel.EDIT, "Website fixes", on=-109, until=60)
    for grant in (cms, dns):
        register.put(register.given(grant, -109, used=-3).reviewed(on=day(-22), who=ORLA))
    token = register.asked(
        *(otter, "Abacus Reed", AccessLevel.EDIT, "Receipt data entry"),
        on=-4,
        until=86,
        method=AccessMethod.API_TOKEN,
        vault_item="Docket Otter, ledger token",
        scope="post receipts",
    )
    register.given(token, -4)
    register.asked(
        *(otter, "Bank feed", AccessLevel.VIEW, "Receipt data entry"),
        on=-4,
        until=86,
        method=AccessMethod.API_TOKEN,
        scope="read only",
    )
    files = register.asked(
        *(grace, "Client portal", AccessLevel.EDIT, "Year-end file 1", "Year-end file 2"),
        on=-7,
        until=17,
        engagement_end=day(17),
        scope="client workspace, 2 files",
    )
    register.given(files, -7)
    _cormac(desk, register, left)


def _niamh(register: Register, helper: Helper) -> None:
    """Puts what she has, and what waits for the countersigned paper."""
    for system, task in (("Calendar", "Calendar clean-up"), ("Board", "Booking rules")):
        grant = register.asked(helper, system, AccessLevel.EDIT, task, on=-7, until=113)
        register.given(grant, -7)
    for system, method, tasks in (
        ("info@ mailbox", AccessMethod.DELEGATED, ("Inbox day 1",)),
        ("Client portal", AccessMethod.OWN_ACCOUNT, ("Chase batch May", "Missing-receipts list")),
    ):
        register.asked(helper, system, AccessLevel.EDIT, *tasks, on=-7, until=113, method=method)


def _cormac(desk: Workspace, register: Register, helper: Helper) -> None:
    """Puts the access of the helper who has left, and the list on which three lines are open."""
    register.complete_list(helper, start=-250, made=-255, conditions=())
    cms = register.asked(helper, "Slate CMS", AccessLevel.ADMIN, "Website fixes", on=-100, until=60)
    host = register.asked(
        *(helper, "Webhost", AccessLevel.EDIT, "Website fixes"),
        on=-100,
        until=60,
        method=AccessMethod.SHARED_ITEM,
        vault_item="Webhost login",
    )
    register.given(cms, -100, used=-25)
    host = register.given(host, -100, used=-25)
    template = Template.read(leaving_checklist(helper.kind))
    held = HeldAccess.all_of(desk.grants, desk.systems)
    gone = leaving(helper, template, held, end=day(-19), made_on=day(-34), start=day(-250))
    register.put(host.taken_back(on=day(-19), who=ORLA).seen_gone("tried to log in", on=day(-18), who=ORLA))
    for item in gone.items:
        family, _, _ = item.code.partition(".")
        is_left = item.grant == cms.uid and family in ("OF07", "OF08")
        if not (is_left or family in ("OF09", "OF19")):
            gone = register.done(gone, item, -19 if family not in ("OF16", "OF18") else -12)
    desk.checklists.put(gone)

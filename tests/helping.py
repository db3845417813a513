"""What the tests of the helpers' screens share: a helper with a little of everything, and keys."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from conftest import screen_text
from textual.pilot import Pilot

from models.access import AccessGrant
from models.access_parts import Stamp
from models.agreements import Agreement, AgreementKind
from models.board import Card
from models.brief import DataClass
from models.business import Business, Owner
from models.check_ins import Action, CheckIn
from models.comms import Breach, Channel, CommsAgreement
from models.dates import monday_of
from models.dossier import Dossier
from models.engagements import Engagement, Milestone
from models.feedback import Feedback, FeedbackKind, Recognition, Ticket
from models.goals import Goal, Heading
from models.helpers import Helper, HelperKind
from models.ledger import LedgerLine, Refill
from models.onboarding import Checklist
from models.reviews import Review
from models.security import Incident, SecurityRecord, Told, Transfer, TransferMethod
from models.systems import System
from models.templates import Purpose, Side, Template, TemplateItem
from store import Workspace
from store.library import light_checklist
from tui import register
from tui.app import Deskhand

_NAMES = {
    **{" ": "space", ";": "semicolon", ":": "colon", ",": "comma", ".": "full_stop", "/": "slash"},
    **{"-": "minus", "!": "exclamation_mark", "?": "question_mark", "%": "percent_sign"},
}
_BASIS = {HelperKind.SOFTWARE: AgreementKind.TERMS}
GOAL = Goal.of(
    title="Days to a receipt",
    unit="days",
    heading=Heading.DOWN,
    baseline=9,
    target=4,
    source="chase log",
)


def typed(text: str) -> list[str]:
    """Returns the keys that type a text."""
    return [_NAMES.get(char, char) for char in text]


def two_owners(desk: Workspace) -> None:
    """Lets a second owner approve, too; `me` is OB."""
    owners = (Owner(key="me", initials="OB", name="Orla"), Owner(key="tw", initials="TW", name="Tomasz"))
    with desk.transaction("Owners"):
        desk.settings.put(Business(owners=owners))


def helper_of(desk: Workspace, name: str = "Niamh Doyle", *parts: Any, **fields: Any) -> Dossier:
    """Saves a helper with parts of a record."""
    helper = Dossier.of(name=name, **fields)
    for part in parts:
        helper = helper.with_part(part)
    with desk.transaction("Add a helper"):
        return Dossier.on(desk.helpers.put(helper))


def with_list(
    desk: Workspace, helper: Helper, today: date, at: datetime, *, left_open: Sequence[str] = ()
) -> None:
    """Saves the papers and the light list of a helper, done but for some items."""
    with desk.transaction("Papers"):
        for kind in (AgreementKind.NDA, AgreementKind.DPA, _BASIS.get(helper.kind, AgreementKind.CONTRACT)):
            paper = Agreement.of(kind=kind, party=helper.name, helper=helper.uid)
            desk.agreements.put(paper.sent(today).signed(today).countersigned(today))
        template = Template.read(light_checklist(helper.kind))
        made = Checklist.copying(template, name=helper.name, helper=helper.uid, start=today, made_on=today)
        facts = register.facts(desk, today)
        for item in made.lines:
            if item.code in left_open or made.locked_by(item, facts):
                continue
            told = {"reported_by": helper.name} if item.side is Side.HELPER else {}
            made = made.done(item.key, facts=facts, at=at, who="me", says=f"seen {today}", **told)
            if item.sign_off:
                made = made.signed_off(item.key, at=at, today=today, who="me")
        desk.checklists.put(made)


def off_boarded(desk: Workspace, helper: Helper, today: date, at: datetime) -> None:
    """Saves a list with the one item that opens closing, done."""
    back = TemplateItem.of(title="Files returned", opens="close")
    template = Template.of(name="Leaving", kind=helper.kind, purpose=Purpose.LEAVE, items=(back,))
    with desk.transaction("Off-board"):
        made = Checklist.copying(template, name=helper.name, helper=helper.uid, start=today, made_on=today)
        facts = register.facts(desk, today)
        desk.checklists.put(made.done(made.items[0].key, facts=facts, at=at, who="me"))


def system_of(desk: Workspace, name: str = "Calendar", **fields: Any) -> System:
    """Saves a system."""
    with desk.transaction("Add a system"):
        return desk.systems.put(System.of(**({"name": name, "how_to_revoke": "Users, remove"} | fields)))


def asked_of(desk: Workspace, helper: Helper, system: System, today: date, **fields: Any) -> AccessGrant:
    """Saves the request for an access."""
    with desk.transaction("Ask for access"):
        card = desk.cards.put(Card(title="Sort the calendar", helper=helper.uid))
        said = {"tasks": (card.uid,), "expires_on": today + timedelta(days=60), "who": "me"}
        return desk.grants.put(AccessGrant.asked(system, helper=helper.uid, on=today, **{**said, **fields}))


def a_bit_of_everything(desk: Workspace, helper: Helper, work: str, now: datetime) -> None:
    """Puts a system, an access, papers, terms, a goal, feedback, a week and a transfer for a helper."""
    today = now.date()
    said = Feedback.of(
        kind=FeedbackKind.REINFORCING, on=today, situation="On Monday", behaviour="asked", impact="saved time"
    )
    terms = Engagement.of(agreed_on=today, start=today, minutes_week=600)
    parts = (terms, GOAL.agreed(today), said)
    dossier = Dossier.on(helper)
    for part in parts:
        dossier = dossier.with_part(part)
    desk.helpers.put(dossier)
    desk.agreements.put(Agreement.of(kind=AgreementKind.NDA, party=helper.name, helper=helper.uid))
    desk.systems.put(System.of(name="Attic"))
    stamp = Stamp(on=today, who="me")
    for name in ("Calendar", "Mailbox", "Vault"):
        system = desk.systems.put(System.of(name=name, how_to_revoke="Sharing, remove"))
        fields = {"helper": helper.uid, "system": system.uid, "tasks": (work,), "undo": "Sharing, remove"}
        desk.grants.put(AccessGrant.of(expires_on=today + timedelta(days=60), requested=stamp, **fields))
    desk.ledger.put(LedgerLine.of(week=monday_of(today), activity=work, forecast=60, measured=30, how="log"))
    sent = Transfer.of(
        what="the client list", on=today, data_class=DataClass.INTERNAL, method=TransferMethod.PORTAL
    )
    desk.security.put(SecurityRecord.of(helper=helper.uid, transfer=sent))


async def on_helpers(
    app: Deskhand,
    *keys: str,
    size: tuple[int, int] = (80, 24),
    after: Callable[[Pilot[None]], None] | None = None,
) -> str:
    """Opens the helpers screen, presses keys and returns what stands on the screen then."""
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("escape", "g", "h", *keys)
        await pilot.pause()
        await pilot.pause()
        if after:
            after(pilot)
        return screen_text(app)


def fill_helper(desk: Workspace, text: str, helper: Helper, activity: str, now: datetime) -> None:
    """Puts a text into every field of a helper's record, the papers, the register and the ledger."""
    today, name, uid = now.date(), text[:60], helper.uid
    spaced = " ".join(text[:30])  # what no field takes for a secret
    dossier = Dossier.on(helper).but(
        contact=text,
        emergency_contact=text,
        days_off=text,
        call_again=text,
        comms=CommsAgreement(
            channels=(Channel(purpose=text, channel=text),),
            hours=text,
            urgent=text,
            breaches=(Breach(on=today, by="helper", what=text),),
        ),
    )
    goal = Goal(title=text, metric=text, unit=text, target=1, source=text, is_new=True, agreed_on=today)
    parts = (
        Engagement(title=text, agreed_on=today, start=today, milestones=(Milestone(title=text, due=today),)),
        goal.measured(3, today, text),
        CheckIn(on=today, notes=text, held_at=now, actions=(Action(text=text),)),
        Feedback(
            kind="corrective",
            on=today,
            situation=text,
            behaviour=text,
            impact=text,
            next_step=text,
            due=today,
        ),
        Ticket(subject=text, says=text, reference=text, sent_at=now),
        Recognition(on=today, says=text, goal=goal.key),
        Review(kind="30 days", on=today, decision="keep", reason=text),
    )
    for part in parts:
        dossier = dossier.with_part(part)
    desk.helpers.put(dossier)
    desk.agreements.put(Agreement(kind="contract", party=name, helper=uid, note=spaced, file_name=spaced))
    system = desk.systems.put(System(name=spaced, url=spaced, how_to_revoke=spaced))
    stamp = Stamp(on=today, who="me")
    asked = AccessGrant(
        helper=uid,
        system=system.uid,
        tasks=(activity,),
        undo=spaced,
        scope=spaced,
        account=spaced,
        vault_item=spaced,
        expires_on=today,
        requested=stamp,
        granted=stamp,
    )
    desk.grants.put(asked.suspended(spaced, on=today, who="me"))
    week = LedgerLine(week=monday_of(today), activity=activity, helper=uid, measured=9, how=text, note=text)
    desk.ledger.put_all((week, LedgerLine(week=monday_of(today), refill=Refill(rest=9, note=text))))
    incident = Incident(what=spaced, known_at=now, data_class="client", told=(Told(whom=text, at=now),))
    desk.security.put(SecurityRecord(helper=uid, incident=incident, note=spaced))

"""The helpers screen: the list, systems, the ledger, transfers and incidents."""

import sys
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import Clock, Run, screen_text
from helping import GOAL, asked_of, helper_of, on_helpers, system_of, typed, with_list

from models.access_profiles import AccessLevel, AccessProfile, ProfileLine
from models.access_register import register
from models.activity import Activity
from models.agreements import Agreement, AgreementKind
from models.audit import Audit, TimeEntry
from models.board import Card, Column
from models.brief import DataClass
from models.business import Business
from models.card_parts import Party
from models.check_ins import CheckInRule
from models.comms import Channel, CommsAgreement
from models.dossier import Dossier
from models.dossier_text import helper_sent
from models.engagements import Engagement
from models.feedback import Feedback, FeedbackKind
from models.ledger import LedgerLine, Refill
from models.reviews import Review, ReviewKind, Verdict
from models.security import Incident, SecurityRecord, Transfer, TransferMethod
from store import Workspace
from tui import helper_facts
from tui.access_words import open_tasks
from tui.app import Deskhand

App = Callable[[], Deskhand]
TODAY = date(2026, 11, 23)
LAST_WEEK = date(2026, 11, 16)


def flat(text: str) -> str:
    return " ".join(text.split())


# ---------------------------------------------------------------------- helpers


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (60, 24), (40, 20)])
async def test_an_empty_list_says_which_key_begins(desk: Workspace, app: App, size: tuple[int, int]) -> None:
    assert "n adds the first one by name" in flat(await on_helpers(app(), size=size))


async def test_a_helper_is_added_by_name_and_the_name_is_said_to_be_taken(desk: Workspace, app: App) -> None:
    await on_helpers(app(), "n", *"Anna", "enter")
    shown = await on_helpers(app(), "n", *"anna", "enter")
    assert "H1 is called Anna: Enter again adds another one." in shown
    with Workspace.open(desk.path) as other:
        assert [each.name for each in other.helpers] == ["Anna"]


async def test_the_row_says_what_stands_out_the_most_dangerous_first(
    desk: Workspace, app: App, clock: Clock
) -> None:
    over = Engagement.of(agreed_on=TODAY, start=TODAY - timedelta(days=90), end=TODAY - timedelta(days=19))
    goal = GOAL.agreed(TODAY - timedelta(days=40))
    helper = helper_of(desk, "Cormac Reilly", over, goal)
    with_list(desk, helper, TODAY, clock())
    grant = asked_of(desk, helper, system_of(desk), TODAY)
    with desk.transaction("Open"):
        desk.grants.put(grant.but(granted=grant.requested))
    shown = flat(await on_helpers(app(), size=(120, 36)))
    assert "! Calendar view ended 19 d ago and is open" in shown
    assert shown.index("ended 19 d ago") < shown.index("no data 40 d")


def test_work_in_the_trash_is_no_open_task(desk: Workspace, clock: Clock) -> None:
    with desk.transaction("Cards"):
        kept = desk.cards.put(Card(title="Sort mail"))
        desk.cards.put(Card(title="Old", trashed=clock()))
    assert open_tasks(desk) == {kept.uid}


async def test_a_helper_in_another_role_is_given_the_profile_by_its_name(desk: Workspace, app: App) -> None:
    helper_of(desk)
    keys = ("e", *["down"] * 9, *typed("Mail only"))
    shown = flat(await on_helpers(app(), *keys, "enter"))
    assert "There is no role called “Mail only” yet: Enter again makes it." in shown
    await on_helpers(app(), *keys, "enter", "enter")
    with Workspace.open(desk.path) as other:
        (profile,) = other.business.access_profiles
        assert Dossier.on(other.helpers[1]).profile == profile.key
    desk.undo()
    with Workspace.open(desk.path) as other:
        assert other.business.access_profiles == ()


async def test_another_role_shows_what_is_taken_away_before_what_is_added(
    desk: Workspace, app: App, clock: Clock
) -> None:
    helper = helper_of(desk)
    with_list(desk, helper, TODAY, clock())
    old, new = system_of(desk), system_of(desk, "Mailbox", data_class=DataClass.CLIENT)
    asked_of(desk, helper, old, TODAY)
    line = ProfileLine.of(system=new.uid, level=AccessLevel.EDIT)
    with desk.transaction("Role"):
        desk.settings.put(Business(access_profiles=(AccessProfile.of(name="Mail only", lines=(line,)),)))
    shown = flat(await on_helpers(app(), "e", *["down"] * 9, *typed("mail only"), "enter"))
    assert shown.index("Mon 23 Nov remove K1 Calendar view") < shown.index("Tue 24 Nov add Mailbox edit")


async def test_what_roles_may_enter_is_written_in_the_editor(
    desk: Workspace, app: App, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("VISUAL", raising=False)
    editor = tmp_path / "editor.py"
    editor.write_text("import sys; open(sys.argv[1], 'a').write('\\n## Mail only\\n- Calendar: view\\n')")
    monkeypatch.setenv("EDITOR", f"{sys.executable} {editor}")
    monkeypatch.setattr(Deskhand, "suspend", nullcontext)
    helper_of(desk)
    system = system_of(desk)
    await on_helpers(app(), "V", "E")
    with Workspace.open(desk.path) as other:
        (profile,) = other.business.access_profiles
        assert (profile.name, profile.level(system.uid)) == ("Mail only", AccessLevel.VIEW)


# ---------------------------------------------------------------------- systems


async def test_a_system_is_written_down_once(desk: Workspace, app: App) -> None:
    keys = ("V", "V", "n", *"Slate", "down", *"client", "down", *typed("Users, remove"), "enter")
    await on_helpers(app(), *keys)
    shown = flat(await on_helpers(app(), *keys))
    assert "There is a system called “Slate” already." in shown
    with Workspace.open(desk.path) as other:
        (system,) = other.systems
        assert (system.data_class, system.how_to_revoke) == (DataClass.CLIENT, "Users, remove")


# ---------------------------------------------------------------------- the ledger


def week_of_work(desk: Workspace, **fields: object) -> LedgerLine:
    with desk.transaction("Ledger"):
        desk.settings.put(Business(owner_hour=50_00))
        work = desk.activities.put(Activity.named("Website fixes", "technical"))
        said = {"forecast": 120, "measured": 144, "how": "time log", "cost": 48_00}
        return desk.ledger.put(LedgerLine.of(**({"week": LAST_WEEK, "activity": work.uid} | said | fields)))


async def test_the_ledger_says_what_was_freed_and_what_must_earn_money(desk: Workspace, app: App) -> None:
    week_of_work(desk)
    with desk.transaction("Refill"):
        desk.ledger.put(LedgerLine.of(week=LAST_WEEK, refill=Refill(billable=72, rest=60)))
    shown = flat(await on_helpers(app(), "V", "V", "V", size=(120, 36)))
    assert "Ledger: freed 2 h 24 in the week of 16 Nov pays when 40 % earns your rate, 50 % did" in shown
    assert "freed hours went to 1 h 12 billable and 1 h rest" in shown


async def test_what_was_not_measured_is_a_dash_and_no_zero(desk: Workspace, app: App) -> None:
    week_of_work(desk, measured=None, how="", cost=None)
    shown = await on_helpers(app(), "V", "V", "V", size=(120, 36))
    row = next(line for line in shown.splitlines() if "Website fixes" in line)
    assert row.split()[-2:] == ["–", "–"]


async def test_a_week_is_written_in_the_place_of_the_one_there_is(desk: Workspace, app: App) -> None:
    week_of_work(desk)
    keys = ("V", "V", "V", "n", "ctrl+u", *typed("2026-11-18"), "down", *"Website", *["down"] * 4)
    shown = flat(await on_helpers(app(), *keys, *"3h", "enter"))
    assert "How was it measured?" in shown
    await on_helpers(app(), *keys, *"3h", "down", *"log", "enter")
    with Workspace.open(desk.path) as other:
        (line,) = other.ledger
        assert (line.week, line.measured, line.cost) == (LAST_WEEK, 180, 48_00)


async def test_a_second_entry_for_a_week_adds_to_where_its_hours_went(desk: Workspace, app: App) -> None:
    with desk.transaction("Refill"):
        desk.ledger.put(LedgerLine.of(week=LAST_WEEK, refill=Refill(billable=72, rest=60, note="a course")))
    keys = ("V", "V", "V", "n", "ctrl+u", *typed("2026-11-18"), *["down"] * 9, *"30m", "enter")
    await on_helpers(app(), *keys)
    with Workspace.open(desk.path) as other:
        (line,) = other.ledger
        assert line.refill == Refill(billable=72, growth=30, rest=60, note="a course")


async def test_a_week_that_another_session_has_just_written_is_not_written_twice(
    desk: Workspace, app: App
) -> None:
    made = app()
    async with made.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("escape", "g", "h", "V", "V", "V", "n", "ctrl+u", *typed("2026-11-18"))
        with Workspace.open(desk.path, who="TW") as other, other.transaction("Write the ledger"):
            other.ledger.put(LedgerLine.of(week=LAST_WEEK, refill=Refill(billable=72)))
        await pilot.press(*["down"] * 10, *"1h", "enter")
        await pilot.pause()
    with Workspace.open(desk.path) as other:
        (line,) = other.ledger
        assert line.refill == Refill(billable=72, rest=60)


async def test_a_week_is_put_away_and_comes_back_unless_it_was_written_again(
    desk: Workspace, app: App
) -> None:
    week = week_of_work(desk)
    ledger = ("V", "V", "V")
    shown = await on_helpers(app(), *ledger, "x")
    assert "Website fixes" in shown
    assert "nothing is measured yet" in shown
    assert "Put W1 away · u undoes" in shown
    assert "put away: c brings it back" in await on_helpers(app(), *ledger)
    await on_helpers(app(), *ledger, "c")
    with Workspace.open(desk.path) as other:
        assert other.ledger[1].archived is None
    await on_helpers(app(), *ledger, "x")
    with desk.transaction("Again"):
        desk.ledger.put(LedgerLine.of(week=LAST_WEEK, activity=week.activity, forecast=60))
    shown = flat(await on_helpers(app(), *ledger, "G", "c"))
    assert "There is a line of that week already: W2." in shown
    with Workspace.open(desk.path) as other:
        assert other.ledger[1].archived is not None


async def test_the_last_week_is_drawn_up_from_the_estimate_and_the_log(
    desk: Workspace, app: App, clock: Clock
) -> None:
    helper = helper_of(desk)
    days = [date(2026, 11, day) for day in (9, 10, 11, 12, 13, 16, 17, 18, 19, 20)]
    with desk.transaction("Log"):
        desk.settings.put(Business(owner_hour=50_00, zone="UTC"))
        work = desk.activities.put(Activity.named("Website fixes", "technical"))
        rest = desk.activities.put(Activity.named("Advice", "core"))
        for day in days:
            start = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
            hour = timedelta(hours=1 if day < LAST_WEEK else 0.5)
            said: dict[str, Any] = {"who": "me", "zone": "UTC"}
            desk.entries.put(TimeEntry(start=start, end=start + hour, text="site", activity=work.uid, **said))
            later = start + hour
            desk.entries.put(
                TimeEntry(
                    start=later, end=later + timedelta(hours=7), text="calls", activity=rest.uid, **said
                )
            )
        desk.audits.put(Audit.of(start=days[0], end=days[4], closed=True))
        desk.cards.put(Card(title="Site", activity=work.uid, helper=helper.uid, column=Column.DOING))
    shown = flat(await on_helpers(app(), "V", "V", "V", "r", size=(120, 36)))
    assert "1 line of the week of 16 Nov, 1 measured" in shown
    with Workspace.open(desk.path) as other:
        (line,) = other.ledger
        assert (line.week, line.measured, line.how) == (LAST_WEEK, 150, "time log")
        assert line.helper == helper.uid
        assert line.forecast is not None
    shown = flat(await on_helpers(app(), "V", "V", "V", "r", size=(120, 36)))
    assert "The estimates and the log say nothing more about the week of 16 Nov." in shown


async def test_a_week_that_nobody_logged_is_forecast_and_not_measured(desk: Workspace, app: App) -> None:
    helper = helper_of(desk)
    with desk.transaction("Log"):
        work = desk.activities.put(Activity.named("Website fixes", "technical"))
        desk.settings.put(Business(owner_hour=50_00, zone="UTC"))
        for day in range(2, 7):
            start = datetime(2026, 11, day, 8, tzinfo=UTC)
            end = start + timedelta(hours=8)
            said: dict[str, Any] = {"who": "me", "zone": "UTC", "text": "site", "activity": work.uid}
            desk.entries.put(TimeEntry(start=start, end=end, **said))
        desk.audits.put(Audit.of(start=date(2026, 11, 2), end=date(2026, 11, 6), closed=True))
        desk.cards.put(Card(title="Site", activity=work.uid, helper=helper.uid, column=Column.DOING))
    shown = flat(await on_helpers(app(), "V", "V", "V", "r", size=(120, 36)))
    assert "0 measured: too little of it is logged to say what was freed" in shown
    with Workspace.open(desk.path) as other:
        (line,) = other.ledger
        assert (line.measured, line.how) == (None, "")


async def test_who_keeps_whom_waiting_follows_the_clock_while_nothing_changes(
    desk: Workspace, app: App, clock: Clock
) -> None:
    week_of_work(desk)
    since = clock() - timedelta(hours=23)
    with desk.transaction("Wait"):
        desk.cards.put(Card(title="Site").waiting(Party.OWNER, "", at=since, look=None))
    made = app()
    async with made.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await pilot.press("escape", "g", "h", "V", "V", "V")
        assert "for us today (n=1)" in flat(screen_text(made))
        clock.forward(120)
        await pilot.press("j")
        await pilot.pause()
        assert "for us 1 d (n=1)" in flat(screen_text(made))


async def test_a_key_adds_nothing_up_again(
    desk: Workspace, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    week_of_work(desk)
    helper_of(desk)
    counted: list[str] = []
    for name in ("by_week", "by_activity", "latency", "earned", "matrix"):
        real = getattr(helper_facts, name)

        def noting(*args: Any, _name: str = name, _real: Callable[..., Any] = real, **more: Any) -> Any:
            counted.append(_name)
            return _real(*args, **more)

        monkeypatch.setattr(helper_facts, name, noting)
    await on_helpers(app(), "j", "k", "V", "j", "k", "l", "h", "V", "V", "j", "k", "j")
    assert sorted(counted) == ["by_activity", "by_week", "earned", "latency", "matrix"]


async def test_more_hours_used_than_freed_are_refused(desk: Workspace, app: App) -> None:
    week_of_work(desk)
    keys = ("V", "V", "V", "e", *["down"] * 8, *"9h", "enter")
    shown = flat(await on_helpers(app(), *keys))
    assert "More minutes are said to be used than were freed: correct one of the two." in shown


# ---------------------------------------------------------------------- transfers and incidents


async def test_client_data_by_plain_mail_is_refused(desk: Workspace, app: App) -> None:
    helper_of(desk)
    form = ("W", "n", "enter", *"Invoices", "down", *"client", "down", *typed("plain e-mail"))
    shown = flat(await on_helpers(app(), *form, "enter"))
    assert "Client data isn't sent by plain e-mail." in shown
    assert "log what happened as an incident" in shown
    assert len(desk.security) == 0


async def test_an_incident_runs_its_clock_until_the_authority_was_told(
    desk: Workspace, app: App, clock: Clock
) -> None:
    form = ("W", "n", *"inc", "enter", *typed("Mail to the wrong client"), *["down"] * 4, *"yes")
    await on_helpers(app(), *form, "enter")
    clock.forward(60)
    assert "! 71 h left to tell" in await on_helpers(app(), "W")
    shown = flat(await on_helpers(app(), "W", "C", *"rule", "enter"))
    assert "I1 is not contained yet" in shown
    await on_helpers(app(), "W", "c", "r", *typed("authority, by form"), "enter", "C", *"rule", "enter")
    with Workspace.open(desk.path) as other:
        incident = other.security[1].incident
    assert incident is not None
    assert (incident.is_decided, incident.closed_on, incident.lessons) == (True, TODAY, "rule")


async def test_a_transfer_is_settled_when_the_copy_is_deleted(desk: Workspace, app: App) -> None:
    helper = helper_of(desk)
    sent = Transfer.of(
        what="Files",
        on=TODAY - timedelta(days=30),
        data_class=DataClass.CLIENT,
        method=TransferMethod.SECURE_LINK,
        link_expires=TODAY - timedelta(days=1),
    )
    with desk.transaction("Send"):
        desk.security.put(SecurityRecord.of(helper=helper.uid, transfer=sent))
    assert "Nobody has confirmed that the copy is deleted" in flat(
        await on_helpers(app(), "W", size=(120, 36))
    )
    await on_helpers(app(), "W", "c")
    with Workspace.open(desk.path) as other:
        transfer = other.security[1].transfer
    assert transfer is not None
    assert transfer.deleted_on == TODAY


async def test_an_incident_is_put_away_once_it_is_over_and_comes_back(desk: Workspace, app: App) -> None:
    known = datetime(2026, 11, 23, 9, tzinfo=UTC)
    lost = Incident.of(
        what="Mail to the wrong client", known_at=known, data_class=DataClass.CLIENT, personal=True
    )
    with desk.transaction("Incident"):
        desk.security.put(SecurityRecord.of(incident=lost))
    assert "I1 is not contained yet: enter the day on which it was." in flat(
        await on_helpers(app(), "W", "x")
    )
    assert "I1 concerns facts about people" in flat(await on_helpers(app(), "W", "c", "x"))
    keys = ("r", *typed("authority, by form"), "enter", "C", *"rule", "enter")
    shown = await on_helpers(app(), "W", *keys, "x")
    assert "Mail to the wrong client" in shown
    assert "put away" in shown
    with Workspace.open(desk.path) as other:
        assert other.security[1].archived is not None
    await on_helpers(app(), "W", "c")
    with Workspace.open(desk.path) as other:
        assert other.security[1].archived is None


# ---------------------------------------------------------------------- what the helper is sent


def test_the_helper_is_sent_what_both_look_at_and_nothing_that_is_only_the_owners() -> None:
    helper = Dossier.of(
        name="Niamh Doyle",
        call_again="vague on dates",
        emergency_contact="her sister",
        comms=CommsAgreement(channels=(Channel.of(purpose="questions", channel="chat"),), hours="mornings"),
        check_in_rule=CheckInRule(first=date(2026, 11, 26)),
    )
    said = Feedback.of(
        kind=FeedbackKind.REINFORCING, on=TODAY, situation="In April", behaviour="asked", impact="3 replies"
    )
    review = Review.of(kind=ReviewKind.D30, on=TODAY, decision=Verdict.ADJUST, reason="too slow for us")
    for part in (Engagement.of(rate=19_00), GOAL.agreed(TODAY), said, review):
        helper = helper.with_part(part)
    paper = Agreement.of(kind=AgreementKind.NDA, party=helper.name, helper=helper.uid, note="chase twice")
    half = Agreement.of(kind=AgreementKind.DPA, party=helper.name, helper=helper.uid, signed_on=TODAY)
    cards = [Card(title="Sort mail", column=Column.DOING), Card(title="Old", column=Column.DONE)]
    text = helper_sent(
        helper,
        Business(),
        today=TODAY,
        cards=cards,
        papers=[paper, half],
        accesses=register([], [], today=TODAY),
    )
    for seen in (
        "questions: chat",
        "Thursday, 2026-11-26",
        "Sort mail (Doing)",
        "Days to a receipt",
        "asked",
        "data-processing agreement: signed by you, not yet by us",
    ):
        assert seen in text
    for hidden in ("vague", "sister", "too slow", "19", "chase twice", "Old"):
        assert hidden not in text


def test_the_page_of_a_helper_is_exported_for_a_shell(deskhand: Run, file: Path) -> None:
    with Workspace.open(file) as desk:
        helper_of(desk, "Niamh Doyle", GOAL.agreed(TODAY), call_again="vague on dates")
    result = deskhand("export", "markdown", "--helper", "H1")
    assert result.output.startswith("# Niamh Doyle\n")
    assert "vague" not in result.output
    refused = deskhand("export", "markdown", "--helper", "somebody")
    assert "“somebody” is no helper: say the number, such as H1." in refused.stderr

"""Exports of tables, of every record, and of a calendar: read back by other programs' eyes."""

import csv
import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from click.testing import CliRunner, Result
from conftest import Clock
from test_hostile_text import PAYLOADS, commands, fill

from models.access import AccessGrant
from models.access_parts import Stamp
from models.access_profiles import AccessProfile
from models.agreements import Agreement, AgreementKind
from models.board import Card, Column, Move
from models.brief import DataClass
from models.business import Business, Owner
from models.candidates import Candidate
from models.check_ins import CheckIn, CheckInRule, Rhythm
from models.document import Document
from models.dossier import Dossier
from models.engagements import Engagement, Milestone
from models.gates import Facts
from models.helpers import Helper
from models.occasions import TALKS_AHEAD, Calendar, Occasion
from models.onboarding import Checklist
from models.role_parts import Posting, SourceKind
from models.roles import Role
from models.software_trial import SoftwareTrial
from models.systems import System
from models.templates import Template, TemplateItem
from models.trials import Trial
from store import Workspace
from store.demo import make_demo
from store.exchange.calendar_out import calendar_out
from store.exchange.everything import everything_out
from store.tables import KINDS
from tui.__main__ import command_line
from tui.reporting import calendar_of
from tui.spreadsheet import csv_table
from tui.tables_out import TABLES, table_csv

Run = Callable[..., Result]
TODAY = date(2026, 11, 23)
"""A Monday."""
DUBLIN = ZoneInfo("Europe/Dublin")
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.json"
    make_demo(path)
    return path


@pytest.fixture
def deskhand(demo: Path) -> Run:
    def run(*args: str) -> Result:
        return CliRunner().invoke(command_line, ["--file", str(demo), "--on", "2026-05-12", *args])

    return run


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


# Tables


@pytest.mark.parametrize("table", TABLES)
def test_every_table_has_a_row_for_each_record_and_every_row_all_columns(
    deskhand: Run, demo: Path, table: str
) -> None:
    text = deskhand("export", "csv", "--table", table).stdout
    found = list(csv.reader(StringIO(text)))
    assert len({len(row) for row in found}) == 1
    with Workspace.open(demo) as desk:
        count = sum(len(each.lines) for each in desk.checklists) if table == "items" else len(desk[table])
    assert len(found) == count + 1


def test_without_a_table_the_cards_are_written(deskhand: Run) -> None:
    assert deskhand("export", "csv").stdout == deskhand("export", "csv", "--table", "cards").stdout


def test_an_entry_has_its_times_where_the_business_is_and_its_activity_by_name(deskhand: Run) -> None:
    first = rows(deskhand("export", "csv", "--table", "entries").stdout)[0]
    assert {name: first[name] for name in ("number", "day", "start", "end", "minutes", "who")} == {
        "number": "E1",
        "day": "2026-03-02",
        "start": "2026-03-02 08:45",
        "end": "2026-03-02 09:30",
        "minutes": "45",
        "who": "OB",
    }
    assert (first["activity"], first["category"]) == ("Client bookkeeping", "core")


def test_a_link_is_the_number_and_name_of_what_it_leads_to(deskhand: Run) -> None:
    grant = rows(deskhand("export", "csv", "--table", "grants").stdout)[0]
    assert (grant["helper"], grant["system"], grant["tasks"]) == (
        "H1 Niamh Doyle",
        "S7 Calendar",
        "C1 Calendar clean-up",
    )
    assert grant["granted"] == "on: 2026-05-05; who: OB"


def test_ratings_and_talks_are_only_counted(deskhand: Run) -> None:
    text = deskhand("export", "csv", "--table", "candidates").stdout
    ines = next(row for row in rows(text) if row["name"] == "Ines Carvalho")
    assert int(ines["number of ratings"]) > 0
    assert "evidence" not in text


def test_an_item_of_a_list_has_its_day_and_its_state(deskhand: Run) -> None:
    found = rows(deskhand("export", "csv", "--table", "items").stdout)
    dpa = next(row for row in found if (row["list"], row["code"]) == ("L1", "VA03"))
    assert (dpa["helper"], dpa["due"], dpa["settled"]) == ("H1 Niamh Doyle", "2026-04-30", "no")


def tables(desk: Workspace) -> str:
    """Returns all tables, one after the other."""
    return "".join(table_csv(desk, table, now=NOW, zone=DUBLIN) for table in TABLES)


@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
def test_no_cell_of_any_table_is_a_formula(desk: Workspace, sign: str) -> None:
    fill(desk, f"{sign}1+1")
    cells = [cell for row in csv.reader(StringIO(tables(desk))) for cell in row]
    assert not [cell for cell in cells if cell.startswith(sign)]
    assert [cell for cell in cells if cell == f"'{sign}1+1"]


@pytest.mark.parametrize("first", ["\n", "\t", "＝", "＋", "－", "＠"])
def test_a_text_is_no_formula_behind_a_sign_that_a_spreadsheet_passes_over(first: str) -> None:
    text = csv_table([[f"{first}1+1", -1]])
    assert list(csv.reader(StringIO(text, newline=""))) == [[f"'{first}1+1", "-1"]]


def test_no_cell_of_the_demo_is_a_key(desk: Workspace, demo: Path) -> None:
    with Workspace.open(demo) as filled:
        assert re.findall(r"\b[0-9a-f]{32}\b", tables(filled)) == []


def test_the_source_of_a_candidate_and_the_role_of_an_access_are_said_by_name(desk: Workspace) -> None:
    owner, posting = Owner(initials="OB"), Posting(kind=SourceKind.MARKETPLACE, name="Upwork")
    profile = AccessProfile.of(name="bookkeeper")
    with desk.transaction("Add"):
        desk.settings.put(desk.business.but(owners=(owner,), access_profiles=(profile,)))
        role = desk.roles.put(Role.of(title="Admin", postings=(posting,)))
        desk.candidates.put(Candidate.entering(role, "Ann").but(posting=posting.key))
        desk.helpers.put(Dossier.of(name="Niamh", profile=profile.key))
        desk.systems.put(System.of(name="Slate", how_to_revoke="Users", owner=owner.key))
        other = desk.systems.put(System.of(name="Abacus", how_to_revoke="Users", owner="The landlord"))
    assert other.number == 2
    found = {
        (table, field): [row[field] for row in rows(table_csv(desk, table, now=NOW, zone=DUBLIN))]
        for table, field in (("candidates", "posting"), ("helpers", "profile"), ("systems", "owner"))
    }
    assert list(found.values()) == [["Upwork"], ["bookkeeper"], ["OB", "The landlord"]]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_table_lets_hostile_text_through(desk: Workspace, payload: str) -> None:
    fill(desk, PAYLOADS[payload])
    assert commands(tables(desk)) == []


# Every record


def everything_in(text: str) -> dict[str, list[Document]]:
    """Returns the records that such a text holds, by table."""
    tables = json.loads(text)["tables"].items()
    return {table: [KINDS[table].built(row["number"], row) for row in rows] for table, rows in tables}


def test_every_record_is_read_again_as_it_was(demo: Path) -> None:
    with Workspace.open(demo) as desk:
        again = everything_in(everything_out(desk))
        assert list(again) == sorted(KINDS)
        for table in KINDS:
            assert again[table] == list(desk[table])


@pytest.mark.parametrize("payload", PAYLOADS)
def test_every_record_is_read_again_whatever_it_says(desk: Workspace, payload: str) -> None:
    fill(desk, PAYLOADS[payload])
    again = everything_in(everything_out(desk))
    assert {table: again[table] for table in KINDS} == {table: list(desk[table]) for table in KINDS}


def test_the_same_records_make_the_same_text(deskhand: Run) -> None:
    text = deskhand("export", "json").stdout
    assert deskhand("export", "json").stdout == text
    document = json.loads(text)
    assert (document["app"], list(document)) == ("deskhand", ["app", "schema", "tables"])
    assert len(document["tables"]["entries"]) == 238


def test_what_a_newer_version_wrote_into_a_record_is_exported_too(desk: Workspace) -> None:
    with desk.transaction("Add"):
        desk.cards.put(Card.of(title="One", mood="new"))
    assert json.loads(everything_out(desk))["tables"]["cards"][0]["mood"] == "new"


# A calendar


def read(data: bytes) -> list[Any]:
    """Returns the events as `icalendar` reads them."""
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def calendar(**given: Any) -> Calendar:
    names = ("cards", "helpers", "checklists", "agreements", "systems", "grants", "candidates")
    with_zone = {"business": Business(), "today": TODAY, "zone": DUBLIN}
    return Calendar(**dict.fromkeys(names, ()) | with_zone | given)


def titles(**given: Any) -> list[tuple[str, date]]:
    return [(each.title, each.on) for each in calendar(**given).occasions()]


def test_two_parsers_read_the_same_days_and_titles(deskhand: Run) -> None:
    text = deskhand("export", "ics").stdout
    ours = {str(each["uid"]): (str(each["summary"]), each["dtstart"].dt) for each in read(text.encode())}
    theirs = {
        each.uid.value: (each.summary.value, each.dtstart.value) for each in vobject.readOne(text).vevent_list
    }
    assert ours == theirs
    assert len(ours) > 50
    said = dict(ours.values())
    assert said["Starts charging: Quillbox"] == date(2026, 5, 14)
    assert said["Due: C13 Year-end file 1"] == date(2026, 5, 15)
    assert said["Ends: confidentiality agreement with Lorcan Bell"] == date(2026, 6, 6)
    assert said["Check-in: Hana Sato"].year == 2026
    assert said["Renews: Docket Otter"] == date(2026, 6, 8)


def test_an_event_keeps_its_uid_when_its_day_moves(desk: Workspace) -> None:
    def event() -> Any:
        (each,) = read(calendar_out(calendar_of(desk, TODAY, DUBLIN).occasions(), "Desk"))
        return each

    with desk.transaction("Add"):
        desk.cards.put(Card.of(title="Letter", due=date(2026, 11, 27)))
    before = event()
    with desk.transaction("Move"):
        desk.cards.put(desk.cards[1].due_on(date(2026, 12, 4), at=NOW))
    after = event()
    assert before["uid"] == after["uid"]
    assert (before["dtstart"].dt, after["dtstart"].dt) == (date(2026, 11, 27), date(2026, 12, 4))
    assert after["sequence"] > before["sequence"]


def talks_of(rule: CheckInRule, business: Business | None = None, *planned: CheckIn) -> dict[str, date]:
    """Returns the days of the talks of a helper, by what their UIDs are made of."""
    helper = Dossier.of(name="Ann", uid="ann", check_in_rule=rule, check_ins=planned)
    told = calendar(helpers=[helper], business=business or Business()).occasions()
    keys = [each.key for each in told]
    assert len(keys) == len(set(keys))
    return {each.key: each.on for each in told if each.title.startswith("Check-in")}


@pytest.mark.parametrize(
    ("rhythm", "other"),
    [
        (Rhythm.WEEKLY, date(2026, 11, 26)),
        (Rhythm.FORTNIGHTLY, date(2026, 11, 27)),
        (Rhythm.MONTHLY, date(2026, 11, 30)),
    ],
)
def test_a_regular_talk_keeps_its_uid_when_its_weekday_moves(rhythm: Rhythm, other: date) -> None:
    before = talks_of(CheckInRule.of(rhythm=rhythm, first=date(2026, 11, 24)))
    after = talks_of(CheckInRule.of(rhythm=rhythm, first=other))
    assert len(before) > 1
    assert list(before) == list(after)
    assert not set(before.values()) & set(after.values())


def test_a_regular_talk_keeps_its_uid_when_a_day_off_moves_it_into_the_next_week() -> None:
    rule = CheckInRule.of(rhythm=Rhythm.WEEKLY, first=date(2026, 11, 27))
    before, after = talks_of(rule), talks_of(rule, Business.of(holidays=(date(2026, 12, 4),)))
    assert list(before) == list(after)
    assert [each for each in before if before[each] != after[each]] == ["ann-talk-2026-W49"]
    assert after["ann-talk-2026-W49"] == date(2026, 12, 7)


def test_a_talk_that_was_planned_by_hand_keeps_its_uid_when_its_day_moves() -> None:
    rule = CheckInRule.of(rhythm=Rhythm.MONTHLY, first=date(2026, 12, 1))
    talk = CheckIn.of(on=date(2026, 11, 25))
    before, after = talks_of(rule, None, talk), talks_of(rule, None, talk.but(on=date(2026, 11, 26)))
    assert before.keys() == after.keys()
    assert len(talks_of(rule, None, talk.but(on=rule.first))) == len(before) - 1, "one talk on that day"


def test_an_event_of_a_day_takes_all_of_it_and_makes_nobody_busy() -> None:
    (event,) = read(calendar_out([Occasion("a-due", "Due", TODAY)], "Desk"))
    assert (event["dtstart"].dt, event["dtend"].dt) == (TODAY, TODAY + timedelta(days=1))
    assert event["transp"] == "TRANSPARENT"


def test_a_talk_with_a_time_is_at_that_time_where_the_business_is_in_summer_too() -> None:
    rule = CheckInRule(rhythm=Rhythm.MONTHLY, first=date(2026, 3, 25), at=time(10, 30), minutes=40)
    talks = calendar(
        helpers=[Dossier.of(name="Hana", check_in_rule=rule)], today=date(2026, 3, 20)
    ).occasions()
    winter, summer = (read(calendar_out([each], "Desk"))[0]["dtstart"].dt for each in talks[:2])
    assert [each.isoformat() for each in (winter, summer)] == [
        "2026-03-25T10:30:00+00:00",
        "2026-04-27T09:30:00+00:00",
    ]
    (first, *_) = read(calendar_out(talks, "Desk"))
    assert first["dtend"].dt - first["dtstart"].dt == timedelta(minutes=40)


def test_regular_talks_are_told_eight_weeks_ahead_and_those_settled_are_not() -> None:
    rule = CheckInRule(rhythm=Rhythm.WEEKLY, first=TODAY)
    held = CheckIn(on=TODAY, held_at=NOW)
    days = [
        day for _, day in titles(helpers=[Dossier.of(name="Hana", check_in_rule=rule, check_ins=(held,))])
    ]
    assert days == [TODAY + timedelta(weeks=n) for n in range(1, TALKS_AHEAD.days // 7 + 1)]


def test_cards_that_are_done_or_put_away_have_no_day_any_more() -> None:
    due = {"due": TODAY, "follow_up": TODAY}
    done = Move(at=NOW, source=Column.DOING, target=Column.DONE)
    cards = [
        Card.of(number=1, title="Open", **due),
        Card.of(number=2, title="Done", column=Column.DONE, moves=(done,), **due),
        Card.of(number=3, title="Away", archived=NOW, **due),
    ]
    assert titles(cards=cards) == [("Due: C1 Open", TODAY), ("Follow up: C1 Open", TODAY)]


def test_terms_tell_their_trial_cancel_by_renewal_and_milestones() -> None:
    terms = Engagement(
        agreed_on=date(2026, 11, 2),
        start=date(2026, 11, 2),
        trial_until=date(2026, 11, 30),
        renews_on=date(2026, 12, 31),
        notice_days=14,
        milestones=(
            Milestone(title="One", due=date(2026, 11, 27), accepted_on=TODAY),
            Milestone(title="Two", due=date(2026, 12, 4)),
        ),
    )
    assert titles(helpers=[Dossier.of(name="Ann", engagements=(terms,))]) == [
        ("Trial ends: Ann", date(2026, 11, 30)),
        ("Review (30 days): Ann", date(2026, 12, 2)),
        ("Milestone: Two, Ann", date(2026, 12, 4)),
        ("Cancel by: Ann", date(2026, 12, 17)),
        ("Renews: Ann", date(2026, 12, 31)),
    ]


def test_a_trial_of_somebody_and_of_software_ends_and_software_starts_charging() -> None:
    day = date(2026, 12, 1)
    role = Role(title="Help")
    trial = Trial.of(scope="Five letters", minutes_cap=60, pay=1_000, start=TODAY, end=day)
    tool = SoftwareTrial.of(
        start=TODAY, end=day, auto_convert=True, convert_on=day, renews_on=date(2027, 1, 1), notice_days=10
    )
    both = Candidate.entering(role, "Quill", kind="software").but(trial=trial, software=tool)
    assert titles(candidates=[both]) == [
        ("Starts charging: Quill", day),
        ("Trial ends: Quill", day),
        ("Trial ends: Quill", day),
        ("Cancel by: Quill", date(2026, 12, 22)),
        ("Renews: Quill", date(2027, 1, 1)),
    ]
    assert len({each.key for each in calendar(candidates=[both]).occasions()}) == 5
    cancelled = both.but(software=tool.but(cancelled_on=TODAY))
    assert [title for title, _ in titles(candidates=[cancelled])] == 2 * ["Trial ends: Quill"]


def test_access_expires_and_is_looked_at_once_it_was_given_and_until_it_is_taken() -> None:
    mail = System.of(name="Mail", data_class=DataClass.INTERNAL)
    asked = AccessGrant.of(
        number=1,
        helper="h",
        system=mail.uid,
        tasks=("c",),
        undo="remove",
        expires_on=date(2027, 1, 5),
        requested=Stamp(on=TODAY),
    )
    assert titles(systems=[mail], grants=[asked]) == []
    given = asked.but(granted=Stamp(on=TODAY))
    assert titles(systems=[mail], grants=[given]) == [
        ("Access expires: somebody who is gone, Mail", date(2027, 1, 5)),
        ("Review access: somebody who is gone, Mail", TODAY + timedelta(days=90)),
    ]
    assert titles(systems=[mail], grants=[given.but(revoked=Stamp(on=TODAY))]) == []


def test_the_items_of_a_list_have_their_days_until_they_are_settled_or_the_helper_has_left() -> None:
    template = Template(
        name="Start", kind="assistant", items=(TemplateItem(title="One"), TemplateItem(title="Two"))
    )
    ann = Dossier.of(name="Ann")
    made = Checklist.copying(template, name="Ann", helper=ann.uid, start=TODAY, made_on=TODAY)
    done = made.done(made.items[0].key, facts=Facts(TODAY), at=NOW, who="me")
    assert titles(helpers=[ann], checklists=[done]) == [("Ann: Two", TODAY)]
    over = Engagement(agreed_on=date(2026, 1, 1), start=date(2026, 1, 1), end=date(2026, 11, 1))
    gone = ann.but(engagements=(over,))
    assert titles(helpers=[gone], checklists=[done]) == []


def test_papers_end_on_their_last_day_and_those_that_ended_are_not_told() -> None:
    paper = Agreement.of(kind=AgreementKind.NDA, party="Ann", term_end=date(2026, 12, 1))
    over = Agreement.of(kind=AgreementKind.NDA, party="Ben", term_end=date(2026, 11, 1))
    assert titles(agreements=[paper, over]) == [
        ("Ends: confidentiality agreement with Ann", date(2026, 12, 1))
    ]


def test_no_two_events_have_the_same_uid(demo: Path) -> None:
    with Workspace.open(demo) as desk:
        found = calendar_of(desk, date(2026, 5, 12), DUBLIN).occasions()
    assert len({each.key for each in found}) == len(found)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_stays_in_its_own_line_of_the_calendar(desk: Workspace, payload: str) -> None:
    text = PAYLOADS[payload]
    with desk.transaction("Add"):
        desk.cards.put(Card.of(title=f"{text}; a, b\\n", due=TODAY))
        desk.settings.put(desk.business.but(name=f"{text}\nEND:VCALENDAR"))
    data = calendar_out(calendar_of(desk, TODAY, DUBLIN).occasions(), desk.business.name)
    assert max(map(len, data.split(b"\r\n"))) <= 75
    (event,) = read(data)
    assert str(event["summary"]) == f"Due: C1 {desk.cards[1].title}"
    assert vobject.readOne(data.decode()).vevent.summary.value == f"Due: C1 {desk.cards[1].title}"
    assert commands(data.decode().replace("\r\n", "\n")) == []


# Where it goes


@pytest.mark.parametrize("form", ["csv", "json", "ics", "markdown"])
def test_a_file_is_written_whole_for_its_owner_only(deskhand: Run, tmp_path: Path, form: str) -> None:
    out = tmp_path / "out"
    assert deskhand("export", form, "--out", str(out)).stdout == f"Written to {out}.\n"
    assert out.read_bytes() == deskhand("export", form, "--out", "-").stdout_bytes
    assert out.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


def test_no_export_overwrites_a_workspace_nor_its_backups(
    desk: Workspace, clock: Clock, tmp_path: Path
) -> None:
    with desk.transaction("Add"):
        desk.cards.put(Card.of(title="One"))
        desk.helpers.put(Helper(name="Ann"))
    other = tmp_path / "other" / "desk.json"
    with Workspace.open(other, now=clock) as second, second.transaction("Add"):
        second.cards.put(Card.of(title="Two"))

    def run(out: Path) -> Result:
        args = ["--file", str(desk.path), "export", "json", "--force", "--out", str(out)]
        return CliRunner().invoke(command_line, args)

    assert "is a workspace, which no export overwrites" in run(other).stderr
    assert "belongs to the workspace" in run(desk.path.with_name("backups") / f"{desk.path.name}.x").stderr
    with Workspace.open(other) as second:
        assert [card.title for card in second.cards] == ["Two"]


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        (("ics", "--table", "cards"), "--table goes with csv: ics is of no single table."),
        (("json", "--card", "C1"), "--card goes with markdown: json holds all there is."),
        (("xml",), "Invalid value for 'FORMAT'"),
    ],
)
def test_what_does_not_go_together_is_refused(deskhand: Run, said: tuple[str, ...], refusal: str) -> None:
    result = deskhand("export", *said)
    assert (result.exit_code, refusal in result.stderr) == (2, True)

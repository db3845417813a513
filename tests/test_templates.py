"""Templates: the shipped ones, the owner's versions, as text and back, and what a new version offers."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.agreements import AgreementKind
from models.document import RuleBroken
from models.gates import Facts
from models.helpers import HelperKind
from models.markdown import Misread
from models.onboarding import Checklist
from models.template_changes import ChangeKind, offered, taken_over, template_of
from models.template_text import facts_line, read_facts, read_template, template_markdown
from models.templates import Anchor, ForEach, Gate, Purpose, Shows, Side, Template, TemplateItem
from store import library

NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)
TODAY = NOON.date()
SHIPPED = [
    *(Template.read(library.light_checklist(kind)) for kind in HelperKind),
    *(Template.read(library.full_checklist(kind)) for kind in HelperKind),
    *(Template.read(library.leaving_checklist(kind)) for kind in HelperKind),
    Template.read(library.leaving_checklist(HelperKind.AGENCY, at_once=True)),
]


def item(title: str = "Contract signed", **fields: Any) -> TemplateItem:
    return TemplateItem.of(title=title, **fields)


def template(*items: TemplateItem) -> Template:
    return Template.of(name="First steps", kind=HelperKind.ASSISTANT, items=items)


def running(copied: Template) -> Checklist:
    return Checklist.copying(copied, name="Niamh", helper="h", start=TODAY, made_on=TODAY)


# ---------------------------------------------------------------------- what is shipped


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        (HelperKind.ASSISTANT, 33),
        (HelperKind.FREELANCER, 18),
        (HelperKind.AGENCY, 20),
        (HelperKind.SOFTWARE, 21),
    ],
)
def test_every_kind_of_help_has_a_whole_list_and_one_for_leaving(kind: HelperKind, count: int) -> None:
    whole = Template.read(library.full_checklist(kind))
    assert (whole.kind, whole.light, whole.purpose, len(whole.items)) == (kind, False, Purpose.START, count)
    leaving = Template.read(library.leaving_checklist(kind))
    assert (leaving.kind, leaving.purpose) == (kind, Purpose.LEAVE)
    assert len(leaving.items) == (8 if kind is HelperKind.SOFTWARE else 19)


def _facts(one: TemplateItem) -> str:
    day = "any" if one.offset_days is None else str(one.offset_days)
    side = one.side[0] + (" signed" if one.sign_off else "")
    gates = [*(f"opens {gate}" for gate in one.opens), *([f"needs {one.needs}"] if one.needs else [])]
    return f"{one.code} | {day} | {side} | {', '.join(gates)}".rstrip().removesuffix(" |")


def test_the_shipped_items_have_the_day_the_side_the_signature_and_the_gate_of_the_study() -> None:
    studied = (Path(__file__).parent / "data" / "checklist-facts.txt").read_text(encoding="utf-8")
    whole = [Template.read(library.full_checklist(kind)) for kind in HelperKind]
    leaving = [
        Template.read(library.leaving_checklist(kind)) for kind in (HelperKind.AGENCY, HelperKind.SOFTWARE)
    ]
    found = [_facts(one) for each in (*whole, *leaving) for one in each.items]
    assert found == [line.rstrip().removesuffix(" |") for line in studied.splitlines()]


def test_the_check_in_of_the_first_week_comes_on_five_days() -> None:
    whole = Template.read(library.full_checklist(HelperKind.ASSISTANT))
    assert [one.code for one in whole.items if one.times == 5] == ["VA22"]


def test_leaving_counts_from_the_last_day_and_cancelling_from_the_day_to_cancel_by() -> None:
    for shipped in SHIPPED:
        anchors = {one.anchor for one in shipped.items}
        if shipped.purpose is Purpose.START:
            assert anchors == {Anchor.START}
        else:
            assert anchors - {Anchor.CANCEL_BY} == {Anchor.END}


def test_at_short_notice_access_ends_on_the_day_before_anything_else() -> None:
    at_once = Template.read(library.leaving_checklist(HelperKind.FREELANCER, at_once=True))
    assert at_once.purpose is Purpose.LEAVE_NOW
    assert {one.code for one in at_once.items} == {f"OF{n:02}" for n in range(1, 20)}
    first = [one for one in at_once.items if one.phase == at_once.items[0].phase]
    assert [one.code for one in first] == ["OF04", "OF07", "OF08", "OF09", "OF10", "OF11"]
    assert {one.offset_days for one in first} == {0}
    assert all(one.offset_days is not None and one.offset_days >= 0 for one in at_once.items)


@pytest.mark.parametrize("kind", HelperKind)
def test_every_kind_of_help_has_a_light_list_of_the_facts_that_gates_need(kind: HelperKind) -> None:
    light, whole = (Template.read(read(kind)) for read in (library.light_checklist, library.full_checklist))
    assert (light.kind, light.light) == (kind, True)
    assert 8 <= len(light.items) <= 10

    def openers(shipped: Template) -> set[tuple[Any, ...]]:
        return {
            (one.code, one.opens, one.sign_off, one.side, one.paper, one.condition, one.otherwise)
            for one in shipped.items
            if one.opens
        }

    assert openers(light) == openers(whole)


@pytest.mark.parametrize("shipped", SHIPPED, ids=lambda each: f"{each.kind} {each.name}")
def test_what_a_shipped_item_needs_can_be_opened_by_others(shipped: Template) -> None:
    opened = {gate for one in shipped.items for gate in one.opens}
    needed = {one.needs for one in shipped.items if one.needs}
    assert needed <= opened


# ---------------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("items", "sentence"),
    [
        (
            [item(code="A"), item("Other", code="A")],
            "Two items have the code A: give one of them another.",
        ),
        (
            [item(code="A", depends_on=("B",))],
            "A waits for B, which is not on the list: name another item.",
        ),
        (
            [item(code="A", depends_on=("B",)), item("Other", code="B", depends_on=("A",))],
            "Some items wait for each other: A, B, A. Let one of them go first.",
        ),
    ],
)
def test_items_that_name_each_other_wrongly_are_refused(items: list[TemplateItem], sentence: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        template(*items)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"anchor": "done"}, "“Call” counts from an item being done: give the code of that item."),
        ({"counts_from": "A"}, "“Call” counts from the start, not from A."),
        ({"code": "A B"}, "“A B” is no code: write letters, digits, dots and dashes, as in VA05."),
    ],
)
def test_an_item_that_counts_from_nothing_is_refused(fields: dict[str, Any], sentence: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        item("Call", **fields)
    assert str(refused.value) == sentence


# ---------------------------------------------------------------------- as text


WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)
LINES = st.text(st.sampled_from("aB 1-[]\\#;:<!->.·"), min_size=1, max_size=20)


def titled(drawn: dict[str, Any]) -> TemplateItem | None:
    try:
        return TemplateItem.of(**drawn)
    except RuleBroken:
        return None


ITEMS = st.fixed_dictionaries(
    {
        "title": st.one_of(WORDS, LINES),
        "why": st.one_of(st.just(""), WORDS, st.lists(LINES, max_size=3).map("\n".join)),
        "phase": st.one_of(st.just(""), LINES),
        "offset_days": st.one_of(st.none(), st.integers(-400, 400)),
        "anchor": st.sampled_from([Anchor.START, Anchor.END, Anchor.CANCEL_BY]),
        "times": st.integers(1, 20),
        "side": st.sampled_from(Side),
        "opens": st.lists(st.sampled_from(Gate), unique=True, max_size=2).map(tuple),
        "needs": st.one_of(st.none(), st.sampled_from(Gate)),
        "paper": st.one_of(st.none(), st.sampled_from(AgreementKind)),
        "approval": st.booleans(),
        "shows": st.sampled_from(Shows),
        "sign_off": st.booleans(),
        "condition": st.one_of(st.just(""), LINES),
        "otherwise": st.one_of(st.just(""), LINES),
        "for_each": st.one_of(st.none(), st.sampled_from(ForEach)),
    }
).map(titled)


@settings(max_examples=40, deadline=None)
@given(st.lists(ITEMS, max_size=5), st.booleans())
def test_every_template_reads_back_from_its_text(drawn: list[TemplateItem | None], coded: bool) -> None:
    items = [one.but(code=f"C{n}" if coded else "") for n, one in enumerate(filter(None, drawn))]
    if coded and len(items) > 1:
        items[-1] = items[-1].but(depends_on=("C0",), anchor=Anchor.SIGNED, counts_from="C0")
    written = template(*items)
    assert read_template(template_markdown(written), written).on(written) is written


@pytest.mark.parametrize("shipped", SHIPPED, ids=lambda each: f"{each.kind} {each.name}")
def test_every_shipped_template_reads_back_from_its_text(shipped: Template) -> None:
    assert read_template(template_markdown(shipped), shipped).on(shipped) is shipped


def test_an_edited_text_is_the_next_version_and_keeps_the_keys_of_its_items() -> None:
    before = template(item(code="VA01", phase="Before"), item("Kick-off"))
    text = (
        template_markdown(before)
        .replace("# First steps", "# Our first steps")
        .replace("day 0", "day -3 from end; both; sign off; opens accounts, money; paper contract", 1)
        .replace(
            "- Kick-off", "- Lunch\n  any day; after VA01\n\n- Kick-off\n  why: so that we know each other"
        )
    )
    after = read_template(text, before).on(before)
    assert (after.name, after.version) == ("Our first steps", 2)
    first, third, second = after.items
    assert [first.key, second.key] == [one.key for one in before.items]
    assert (first.offset_days, first.anchor, first.side, first.sign_off) == (-3, "end", "both", True)
    assert (first.opens, first.paper) == ((Gate.ACCOUNTS, Gate.MONEY), AgreementKind.CONTRACT)
    assert second.why == "so that we know each other"
    assert (third.title, third.offset_days, third.depends_on) == ("Lunch", None, ("VA01",))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("- Call\n", "Line 1: the name is missing: begin with a line such as # First steps."),
        ("# A\n# B\n", "Line 2: “B” is a second name: a phase begins with ##."),
        ("# A\nCall them\n", "Line 2: “Call them” is no item: begin it with a dash, as in - Call them."),
        ("# A\n- [A]\n", "Line 2: Title may not be empty."),
        (
            "# A\n- Call\n  soon\n",
            "Line 3: “soon” says nothing of an item: write it like day 2; helper; after VA02.",
        ),
        (
            "# A\n- Call\n  needs sleep\n",
            "Line 3: “needs sleep” says nothing of an item: write it like day 2; helper; after VA02.",
        ),
        (
            "# A\n- Call\n  day 1 from noel\n",
            "Line 3: “day 1 from noel” says nothing of an item: write it like day 2; helper; after VA02.",
        ),
        ("# A\n- Call\n  day 401\n", "Line 2: Offset days must be 400 or less."),
        (
            "# A\n- [X] Call\n  after Y\n",
            "Line 2: X waits for Y, which is not on the list: name another item.",
        ),
        (
            "# A\n- Call\n  day 1; helper\n  day 2\n",
            "Line 4: “day 2” says anew what stands above: keep one of the two.",
        ),
        ("# A\n<!-- hint\n", "Line 2: this comment has no end: close it with -->."),
    ],
)
def test_a_text_that_cannot_be_read_is_refused_with_its_line(text: str, sentence: str) -> None:
    with pytest.raises(Misread) as refused:
        read_template(text, template())
    assert str(refused.value) == sentence


def test_what_a_second_owner_approves_is_signed_off() -> None:
    said = r"^“Bank” is approved by a second owner: that is a signature, so sign it off\.$"
    with pytest.raises(RuleBroken, match=said):
        item("Bank", approval=True)
    assert item("Bank", approval=True, sign_off=True).approval


# ---------------------------------------------------------------------- what a new version offers


SAID: dict[str, Any] = {"at": NOON, "today": TODAY, "who": "ob"}
BEFORE = template(item("Contract", code="A"), item("Kick-off", code="B"), item("Lunch", code="C"))


def newer(*items: TemplateItem) -> Template:
    return BEFORE.edited(items)


def test_a_list_is_offered_nothing_by_its_own_version() -> None:
    assert offered(BEFORE, running(BEFORE)) == ()


def test_a_list_is_offered_what_is_new_what_reads_otherwise_and_what_is_gone() -> None:
    a, b, _ = BEFORE.items
    after = newer(a, item("Drinks", code="D"), b.but(title="First call", offset_days=1))
    offers = offered(after, running(BEFORE))
    assert [(each.kind, each.name, each.title) for each in offers] == [
        (ChangeKind.ADDED, "D", "Drinks"),
        (ChangeKind.CHANGED, "B", "First call"),
        (ChangeKind.DROPPED, "C", "Lunch"),
    ]
    assert offers[1].parts == ("title", "day")
    checklist = running(BEFORE)
    taken = taken_over(after, checklist, offers, **SAID)
    assert [each.title for each in taken.items] == ["Contract", "Drinks", "First call"]
    assert (taken.version, taken.items[2].key) == (2, checklist.items[1].key)
    assert offered(after, taken) == ()


def test_a_list_takes_over_only_what_was_chosen() -> None:
    a, b, _ = BEFORE.items
    after = newer(a, b.but(title="First call"))
    checklist = running(BEFORE)
    change, _drop = offered(after, checklist)
    taken = taken_over(after, checklist, [change], **SAID)
    assert [each.title for each in taken.items] == ["Contract", "First call", "Lunch"]


def test_what_was_said_of_an_item_is_not_offered_away() -> None:
    checklist = running(BEFORE)
    for each in checklist.items:
        checklist = checklist.done(each.key, facts=Facts(TODAY), at=NOON, who="ob")
    after = newer(BEFORE.items[0].but(title="Other words"))
    assert offered(after, checklist) == ()
    stale = offered(after, running(BEFORE))
    with pytest.raises(RuleBroken, match=r"has changed meanwhile: look at the offer again\.$"):
        taken_over(after, checklist, stale, **SAID)


@pytest.mark.parametrize(
    "change",
    [None, {"opens": ()}, {"paper": None}, {"sign_off": False}, {"condition": "a car"}],
)
def test_a_gate_waits_for_less_only_for_a_reason_that_stays_on_the_list(
    change: dict[str, Any] | None,
) -> None:
    gated = {"opens": "client data", "paper": "data-processing agreement", "sign_off": True}
    before = template(item("Call", code="A"), item("Data", code="B", **gated))
    call, data = before.items
    after = before.edited([call] if change is None else [call, data.but(**change)])
    checklist = running(before)
    (offer,) = offered(after, checklist)
    assert offer.loosens == (Gate.CLIENT_DATA,)
    with pytest.raises(RuleBroken, match=r"^Data opens client data: say why it no longer has to\.$"):
        taken_over(after, checklist, [offer], **SAID)
    taken = taken_over(after, checklist, [offer], "no client data any more", **SAID)
    assert [(each.what, each.says) for each in taken.loosened] == [("Data", "no client data any more")]
    harder = before.edited([call, data.but(title="All data", opens=("client data", "accounts"))])
    assert offered(harder, checklist)[0].loosens == ()


def test_another_number_of_times_keeps_those_that_are_there() -> None:
    once = template(item("Check-in", code="A"), item("Close", code="B"))
    after = once.edited([once.items[0].but(times=3), once.items[1]])
    checklist = running(once)
    (offer,) = offered(after, checklist)
    assert offer.parts == ("how often",)
    taken = taken_over(after, checklist, [offer], **SAID)
    assert [each.code for each in taken.items] == ["A.1", "A.2", "A.3", "B"]
    assert taken.items[0].key == checklist.items[0].key


def test_a_list_finds_its_template_also_by_an_earlier_name() -> None:
    renamed = BEFORE.edited(BEFORE.items, "Our way in")
    again = renamed.edited(renamed.items, "The way in")
    assert again.former_names == (BEFORE.name, "Our way in")
    checklist = running(BEFORE)
    assert template_of(checklist, BEFORE.kind, [again]) == again
    assert template_of(checklist, BEFORE.kind, [again.but(purpose=Purpose.LEAVE)]) is None
    other = next(kind for kind in HelperKind if kind is not BEFORE.kind)
    assert template_of(checklist, other, [again]) is None


@pytest.mark.parametrize("shipped", SHIPPED, ids=lambda each: each.name)
def test_the_facts_of_an_item_read_back_from_one_line(shipped: Template) -> None:
    for each in shipped.items:
        plain = TemplateItem(key=each.key, title=each.title)
        words = {"code", "phase", "why", "condition", "otherwise"}
        said = {name: getattr(each, name) for name in words}
        assert plain.but(**said, **read_facts(facts_line(each))) == each


def test_facts_that_are_left_out_are_those_of_a_plain_item() -> None:
    signed = item(sign_off=True, offset_days=3)
    assert signed.but(**read_facts("helper")) == item(key=signed.key, side=Side.HELPER)

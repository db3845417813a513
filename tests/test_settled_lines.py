"""One fact is settled once: a signature and a cancelled trial settle the lines that say the same."""

from datetime import date

from demo_screens import NOW, OnScreen, said

from models.agreements import AgreementKind
from models.onboarding_parts import ItemState
from tui import register


async def test_cancelling_the_trial_of_the_loser_settles_the_item_that_waited_for_it(on: OnScreen) -> None:
    await on.press("j", "j", "enter")
    assert on.item("SW04", 3).state is ItemState.SIGNED_OFF
    with on.opened() as desk:
        assert desk.steps(table="checklists", number=3)[0].label.startswith("Cancelling")
        desk.undo()
    assert on.item("SW04", 3).state is ItemState.OPEN


async def test_another_trial_that_will_charge_keeps_the_item_open(on: OnScreen) -> None:
    with on.opened() as desk, desk.transaction("Add"):
        quillbox = next(each for each in desk.candidates if each.name == "Quillbox")
        assert quillbox.software is not None
        other = next(
            each
            for each in desk.candidates
            if each.role == quillbox.role and each.uid != quillbox.uid and not each.is_engaged
        )
        trial = quillbox.software.but(cancelled_on=None)
        desk.candidates.put(other.but(software=trial))
    async with on.running() as pilot:
        await pilot.press("j", "j", "enter")
        await pilot.pause()
    assert on.item("SW04", 3).state is ItemState.OPEN


async def test_a_countersigned_paper_settles_the_line_that_says_it_is_signed_by_both(on: OnScreen) -> None:
    assert on.item("VA03").state is ItemState.OPEN
    shown = said(await on.press("j", "j", "j", "j", "enter"))
    assert "Signed by you: the data-processing agreement" in shown
    assert on.item("VA03").state is ItemState.SIGNED_OFF
    with on.opened() as desk:
        paper = next(
            each
            for each in desk.agreements
            if each.kind is AgreementKind.DPA and each.countersigned_on == date(2026, 5, 12)
        )
        desk.undo()
        assert desk.agreements[paper.number].countersigned_on is None
    assert on.item("VA03").state is ItemState.OPEN


async def test_a_signature_of_one_side_settles_nothing(on: OnScreen) -> None:
    with on.opened() as desk, desk.transaction("Edit"):
        paper = next(each for each in desk.agreements if each.kind is AgreementKind.DPA)
        register.put_paper(desk, paper.but(countersigned_on=None), at=NOW, today=date(2026, 5, 12))
    assert on.item("VA03").state is ItemState.OPEN

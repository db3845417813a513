"""What Enter does about a line of Today: the verb of the room that the matter belongs to."""

from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from models.columns import Column
from models.engagements import Engagement
from models.feedback import Feedback, earned
from models.goals import Goal
from models.references import ReferenceRequest
from models.today_line import Deed, Line
from store import StoreError
from tui import helper_talks, wording
from tui.desk_screen import DeskScreen
from tui.dialogs.menu import Choice, Menu
from tui.erasing import ask_to_erase
from tui.evidence_prompts import choose_reference_step
from tui.jumping import open_record
from tui.ledger_form import open_week
from tui.today_hands import CandidateHand, CardHand, Hand, HelperHand, ListHand
from tui.trial_prompts import choose_trial_step

if TYPE_CHECKING:
    from tui.screens.today import TodayScreen


WITHOUT_RECORD: Mapping[str, str] = {"business": "b", "audits": "a", "ledger": "h"}
"""The tables of which a line means more than one record, each with the letter of the screen that shows it."""


class Way(NamedTuple):
    """How a line is settled.

    Attributes:
        hand: the room whose verb does it.
        does: does it, given that room.
    """

    hand: type[Hand]
    does: Callable[[Any], object]


def hand_for(front: "TodayScreen", line: Line) -> Hand:
    """Returns the room that a line belongs to, at work for the screen in front."""
    return WAYS[line.deed].hand(front, line)


def settle(front: "TodayScreen", line: Line) -> Hand:
    """Does what a line asks for and returns the room that did it, as it knows what was refused."""
    hand = hand_for(front, line)
    with suppress(StoreError):  # what cannot be read now is said once a second anyway
        front.desk.refresh()
    if not hand.stands:
        front.refresh_all()
        front.say(hand.done_elsewhere, "warn")
    elif _record(hand) is None and line.about.table not in WITHOUT_RECORD:
        front.say(f"{line.subject[:40]} is gone: another session took it away.", "warn")
    else:
        WAYS[line.deed].does(hand)
    return hand


def open_about(front: "TodayScreen", line: Line) -> None:
    """Opens what a line is about; Esc comes back to it."""
    about, record = line.about, _record(hand_for(front, line))
    if record is None:
        _go(front, WITHOUT_RECORD.get(about.table, "t"))
        return
    if about.table == "helpers":
        front.open_page("helper", about.uid, at=_part_of_helper(front, line))
    elif about.table == "candidates" and about.key:
        front.open_page("candidate", about.uid, at=(about.uid, "reference", about.key))
    else:
        open_record(front, record, about.key)


def _part_of_helper(front: DeskScreen, line: Line) -> tuple[str, ...]:
    """Returns the line of a helper's page that a line of Today is about, as that page names its place."""
    about = line.about
    if line.deed is Deed.LIGHTEN:
        cards = front.desk.cards.having(helper=about.uid)
        doing = [each.uid for each in cards if each.column is Column.DOING and each.archived is None]
        return ("card", doing[0], "0") if doing else ()
    return (PARTS[line.deed], about.key, "0") if line.deed in PARTS and about.key else ()


def _record(hand: Hand) -> Any:
    about = hand.on.about
    return None if about.table in WITHOUT_RECORD else hand.desk[about.table].get(about.uid)


def _open(hand: Hand) -> None:
    open_about(hand.front, hand.on)  # type: ignore[arg-type]  # lines are of Today alone


def _lighten(hand: HelperHand) -> None:
    """Opens where there is too much at once, and says how it becomes less."""
    if hand.helper is None:
        _go(hand.front, "b", "board.left")
        return
    _open(hand)

    def say() -> None:
        opened = hand.front.app.screen
        if isinstance(opened, DeskScreen) and (key := opened.key_for("helper.line")):
            gives = opened.session.keys_by_id().get("board.assign", "")
            opened.say(f"{key} opens the card; there {gives} gives it to somebody else.")

    hand.front.app.call_after_refresh(say)


def _go(front: DeskScreen, letter: str, id: str = "") -> None:
    """Opens another screen, and says which key does there what is to be done."""
    front.action_go(letter)

    def say() -> None:
        opened = front.app.screen
        if id and isinstance(opened, DeskScreen) and (key := opened.key_for(id)):
            opened.say(f"{key} does it here.")

    front.app.call_after_refresh(say)


# Access and papers


def _step(name: str) -> Way:
    return Way(HelperHand, lambda hand: hand.take_step(hand.access, name))


# Running lists


def _tick(hand: ListHand) -> None:
    """Ticks the item that is due; where several are, lets one be chosen."""
    checklist, on = hand.checklist, hand.on
    if checklist is None:
        return
    keys = [on.about.key, *(each.about.key for each in on.folds if each.about.table == "checklists")]
    due = [each for each in checklist.items if each.key in keys and not each.is_settled]
    if len(due) < 2:
        hand.action_tick()
        return

    def taken(key: Hashable | None) -> None:
        if key is not None:
            hand.chosen = str(key)
            hand.action_tick()

    days = {each.key: checklist.due(each, hand.business) for each in due}
    choices = [
        Choice(each.key, each.code, each.title, f"due {wording.day(day, hand.today)}" if day else "")
        for each in due
        for day in (days[each.key],)
    ]
    hand.app.push_screen(Menu(f"Which is done? {checklist.ref} {checklist.name}"[:70], choices), taken)


# Candidates


def _cancel(hand: CandidateHand) -> None:
    """Says that the cancelling of a trial was confirmed today."""
    candidate, today = hand.candidate, hand.today
    if candidate is None or candidate.software is None:
        return
    cancelled = candidate.software.but(cancelled_on=today)
    hand.alter("Cancelling confirmed:", lambda each, why: each.with_evidence(cancelled))


def _trial(hand: CandidateHand) -> None:
    candidate = hand.candidate
    if candidate is not None and candidate.trial is not None:
        choose_trial_step(hand, candidate, candidate.trial)
    else:
        _open(hand)


def _reference(hand: CandidateHand) -> None:
    candidate, key = hand.candidate, hand.on.about.key
    known: tuple[ReferenceRequest, ...] = candidate.references if candidate else ()
    found = next((each for each in known if each.key == key), None)
    if candidate is not None and found is not None:
        choose_reference_step(hand, candidate, found)


# Helpers


def _terms(hand: HelperHand) -> None:
    helper, part = hand.helper, hand.part
    if helper is not None and isinstance(part, Engagement):
        hand.choose_terms_step(helper, part)
    else:
        _open(hand)


def _talk(hand: HelperHand) -> None:
    if (helper := hand.helper) is not None:
        helper_talks.open_talk(hand, helper, None, hand.account(helper).agenda())


def _review(hand: HelperHand) -> None:
    if (helper := hand.helper) is not None:
        hand.ask_review(helper)


def _look_back(hand: HelperHand) -> None:
    helper, part = hand.helper, hand.part
    if helper is not None and isinstance(part, Feedback):
        helper_talks.open_feedback(hand, helper, part)


def _measure(hand: HelperHand) -> None:
    if isinstance(part := hand.part, Goal):
        hand.ask_number(part)


def _thank(hand: HelperHand) -> None:
    helper, key = hand.helper, hand.on.about.key
    if helper is not None:
        cards = hand.account(helper).cards
        found = earned(helper.goals, cards, helper.recognition, today=hand.today, zone=hand.zone)
        due = next((each for each in found if key in (each.goal, each.card)), None)
        helper_talks.open_thanks(hand, helper, None, due)


PARTS: Mapping[Deed, str] = {
    Deed.DECIDE_RENEWAL: "engagement",
    Deed.DECIDE_END: "engagement",
    Deed.REVIEW_TERMS: "engagement",
    Deed.ACCEPT_MILESTONE: "milestone",
    Deed.LOOK_BACK: "feedback",
    Deed.MEASURE: "goal",
    Deed.RECOGNISE: "earned",
}
"""The deeds about a part of a helper's record, each with what its page calls such a line."""

PAGE = partial(Way, does=_open)
"""A way that leads to the page of what the line is about."""

WAYS: Mapping[Deed, Way] = {
    Deed.REVOKE: _step("revoke"),
    Deed.VERIFY: _step("verify"),
    Deed.ROTATE: _step("rotate"),
    Deed.SUSPEND: _step("suspend"),
    Deed.APPROVE_GRANT: _step("approve"),
    Deed.EXTEND: _step("extend"),
    Deed.REVIEW_ACCESS: _step("review"),
    Deed.RENEW: Way(HelperHand, HelperHand.action_due),
    Deed.COUNTERSIGN: Way(HelperHand, HelperHand.action_sign_off),
    Deed.NOTIFY: PAGE(Hand),
    Deed.CANCEL: Way(CandidateHand, _cancel),
    Deed.DECIDE_RENEWAL: Way(HelperHand, _terms),
    Deed.DECIDE_END: Way(HelperHand, _terms),
    Deed.DECIDE_TRIAL: Way(CandidateHand, _trial),
    Deed.SIGN_ITEM: Way(ListHand, ListHand.action_sign_off),
    Deed.APPROVE_ITEM: Way(ListHand, ListHand.action_tick),
    Deed.TICK: Way(ListHand, _tick),
    Deed.OPEN_CARD: PAGE(CardHand),
    Deed.EDIT_BRIEF: PAGE(CardHand),
    Deed.FOLLOW_UP: Way(CardHand, CardHand.action_check_in),
    Deed.HAND_IN: PAGE(CandidateHand),
    Deed.TELL: Way(CandidateHand, CandidateHand.action_told),
    Deed.REMIND: Way(CandidateHand, _reference),
    Deed.CLOSE_REFERENCE: Way(CandidateHand, _reference),
    Deed.CHECK_IN: Way(HelperHand, _talk),
    Deed.ACCEPT_MILESTONE: Way(HelperHand, HelperHand.action_done),
    Deed.REVIEW: Way(HelperHand, _review),
    Deed.LOOK_BACK: Way(HelperHand, _look_back),
    Deed.MEASURE: Way(HelperHand, _measure),
    Deed.RECOGNISE: Way(HelperHand, _thank),
    Deed.LIGHTEN: Way(HelperHand, _lighten),
    Deed.REVIEW_TERMS: PAGE(HelperHand),
    Deed.ERASE: Way(CandidateHand, ask_to_erase),
    Deed.SECOND_RUN: PAGE(Hand),
    Deed.TRIAGE: Way(Hand, lambda hand: _go(hand.front, "i")),
    Deed.REPAIR: Way(Hand, lambda hand: _go(hand.front, "a", "audit.problem")),
    Deed.PLAN_AUDIT: Way(Hand, lambda hand: _go(hand.front, "a", "audit.plan")),
    Deed.ACCOUNT: Way(Hand, lambda hand: open_week(hand, None)),
}
"""The way of each deed."""

"""Forms about talks, feedback, thanks and reviews with a helper: each saves its change in one step."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from models.board import Card
from models.brief import joined_points, split_points
from models.check_ins import Action, AgendaPoint, CheckIn, CheckInRule
from models.dates import read_date
from models.document import RuleBroken, fresh_key
from models.dossier import Dossier
from models.feedback import Earned, Feedback, FeedbackKind, Recognition, RecognitionKind, Ticket, word_lint
from models.reviews import QUESTIONS, Answer, Review, ReviewKind
from tui.desk_screen import DeskScreen
from tui.helper_forms import keep, open_part
from tui.helper_sheets import HelperSheets
from tui.sheets import open_sheet
from tui.widgets.prompt import Agreed

_DUE = " due "


def open_rule(screen: DeskScreen, helper: Dossier) -> None:
    """Shows the form of the regular talks."""
    old = helper.check_in_rule
    base: dict[str, Any] = {} if old else {"first": screen.today}

    def save(said: dict[str, Any], agreed: Agreed) -> None:
        rule = old.but(**said) if old else CheckInRule.of(**(base | said))
        keep(screen, "Check-ins", helper, helper.but(check_in_rule=rule), agreed)

    values = dict(old) if old else base
    open_sheet(screen, f"Check-ins with {helper.name}", HelperSheets(screen).rule(), values, save)


def open_talk(
    screen: DeskScreen, helper: Dossier, old: CheckIn | None, agenda: Iterable[AgendaPoint] = ()
) -> None:
    """Shows the form of a talk; what was agreed may become cards in the same step."""
    base: dict[str, Any] = {} if old else {"on": screen.today}
    values = dict(old) if old else dict(base)
    if old:
        values["actions"] = joined_points(_action_line(each) for each in old.actions)
        values["missed_by"] = old.missed_by
    key = old.key if old else fresh_key()

    def save(said: dict[str, Any], agreed: Agreed) -> None:
        given = base | said
        lines = split_points(given.pop("actions", "") or "") if "actions" in given else None
        as_cards = bool(given.pop("cards", False))
        known = {each.text: each for each in old.actions} if old else {}
        read = [_action(line, screen.today) for line in lines or ()]
        actions = [known.get(each.text, each).but(due=each.due) for each in read]
        cards = [
            Card.of(title=each.text, due=each.due, helper=helper.uid)
            for each in actions
            if as_cards and each.card is None
        ]
        linked = iter(cards)
        if as_cards:
            actions = [each if each.card else each.but(card=next(linked).uid) for each in actions]
        if lines is not None:
            given["actions"] = tuple(actions)
        talk = old.but(**given) if old else CheckIn.of(key=key, **given)
        if talk.is_open:
            talk = talk.held(at=screen.now(), agenda=agenda, notes=talk.notes)
        elif talk.missed_by and talk.held_at:
            talk = talk.but(held_at=None)
        with screen.settling(f"Check-in with {helper.name}"[:60]) as desk:
            desk.cards.put_all(cards)
            desk.helpers.put(screen.resolved(helper.with_part(talk), agreed))

    open_sheet(
        screen, f"Check-in with {helper.name}", HelperSheets(screen).talk(), values, save, focus="notes"
    )


def _action(text: str, today: date) -> Action:
    said, due, day = text.rpartition(_DUE)
    if not due:
        return Action.of(text=text)
    return Action.of(text=said.rstrip(" ,"), due=read_date(day, today=today))


def _action_line(each: Action) -> str:
    return f"{each.text}{f'{_DUE}{each.due.isoformat()}' if each.due else ''}"


def open_feedback(
    screen: DeskScreen, helper: Dossier, old: Feedback | None, kind: FeedbackKind = FeedbackKind.REINFORCING
) -> None:
    """Shows the form of feedback; words that start a quarrel are named once."""

    def made(said: dict[str, Any], key: str) -> Feedback:
        if old:
            if said.get("outcome"):
                return old.but(**said).looked_back(screen.today, said["outcome"])
            return old.but(**said)
        return Feedback.of(key=key, kind=kind, on=screen.today, who=screen.desk.who, **said)

    def advice(given: Feedback) -> str:
        found = word_lint(given)
        return f"{found[0].part.capitalize()}: {found[0].says}" if found else ""

    asked = HelperSheets(screen).feedback(was_given=old is not None)
    title = (
        "What is to go on" if (old.kind if old else kind) is FeedbackKind.REINFORCING else "What is to change"
    )
    open_part(screen, helper, title, asked, dict(old) if old else {}, made, advice=advice)


def open_ticket(screen: DeskScreen, helper: Dossier, old: Ticket | None) -> None:
    """Shows the form of a ticket to the maker of a program."""
    base = {} if old else {"sent_at": screen.now()}

    def made(said: dict[str, Any], key: str) -> Ticket:
        return old.but(**said) if old else Ticket.of(key=key, **(base | said))

    asked, values = HelperSheets(screen).ticket(), dict(old) if old else dict(base)
    open_part(screen, helper, "Ticket", asked, values, made)


def open_thanks(
    screen: DeskScreen, helper: Dossier, old: Recognition | None, due: Earned | None = None
) -> None:
    """Shows the form of thanks, for what was earned where something was."""
    goals = {goal.key: goal.title for goal in helper.goals}
    base: dict[str, Any] = {} if old else {"kind": RecognitionKind.THANKS, "on": screen.today}
    if old is None and due:
        base |= {"says": due.says, "result": (due.goal, due.card)}
    values = dict(old) if old else dict(base)
    if old:
        values["result"] = (old.goal, old.card)

    def title_of(link: tuple[str | None, str | None]) -> str:
        card = screen.desk.cards.get(link[1])
        return goals.get(link[0] or "", "") or (card.title if card else "")

    def made(said: dict[str, Any], key: str) -> Recognition:
        given = base | said
        if "result" in given:
            given["goal"], given["card"] = given.pop("result")
        return old.but(**given) if old else Recognition.of(key=key, who=screen.desk.who, **given)

    asked = [
        replace(each, shown=title_of) if each.name == "result" else each
        for each in HelperSheets(screen).thanks(helper)
    ]
    open_part(screen, helper, "Thanks", asked, values, made)


def open_review(screen: DeskScreen, helper: Dossier, old: Review | None, kind: ReviewKind) -> None:
    """Shows the form of a review with its questions."""
    questions = QUESTIONS[kind]
    told = {each.question: each for each in old.answers} if old else {}
    values: dict[str, Any] = dict(old) if old else {"on": screen.today}
    values |= {f"answer{n}": told[text].text for n, text in enumerate(questions) if text in told}

    def made(said: dict[str, Any], key: str) -> Review:
        given = dict(said)
        answers = []
        for n, text in enumerate(questions):
            answer = given.pop(f"answer{n}", None)
            known = told.get(text)
            if answer:
                answers.append(known.but(text=answer) if known else Answer.of(question=text, text=answer))
            elif answer is None and known:
                answers.append(known)
        given["answers"] = tuple(answers)
        if old is None and "decision" not in given:
            raise RuleBroken("What is decided? Say keep, expand, adjust, replace or stop.", "decision")
        if old:
            return old.but(**given)
        return Review.of(key=key, kind=kind, who=screen.desk.who, **({"on": screen.today} | given))

    open_part(screen, helper, f"Review after {kind}", HelperSheets(screen).review(kind), values, made)

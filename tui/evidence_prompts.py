"""Evidence on one line: knock-outs, notes on answers, results of tasks, steps of references."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from models.candidates import Candidate
from models.document import Part, RuleBroken
from models.evidence import Interview, InterviewState
from models.evidence_line import (
    read_appointment,
    read_interview,
    read_knock_out,
    read_script,
    read_step,
    script_text,
)
from models.references import ReferenceRequest, ReferenceState, ReferenceStep
from models.role_parts import KnockOut, KnockOutState
from models.role_parts import Question as Asked
from models.software_trial import ScriptStep, SoftwareTrial, StepResult
from tui import wording
from tui.dialogs.form import Field, Form
from tui.dialogs.menu import Choice, Menu
from tui.vetting_verbs import VettingVerbs
from tui.widgets.prompt import Agreed, Question

P = TypeVar("P", bound=Part)


def ask_knock_out(screen: VettingVerbs, candidate: Candidate, knock_out: KnockOut) -> None:
    """Asks what is known of a knock-out, and what shows it."""
    at, who, today = screen.now(), screen.desk.who, screen.today

    def preview(text: str) -> str:
        said = read_knock_out(text, today=today)
        until = f" until {wording.day(said.until, today)}" if said.until else ""
        missing = said.state is KnockOutState.WAIVED and not said.reason
        why = "and say why in a sentence" if missing else said.reason
        return f"{said.state}{until}{f': {why}' if why else ''}"

    def settle(text: str, agreed: Agreed) -> None:
        said = read_knock_out(text, today=today)
        changed = candidate.answered(
            knock_out.key, said.state, at=at, who=who, reason=said.reason, until=said.until
        )
        screen.revise(f"{knock_out.code} {said.state} for", changed, agreed)

    before = next((each for each in candidate.knock_outs if each.knock_out == knock_out.key), None)
    until = f" until:{before.until.isoformat()}" if before and before.until else ""
    value = f"{before.state}{until} {before.reason}".strip() if before else ""
    label = f"{knock_out.code}: pass, fail, unknown, or waived until:12jun, and what shows it"
    screen.ask(Question(label, settle, preview, value=value))


# Interviews


def ask_interview(screen: VettingVerbs, candidate: Candidate) -> None:
    """Asks when an interview takes place; empty begins one now."""

    def settle(text: str, agreed: Agreed) -> None:
        at = read_appointment(text, now=screen.now(), zone=screen.zone)
        talk = Interview.of(at=at, interviewers=(screen.desk.who,))
        screen.alter("Interview", lambda each, why: each.with_evidence(talk), of=candidate)

    def preview(text: str) -> str:
        at = read_appointment(text, now=screen.now(), zone=screen.zone)
        return wording.moment(at, screen.zone, screen.today)

    screen.ask(Question("Interview: when? 10apr 14:00, fri 9:30; empty for now", settle, preview))


def ask_answer(
    screen: VettingVerbs,
    candidate: Candidate,
    question: Asked,
    talk: Interview | None,
    then: Callable[[], None],
) -> None:
    """Asks for a note on the answer to a question of the set; without an interview one begins now."""
    who, at = screen.desk.who, screen.now()
    begun = talk or Interview.of(at=at, interviewers=(who,))

    def settle(text: str, agreed: Agreed) -> None:
        noted = begun.noted(question.key, text.strip(), who=who)
        screen.revise("Note an answer of", candidate.with_evidence(noted), agreed)
        then()

    mine = (each.note for each in begun.asked if (each.question, each.who) == (question.key, who))
    value = " ".join(next(mine, "").split())
    screen.ask(Question("What did they answer? Enter alone: asked, nothing to note", settle, value=value))


def ask_ending(screen: VettingVerbs, candidate: Candidate, talk: Interview) -> None:
    """Asks how an interview went."""

    def settle(text: str, agreed: Agreed) -> None:
        state, minutes = read_interview(text)

        def ended(each: Candidate, why: str) -> Candidate:
            now = as_it_is_now(talk, each.interviews)
            ends = {
                InterviewState.HELD: lambda: now.held(minutes=minutes),
                InterviewState.NO_SHOW: now.missed,
                InterviewState.CANCELLED: now.cancelled,
            }
            return each.with_evidence(ends[state]())

        screen.alter(f"Interview {state}:", ended, of=candidate)

    def preview(text: str) -> str:
        state, minutes = read_interview(text)
        return f"{state}{f', {wording.duration(minutes)}' if minutes else ''}"

    screen.ask(Question("How did it go? held 45m, no show, cancelled", settle, preview, value="held "))


# References


def choose_reference_step(screen: VettingVerbs, candidate: Candidate, each: ReferenceRequest) -> None:
    """Offers what can be done about a reference now, what its silence asks for first."""
    today = screen.today
    proposed = each.next_step(screen.business, today)
    steps: dict[str, tuple[str, str]] = {
        "asked": ("Asked today", "the script of questions was sent"),
        "answered": ("Answered", "write down what was said, question by question"),
        "remind": ("Reminded today", "after 3 and after 6 work days of silence"),
        "close": ("No answer", "an outcome of its own, never a low mark; proposed after 10 work days"),
        "declined": ("Declined", "the referee would rather not say"),
        "edit": ("Edit", "who it is and how to reach them"),
    }
    open_ones = ["answered", "remind", "close", "declined"]
    fitting = {
        ReferenceState.DRAFT: ["asked", "edit"],
        ReferenceState.ASKED: [*sorted(open_ones, key=lambda name: name != _PROPOSED.get(proposed)), "edit"],
    }.get(each.state, ["answered", "edit"])

    def taken(name: Hashable | None) -> None:
        verbs: dict[Hashable, Callable[[ReferenceRequest], ReferenceRequest]] = {
            "asked": lambda now: now.asked(today),
            "remind": lambda now: now.reminded(today),
            "close": lambda now: now.unanswered(today),
            "declined": lambda now: now.declined(today),
        }
        if name in verbs:
            verb, said = verbs[name], steps[str(name)][0].lower()
            screen.alter(
                f"Reference {said}:",
                lambda one, why: one.with_evidence(verb(as_it_is_now(each, one.references))),
                of=candidate,
            )
        elif name == "answered":
            _open_answers(screen, candidate, each)
        elif name == "edit":
            from tui.evidence_parts import open_part

            open_part(screen, candidate, ReferenceRequest, each)

    choices = [Choice(name, "", *steps[name]) for name in fitting]
    screen.app.push_screen(Menu(f"Reference of {each.referee}"[:70], choices), taken)


_PROPOSED = {ReferenceStep.REMIND: "remind", ReferenceStep.CLOSE: "close", None: "answered"}


def _open_answers(screen: VettingVerbs, candidate: Candidate, each: ReferenceRequest) -> None:
    from store.library import reference_script

    before = {answer.question: answer.answer for answer in each.answers}
    script = [*dict.fromkeys((*before, *reference_script()))]
    fields = [
        Field(f"answer{n}", f"Answer {n} of {len(script)}", before.get(question, ""), question)
        for n, question in enumerate(script, start=1)
    ]

    def settle(values: dict[str, str], agreed: Agreed) -> None:
        answers = list(zip(script, values.values(), strict=True))
        answered = each.revised(answers) if each.answers else each.answered(answers, screen.today)
        screen.revise("Reference answered:", candidate.with_evidence(answered), agreed)

    screen.app.push_screen(Form(f"What {each.referee} said"[:70], fields, settle))


# Software


def ask_script(screen: VettingVerbs, candidate: Candidate) -> None:
    """Asks for the tasks of a trial script."""
    tried = candidate.software or SoftwareTrial()

    def settle(text: str, agreed: Agreed) -> None:
        steps = read_script(text, tried.script)
        screen.revise("Trial script of", candidate.with_evidence(tried.but(script=steps)), agreed)

    def preview(text: str) -> str:
        steps = read_script(text, tried.script)
        musts = sum(step.must for step in steps)
        return f"{wording.count(len(steps), 'task')}, {musts} of them must pass"

    label = "Your own tasks, with ; between; ! before one that must pass"
    screen.ask(Question(label, settle, preview, value=script_text(tried.script)))


def ask_step(screen: VettingVerbs, candidate: Candidate, step: ScriptStep, then: Callable[[], None]) -> None:
    """Asks how a task of the script went."""

    def settle(text: str, agreed: Agreed) -> None:
        result, minutes, note = read_step(text)
        ran = step.but(result=result, minutes=minutes, note=note)
        screen.revise(f"Task {result}:", candidate.with_evidence(ran), agreed)
        then()

    def preview(text: str) -> str:
        result, minutes, note = read_step(text)
        return " · ".join(filter(None, (result, wording.duration(minutes) if minutes else "", note)))

    took = f" {step.minutes}m" if step.minutes else ""
    value = "" if step.result is StepResult.NOT_RUN else f"{step.result}{took} {step.note}".strip()
    screen.ask(
        Question("How did it go? pass 12m, partial by hand, fail, not run", settle, preview, value=value)
    )


def ask_try(screen: VettingVerbs, candidate: Candidate) -> None:
    """Asks how somebody was tried to be reached; three tries without an answer are enough."""
    at = screen.now()

    def settle(text: str, agreed: Agreed) -> None:
        channel, _, note = text.strip().partition(" ")
        if not channel:
            raise RuleBroken("Say by which way: mail, phone, a message.")
        screen.alter(
            "Try to reach", lambda each, why: each.tried(at=at, channel=channel, note=note), of=candidate
        )

    screen.ask(
        Question(f"Try {len(candidate.tries) + 1} to reach {candidate.name}: mail, and a note", settle)
    )


def as_it_is_now(part: P, held: Iterable[P | None]) -> P:
    """Returns a piece of evidence as it is in the file now.

    Raises:
        RuleBroken: another session has removed it.
    """
    for each in held:
        if each is not None and each.key == part.key:
            return each
    raise RuleBroken("This was removed meanwhile: look at what is there now.")

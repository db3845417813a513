"""What is done with the lines of a candidate's page: recording evidence, opening a line, answering it."""

from collections.abc import Hashable, Mapping
from typing import ClassVar

from textual.binding import BindingType

from models.candidate_assessment import Evidence
from models.candidates import Candidate
from models.document import Part, RuleBroken
from models.evidence import CommsSample, Interview, InterviewState, Sample
from models.helpers import HelperKind
from models.references import ReferenceRequest
from models.role_parts import KnockOutState
from models.roles import Role
from models.software_trial import (
    ExitTest,
    IntegrationCheck,
    ReviewEvidence,
    ScaleCheck,
    ScriptStep,
    SoftwareTrial,
    StepResult,
    SupportProbe,
)
from models.stages import Stage
from models.trials import Trial
from tui import evidence_prompts as prompts
from tui.dialogs.menu import Choice, Menu
from tui.evidence_parts import NOUNS, open_part
from tui.keys import bound
from tui.rating_verbs import RatingVerbs
from tui.trial_prompts import choose_trial_step

EVIDENCE_KEYS: list[BindingType] = [
    bound(
        "enter",
        "open_line",
        "Open",
        "evidence.open",
        "the line under the cursor: its form, its note, its result, or what fits it now",
    ),
    bound(
        "space",
        "answer",
        "Next answer",
        "evidence.answer",
        "of a knock-out, a question, a check, a task: pass, fail, unknown in turn",
    ),
    bound("minus", "remove", "Remove", "evidence.remove", "the piece of evidence under the cursor"),
]

FORMS: Mapping[str, type[Evidence]] = {
    "sample": Sample,
    "reference": ReferenceRequest,
    "message": CommsSample,
    "trial": Trial,
    "software": SoftwareTrial,
    "scale": ScaleCheck,
    "integration": IntegrationCheck,
    "probe": SupportProbe,
    "review": ReviewEvidence,
    "exit": ExitTest,
}
"""The kinds of lines that have a form, each with what it makes."""

HINTS: Mapping[str, str] = {
    "tried": "the way and a note; after three without an answer they may be given up",
    "message": "the reply time is measured, its clarity is rated",
    "sample": "quality, relevance, and who made it",
    "interview": "the same questions for all, one by one, with notes",
    "reference": "somebody to ask; the script is the same for all",
    "trial": "scope, hours, pay, and what it must show",
    "software": "price, renewal, and the day it would charge by itself",
    "script": "your own tasks; ! before those that must pass",
    "scale": "limit and price now and then",
    "integration": "with a tool of yours: claimed, or tested",
    "probe": "when it was asked, when the answer came",
    "review": "stars with their count, how many are like us",
    "exit": "an export that was tried",
}
_TITLES = {"tried": "Try to reach them", "interview": "Interview", "script": "Trial script"}
PEOPLE = ("tried", "message", "sample", "interview", "reference", "trial")
SOFTWARE = ("software", "script", "scale", "integration", "probe", "review", "exit", "message")
FIRST: Mapping[Stage, str] = {
    Stage.CONTACTED: "message",
    Stage.SCREENED: "sample",
    Stage.INTERVIEWED: "interview",
    Stage.REFERENCES: "reference",
    Stage.PAID_TRIAL: "trial",
    Stage.SHORTLIST: "script",
    Stage.TRIAL: "script",
    Stage.DUE_DILIGENCE: "exit",
}
"""What is mostly recorded in a stage."""

_NEXT_STATE = {KnockOutState.PASS: KnockOutState.FAIL, KnockOutState.FAIL: KnockOutState.UNKNOWN}
_NEXT_RESULT = dict(
    zip(
        (StepResult.NOT_RUN, StepResult.PASS, StepResult.PARTIAL, StepResult.FAIL),
        (StepResult.PASS, StepResult.PARTIAL, StepResult.FAIL, StepResult.NOT_RUN),
        strict=True,
    )
)
_NEXT_MET = {None: True, True: False, False: None}


class EvidenceVerbs(RatingVerbs):
    """A screen with one candidate and a cursor on what is known of it."""

    BINDINGS: ClassVar[list[BindingType]] = EVIDENCE_KEYS

    @property
    def line(self) -> tuple[str, str]:
        """The kind and the identity of the line under the cursor, empty where there is none."""
        return "", ""

    @property
    def talk(self) -> Interview | None:
        """The interview whose notes are written."""
        return None

    @property
    def evidence(self) -> Part | None:
        """The piece of evidence under the cursor."""
        candidate, (_, key) = self.candidate, self.line
        if candidate is None:
            return None
        tried = candidate.software or SoftwareTrial()
        held: list[Part | None] = [
            *(*candidate.samples, *candidate.interviews, *candidate.references, *candidate.messages),
            *(*tried.script, *tried.scale, *tried.integrations, *tried.probes, *tried.reviews, *tried.exits),
            candidate.trial,
            candidate.software,
        ]
        return next((each for each in held if each is not None and each.key == key), None)

    # Recording

    def action_record(self) -> None:
        """Offers what can be recorded, what fits the stage first."""
        candidate = self.candidate
        if candidate is None:
            return
        order = SOFTWARE if candidate.kind is HelperKind.SOFTWARE else PEOPLE
        first = FIRST.get(candidate.stage)
        kinds = sorted(order, key=lambda kind: kind != first)
        title = f"Record of {candidate.name}, {candidate.stage.says}"[:70]

        def taken(kind: Hashable | None) -> None:
            if kind is not None:
                self._record(str(kind))

        self.app.push_screen(
            Menu(title, [Choice(kind, "", _title(kind), HINTS[kind]) for kind in kinds]), taken
        )

    def _record(self, kind: str) -> None:
        candidate = self.candidate
        if candidate is None:
            return
        if kind == "tried":
            prompts.ask_try(self, candidate)
        elif kind == "interview":
            prompts.ask_interview(self, candidate)
        elif kind == "script":
            prompts.ask_script(self, candidate)
        elif kind == "trial" and candidate.trial is not None:
            choose_trial_step(self, candidate, candidate.trial)
        else:
            old = candidate.software if kind == "software" else None
            open_part(self, candidate, FORMS[kind], old, lambda part: self.go_to(kind, part.key))

    # The line under the cursor

    def action_open_line(self) -> None:
        """Does what the line under the cursor asks for next."""
        candidate, role, (kind, key), part = self.candidate, self.role, self.line, self.evidence
        if candidate is None or role is None:
            return
        if kind == "criterion":
            self.action_why()
        elif kind == "knock_out":
            knock_out = next(each for each in role.asked if each.key == key)
            prompts.ask_knock_out(self, candidate, knock_out)
        elif kind == "question":
            question = next(each for each in role.questions if each.key == key)
            prompts.ask_answer(self, candidate, question, self.talk, self.go_on)
        elif kind == "new":
            self._record(key)
        elif kind in ("check", "screened"):
            self.action_answer()
        elif isinstance(part, Interview):
            self._open_interview(candidate, part)
        elif isinstance(part, ReferenceRequest):
            prompts.choose_reference_step(self, candidate, part)
        elif isinstance(part, Trial):
            choose_trial_step(self, candidate, part)
        elif isinstance(part, ScriptStep):
            prompts.ask_step(self, candidate, part, self.go_on)
        elif kind in FORMS:
            open_part(self, candidate, FORMS[kind], part)  # type: ignore[arg-type]  # the kind says what it is
        else:
            self.action_edit()

    def _open_interview(self, candidate: Candidate, talk: Interview) -> None:
        if talk.state is InterviewState.PLANNED:
            prompts.ask_ending(self, candidate, talk)
        else:
            self.say(f"This interview is marked {talk.state}; Enter on a question changes its note.", "dim")

    def action_answer(self) -> None:
        """Gives the line under the cursor its next answer."""
        candidate, role, (kind, key) = self.candidate, self.role, self.line
        if candidate is None or role is None:
            return
        try:
            changed, said = self._answered(candidate, role, kind, key)
        except RuleBroken as broken:
            self.say(str(broken), "warn")
        else:
            self.alter(said, lambda each, why: changed)

    def _answered(self, candidate: Candidate, role: Role, kind: str, key: str) -> tuple[Candidate, str]:
        """Returns the candidate with the next answer on a line, and what was answered.

        Raises:
            RuleBroken: the line has no answers to go through.
        """
        at, who, today, part = self.now(), self.desk.who, self.today, self.evidence
        if kind == "knock_out":
            answer = next((each for each in candidate.knock_outs if each.knock_out == key), None)
            if answer is not None and (answer.reason or answer.until):
                raise RuleBroken("There is a reason behind this answer: Enter changes both.")
            before = candidate.knock_out_states(today).get(key)
            state = _NEXT_STATE.get(before, KnockOutState.PASS) if before else KnockOutState.PASS
            code = next(each.code for each in role.asked if each.key == key)
            return candidate.answered(key, state, at=at, who=who), f"{code} {state} for"
        if kind == "question":
            return self._asked(candidate, key)
        if kind == "check" and candidate.trial is not None:
            met = next(each.met for each in candidate.trial.criteria if each.key == key)
            now = _NEXT_MET[met]
            said = {None: "Open", True: "Met", False: "Not met"}[now]
            return candidate.with_evidence(candidate.trial.checked(key, now)), f"{said}: a check of"
        if isinstance(part, ScriptStep):
            result = _NEXT_RESULT[part.result]
            return candidate.with_evidence(part.but(result=result)), f"Task {result}:"
        if isinstance(part, IntegrationCheck):
            if part.works is False:
                return candidate.with_evidence(part.but(works=None, tested_on=None)), "Only claimed:"
            tested = part.tested(part.works is None, today)
            return candidate.with_evidence(tested), f"Integration {'works' if tested.works else 'fails'}:"
        if kind == "screened" and candidate.agency is not None:
            return candidate.but(agency=candidate.agency.looked_into(key, today)), "Check for ourselves:"
        raise RuleBroken("There is nothing to answer here: go to a knock-out, a question, a check or a task.")

    def _asked(self, candidate: Candidate, key: str) -> tuple[Candidate, str]:
        who, talk = self.desk.who, self.talk or Interview.of(at=self.now(), interviewers=(self.desk.who,))
        notes = [each for each in talk.asked if each.question == key]
        if any(each.note for each in notes):
            raise RuleBroken("There are notes on this question: empty them first, Enter opens yours.")
        if notes:
            return candidate.with_evidence(talk.not_asked(key)), "Not asked:"
        return candidate.with_evidence(talk.noted(key, who=who)), "Asked:"

    def action_remove(self) -> None:
        """Takes the piece of evidence under the cursor away."""
        part, candidate = self.evidence, self.candidate
        if part is None or candidate is None or isinstance(part, Trial | SoftwareTrial):
            self.say(
                "Put the cursor on a piece of evidence: trials and answers are changed, not removed.", "dim"
            )
        else:
            self.alter("Remove evidence of", lambda each, why: each.without_evidence(part.key))


def _title(kind: str) -> str:
    return NOUNS[FORMS[kind]] if kind in FORMS else _TITLES[kind]

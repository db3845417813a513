"""Opening the form of a piece of evidence, and what its lines make of it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from models.candidate_assessment import Evidence
from models.candidate_line import stars_text
from models.candidates import Candidate
from models.document import Part
from models.evidence import CommsSample, Sample
from models.references import ReferenceRequest
from models.software_trial import (
    ExitTest,
    IntegrationCheck,
    ReviewEvidence,
    ScaleCheck,
    SoftwareTrial,
    SupportProbe,
)
from models.trials import Trial
from tui import register
from tui.desk_screen import DeskScreen
from tui.evidence_forms import SHEETS, UNLIMITED, Typing
from tui.sheets import open_sheet
from tui.widgets.prompt import Agreed

NOUNS: Mapping[type[Part], str] = {
    Sample: "Sample of work",
    ReferenceRequest: "Reference",
    CommsSample: "Message and reply",
    Trial: "Paid trial",
    SoftwareTrial: "Trial and price",
    ScaleCheck: "Three times the volume",
    IntegrationCheck: "Integration",
    SupportProbe: "Question to support",
    ReviewEvidence: "Review or case study",
    ExitTest: "Way out",
}


def open_part(
    screen: DeskScreen,
    candidate: Candidate,
    kind: type[Evidence],
    old: Evidence | None,
    done: Callable[[Evidence], None] | None = None,
) -> None:
    """Shows a piece of evidence as a form and saves what is made of it.

    Args:
        screen: where the form opens.
        candidate: whom it is about.
        kind: what sort of evidence it is.
        old: what is there already, None for a new one.
        done: is told what was saved.
    """
    begun = list[Evidence]()

    def save(said: dict[str, Any], agreed: Agreed) -> None:
        made = _made(kind, old, said, screen.today)
        if isinstance(made, SoftwareTrial) and made.charges_early:
            agreed.require(
                f"It would charge on {made.convert_on}, before the trial ends on {made.end}: Enter again"
                " if that is so."
            )
        # the same one for every try: what an agreed conflict saves holds its key
        part = made.but(key=begun[0].key) if begun and old is None else made
        begun[:] = [part]
        with screen.settling(f"{NOUNS[kind]} of {candidate.ref}") as desk:
            changed = screen.resolved(candidate.with_evidence(part), agreed)
            register.put_candidate(desk, changed, at=screen.now(), today=screen.today)
        if done is not None:
            done(part)

    title = f"{NOUNS[kind]}: {candidate.ref} {candidate.name}"
    open_sheet(screen, title, SHEETS[kind](Typing(screen)), _values(old), save)


def _values(old: Evidence | None) -> dict[str, Any]:
    """Returns what the lines of a form begin with."""
    values = dict(old) if old else {}
    if isinstance(old, ScaleCheck) and old.unlimited:
        values["limit"] = UNLIMITED
    if isinstance(old, ReviewEvidence) and old.rating is not None:
        values["stars"] = stars_text(old.rating, old.n)
    return values


def _made(kind: type[Evidence], old: Evidence | None, said: dict[str, Any], today: date) -> Evidence:
    """Returns the evidence that the lines of a form make, with what follows from them."""
    rest = dict(said)
    if kind is ReviewEvidence and "stars" in rest:
        rest["rating"], rest["n"] = rest.pop("stars") or (None, None)
    if kind is ReviewEvidence and old is None:
        rest["seen_on"] = today
    if kind is ScaleCheck and "limit" in rest:
        rest["unlimited"] = rest["limit"] == UNLIMITED
        rest["limit"] = None if rest["unlimited"] else rest["limit"]
    if kind is SoftwareTrial and "convert_on" in rest:
        rest["auto_convert"] = rest["convert_on"] is not None
    if kind is ExitTest and old is None:
        rest = {"ok": False, "done_on": today} | {name: v for name, v in rest.items() if v is not None}
    criteria = rest.pop("criteria", None) if kind is Trial else None
    works = rest.pop("works", None) if kind is IntegrationCheck and "works" in rest else None
    part = old.but(**rest) if old else kind.of(**rest)
    if isinstance(part, Trial) and criteria is not None:
        part = part.showing(criteria)
    if isinstance(part, IntegrationCheck) and "works" in said:
        part = part.but(works=None, tested_on=None) if works is None else part.tested(works, today)
    if isinstance(part, Sample):
        part = part.verified(part.authorship, part.confirmed_by)
    return part

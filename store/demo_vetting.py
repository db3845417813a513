"""The three searches of the demo business: an assistant, a copywriter and a program that reads receipts."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from models.activity import Activity
from models.agreements import Agreement
from models.brief import DataClass
from models.business import Business
from models.candidate_parts import Reason
from models.candidates import Candidate
from models.deciding import decided
from models.engaging import engage
from models.helpers import Helper, HelperKind
from models.role_parts import BudgetPer, Posting, Scorecard, SourceKind
from models.roles import Role
from models.templates import Template
from store.demo_assistants import bluebell, ines, niamh
from store.demo_calendar import ORLA, at, day
from store.demo_software import otter, quillbox, scanthrush
from store.demo_writers import hana, hanas_paper, ruairi
from store.library import full_checklist, light_checklist, scorecard
from store.workspace import Workspace


class _Cast(NamedTuple):
    """What the searches go back to."""

    desk: Workspace
    business: Business
    activities: Mapping[str, Activity]
    helpers: Mapping[str, Helper]


def put_searches(
    desk: Workspace, business: Business, activities: Mapping[str, Activity], helpers: Mapping[str, Helper]
) -> None:
    """Puts the searches into the transaction that is open, each with everybody it has looked at.

    Args:
        desk: the workspace.
        business: the settings.
        activities: the activities by name.
        helpers: the helpers by first name; those who were found by a search are among them.
    """
    cast = _Cast(desk, business, activities, helpers)
    _assistant(cast)
    _copywriter(cast)
    _receipts(cast)


def _assistant(cast: _Cast) -> None:
    role = _role(
        cast,
        "Client-admin VA",
        "Chase missing receipts",
        HelperKind.ASSISTANT,
        minutes_week=660,
        also=("Inbox triage",),
        budget=30_00,
        overlap_minutes_week=360,
        start_by=day(-7),
        data_class=DataClass.CLIENT,
        postings=(
            Posting.of(
                kind=SourceKind.MARKETPLACE, name="Upwork", fee_pct=5, opened=day(-50), closed=day(-18)
            ),
        ),
    ).with_criteria_frozen(at=at(-34, 15))
    first, best, agency = (
        cast.desk.candidates.put(found) for found in (ines(role), niamh(role), bluebell(role))
    )
    role = decided(
        role,
        best,
        "She is sure of the highest score, and her referees gave examples.",
        (first, best, agency),
        at=at(-18, 16),
        today=day(-18),
        who=ORLA,
    )
    kept = first.pooled(day(347), at=at(-18, 17), today=day(-18), who=ORLA)
    gone = _declined(agency, Reason.DATA, "The data policy was asked for twice and never came.", -18)
    cast.desk.candidates.put_all((kept.told(day(-15)), gone.told(day(-15))))
    _engage(cast, best, role, start=-7, on=-18, signed=-13, items=full_checklist)


def _copywriter(cast: _Cast) -> None:
    role = _role(
        cast,
        "Copywriter for newsletter and posts",
        "Newsletter and posts",
        HelperKind.FREELANCER,
        minutes_week=90,
        budget=280_00,
        budget_per=BudgetPer.MONTH,
        start_by=day(-14),
        postings=(
            Posting.of(kind=SourceKind.LINKEDIN, name="LinkedIn", opened=day(-48), closed=day(-21)),
            Posting.of(
                kind=SourceKind.JOB_BOARD, name="FinCopy", cost=35_00, opened=day(-48), closed=day(-21)
            ),
        ),
    ).with_criteria_frozen(at=at(-33, 15))
    data = next(criterion for criterion in role.criteria if criterion.code == "DH")
    role = role.without(data.key, "The work needs no facts of clients.")
    other, best = (cast.desk.candidates.put(found) for found in (ruairi(role), hana(role)))
    paper = cast.desk.agreements.put(hanas_paper(best))
    role = decided(
        role,
        best,
        "Her trial piece was sent with one change; we go ahead with one of two referees still silent.",
        (other, best),
        at=at(-21, 16),
        today=day(-21),
        who=ORLA,
    )
    cast.desk.candidates.put(
        _declined(other, Reason.SKILL, "The trial piece could have been anybody's.", -21)
    )
    _engage(cast, best, role, start=-14, on=-20, signed=-15, papers=(paper,))


def _receipts(cast: _Cast) -> None:
    role = _role(
        cast,
        "Receipt capture",
        "Receipt data entry",
        HelperKind.SOFTWARE,
        minutes_week=450,
        budget=75_00,
        start_by=day(-4),
        data_class=DataClass.CLIENT,
    ).with_criteria_frozen(at=at(-20))
    best, dearer, out = (
        cast.desk.candidates.put(found) for found in (otter(role), quillbox(role), scanthrush(role))
    )
    role = decided(
        role,
        best,
        "As good as Quillbox for all we know, and €27 a month cheaper.",
        (best, dearer, out),
        at=at(-6, 16),
        today=day(-6),
        who=ORLA,
    )
    no_better, no_way_out = "No better, and €27 a month dearer.", "Nothing comes out of it but PDF."
    cast.desk.candidates.put_all(
        (_declined(dearer, Reason.PRICE, no_better, -6), _declined(out, Reason.DATA, no_way_out, -6))
    )
    _engage(cast, best, role, start=-4, on=-6, signed=-6, items=full_checklist)


def _role(
    cast: _Cast,
    title: str,
    activity: str,
    kind: HelperKind,
    *,
    minutes_week: int,
    also: tuple[str, ...] = (),
    **fields: object,
) -> Role:
    """Returns the saved role of a search that was begun fifty days before the demo's own."""
    served = [cast.activities[name] for name in (activity, *also)]
    card = Scorecard.read(scorecard(kind))
    role = Role.for_activity(served[0], card, cast.business, kind=kind, minutes_week=minutes_week)
    role = role.but(title=title, activities=tuple(each.uid for each in served), **fields)
    reason = "The briefs are agreed on paper and follow with the first cards."
    return cast.desk.roles.put(role.opened(cast.desk.cards, at=at(-50), who=ORLA, despite=reason))


def _declined(candidate: Candidate, reason: Reason, says: str, on: int) -> Candidate:
    return candidate.declined(reason, says, at=at(on, 17), today=day(on), who=ORLA)


def _engage(
    cast: _Cast,
    candidate: Candidate,
    role: Role,
    *,
    start: int,
    on: int,
    signed: int,
    papers: tuple[Agreement, ...] = (),
    items: Callable[[HelperKind], Mapping[str, Any]] = light_checklist,
) -> None:
    """Saves all that engaging somebody makes, with the paper signed on a day."""
    made = engage(
        candidate,
        role,
        Template.read(items(candidate.kind)),
        start=day(start),
        at=at(on, 17),
        today=day(on),
        who=ORLA,
        helper=cast.helpers[candidate.name.split()[0]],
        agreements=papers,
    )
    cast.desk.candidates.put(made.candidate)
    cast.desk.roles.put(made.role)
    cast.desk.helpers.put(made.helper)
    *known, draft = made.agreements
    paper = draft.sent(day(signed - 1)).signed(day(signed)).countersigned(day(signed))
    cast.desk.agreements.put_all(
        (*known, paper.but(term_end=day(signed + 365), survival_until=day(signed + 1_461)))
    )
    cast.desk.checklists.put(made.checklist)

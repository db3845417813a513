"""Engaging a candidate: everything that one step makes."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from models.agreements import Agreement, AgreementKind
from models.brief import DataClass
from models.candidates import Candidate
from models.document import RuleBroken
from models.engaging import Engaged, engage, first_paper
from models.guards import Guarded
from models.helpers import Helper, HelperKind
from models.role_parts import Choice, RoleState
from models.roles import Role
from models.stages import Stage
from models.templates import Template
from store import Workspace
from store.library import light_checklist

NOON = datetime(2026, 4, 27, 12, tzinfo=UTC)
TODAY = NOON.date()
START = date(2026, 5, 5)
SIGNED = {"sent_on": TODAY, "signed_on": TODAY, "countersigned_on": TODAY}


def niamh(kind: HelperKind = HelperKind.ASSISTANT) -> Candidate:
    stage = Stage.DECISION if kind is HelperKind.SOFTWARE else Stage.OFFER
    return Candidate.of(uid="niamh", name="Niamh Doyle", kind=kind, role="role", stage=stage)


def decided(kind: HelperKind = HelperKind.ASSISTANT, candidate: str = "niamh") -> Role:
    choice = Choice(candidate=candidate, reason="best trial", at=NOON)
    return Role.of(
        uid="role",
        number=1,
        title="Admin",
        kind=kind,
        state=RoleState.DECIDED,
        decision=choice,
        data_class="client",
    )


def engaged(kind: HelperKind = HelperKind.ASSISTANT, **fields: Any) -> Engaged:
    template = Template.read(light_checklist(kind))
    said: dict[str, Any] = {"start": START, "at": NOON, "today": TODAY, "who": "ob", **fields}
    return engage(said.pop("candidate", niamh(kind)), said.pop("role", decided(kind)), template, **said)


@pytest.mark.parametrize("kind", HelperKind)
def test_one_step_makes_the_helper_the_paper_and_the_list(kind: HelperKind) -> None:
    made = engaged(kind)
    uid = made.helper.uid
    assert (made.helper.name, made.helper.kind) == ("Niamh Doyle", kind)
    assert (made.candidate.helper, made.role.state) == (uid, RoleState.FILLED)
    assert made.candidate.stage in (Stage.ENGAGED, Stage.ADOPTED)
    assert [each.helper for each in made.agreements] == [uid]
    assert (made.checklist.helper, made.checklist.start, made.checklist.made_on) == (uid, START, TODAY)
    assert made.checklist.items


def test_papers_of_the_search_become_the_helpers_and_others_stay_where_they_are() -> None:
    own = Agreement.of(kind=AgreementKind.NDA, party="Niamh", candidate="niamh", **SIGNED)
    elses = own.but(uid="other", candidate="ines")
    made = engaged(agreements=[elses, own])
    assert [(each.uid == own.uid, each.kind) for each in made.agreements] == [
        (True, AgreementKind.NDA),
        (False, AgreementKind.CONTRACT),
    ]
    assert all(each.helper == made.helper.uid for each in made.agreements)


@pytest.mark.parametrize(
    ("kind", "data", "paper"),
    [
        (HelperKind.ASSISTANT, DataClass.PUBLIC, AgreementKind.NDA),
        (HelperKind.SOFTWARE, DataClass.MONEY, AgreementKind.DPA),
        (HelperKind.SOFTWARE, DataClass.INTERNAL, AgreementKind.TERMS),
    ],
)
def test_the_paper_to_sign_first_follows_the_kind_and_the_data(
    kind: HelperKind, data: DataClass, paper: AgreementKind
) -> None:
    assert first_paper(decided(kind).but(data_class=data), kind, (), TODAY) is paper


def test_the_draft_covers_what_the_work_needs() -> None:
    (draft,) = engaged().agreements
    assert draft.covers == (DataClass.PUBLIC, DataClass.INTERNAL, DataClass.CLIENT)


@pytest.mark.parametrize(("data", "conditions"), [("internal", ()), ("client", ("personal data",))])
def test_the_list_asks_for_papers_on_personal_data_where_the_work_shows_such(
    data: str, conditions: tuple[str, ...]
) -> None:
    assert engaged(role=decided().but(data_class=data)).checklist.conditions == conditions


def test_somebody_who_worked_here_before_comes_back_as_the_same_helper() -> None:
    before = Helper.of(uid="old", number=3, name="Niamh Doyle", archived=NOON)
    made = engaged(helper=before)
    assert (made.helper.uid, made.helper.archived, made.candidate.helper) == ("old", None, "old")


def test_only_the_one_who_was_chosen_is_engaged() -> None:
    with pytest.raises(
        RuleBroken, match=r"^R1 was decided for somebody else: decide for Niamh Doyle first\.$"
    ):
        engaged(role=decided(candidate="ines"))
    with pytest.raises(RuleBroken, match=r"^Nobody is chosen for R1 yet: decide first\.$"):
        engaged(role=decided().but(decision=None))


def test_the_list_is_one_for_that_kind_of_help() -> None:
    with pytest.raises(RuleBroken, match=r"is for assistant: choose one for agency\.$"):
        engage(
            niamh(HelperKind.AGENCY),
            decided(),
            Template.read(light_checklist(HelperKind.ASSISTANT)),
            start=START,
            at=NOON,
            today=TODAY,
        )


def test_the_guards_hold_for_engaging_as_well() -> None:
    early = niamh().but(stage=Stage.REFERENCES)
    with pytest.raises(Guarded, match=r"Missing: the stage Paid trial"):
        engaged(candidate=early)
    made = engaged(candidate=early, despite="worked with us for years")
    assert made.candidate.moves[-1].reason == "worked with us for years"


def test_all_of_it_is_saved_and_undone_in_one_step(desk: Workspace) -> None:
    with desk.transaction("Add Niamh"):
        candidate = desk.candidates.put(niamh())
    made = engaged(candidate=candidate)
    with desk.transaction("Engage Niamh"):
        desk.helpers.put(made.helper)
        desk.candidates.put(made.candidate)
        desk.checklists.put(made.checklist)
        for agreement in made.agreements:
            desk.agreements.put(agreement)
    assert [each.ref for each in (*desk.helpers, *desk.agreements, *desk.checklists)] == ["H1", "N1", "L1"]
    desk.undo()
    assert (list(desk.helpers), list(desk.agreements), list(desk.checklists)) == ([], [], [])
    assert next(iter(desk.candidates)).stage is Stage.OFFER

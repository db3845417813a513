"""The demo's searches as they stand, and the search for software as it stood before the last checks."""

import shutil
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from models.candidates import Candidate
from models.role_parts import Anchors, KnockOutState, RoleState
from models.roles import Role
from models.stages import Stage
from store import Workspace
from store.demo import DEMO_DAY, ZONE
from tui.comparison import Sheet

CHECKED = date(2026, 5, 5)
"""The day on which Quillbox's blanks were looked into."""
PRINTED = {
    "Client-admin VA": {
        "Niamh Doyle": "4.25 4.25–4.25 100 % 0.87 high",
        "Bluebell Assist": "3.94 3.50–4.10 85 % 0.60 medium",
        "Ines Carvalho": "3.56 3.05–3.85 80 % 0.67 medium",
    },
    "Copywriter for newsletter and posts": {
        "Hana Sato": "3.99 3.99–3.99 100 % 0.82 high",
        "Ruairí Keane": "3.46 3.46–3.46 100 % 0.82 high",
    },
    "Receipt capture": {
        "Docket Otter": "3.90 3.90–3.90 100 % 0.86 high",
        "Quillbox": "3.95 3.95–3.95 100 % 0.92 high",
        "Scanthrush": "3.95 3.95–3.95 100 % 0.86 high",
    },
}
"""Known score, band, coverage and confidence of everybody, the leader of each role first."""
BEFORE = {**PRINTED["Receipt capture"], "Quillbox": "4.62 3.35–4.75 65 % 0.51 low"}


def role_called(desk: Workspace, title: str) -> Role:
    return next(role for role in desk.roles if role.title.startswith(title))


def called(desk: Workspace, name: str) -> Candidate:
    return next(each for each in desk.candidates if each.name.startswith(name))


def sheet(desk: Workspace, title: str) -> Sheet:
    """Returns the comparison of a role on the demo's day."""
    return Sheet.of(
        role_called(desk, title),
        desk.candidates,
        desk.helpers,
        desk.cards,
        business=desk.business,
        today=DEMO_DAY,
        zone=ZoneInfo(ZONE),
    )


def copied(demo: Path, to: Path) -> Path:
    """Returns a copy of the demo's file."""
    to.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(demo, to / "demo.json"))


def take_back_the_checks(desk: Workspace) -> None:
    """Leaves the search for software as it stood before its last checks, with nobody chosen."""
    role = role_called(desk, "Receipt")
    unknown = [each.key for each in role.asked if each.code in ("K2", "K3")]
    with desk.transaction("Take back the checks"):
        desk.roles.put(role.but(state=RoleState.OPEN, decision=None))
        for each in [each for each in desk.candidates if each.role == role.uid]:
            before = each.but(outcomes=(), helper=None, stage=Stage.DUE_DILIGENCE, moves=())
            if each.name == "Quillbox":
                ratings = [r.but(superseded=False) for r in each.ratings if r.at.date() < CHECKED]
                before = before.but(ratings=tuple(ratings))
                for key in unknown:
                    before = before.answered(key, KnockOutState.UNKNOWN, at=each.ratings[0].at)
            desk.candidates.put(before)


def write_everywhere(desk: Workspace, title: str, text: str) -> None:
    """Puts a text into every field of a role and its candidates that a comparison shows."""
    name, code = text[:60], {each.key: f"Z{n}" for n, each in enumerate(role_called(desk, title).criteria)}
    role = role_called(desk, title)
    every = Anchors(one=text, two=text, three=text, four=text, five=text)
    assert role.decision is not None
    with desk.transaction("Write everywhere"):
        desk.roles.put(
            role.but(
                title=name,
                criteria=tuple(
                    each.but(code=code[each.key], name=name, anchors=every, check=text)
                    for each in role.criteria
                ),
                knock_outs=tuple(each.but(text=text) for each in role.knock_outs),
                decision=role.decision.but(reason=text, overriding=text),
            )
        )
        for n, each in enumerate(each for each in desk.candidates if each.role == role.uid):
            desk.candidates.put(
                each.but(
                    name=f"{n} {name}"[:80],
                    ratings=tuple(rating.but(evidence=text, weakened=text) for rating in each.ratings),
                    knock_outs=tuple(answer.but(reason=text) for answer in each.knock_outs),
                )
            )

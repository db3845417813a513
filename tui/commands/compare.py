"""`compare`: how the candidates of a role stand against each other."""

import json
from typing import TYPE_CHECKING

import click

from tui.commands.completion import completing
from tui.commands.invocation import Invocation, Sitting

if TYPE_CHECKING:
    from models.scorecard import Cell, Standing
    from tui.comparison import Sheet

SCORE, RATIO = 2, 4
"""Digits after the point in JSON."""


@click.command()
@click.argument("role", metavar="ROLE", nargs=-1, required=True, shell_complete=completing("roles"))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def compare(invocation: Invocation, role: tuple[str, ...], as_json: bool) -> None:
    """Compare the candidates of a role, by all ratings that were handed in.

    ROLE is its number, such as R1, or the start of its title.
    """
    with invocation.sitting(asks=True) as sitting:
        sheet = sheet_of(sitting, " ".join(role))
        if as_json:
            click.echo(json.dumps(_document(sheet), indent=2))
            return
        from tui.comparison_export import comparison_text

        for line in comparison_text(sheet):
            invocation.say(line)


def sheet_of(sitting: Sitting, said: str) -> "Sheet":
    """Returns the comparison of the role that a person means.

    Raises:
        RuleBroken: there is no such role, or it could be one of several.
    """
    from models.roles import role_meant
    from tui.comparison import Sheet

    desk = sitting.desk
    return Sheet.of(
        role_meant(said, desk.roles),
        desk.candidates,
        desk.helpers,
        desk.cards,
        business=desk.business,
        today=sitting.today,
        zone=sitting.zone,
    )


def _document(sheet: "Sheet") -> dict[str, object]:
    found = sheet.found
    check = found.next_check
    return {
        "role": sheet.role.title,
        "number": sheet.role.number,
        "settled": found.settled,
        "tie": found.tie,
        "leader": found.leader and found.leader.candidate.name,
        "candidates": [_standing(each) for each in found.standings],
        "next_check": check
        and {
            "candidate": check.candidate.name,
            "criterion": check.criterion.code,
            "minutes": check.minutes,
        },
    }


def _standing(each: "Standing") -> dict[str, object]:
    return {
        "number": each.candidate.number,
        "name": each.candidate.name,
        "eligible": each.eligible,
        "reasons": each.reasons,
        "known": _rounded(each.known),
        "low": _rounded(each.low),
        "high": _rounded(each.high),
        "coverage": _rounded(each.coverage, RATIO),
        "confidence": _rounded(each.confidence, RATIO),
        "flip_point": _rounded(each.flip_point),
        "criteria": [_criterion(cell) for cell in each.cells],
    }


def _criterion(cell: "Cell") -> dict[str, object]:
    return {
        "code": cell.criterion.code,
        "name": cell.criterion.name,
        "weight": cell.criterion.weight,
        "rating": _rounded(cell.value),
        "spread": cell.spread,
        "strength": cell.strength.share,
    }


def _rounded(figure: float | None, digits: int = SCORE) -> float | None:
    return None if figure is None else round(figure, digits)

"""A comparison for people who do not sit at the screen: as Markdown, and as lines for a shell."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.cells import cell_len

from models.roles import Role
from models.scorecard import Standing, verdict
from models.scorecard_working import Figure, working
from tui import wording
from tui.comparison import Line, Sheet, not_shown, second_thoughts, where_it_stands
from tui.comparison_account import criterion_working, record
from tui.markdown import escaped

if TYPE_CHECKING:
    from tui.desk_screen import DeskScreen


def comparison_markdown(sheet: Sheet) -> str:
    """Returns a comparison with what each figure rests on."""
    lines = [f"# {sheet.role.ref} {escaped(sheet.role.title)}, {wording.day(sheet.today)} {sheet.today.year}"]
    lines += ["", f"{escaped(_sentence(where_it_stands(sheet.found)))}"]
    if more := second_thoughts(sheet):
        lines += ["", escaped(_sentence(more))]
    if kept := not_shown(sheet.hidden):
        lines += ["", escaped(_sentence(kept))]
    if sheet.standings:
        lines += ["", *_table(sheet)]
    for each in sheet.standings:
        lines += ["", *_section(sheet, each)]
    if sheet.past is not None:
        lines += ["", "## Decision", ""]
        lines += [f"- {escaped(label)}: {escaped(text)}" for label, text in record(sheet)]
    return "\n".join(lines) + "\n"


def copy_comparison(screen: "DeskScreen", role: Role) -> None:
    """Copies the comparison of a role's candidates as Markdown; says where the text lies."""
    from tui.hand_off import copy_markdown

    desk = screen.desk
    sheet = Sheet.of(
        role,
        desk.candidates.having(role=role.uid),
        desk.helpers,
        desk.cards,
        business=screen.business,
        today=screen.today,
        zone=screen.zone,
        me=screen.rater,
    )
    copy_markdown(screen, role.ref, comparison_markdown(sheet), f"the comparison of {role.ref}")


def comparison_text(sheet: Sheet) -> list[str]:
    """Returns a comparison in aligned lines, as wide as it takes."""
    lines = [line for line in sheet.lines() if not line.across]
    label = max((len(_label(line)) for line in lines), default=0)
    names = [each.candidate.name for each in sheet.standings]
    columns = [[name, *(line.cells[n][0] for line in lines)] for n, name in enumerate(names)]
    widths = [max(map(cell_len, column)) for column in columns]
    rows = [("", *names), *((_label(line), *(text for text, _ in line.cells)) for line in lines)]
    said = [f"{sheet.role.ref} {sheet.role.title}", _sentence(where_it_stands(sheet.found))]
    said += [_sentence(more) for more in (second_thoughts(sheet), not_shown(sheet.hidden)) if more]
    if names:
        said.append("")
        for first, *cells in rows:
            padded = (
                text + " " * (width - cell_len(text)) for text, width in zip(cells, widths, strict=True)
            )
            said.append("  ".join((first.ljust(label), *padded)).rstrip())
    said += [f"{line.label}: {line.across}" for line in sheet.lines() if line.across]
    for each in sheet.standings:
        said += [f"{each.candidate.name}: {reason}" for reason in each.reasons]
    return said


def _label(line: Line) -> str:
    return f"{line.label} ({line.weight})" if line.weight else line.label


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '!', '?')) else '.'}"


def _table(sheet: Sheet) -> Iterator[str]:
    yield f"| | {' | '.join(escaped(each.candidate.name) for each in sheet.standings)} |"
    yield f"|---|{'---|' * len(sheet.standings)}"
    for line in sheet.lines():
        if not line.across:
            cells = " | ".join(escaped(text.strip()) for text, _ in line.cells)
            yield f"| {escaped(_label(line))} | {cells} |"


def _section(sheet: Sheet, each: Standing) -> Iterator[str]:
    yield f"## {escaped(each.candidate.name)}"
    yield ""
    yield escaped(_sentence(verdict(each, sheet.found)))
    yield ""
    for reason in each.reasons:
        yield f"- In the way: {escaped(reason)}"
    for label, text in _sums(sheet, each):
        yield f"- {escaped(label)}: {escaped(text)}"
    for cell in each.cells:
        yield f"- {escaped(f'{cell.criterion.code} {cell.criterion.name}')}"
        for label, text in criterion_working(sheet, cell):
            yield f"  - {escaped(label)}: {escaped(text)}"


def _sums(sheet: Sheet, each: Standing) -> Iterator[tuple[str, str]]:
    """Yields the last lines of the workings, with the numbers put in."""
    for figure, ends in ((Figure.KNOWN, ("Known",)), (Figure.BAND, ("Worst", "Best"))):
        yield from (line for line in working(each, sheet.found, figure) if line[0] in ends)
    for figure in (Figure.COVERAGE, Figure.CONFIDENCE, Figure.FLIP_POINT):
        lines = working(each, sheet.found, figure)
        yield next((line for line in lines if line[0].lower() == figure), lines[-1])

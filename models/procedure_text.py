"""A procedure as text to write in an editor, and back; as what is sent with the work; a run in one line."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from models.brief import Item
from models.business import Owner
from models.dates import quoted
from models.document import RuleBroken, cleaned
from models.helpers import Helper, closest, crew
from models.markdown import Misread, Numbered, points, trimmed, uncommented
from models.procedure import Procedure, Run

_HINTS = """\
<!-- The line above is the name. One step a line; its number may be left out or wrong.
A line that begins with a space goes on with the step before it. -->"""
_FIRST_STEPS = 3
"""Empty steps that a text offers where none is written."""


@dataclass(frozen=True)
class ProcedureText:
    """What a procedure's text says."""

    title: str
    steps: tuple[str, ...]

    def on(self, procedure: Procedure, *, at: datetime, who: str = "", runs: Iterable[Run] = ()) -> Procedure:
        """Returns the procedure as the text has it; the same steps stay the version they were.

        Args:
            procedure: what the text was made from.
            at: the moment.
            who: the key of the owner who writes it.
            runs: those that came on record since the text was made.

        Raises:
            RuleBroken: the name is too long.
        """
        return procedure.but(title=self.title).rewritten(self.steps, at=at, who=who, runs=runs)


def procedure_markdown(procedure: Procedure) -> str:
    """Returns a procedure as text that `read_procedure` reads back."""
    steps = _numbered(procedure.steps) or [f"{n}." for n in range(1, _FIRST_STEPS + 1)]
    return "\n".join([f"# {procedure.title}", _HINTS, "", *steps]) + "\n"


def read_procedure(text: str) -> ProcedureText:
    r"""Returns what an edited text says of a procedure.

    Comments and empty steps go, and a backslash before `#`, `<!--` or a backslash at the start of a line.

    Raises:
        Misread: the name is missing or there twice, or a heading stands where a step is to be.
    """
    title, said = "", Numbered()
    for number, line in uncommented(text):
        if re.match("#+ |#+$", line):
            name = line.lstrip("#").strip()
            if title:
                raise Misread(number, f"{quoted(name)} is a second name: write \\# to keep it as a step.")
            if not name or said:
                raise Misread(number, "the name comes first, behind a #: # Inbox rules.")
            try:
                title = Procedure.of(title=name).title
            except RuleBroken as broken:
                raise Misread(number, str(broken)) from broken
        elif line:
            if not title:
                raise Misread(number, "the name comes first, behind a #: # Inbox rules.")
            said.append((number, re.sub(r"^\d{1,3}[.)]$", "", line)))
    if not title:
        raise Misread(1, "the name is missing: begin with a line such as # Inbox rules.")
    return ProcedureText(
        title, tuple(point for line in points(trimmed(said)) if (point := " ".join(line.split())))
    )


def procedure_sent(procedure: Procedure) -> str:
    """Returns a procedure as Markdown for others to read."""
    return "\n".join([f"# {procedure.title}", "", *_standing_steps(procedure)]) + "\n"


def how(procedure: Procedure) -> str:
    """Returns what a hand-off says of the procedure that its work goes by."""
    return "\n".join([f"As the procedure {quoted(procedure.title)} says.", "", *_standing_steps(procedure)])


def _standing_steps(procedure: Procedure) -> list[str]:
    if not procedure.steps:
        return ["No steps are written yet."]
    return [f"Version {len(procedure.versions)}:", "", *_numbered(procedure.steps)]


def _numbered(steps: tuple[Item, ...]) -> list[str]:
    return [f"{n}. {step.text}" for n, step in enumerate(steps, start=1)]


@dataclass(frozen=True)
class RunLine:
    """What a line says of a run.

    Attributes:
        person: the name behind the `@`; empty for the owner at the keyboard.
        from_the_notes: whether it was done with nothing but the notes to go by.
        unclear: what the notes did not say.
    """

    person: str
    from_the_notes: bool
    unclear: str


_RUN = re.compile(
    r"(?:@(?P<person>[^\W_].*?)[,:]?)?"
    r"(?:\s*\b(?P<without>not |without )?(?P<notes>(?:from )?(?:the )?notes))?",
    re.IGNORECASE,
)


def read_run(line: str) -> RunLine:
    """Returns how a line about a run is understood: `@niamh from notes; which folder was meant`.

    Raises:
        RuleBroken: it does not begin like that.
    """
    said, _, unclear = (" ".join(part.split()) for part in cleaned(line).partition(";"))
    found = _RUN.fullmatch(said)
    if found is None or not said:
        raise RuleBroken("Say who ran it, and whether from notes: @niamh from notes; what was unclear.")
    return RunLine(found["person"] or "", bool(found["notes"]) and not found["without"], unclear)


def who_ran(
    line: RunLine, helpers: Iterable[Helper], owners: Iterable[Owner], *, me: str
) -> tuple[Helper | None, str]:
    """Returns the helper whom a line about a run means, or None and the key of the owner.

    The whole name of either goes before the first name, and that before a beginning. A name that nobody has
    is that of a new helper.

    Args:
        line: the line as read.
        helpers: those who are known.
        owners: those of the business.
        me: the key of the owner at the keyboard, who is meant where no name stands.

    Raises:
        RuleBroken: the name could be that of several, or is none.
    """
    if not line.person:
        return None, me
    called: list[tuple[str, Helper | None, str]] = [(each.name, each, "") for each in crew(helpers)]
    called += [(name, None, each.key) for each in owners for name in (each.name, each.initials)]
    fitting = closest(line.person, called, lambda each: each[0])
    meant = {helper.uid if helper else key: (helper, key) for _, helper, key in fitting}
    if len(meant) > 1:
        names = " or ".join(name for name, _, _ in fitting)
        raise RuleBroken(f"{quoted(line.person)} could be {names}: write more of the name.")
    return next(iter(meant.values()), None) or (Helper.of(name=line.person), "")

"""The roles of helpers, with what each may enter, as Markdown that reads back."""

from collections.abc import Iterable

from models.access_profiles import AccessLevel, AccessProfile
from models.dates import quoted
from models.document import LONGEST_NAME, RuleBroken
from models.evidence_line import split_word
from models.markdown import HEADING, Misread, uncommented
from models.systems import System

_HINT = (
    "<!-- One heading for each role; below it a line for each system it needs, with the least level that\n"
    "will do: view, comment, edit, publish, admin, approve payment. As in `- Calendar: edit`. -->"
)
_POINT = "- "


def profiles_markdown(profiles: Iterable[AccessProfile], systems: Iterable[System]) -> str:
    """Returns the roles as text to be edited; systems that were erased are left out."""
    names = {each.uid: each.name for each in systems}
    lines = [_HINT]
    for profile in profiles:
        lines += ["", f"{HEADING}{profile.name}", ""]
        lines += [
            f"{_POINT}{names[line.system]}: {line.level}" for line in profile.lines if line.system in names
        ]
    return "\n".join(lines) + "\n"


def read_profiles(
    text: str, known: Iterable[AccessProfile], systems: Iterable[System]
) -> tuple[AccessProfile, ...]:
    """Returns the roles that a text describes; one of a name that is known keeps its key.

    Raises:
        Misread: a line cannot be read, or names a system that is not known.
    """
    kept = {each.name.casefold(): each for each in known}
    by_name = {each.name.casefold(): each.uid for each in systems if each.archived is None}
    found: dict[str, AccessProfile] = {}
    name = ""
    for number, line in uncommented(text):
        if line.startswith(HEADING):
            name = line.removeprefix(HEADING).strip()
            if name.casefold() in found:
                raise Misread(number, f"There are two roles called {quoted(name)}: give one another name.")
            found[name.casefold()] = _begun(name, kept.get(name.casefold()), number)
        elif line.strip():
            if not name:
                raise Misread(number, f"Name the role above it first, as in `{HEADING}Assistant`.")
            system, level = _line(line, by_name, number)
            found[name.casefold()] = found[name.casefold()].reaching(system, level)
    return tuple(found.values())


def _begun(name: str, known: AccessProfile | None, number: int) -> AccessProfile:
    if not 1 <= len(name) <= LONGEST_NAME:
        raise Misread(number, f"A role has a name of 1 to {LONGEST_NAME} characters.")
    return known.but(name=name, lines=()) if known else AccessProfile.of(name=name)


def _line(line: str, systems: dict[str, str], number: int) -> tuple[str, AccessLevel]:
    said = line.removeprefix(_POINT).strip()
    name, colon, word = said.rpartition(":")
    uid = systems.get(name.strip().casefold())
    if not colon or uid is None:
        raise Misread(
            number, f"{quoted(name or said)} is no system here: write its name, then `: ` and a level."
        )
    try:
        level, rest = split_word(word, list(AccessLevel))
    except RuleBroken as broken:
        raise Misread(number, str(broken)) from broken
    if rest:
        raise Misread(number, f"{quoted(word)} is no level: say one of {', '.join(AccessLevel)}.")
    return uid, level

"""The table of keys, derived from the bindings of the screens, and the owner's own keys."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from textual.binding import Binding

from models.document import RuleBroken
from tui.keys import named, own_bindings, spoken
from tui.machine import configuration


def screen_bindings() -> Iterator[tuple[str, list[Binding]]]:
    """Yields every screen's name with the bindings it is the first to have, those of all screens first."""
    from tui.desk_screen import DeskScreen
    from tui.screens.advice import AdvicePage
    from tui.screens.archive import ArchiveScreen
    from tui.screens.audit import AuditScreen
    from tui.screens.board import BoardScreen
    from tui.screens.candidate_page import CandidatePage
    from tui.screens.card_page import CardPage
    from tui.screens.changes import ChangesScreen
    from tui.screens.checklist_page import ChecklistPage
    from tui.screens.duel import DuelPage
    from tui.screens.flow import FlowScreen
    from tui.screens.helper_page import HelperPage
    from tui.screens.helpers import HelpersScreen
    from tui.screens.leavers import LeaversScreen
    from tui.screens.offers import OffersPage
    from tui.screens.onboarding import OnboardingScreen
    from tui.screens.priorities import PrioritiesScreen
    from tui.screens.procedure_page import ProcedurePage
    from tui.screens.procedures import ProceduresScreen
    from tui.screens.report import ReportPage
    from tui.screens.role_page import RolePage
    from tui.screens.search import SearchPage
    from tui.screens.security import SecurityScreen
    from tui.screens.template_page import TemplatePage
    from tui.screens.templates import TemplatesPage
    from tui.screens.today import TodayScreen
    from tui.screens.triage import TriageScreen
    from tui.screens.vetting import VettingScreen

    yield "everywhere", own_bindings(DeskScreen)
    named: set[str | None] = set()
    screens = TodayScreen, AuditScreen, PrioritiesScreen, BoardScreen, TriageScreen, VettingScreen
    helping = OnboardingScreen, HelpersScreen
    pages = CardPage, FlowScreen, ChangesScreen, ArchiveScreen, ProceduresScreen, ProcedurePage
    vetting = RolePage, CandidatePage, LeaversScreen, DuelPage
    bringing_in = ChecklistPage, OffersPage, TemplatesPage, TemplatePage
    working = HelperPage, SecurityScreen
    finding = SearchPage, AdvicePage, ReportPage
    for screen in (*screens, *helping, *pages, *vetting, *bringing_in, *working, *finding):
        new = [each for each in own_bindings(screen, beyond=DeskScreen) if each.id not in named]
        named.update(each.id for each in new)
        if new:
            yield screen.TITLE or screen.__name__, new


def key_table() -> list[tuple[str, str, str, str]]:
    """Returns the keys, the screen they work on, what they do and the id they are changed by."""
    return [
        (
            " ".join(spoken(key) for key in binding.key.split(",")),
            where,
            binding.description,
            binding.id or "",
        )
        for where, bindings in screen_bindings()
        for binding in bindings
    ]


def keys_by_id(own: Mapping[str, str]) -> dict[str, str]:
    """Returns the first key of every binding by its id, as people write it.

    Args:
        own: the owner's keys in place of ours.
    """
    return {
        binding.id: spoken(own.get(binding.id, binding.key).split(",")[0])
        for _, bindings in screen_bindings()
        for binding in bindings
        if binding.id
    }


def key_table_markdown() -> str:
    """Returns the key table as the README prints it, the digits in one line."""
    lines: list[str] = []
    for where, bindings in screen_bindings():
        lines += [f"| **{where}** | |", *([] if lines else ["|---|---|"])]
        digits = [binding.key for binding in bindings if binding.key in "123456789"]
        for binding in bindings:
            keys = " ".join(f"`{spoken(key)}`" for key in binding.key.split(","))
            says = f"{binding.description}: {binding.tooltip}"
            if binding.key in digits[1:]:
                continue
            if binding.key == "1":
                keys, says = f"`1`-`{digits[-1]}`", says.replace("1", "N", 1).replace("helper 1", "helper N")
            lines.append(f"| {keys} | {says} |".replace("`|`", "`\\|`"))
    return "\n".join(lines)


def with_key_table(readme: str) -> str:
    """Returns the README with the key table as it is now, between its two comments."""
    before, _, rest = readme.partition("<!-- keys -->")
    _, _, after = rest.partition("<!-- /keys -->")
    return f"{before}<!-- keys -->\n{key_table_markdown()}\n<!-- /keys -->{after}"


def own_keys(config: Path) -> dict[str, str]:
    """Returns the owner's keys from the table `keys` of the configuration file: binding id to key.

    Raises:
        RuleBroken: the file is no TOML, or names a binding that does not exist, in one sentence.
    """
    table = configuration(config).get("keys", {})
    if not isinstance(table, Mapping):
        raise RuleBroken(f'In {config}, [keys] must be a table such as "board.right" = "L".')
    if not table:
        return {}
    known = {binding.id for _, bindings in screen_bindings() for binding in bindings}
    for id, key in table.items():
        if id not in known:
            raise RuleBroken(
                f"In {config}, [keys] names “{id}”, which is no key; `deskhand keys` lists them."
            )
        if not isinstance(key, str) or not key.strip():
            raise RuleBroken(f'In {config}, the key for “{id}” must be a text such as "L".')
    return {id: named(key) for id, key in table.items()}


def clashes(keys: Mapping[str, str]) -> list[str]:
    """Returns a sentence for each of the owner's keys that would mean two things on one screen."""
    found = []
    everywhere: list[Binding] = []
    for where, bindings in screen_bindings():
        everywhere = everywhere or bindings
        taken: list[tuple[str, Binding]] = []
        for binding in bindings if bindings is everywhere else (*bindings, *everywhere):
            for key in keys.get(binding.id or "", binding.key).split(","):
                found += [
                    f"{spoken(min(key, other_key, key=len))} would mean both “{other.description}” and "
                    f"“{binding.description}” ({where}): give one of them another key."
                    for other_key, other in taken
                    if _collide(key, other_key) and not keys.keys().isdisjoint((binding.id, other.id))
                ]
                taken.append((key, binding))
    return found


def _collide(key: str, other: str) -> bool:
    """Tells whether two keys are one, or one is the first stroke of the other."""
    return key == other or f"{other} ".startswith(f"{key} ") or f"{key} ".startswith(f"{other} ")

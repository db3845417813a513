"""The views of the helpers screen: what each lists, and what the keys do with the row under its cursor."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar

from models.access_register import Access
from models.capacity import capacity
from models.document import Document
from models.dossier import Dossier
from models.helpers import Helper
from models.systems import System
from store import Collection
from tui import marks
from tui.access_forms import archive_system, open_system
from tui.dialogs.reading import Reading
from tui.helper_facts import HelperFacts
from tui.helper_forms import ask_for_helper, open_helper
from tui.roles_of_access import write_roles
from tui.widgets.painted import Parts
from tui.widgets.rows import Cell, Row

if TYPE_CHECKING:
    from tui.screens.helpers import HelpersScreen

D = TypeVar("D", bound=Document)


class HelpersView:
    """One view of the helpers screen.

    What a key does returns False where that is left to what every screen with helpers does.
    """

    NAME: ClassVar[str] = ""
    HINTS: ClassVar[Sequence[str]] = (
        *("helper.open", "helper.add", "helper.why", "helpers.view"),
        *("undo", "quit"),
    )
    """The ids of the keys that matter most here."""
    COLUMNS: ClassVar[tuple[Cell, ...]] = ()

    def __init__(self, screen: "HelpersScreen") -> None:
        self.screen = screen

    @property
    def facts(self) -> HelperFacts:
        """What the rows are made of."""
        return self.screen.facts

    @property
    def hints(self) -> Sequence[str]:
        """The ids of the keys that matter most now."""
        return self.HINTS

    # What the cursor is on

    @property
    def helper(self) -> Dossier | None:
        """The helper under the cursor."""
        return None

    @property
    def system(self) -> System | None:
        """The system under the cursor."""
        return None

    @property
    def access(self) -> Access | None:
        """The access under the cursor."""
        return None

    @property
    def under_cursor(self) -> Document | None:
        """The record under the cursor."""
        return self.helper or self.system

    def record_of(self, known: Collection[D]) -> D | None:
        """Returns the record under the cursor, None where there is none or another session took it away."""
        if self.screen.number in known:
            return known[self.screen.number]
        return None

    # What is shown

    @property
    def columns(self) -> tuple[Cell, ...]:
        """The columns of the list."""
        return self.COLUMNS

    def rows(self) -> list[Row]:
        """Returns the rows of the list."""
        return []

    def title(self) -> tuple[str, str]:
        """Returns what stands above the list, and a hint."""
        return "", ""

    def nothing(self) -> str:
        """Returns what is said where there is nothing to list."""
        return ""

    def detail(self) -> list[Parts]:
        """Returns what is said in full about the row under the cursor."""
        return []

    # What the keys do

    def open(self) -> None:
        """Opens the row under the cursor."""
        self.edit()

    def edit(self) -> None:
        """Opens the form of the row under the cursor."""

    def add(self) -> None:
        """Asks for another row."""

    def record(self) -> bool:
        """Records what fits."""
        return False

    def write(self) -> bool:
        """Opens the owner's editor."""
        write_roles(self.screen)
        return True

    def done(self) -> bool:
        """Does what the row asks for next."""
        self.screen.no_line()
        return True

    def archive(self) -> bool:
        """Takes the row off the list."""
        return False

    def why(self) -> bool:
        """Shows the working behind the row."""
        return False


class PeopleView(HelpersView):
    """Everybody who helps, with what stands out."""

    NAME = "helpers"
    COLUMNS = (
        Cell("no", 4),
        Cell("helper", 15),
        Cell("kind", 10, from_width=76),
        Cell("terms", 8, from_width=56),
        Cell("doing", 6, right=True),
        Cell("h/wk", 9, right=True, from_width=100),
        Cell("what stands out", 0, joint=" · "),
    )

    @property
    def hints(self) -> Sequence[str]:
        """The ids of the keys that matter most now."""
        if self.helper is None:
            return self.HINTS
        return (
            *("helper.open", "helper.add", "helper.record", "helper.feedback"),
            *("helper.leave", "helpers.view", "undo"),
        )

    @property
    def helper(self) -> Dossier | None:
        """The helper under the cursor."""
        return self.facts.dossiers.get(self.screen.number)

    def rows(self) -> list[Row]:
        """Returns those who help, those who have left last."""
        known = sorted(self.facts.dossiers.values(), key=lambda each: (bool(each.archived), each.number))
        return [self._row(each) for each in known]

    def _row(self, helper: Dossier) -> Row:
        facts = self.facts
        terms, busy = helper.engagement(facts.today), facts.loads[helper.uid]
        load, over = f"{busy}/{helper.wip_limit}", helper.is_overloaded(busy)
        laid = capacity(terms, facts.desk.cards.having(helper=helper.uid))
        hours = f"{laid.briefed / 60:.1f}/{laid.agreed / 60:g}" if laid.agreed else ""
        said = facts.stands_out(helper)
        texts = (
            helper.ref,
            helper.name,
            helper.kind.value,
            str(terms.state(facts.today)) if terms else "",
            f"{load}{marks.OVER}" if over else load,
            f"{hours}{marks.OVER}" if laid.is_over else hours,
            " · ".join(said),
        )
        tones = ("accent", "plain", "dim", "dim", "warn" if over else "plain", "dim", "plain")
        return Row(helper.number, texts, ("dim",) * len(texts) if helper.archived and not said else tones)

    def title(self) -> tuple[str, str]:
        """Returns how many are here."""
        here = sum(not each.archived for each in self.facts.dossiers.values())
        opens, view = self.screen.key_for("helper.open"), self.screen.key_for("helpers.view")
        return f"Helpers: {here}", f"{opens} opens one, {view} shows who may enter what"

    def nothing(self) -> str:
        """Returns which keys begin."""
        adds, vetting = self.screen.key_for("helper.add"), self.screen.key_for("go.vetting")
        return (
            f"Nobody helps yet: {adds} adds the first one by name, {vetting} looks for somebody. "
            "Terms, papers, access, goals and talks of everybody who helps come to stand here."
        )

    def detail(self) -> list[Parts]:
        """Returns what matters most about the helper, and what stands out."""
        helper = self.helper
        if helper is None:
            return []
        said = " · ".join(self.facts.stands_out(helper)) or "nothing stands out"
        return [[(f" {self.facts.account(helper).headline()}", "strong")], [(f" {said}", "plain")]]

    def open(self) -> None:
        """Opens the page of the helper."""
        if (helper := self.helper) is not None:
            self.screen.open_page("helper", helper.uid)

    def edit(self) -> None:
        """Opens the form of the helper."""
        if (helper := self.helper) is not None:
            open_helper(self.screen, helper)

    def add(self) -> None:
        """Asks for the name of a new helper."""
        ask_for_helper(self.screen, self._added)

    def _added(self, helper: Helper) -> None:
        self.screen.show_row(helper.number)
        more = f"{self.screen.key_for('helper.edit')} says more"
        self.screen.say(f"Added {helper.ref} {helper.name} · {more} · {self.screen.undoes}")

    def write(self) -> bool:
        """Leaves it to the screen: what to know of the helper before calling again."""
        return False

    def done(self) -> bool:
        """Leaves it to the screen: a helper who was put away comes back."""
        return False

    def why(self) -> bool:
        """Shows the terms and the access of the helper."""
        helper = self.helper
        if helper is None:
            return False
        account = self.facts.account(helper)
        lines = [(each.label, each.text) for each in (*account.terms(), *account.access()) if each.kind]
        self.screen.app.push_screen(Reading(account.headline()[:70], lines))
        return True


class SystemsView(HelpersView):
    """What can be entered, and how that is taken away."""

    NAME = "systems"
    COLUMNS = (
        Cell("no", 4),
        Cell("system", 18),
        Cell("data", 9),
        Cell("open", 4, right=True),
        Cell("second factor", 13, from_width=72),
        Cell("taken away by", 0, from_width=56, joint=" "),
    )

    @property
    def system(self) -> System | None:
        """The system under the cursor."""
        return self.record_of(self.screen.desk.systems)

    def rows(self) -> list[Row]:
        """Returns the systems with how many accesses to each are open, those put away last."""
        known = sorted(self.facts.desk.systems, key=lambda each: (bool(each.archived), each.name.casefold()))
        return [self._row(each) for each in known]

    def _row(self, system: System) -> Row:
        given = sum(each.grant.is_open for each in self.facts.accesses if each.system.uid == system.uid)
        factor = {None: "not known", True: "yes", False: "none"}[system.mfa_available]
        revoke = " ".join(system.how_to_revoke.split()) or "not said: nobody can be given access"
        texts = (system.ref, system.name, system.data_class.value, str(given), factor, revoke)
        tones = ("accent", "plain", "dim", "plain", "dim", "dim" if system.how_to_revoke else "warn")
        return Row(system.number, texts, ("dim",) * len(texts) if system.archived else tones)

    def title(self) -> tuple[str, str]:
        """Returns how many there are."""
        return f"Systems: {len(self.facts.desk.systems)}", f"{self.screen.key_for('helper.add')} adds one"

    def nothing(self) -> str:
        """Returns which key begins."""
        adds = self.screen.key_for("helper.add")
        return f"No system yet: {adds} adds one: what can be entered, and how access is taken away."

    def detail(self) -> list[Parts]:
        """Returns how access is taken away."""
        return system_detail(self.system)

    def edit(self) -> None:
        """Opens the form of the system."""
        if (system := self.system) is not None:
            open_system(self.screen, system)

    def add(self) -> None:
        """Opens the form of a new system."""
        open_system(self.screen, None)

    def done(self) -> bool:
        """Brings back a system that was put away."""
        system = self.system
        if system is None or not system.archived:
            return super().done()
        archive_system(self.screen, system, ())
        return True

    def archive(self) -> bool:
        """Puts the system away; one that can be entered stays."""
        if (system := self.system) is not None:
            archive_system(self.screen, system, self.facts.accesses)
        return True


def system_detail(system: System | None) -> list[Parts]:
    """Returns how access to a system is taken away."""
    return [[(f" {system.name}: {' '.join(system.how_to_revoke.split())}", "plain")]] if system else []

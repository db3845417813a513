"""Engaging a candidate from the screen: the first day is asked, and all that follows is made in one step."""

from datetime import timedelta
from typing import TYPE_CHECKING

from models.candidates import Candidate
from models.dates import read_date
from models.engaging import engage, first_paper
from models.helpers import Helper
from models.roles import Role
from models.stage_guards import guarded
from models.stages import stages_of
from models.templates import Template
from store.library import light_checklist
from tui import register, wording
from tui.widgets.prompt import Agreed, Question

if TYPE_CHECKING:
    from tui.vetting_verbs import VettingVerbs


def ask_to_engage(screen: "VettingVerbs", candidate: Candidate, role: Role) -> None:
    """Asks for the first day of work, and makes the helper, the paper to sign and the light list."""
    papers, last = screen.papers(candidate), stages_of(candidate.kind)[-1]
    template = Template.read(light_checklist(candidate.kind))
    before = _who_was_here(screen, candidate)

    def deed(despite: str) -> None:
        if not despite:
            role.filled()
            guarded(candidate, role, last, today=screen.today, agreements=papers)
        usual = candidate.terms.start or screen.today + timedelta(days=7)
        paper = first_paper(role, candidate.kind, papers, screen.today)
        once = "is here again" if before else "becomes a helper"

        def preview(text: str) -> str:
            day = wording.day(read_date(text, today=screen.today), screen.today)
            items = wording.count(len(template.items), "thing")
            return f"{candidate.name} {once}, begins {day}; the {paper} to sign, {items} to settle first."

        def settle(text: str, agreed: Agreed) -> None:
            made = engage(
                screen.desk.candidates[candidate.number],
                role,
                template,
                start=read_date(text, today=screen.today),
                at=screen.now(),
                today=screen.today,
                who=screen.desk.who,
                helper=before,
                agreements=papers,
                despite=despite,
            )
            with screen.settling(f"Engage {candidate.ref} {candidate.name}") as desk:
                changed = desk.candidates.put(made.candidate)
                desk.roles.put(made.role)
                desk.helpers.put(made.helper)
                desk.agreements.put_all(made.agreements)
                register.put_list(desk, made.checklist, screen.today)
            screen.shown(changed)
            screen.say(
                f"{candidate.name} {once}: the {paper} to sign and"
                f" {wording.count(len(made.checklist.items), 'thing')} to settle · {screen.undoes}"
            )

        label = f"On which day does {candidate.name} begin? mon, 4may, 1w"
        screen.ask(Question(label, settle, preview, usual.isoformat()))

    screen.attempt(deed)


def _who_was_here(screen: "VettingVerbs", candidate: Candidate) -> Helper | None:
    """Returns the helper of that name and kind, who has worked here before."""
    name = candidate.name.casefold()
    alike = (each for each in screen.desk.helpers if each.name.casefold() == name)
    return next((each for each in alike if each.kind is candidate.kind), None)

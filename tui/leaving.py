"""Off-boarding from the screen: the last day is asked, and the list writes itself from the register."""

from datetime import date

from models.access_facts import HeldAccess
from models.dates import read_date
from models.document import RuleBroken
from models.dossier import Dossier
from models.engagements import Engagement
from models.helpers import Helper
from models.offboarding import leaving
from models.onboarding import Checklist
from models.templates import Purpose
from tui import register, wording
from tui.checklist_templates import for_purpose
from tui.desk_screen import DeskScreen
from tui.widgets.prompt import Agreed, Question

AT_ONCE = "now"
"""What is typed for the list in which access ends before anything else."""


def _ending(engagement: Engagement, end: date, today: date) -> Engagement:
    """Returns terms that end on a day; notice of those that run is given today, unless it was before."""
    if engagement.notice_on is None and engagement.is_running(today):
        return engagement.given_notice(today, last_day=end)
    return engagement.ended(end)


def ask_to_leave(screen: DeskScreen, helper: Helper) -> None:
    """Asks for a helper's last day and opens the list for leaving; opens the one there is already."""
    running = [
        each
        for each in screen.desk.checklists.having(helper=helper.uid)
        if each.purpose is not Purpose.START and each.archived is None and not each.is_complete
    ]
    if running:
        screen.open_page("checklist", running[-1].uid)
        return
    held = HeldAccess.all_of(screen.desk.grants, screen.desk.systems)
    in_full = Dossier.as_far_as_sound(helper)

    def read(text: str) -> tuple[date, Checklist]:
        at_once = text.strip().casefold() == AT_ONCE
        purposes = (Purpose.LEAVE_NOW, Purpose.LEAVE) if at_once else (Purpose.LEAVE,)
        found = for_purpose(screen.desk, helper.kind, *purposes)
        if not found:
            raise RuleBroken(f"There is no list for {helper.kind} that leaves: write a template first.")
        end = screen.today if at_once else read_date(text, today=screen.today)
        engagement = in_full.engagement(screen.today)
        made = leaving(
            helper,
            min(found, key=lambda each: purposes.index(each.purpose)),
            held,
            end=end,
            made_on=screen.today,
            start=in_full.began_on,
            cancel_by=engagement.cancel_by if engagement else None,
        )
        return end, made

    def preview(text: str) -> str:
        end, made = read(text)
        lines = sum(bool(item.grant) for item in made.items)
        how = "access ends first, " if text.strip().casefold() == AT_ONCE else ""
        said = f"{wording.count(len(made.items), 'thing')} to settle, {lines} about access"
        return f"{helper.name} stops on {wording.day(end, screen.today)}: {how}{said}."

    def settle(text: str, agreed: Agreed) -> None:
        end, made = read(text)
        today = screen.today
        with screen.settling(f"Off-board {helper.ref} {helper.name}") as desk:
            kept = register.put_list(desk, made, today)
            known = Dossier.on(desk.helpers.get(helper.uid) or helper)
            engagement = known.engagement(today)
            if engagement and engagement.closed is None:
                desk.helpers.put(known.with_part(_ending(engagement, end, today)))
        screen.open_page("checklist", kept.uid)

    usual = in_full.last_day(screen.today) or screen.today
    label = f"Last day of {helper.name}? 29may; {AT_ONCE}: access ends first"
    screen.ask(Question(label, settle, preview, max(usual, screen.today).isoformat()))

"""What can be done about a paid trial: fixing what it must show, starting it, hours, what came of it."""

from collections.abc import Callable, Hashable
from datetime import timedelta

from models.candidates import Candidate
from models.dates import read_date
from models.trials import Trial, TrialResult
from models.when import read_duration
from tui.dialogs.menu import Choice, Menu
from tui.evidence_prompts import as_it_is_now
from tui.vetting_verbs import VettingVerbs
from tui.widgets.prompt import Agreed, Question

TRIAL_DAYS = 4
"""Days from the start of a trial to its end, where the owner names no other."""


def choose_trial_step(screen: VettingVerbs, candidate: Candidate, trial: Trial) -> None:
    """Offers what can be done about a paid trial now."""
    at, zone_today = screen.now(), screen.today
    steps: dict[str, tuple[str, str]] = {
        "fix": ("Fix what it must show", "from then on the criteria stand still; the trial starts later"),
        "start": ("Start it today", "fixes what it must show; asks for the last day"),
        "hours": ("Hours worked", "adds time that was worked on it"),
        **{
            result.value: (result.value.capitalize(), "decide it, with a sentence on what it has shown")
            for result in TrialResult
        },
        "edit": ("Edit", "scope, hours, pay, and until it is fixed what it must show"),
    }
    results = [result.value for result in TrialResult]
    fitting = ["hours", *results, "edit"]
    if trial.start is None:
        fitting = ["start", "edit"] if trial.frozen else ["start", "fix", "edit"]

    def ask(label: str, does: str, verb: Callable[[str], Trial], value: str = "") -> None:
        def settle(text: str, agreed: Agreed) -> None:
            screen.revise(does, candidate.with_evidence(verb(text)), agreed)

        screen.ask(Question(label, settle, value=value))

    def taken(name: Hashable | None) -> None:
        if name == "fix":
            screen.alter(
                "Fix the trial of",
                lambda one, why: one.with_evidence(as_it_is_now(trial, (one.trial,)).freezing(at=at)),
                of=candidate,
            )
        elif name == "start":
            last = (zone_today + timedelta(days=TRIAL_DAYS)).isoformat()

            def start(text: str) -> Trial:
                return trial.started(zone_today, read_date(text, today=zone_today), at=at)

            ask("The trial starts today. Its last day?", "Start the trial of", start, last)
        elif name == "hours":
            _ask_hours(screen, candidate, trial)
        elif name in results:
            result = TrialResult(str(name))
            label = f"{result.value.capitalize()}: what has it shown?"
            ask(label, f"Trial {result}:", lambda text: trial.decided_as(result, text, at=at))
        elif name == "edit":
            from tui.evidence_parts import open_part

            open_part(screen, candidate, Trial, trial)

    choices = [Choice(name, "", *steps[name]) for name in fitting]
    screen.app.push_screen(Menu(f"Paid trial: {trial.scope}"[:70], choices), taken)


def _ask_hours(screen: VettingVerbs, candidate: Candidate, trial: Trial) -> None:
    def settle(text: str, agreed: Agreed) -> None:
        minutes = read_duration(text, in_hours=True)
        screen.alter(
            "Log hours of",
            lambda one, why: one.with_evidence(as_it_is_now(trial, (one.trial,)).worked(minutes)),
            of=candidate,
        )

    screen.ask(Question("Hours worked besides: 2, 1h30, 45m", settle))

"""The SMART test of a goal: specific, measurable, achievable, relevant, time-bound."""

from models.brief import Finding
from models.goals import Goal, Heading

STRETCH = 3
"""From how many times better than the baseline on a target is looked at twice."""


def lint(goal: Goal) -> list[Finding]:
    """Returns what keeps a goal from being specific, achievable, relevant and bound to a day; all is advice.

    That it can be measured is no advice: without a source and a baseline there is no goal.
    """
    found = []
    if not goal.metric or not goal.unit:
        found.append(Finding("specific", "What is counted, and in which unit? Name both.", False))
    if _is_stretched(goal):
        said = (
            f"From {goal.baseline:g} to {goal.target:g} is more than {STRETCH} times better: is it in reach?"
        )
        found.append(Finding("achievable", said, False))
    if not goal.serves:
        found.append(Finding("relevant", "Which work is it for? Link the activity or the card.", False))
    if goal.by is None:
        found.append(Finding("time-bound", "By when? Set a day.", False))
    return found


def _is_stretched(goal: Goal) -> bool:
    if not goal.baseline or goal.heading is Heading.HOLD:
        return False
    if goal.heading is Heading.DOWN:
        return goal.target * STRETCH < goal.baseline
    return goal.target > goal.baseline * STRETCH

"""The keys of the audit screen."""

from models.audit import STRESS
from tui.entries import FLAG_LETTERS
from tui.keys import bound

KEYS = (
    bound(
        "n",
        "log",
        "Log time",
        "audit.log",
        "one line: 9-10:30 email triage +admin !4; without a time the timer starts",
    ),
    bound("s", "timer", "Timer", "audit.timer", "stop the timer, or go on with the entry under the cursor"),
    *(
        bound(
            str(n),
            f"rate({n})",
            f"Stress {n}",
            f"audit.stress_{n}",
            "1 calm to 5 dreadful; the same again takes it back",
        )
        for n in STRESS
    ),
    bound("0", "rate(0)", "Not rated", "audit.stress_0", "take the stress rating away"),
    *(
        bound(
            letter,
            f"flag('{flag}')",
            flag.title(),
            f"audit.{flag}",
            f"the entry {flag} other work; again takes it back",
        )
        for flag, letter in FLAG_LETTERS.items()
    ),
    bound("plus", "category", "Category", "audit.category", "of the activity, so of all its entries"),
    bound("e,enter", "edit", "Edit", "audit.edit", "text, activity, times, stress, flags, tags, note"),
    bound("x", "archive", "Archive", "audit.archive", "take it out of the log; u brings it back"),
    bound(
        "space",
        "mark",
        "Mark",
        "audit.mark",
        "mark the entry and go on; keys then act on all that are marked",
    ),
    bound("asterisk", "mark_all", "Mark all", "audit.mark_all", "mark the whole day"),
    bound(
        "N",
        "problem",
        "Next problem",
        "audit.problem",
        "gap, overlap, over 4 h, still open, no category, same work twice",
    ),
    bound(
        "M",
        "merge",
        "Same work",
        "audit.merge",
        "make one activity of those of the two marked entries, or of those suggested",
    ),
    bound("H", "week(-1)", "Week before", "audit.week_before", "seven days back"),
    bound("L", "week(1)", "Week after", "audit.week_after", "seven days on"),
    bound("V", "view", "Week view", "audit.view", "hours of each category over the week, or back to the day"),
    bound("P", "plan", "Plan audit", "audit.plan", "the days in which everybody logs all their time"),
)

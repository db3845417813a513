"""What the keys of the audit screen do about what is wrong: the next problem, and the same work twice."""

from collections.abc import Hashable

from models.activity import Activity
from models.day import Problem, next_problem
from models.document import moment
from models.when import Span
from store import Workspace
from store.changes import merge_activities
from tui import wording
from tui.coverage import period
from tui.dialogs.menu import Choice, Menu
from tui.entries import problem_said
from tui.screens.entry_verbs import EntryVerbs

CURES = {
    Problem.GAP: "n logs what is missing",
    Problem.OVERLAP: "e puts the times right",
    Problem.LONG: "e puts the times right",
    Problem.OPEN: "e says when it ended",
    Problem.NO_CATEGORY: "+ gives it one",
}


class RepairVerbs(EntryVerbs):
    """A screen that leads from problem to problem, and joins activities that are the same work."""

    suggested: tuple[Activity, Activity] | None = None
    """Two activities that may be the same work, as the owner was last asked."""

    def action_problem(self) -> None:
        """Goes to the next entry that needs repair; after the last, to two activities that may be one."""
        entry, now, log = self.entry, self.now(), self.timelog
        found = next_problem(
            log.window_days,
            after=(self.day, entry.uid if entry else None),
            categorised=log.categorised,
            now=now,
            zone=self.zone,
        )
        again = found is None or (entry is not None and found[1].entry.start <= entry.start)
        if again and self.suggested is None and (pair := log.same_work):
            self.suggested = pair
            first, second = (f"“{each.name[:40]}” ({each.ref})" for each in pair)
            self.say(f"{first} may be the same work as {second}: M answers.")
            return
        self.suggested = None
        if found is None:
            covered = log.coverage
            self.say(
                f"Nothing to repair in {period(covered.window, self.today)}."
                if covered
                else "Nothing to repair."
            )
            return
        day, line = found
        self.go_to(line.entry)
        if Problem.GAP in line.problems:
            self.gap = Span(line.entry.start - line.gap, line.entry.start)
        said = [f"{problem_said(problem, line)}: {CURES[problem]}" for problem in line.problems]
        self.say(
            f"{wording.day(day, self.today)} {wording.times(line.entry, self.zone)} · {'; '.join(said)}."
        )

    def action_merge(self) -> None:
        """Makes one activity of two: those of two marked entries, or those that were suggested."""
        if self.suggested is not None:
            self._ask_about(*self.suggested)
            return
        chosen = self.targets()
        if len(chosen) < 2:
            self.say(
                "Mark two entries with Space first, or let N find activities that may be the same work.",
                "dim",
            )
            return
        found = {
            uid: activity for entry in chosen if (activity := self.desk.activities.get(uid := entry.activity))
        }
        if len(found) != 2:
            ones = wording.count(len(found), "activity", "activities")
            self.say(f"The marked entries have {ones}: mark entries of two that are the same work.", "dim")
            return
        kept, other = sorted(found.values(), key=lambda activity: activity.number)
        self._merge(kept, other)

    def _ask_about(self, one: Activity, other: Activity) -> None:
        choices = [
            Choice(one.uid, one.ref, one.name[:60], "the same work; keep this name"),
            Choice(other.uid, other.ref, other.name[:60], "the same work; keep this name"),
            Choice("never", "", "never", "two different things; do not ask again"),
        ]

        def settle(answer: Hashable | None) -> None:
            if answer == "never":
                apart = one.unlike(other), other.unlike(one)
                self.saved(
                    f"Keep {one.ref} and {other.ref} apart", lambda desk: desk.activities.put_all(apart)
                )
            elif answer is not None:
                self._merge(*((one, other) if answer == one.uid else (other, one)))

        self.app.push_screen(Menu("Is this the same work?", choices, lead_width=5), settle)

    def _merge(self, kept: Activity, other: Activity) -> None:
        def change(desk: Workspace) -> None:
            merge_activities(desk, kept, other, at=moment(self.now()))

        if self.saved(f"Merge {other.ref} {other.name[:30]} into {kept.ref} {kept.name[:30]}", change):
            undo = self.key_for("undo")
            self.say(f"“{other.name[:40]}” is “{kept.name[:40]}” now, with all its entries: {undo} undoes.")

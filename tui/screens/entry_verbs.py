"""What the keys of the audit screen do to entries, their activities and the audit itself."""

from collections.abc import Callable, Hashable, Sequence
from datetime import date

from models.activity import Activity, by_key, category_among
from models.audit import Audit, Flag, TimeEntry, open_audit, running_entry, switched_off
from models.business import Category
from models.document import Document, RuleBroken, moment
from models.entry_line import giving_way, grouped
from models.insight import Window
from models.when import Span, written
from store import Workspace
from tui import wording
from tui.audit_forms import audit_fields, entry_fields, filled_in_audit, filled_in_entry
from tui.coverage import period
from tui.desk_screen import DeskScreen
from tui.dialogs.form import Form
from tui.dialogs.menu import Choice, Menu
from tui.entries import TimeLog
from tui.entry_prompt import LOG, START, ask_for_entry
from tui.widgets.prompt import Agreed


class EntryVerbs(DeskScreen):
    """A screen that has entries under its cursor; each verb on them is one step that can be undone."""

    timelog: TimeLog

    chosen_day: date | None = None
    """The day that the owner went to, which a new entry is then meant for; None before that."""
    gap: Span | None = None
    """The unlogged time that was last shown as a problem, until the cursor moves."""

    @property
    def day(self) -> date:
        """The day that is shown."""
        raise NotImplementedError

    @property
    def entry(self) -> TimeEntry | None:
        """The entry under the cursor."""
        raise NotImplementedError

    @property
    def under_cursor(self) -> Document | None:
        """The record under the cursor."""
        return self.entry

    def targets(self) -> list[TimeEntry]:
        """Returns the entries that a verb is meant for."""
        raise NotImplementedError

    def go_to(self, entry: TimeEntry) -> None:
        """Puts the cursor on an entry."""
        raise NotImplementedError

    def place(self) -> list[str]:
        """Returns the uid of the entry under the cursor."""
        return [self.entry.uid] if self.entry else []

    def come_to(self, place: Sequence[str]) -> bool:
        """Puts the cursor on that entry."""
        for uid in place:
            if entry := self.desk.entries.get(uid):
                self.go_to(entry)
        return not place or self.place() == list(place)

    # Logging

    def action_log(self) -> None:
        """Asks for an entry on one line."""
        chosen = self.chosen_day
        begun = "" if chosen in (None, self.today) else f"{chosen} "
        if self.gap is not None:
            when = written(self.gap, self.zone)
            begun = f"{when.day} {when.start}-{when.end} "
        ask_for_entry(self, LOG, self.timelog.near, self.go_to, begun=begun)

    def action_timer(self) -> None:
        """Stops the timer, or starts it on what is under the cursor; with nothing there it asks on what."""
        entry, now = self.entry, moment(self.now())
        if entry is None:
            ask_for_entry(self, START, self.timelog.near, self.go_to)
            return
        if entry.running and entry.who != self.desk.who:
            whose = self.business.initials_of(entry.who)
            self.say(f"The timer on this is {whose}'s: s on an entry of your own starts yours.", "warn")
            return
        running = running_entry(self.desk.entries, self.desk.who)
        begun: TimeEntry | None = None
        ended: TimeEntry | None = None
        try:
            if entry.running:
                ended = switched_off(entry, now)
            else:
                begun = entry.continued(who=self.desk.who, at=now, zone=self.zone.key)
                ended = giving_way(running, begun) if running else None
        except RuleBroken as broken:
            if running is not None:
                self.go_to(entry if entry.running else running)
            self.say(f"{broken} e does that.", "warn")
            return
        if self.saved(
            f"{'Start' if begun else 'Stop'} {entry.text[:60]}",
            lambda desk: desk.entries.put_all(each for each in (ended, begun) if each),
        ):
            if found := self.desk.entries.get((begun or entry).uid):
                self.go_to(found)
            if ended and not begun:
                lasted = f"Stopped after {wording.duration(ended.minutes(now))}: {ended.text[:60]}"
                self.say("It ran for no time at all, so it was put away." if ended.archived else lasted)

    # Rating and sorting

    def action_rate(self, stress: int) -> None:
        """Rates the stress of the entries; the rating that all of them have is taken back."""
        chosen = self.targets()
        wanted = stress or None
        others = [entry for entry in chosen if entry.stress != wanted]
        label = f"Rate stress {stress} on" if others and stress else "Take back the stress of"
        if others or wanted:
            self._change(label, others or chosen, lambda entry: entry.rated(wanted))

    def action_flag(self, name: str) -> None:
        """Sets a flag on the entries; the one that all of them have is taken back."""
        chosen, flag = self.targets(), Flag(name)
        others = [entry for entry in chosen if flag not in entry.flags]
        self._change(
            f"Flag as {flag}:" if others else f"Flag no more as {flag}:",
            others or chosen,
            lambda entry: entry.flagged(flag),
        )

    def action_archive(self) -> None:
        """Takes the entries out of the log."""
        chosen, now = self.targets(), moment(self.now())
        if self._change("Archive", chosen, lambda entry: entry.put_away(at=now)):
            self.say(f"Archived {_named(chosen)}: u brings {'it' if len(chosen) == 1 else 'them'} back.")

    def _change(
        self, verb: str, chosen: Sequence[TimeEntry], change: Callable[[TimeEntry], TimeEntry]
    ) -> bool:
        return bool(chosen) and self.saved(
            f"{verb} {_named(chosen)}", lambda desk: desk.entries.put_all(map(change, chosen))
        )

    def action_category(self) -> None:
        """Asks for the category of the activities that the entries belong to."""
        chosen = self.targets()
        if not chosen:
            return
        own = [
            Choice(each.name.casefold(), "", each.name, f"counts as {each.rolls_up_to}")
            for each in self.business.categories
        ]
        choices = [
            *(Choice(str(each), "", str(each)) for each in Category),
            *own,
            Choice("", "", "no category"),
        ]

        def settle(category: Hashable | None) -> None:
            if isinstance(category, str):
                self._categorise(chosen, category)

        names = {
            activity.name for entry in chosen if (activity := self.timelog.activities.get(entry.activity))
        }
        title = (
            f"Category of {wording.listed(sorted(name[:30] for name in names)[:3])}" if names else "Category"
        )
        self.app.push_screen(Menu(title, choices, lead_width=1), settle)

    def _categorise(self, chosen: Sequence[TimeEntry], category: str) -> None:
        names: dict[str, str] = {}

        def change(desk: Workspace) -> None:
            for entry in chosen:
                activity = desk.activities.get(entry.activity)
                if activity is None:
                    activity = grouped(entry.text, None, by_key(desk.activities))
                    desk.entries.put(entry.but(activity=activity.uid))
                names[activity.uid] = f"“{activity.name[:30]}”"
                desk.activities.put(activity.but(category=category or None))

        label = f"Category {category} for" if category else "Take the category from"
        if self.saved(f"{label} {_named(chosen)}", change):
            said = wording.listed([*names.values()][:3])
            self.say(f"{said}: {category or 'no category'} from now on, in all entries.")

    # Editing

    def action_edit(self) -> None:
        """Opens the entry under the cursor as a form."""
        entry = self.entry
        if entry is None:
            self.targets()
            return
        activity = self.desk.activities.get(entry.activity)
        name = activity.name if activity else ""

        def settle(values: dict[str, str], agreed: Agreed) -> None:
            changed = filled_in_entry(entry, values, now=self.now(), zone=self.zone)
            with self.settling(f"Edit {entry.ref} {changed.text[:50]}") as desk:
                if values["activity"] != name or activity is None:
                    linked = self._activity_called(desk, values["activity"], changed)
                    changed = changed.but(activity=desk.activities.put(linked).uid)
                saved = desk.entries.put(self.resolved(changed, agreed))
            self.go_to(saved)

        self.app.push_screen(Form(f"Edit {entry.ref}", entry_fields(entry, name, self.zone), settle))

    def _activity_called(self, desk: Workspace, name: str, entry: TimeEntry) -> Activity:
        """Returns the activity that a name or a number such as A3 means, a new one if need be."""
        ref = name.upper()
        known = (each for each in desk.activities if each.ref == ref and each.archived is None)
        if meant := next(known, None):
            return meant
        return grouped(name or entry.text, category_among(entry.tags, desk.business), by_key(desk.activities))

    def action_plan(self) -> None:
        """Opens the audit that runs or comes next as a form, a new one when there is none."""
        today = self.today
        audit = open_audit(self.desk.audits, today) or Audit.beginning(today)

        def settle(values: dict[str, str], agreed: Agreed) -> None:
            planned = filled_in_audit(audit, values, self.business, today=today)
            with self.settling("Plan the audit") as desk:
                desk.audits.put(self.resolved(planned, agreed))
            days, odd = period(Window(planned.start, planned.end), today), planned.odd_length()
            self.say(f"Audit planned: {days}. {odd}".strip(), "warn" if odd else "plain")

        self.app.push_screen(Form("Plan the time audit", audit_fields(audit, self.business), settle))


def _named(chosen: Sequence[TimeEntry]) -> str:
    return chosen[0].text[:60] if len(chosen) == 1 else wording.count(len(chosen), "entry", "entries")

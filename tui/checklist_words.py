"""How running lists are said: the mark of an item, its day, what it waits for, who is stuck on whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.business import Business
from models.checklist_progress import ItemStanding, ItemStatus, Phase, Stuck, phases, standings, stuck
from models.gates import Facts, fact_of, gate_standing
from models.helpers import Helper
from models.onboarding import Checklist
from models.onboarding_parts import Event, Item
from models.templates import Gate, Purpose, Side
from tui import marks, wording
from tui.widgets.painted import Parts

MARKS = {
    ItemStatus.DONE: marks.DONE,
    ItemStatus.LOCKED: marks.LOCKED,
    ItemStatus.OVERDUE: marks.LATE,
    ItemStatus.UNPROVEN: marks.LATE,
    ItemStatus.SKIPPED: marks.GAP,
}
"""The character of each standing; of the others it is that of what is open."""

TONES = {
    ItemStatus.DONE: "dim",
    ItemStatus.SKIPPED: "dim",
    ItemStatus.LOCKED: "dim",
    ItemStatus.OVERDUE: "warn",
    ItemStatus.UNPROVEN: "warn",
    ItemStatus.TO_SIGN: "accent",
    ItemStatus.DUE: "strong",
}


@dataclass(frozen=True)
class ListWords:
    """One running list as it stands on a day, in words.

    Attributes:
        checklist: which one.
        helper: whose it is, None for one that is gone.
        every: its items.
        phases: how far each phase has come.
        stuck: what is late, and what waits for it.
        facts: what it rests on.
    """

    checklist: Checklist
    helper: Helper | None
    every: tuple[ItemStanding, ...]
    phases: tuple[Phase, ...]
    stuck: tuple[Stuck, ...]
    facts: Facts

    @classmethod
    def of(cls, checklist: Checklist, helper: Helper | None, facts: Facts, business: Business) -> "ListWords":
        """Returns what can be said of a list by the facts of a day."""
        return cls(
            checklist,
            helper,
            standings(checklist, facts, business),
            phases(checklist),
            stuck(checklist, facts, business),
            facts.of(checklist.helper),
        )

    @property
    def today(self) -> date:
        """The day."""
        return self.facts.today

    @property
    def name(self) -> str:
        """Whose list it is, and that it is for leaving where it is."""
        whose = self.helper.name if self.helper else self.checklist.name
        return whose if self.checklist.purpose is Purpose.START else f"{whose} leaves"

    @property
    def progress(self) -> str:
        """How many items are settled, of how many."""
        return "{}/{}".format(*self.checklist.progress)

    def how_many(self, standing: ItemStatus) -> int:
        """Returns how many items stand like this."""
        return sum(each.standing is standing for each in self.every)

    @property
    def next(self) -> ItemStanding | None:
        """What is due next, today or later."""
        coming = [each for each in self.every if each.standing in (ItemStatus.DUE, ItemStatus.COMING)]
        return min(coming, key=lambda each: each.due or date.max, default=None)

    def side(self, side: Side) -> str:
        """Returns who a side is, in a word."""
        if side is Side.HELPER:
            return self.helper.short if self.helper else "them"
        return "you" if side is Side.OWNER else "both"

    @property
    def by_phase(self) -> str:
        """How far each phase has come, in a line."""
        named = [each for each in self.phases if each.name]
        return " · ".join(f"{each.name} {each.settled}/{each.total}" for each in named)

    def stuck_on(self, one: Stuck) -> str:
        """Returns who something is stuck on, since when, and how much waits for it."""
        held = [
            *([wording.count(len(one.items), "item")] if one.items else []),
            *([wording.count(len(one.grants), "access", "accesses")] if one.grants else []),
        ]
        since = f", due {wording.day(one.since, self.today)}" if one.since else ""
        waits = f"; {wording.listed(held)} {'wait' if len(held) > 1 else 'waits'}" if held else ""
        why = f" ({one.cause.why})" if one.cause.why not in ("", "not done") else ""
        return f"{self.side(one.turn)}: {one.cause.what}{why}{since}{waits}"

    @property
    def where_it_stands(self) -> Iterator[str]:
        """The parts of the line that says where the list stands, the most pressing first."""
        if self.checklist.archived:
            yield "archived"
            return
        if self.checklist.is_complete:
            yield "complete"
            return
        if self.stuck:
            yield f"stuck on {self.side(self.stuck[0].turn)}"
        if (coming := self.next) and coming.due:
            when = "today" if coming.due == self.today else wording.day(coming.due, self.today)
            yield f"next {when}"
        yield self.by_phase

    def when(self, each: ItemStanding) -> str:
        """Returns the day of an item: when it was settled, or when it is due."""
        item = each.item
        if each.standing is ItemStatus.SKIPPED:
            return "left out"
        if each.standing is ItemStatus.DONE:
            return self._brief(item.history[-1].on) if item.history else "done"
        if each.standing is ItemStatus.WAIVED and item.waived_until:
            return f"to {wording.short_day(item.waived_until)}"
        if _is_to_sign(each):
            return "to sign"
        if each.standing is ItemStatus.UNPROVEN:
            return "no paper"
        if each.due is None:
            return "any day" if item.offset_days is None else "–"
        return "today" if each.due == self.today else self._brief(each.due)

    def _brief(self, day: date) -> str:
        """Returns a day in ten cells: one of another year with its year, without its weekday."""
        if day.year == self.today.year:
            return wording.day(day)
        return f"{wording.short_day(day)} {day:%y}"

    def said(self, each: ItemStanding) -> str:
        """Returns how an item stands, in words, with what locks it."""
        item, parts = each.item, list[str]()
        if each.standing is ItemStatus.LOCKED:
            parts.append(f"locked, waits for {each.why}")
        elif each.standing is ItemStatus.WAIVED:
            parts.append(f"waived until {wording.day(item.waived_until or self.today, self.today)}")
        elif each.standing in (ItemStatus.DONE, ItemStatus.SKIPPED):
            last = item.history[-1] if item.history else None
            word = "left out" if each.standing is ItemStatus.SKIPPED else item.state
            parts.append(" ".join(filter(None, (word, wording.day(last.on, self.today) if last else ""))))
            if last and last.says:
                parts.append(" ".join(last.says.split()))
        else:
            if each.standing is ItemStatus.OVERDUE and each.due:
                parts.append(f"{wording.age((self.today - each.due).days)} late")
            if each.standing is ItemStatus.UNPROVEN:
                parts.append(f"{item.state} without its paper")
            fact = fact_of(item, self.facts)
            if item.is_done or fact.paper:
                parts.append(fact.why)
        return " · ".join(parts)

    def facts_of(self, each: ItemStanding) -> str:
        """Returns what is true of an item beside how it stands: whose it is, what it opens and needs."""
        item = each.item
        said = [self.side(item.side)]
        if each.due:
            said.append(f"due {wording.day(each.due, self.today)}")
        if item.sign_off:
            said.append("a second owner approves" if item.approval else "you sign it off")
        if item.opens:
            said.append(f"opens {wording.listed(item.opens)}")
        if item.needs:
            said.append(f"needs {item.needs}")
        closing = gate_standing(Gate.CLOSE, (), self.facts).facts if item.grant else ()
        said += [f"register: {fact.why}" for fact in closing if fact.grant == item.grant]
        if item.code:
            said.append(item.code)
        return " · ".join(said)

    def in_full(self) -> list[Parts]:
        """Returns the lines that say everything about the list."""
        checklist = self.checklist
        template = f"{checklist.template}, version {checklist.version}" if checklist.template else "own list"
        start = checklist.purpose is Purpose.START or checklist.end is None
        day = f"begins {wording.day(checklist.start, self.today)}"
        if not start and checklist.end:
            day = f"last day {wording.day(checklist.end, self.today)}"
        lines: list[Parts] = [[(f" {checklist.ref} {self.name}", "strong"), (f" · {self.progress}", "plain")]]
        lines.append([(f" {template} · {day}", "dim")])
        lines += [[(f" stuck on {self.stuck_on(one)}", "warn")] for one in self.stuck]
        coming = [each for each in self.every if each.standing in (ItemStatus.DUE, ItemStatus.COMING)]
        for each in sorted(coming, key=lambda one: one.due or date.max)[:3]:
            lines.append([(f" {self.when(each)}: {each.item.says} · {self.side(each.turn)}", "plain")])
        lines += [[(f" {self.by_phase}", "dim")]]
        return lines


def working(words: ListWords, each: ItemStanding, owners: Business) -> list[tuple[str, str]]:
    """Returns the full working behind how an item stands, for reading: its facts, its gates, its history."""
    item = each.item
    lines = [("item", item.says), ("stands", words.said(each) or str(each.standing))]
    lines.append(("is", words.facts_of(each)))
    lines += [("why", item.why)] if item.why else []
    lines += [("waits for", fact.says) for fact in each.waits_for]
    for gate in dict.fromkeys((*([item.needs] if item.needs else []), *item.opens)):
        standing = words.checklist.gate(gate, words.facts)
        until = f", until {wording.day(standing.waived_until, words.today)}" if standing.waived_until else ""
        lines.append((f"gate {gate}", f"open{until}" if standing.is_open else "shut"))
        for fact in standing.facts:
            there = marks.DONE if fact.is_there else marks.OPEN
            lines.append(("", f"{there} {fact.what}: {fact.why or 'there'}"))
    for moved in item.moves:
        who = owners.initials_of(moved.who)
        to = on_work_day(moved.to, owners, words.today)
        lines.append(("moved", f"to {to} by {who}, because {moved.reason}"))
    lines += [(wording.day(event.on, words.today), _event(event, owners)) for event in item.history]
    return lines


def on_work_day(day: date, business: Business, today: date) -> str:
    """Returns a day, and where it is no work day the one that counts instead."""
    said, counts = wording.day(day, today), business.work_day_from(day)
    return said if counts == day else f"{wording.day(counts, today)} ({said} is no work day)"


def _event(event: Event, owners: Business) -> str:
    said = [f"{event.state}, {owners.initials_of(event.who)}"]
    if event.reported_by:
        said.append(f"told by {event.reported_by}")
    if event.says:
        said.append(event.says)
    if event.until:
        said.append(f"until {wording.short_day(event.until)}")
    if event.approval:
        said.append(f"limit: {event.approval.limit}")
    return " · ".join(said)


def mark(each: ItemStanding) -> str:
    """Returns the character of how an item stands."""
    return marks.MARKED if _is_to_sign(each) else MARKS.get(each.standing, marks.OPEN)


def _is_to_sign(each: ItemStanding) -> bool:
    # what is late says so; that it is done is said below
    return each.item.is_done and each.standing in (ItemStatus.TO_SIGN, ItemStatus.DUE)


def named(item: Item) -> str:
    """Returns an item's words, short enough for a label."""
    return item.says if len(item.says) <= 40 else f"{item.says[:39]}…"

"""What the page of a running list can do with the item under the cursor; each change is one step."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from textual.binding import BindingType

from models.access_parts import LONGEST_WAIVER
from models.checklist_line import read_dated, read_limit, read_own_line, read_report
from models.dates import read_date
from models.document import RuleBroken
from models.gates import BEHIND, lacking_paper
from models.offboarding import as_ticked
from models.onboarding import Checklist
from models.onboarding_parts import Item, ItemState
from models.templates import ForEach, Gate, Shows, Side
from tui import register, wording
from tui.checklist_words import named, on_work_day
from tui.dialogs.form import Field, Form
from tui.dialogs.menu import Choice, Menu
from tui.onboarding_keys import ITEM_KEYS
from tui.onboarding_verbs import OnboardingVerbs
from tui.widgets.prompt import Agreed, Question


class ItemVerbs(OnboardingVerbs):
    """A page of one running list; a concrete one says which item is under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = ITEM_KEYS

    @property
    def item(self) -> Item | None:
        """The item under the cursor."""
        return None

    def shown_item(self, key: str) -> None:
        """Puts the cursor on an item that was just made."""

    @property
    def _said(self) -> dict[str, Any]:
        return {"at": self.now(), "today": self.today, "who": self.desk.who}

    # Done and signed

    def action_tick(self) -> None:
        """Ticks the item, asking who told it and what shows it where that is wanted; or opens it again."""
        checklist, item = self.checklist, self.item
        if checklist is None or item is None:
            return
        if item.state not in (ItemState.OPEN, ItemState.WAIVED):
            self._ask_why_open(item)
        elif refusal := self._refused(checklist, item):
            self.say(refusal, "warn")
        elif item.side is Side.HELPER:
            self._ask_who_told(item)
        elif item.shows is not Shows.NONE or item.for_each is ForEach.REMOVAL:
            self._ask_what_shows(item)
        else:
            self._tick(item)

    def _refused(self, checklist: Checklist, item: Item) -> str:
        """Returns why an item cannot be ticked or signed off now, and the way on; empty where it can."""
        facts, ahead = self.facts, self.key_for("item.ahead")
        if not item.is_done and (locked := checklist.locked_by(item, facts)):
            waits = "; ".join(fact.says for fact in locked)
            return f"{named(item)} waits for: {waits}. {ahead} goes ahead with a reason."
        paper = lacking_paper(item, facts.of(checklist.helper))
        if paper is None:
            return ""
        key = self.key_for("item.open")
        opens = f"{key} opens the paper; " if key else ""
        return f"{named(item)}: {paper.why}. {opens}{ahead} goes ahead with a reason."

    def _tick(self, item: Item, reported_by: str = "", says: str = "") -> None:
        told: dict[str, str] = {"reported_by": reported_by, "says": says}
        at, who = self.now(), self.desk.who
        label = f"Done: {named(item)}"
        if self.desk.grants.get(item.grant):
            self._settle_access(item, label, says)
            return

        def done(each: Checklist) -> Checklist:
            return each.done(item.key, facts=self.facts, at=at, who=who, **told)

        self.alter(label, done, self._after(item))

    def _settle_access(self, item: Item, label: str, how: str) -> None:
        """Does to the access what a line about it says, in the same step; the line is settled by that."""
        after = self._after(item)
        try:
            with self.settling(label) as desk:
                known = list(desk.grants)
                own = [each for each in known if each.uid == item.grant]
                for each in as_ticked(item, known, how, on=self.today, who=desk.who) or own:
                    register.put_access(desk, each, at=self.now(), today=self.today)
        except RuleBroken as broken:
            if self.is_asking:  # what was typed stays on the line
                raise
            self.say(str(broken), "warn")
        else:
            said = after(self.checklist) if self.checklist else ""
            self.say(" · ".join(filter(None, (label, said, self.undoes))))

    def _after(self, item: Item) -> Callable[[Checklist], str]:
        """Returns what says, once an item was done or signed, what is left to do or which gates are open."""
        before = self._shut(item)

        def says(checklist: Checklist) -> str:
            now = checklist.item(item.key)
            if now.state is ItemState.DONE and item.sign_off:
                return f"{self.key_for('item.sign')} signs it off"
            opened = [gate for gate in before if gate not in self._shut(item)]
            return f"{wording.listed(opened)} {'are' if len(opened) > 1 else 'is'} open now" if opened else ""

        return says

    def _shut(self, item: Item) -> list[Gate]:
        """Returns the gates that an item is for and that are shut, with those behind them."""
        checklist = self.checklist
        after = [gate for gate, behind in BEHIND.items() if behind in item.opens]
        return [
            gate
            for gate in dict.fromkeys((*item.opens, *after))
            if checklist and not checklist.gate(gate, self.facts).is_open
        ]

    def _ask_who_told(self, item: Item) -> None:
        whose = self.helper.short if self.helper else "They"
        usual = f"{whose}: " + (self.today.isoformat() if item.shows is Shows.DATE else "")

        def settle(text: str, agreed: Agreed) -> None:
            self._tick(item, *read_report(text))

        def preview(text: str) -> str:
            who, how = read_report(text)
            return f"{who} told you; what shows it: {how}"

        self.ask(Question(f"Who told you, and how do you know? {named(item)}", settle, preview, usual))

    def _ask_what_shows(self, item: Item) -> None:
        usual = self.today.isoformat() if item.shows is Shows.DATE else ""

        def settle(text: str, agreed: Agreed) -> None:
            self._tick(item, says=text.strip())

        shows = (
            "What shows that it is gone?" if item.shows is Shows.NONE else f"The {item.shows} that shows it:"
        )
        self.ask(Question(f"{shows} {named(item)}", settle, value=usual))

    def _ask_why_open(self, item: Item) -> None:
        def settle(text: str, agreed: Agreed) -> None:
            said = self._said
            self.alter(f"Reopen: {named(item)}", lambda each: each.reopened(item.key, text, **said))

        self.ask(Question(f"Why is it open again? {named(item)}", settle))

    def action_sign_off(self) -> None:
        """Signs off what is done; asks for the limit where it approves what touches money."""
        checklist, item = self.checklist, self.item
        if checklist is None or item is None:
            return
        if item.sign_off and not item.is_settled and (refusal := self._refused(checklist, item)):
            self.say(refusal, "warn")
            return
        label = f"Sign off: {named(item)}"

        def sign(**more: str) -> None:
            said = {**self._said, **more}
            self.alter(label, lambda each: each.signed_off(item.key, **said), self._after(item))

        def settle(text: str, agreed: Agreed) -> None:
            limit, reason = read_limit(text)
            sign(limit=limit, reason=reason)

        if item.approval and item.sign_off and item.state is ItemState.DONE:
            self.ask(
                Question("Which limit? read only; alone, with the reason: read only: nobody else", settle)
            )
        else:
            sign()

    # Going ahead

    def action_go_ahead(self) -> None:
        """Offers the ways past what is missing: leaving it out, waiving it, opening a gate by hand."""
        checklist, item = self.checklist, self.item
        if checklist is None or item is None:
            return
        ways: dict[str, tuple[str, str, Callable[[], None]]] = {}
        if not item.is_settled:
            if item.opens:
                says = "it counts as there until a day, two weeks at most"
                ways["waive"] = ("Waive it for a time", says, lambda: self._ask_until(item))
            else:
                ways["skip"] = ("Leave it out", "with a reason", lambda: self._ask_why_out(item))
        if (gate := item.needs) is not None:
            opening = next((each for each in reversed(checklist.openings) if each.gate is gate), None)
            if opening is not None and opening.holds(gate, self.today):
                says = "what you opened by hand"
                ways["shut"] = (f"Leave {gate} to its facts", says, lambda: self._ask_why_shut(gate))
            elif not checklist.gate(gate, self.facts).is_open:
                says = "on your word, with what you have seen"
                ways["open"] = (f"Open {gate} by hand", says, lambda: self._open_gate(gate))
        if not ways:
            self.say(f"{named(item)} is {item.state}: nothing holds it up.", "dim")
        elif len(ways) == 1:
            next(iter(ways.values()))[2]()
        else:
            choices = [Choice(name, "", text, more) for name, (text, more, _) in ways.items()]
            menu = Menu(f"Go ahead: {named(item)}", choices, lead_width=1)
            self.app.push_screen(menu, lambda answer: ways[str(answer)][2]() if answer else None)

    def _ask_why_out(self, item: Item) -> None:
        def settle(text: str, agreed: Agreed) -> None:
            said = self._said
            self.alter(f"Leave out: {named(item)}", lambda each: each.skipped(item.key, text, **said))

        self.ask(Question(f"Leave it out, because ({named(item)})", settle))

    def _ask_until(self, item: Item) -> None:
        def settle(text: str, agreed: Agreed) -> None:
            until, reason = read_dated(text, today=self.today)
            said, label = self._said, f"Waive: {named(item)}"
            self.alter(label, lambda each: each.waived(item.key, reason, until, **said), self._after(item))

        def preview(text: str) -> str:
            until, reason = read_dated(text, today=self.today)
            return f"It counts as there until {wording.day(until, self.today)}, because {reason}"

        last = (self.today + LONGEST_WAIVER).isoformat()
        self.ask(
            Question(
                f"Waive it until when, and why? 1w: they travel ({named(item)})", settle, preview, f"{last}: "
            )
        )

    def _ask_why_shut(self, gate: Gate) -> None:
        def settle(text: str, agreed: Agreed) -> None:
            said = self._said
            self.alter(f"Leave {gate} to its facts", lambda each: each.opening_taken_back(gate, text, **said))

        self.ask(Question(f"Why is {gate} not open by hand any more?", settle))

    def _open_gate(self, gate: Gate) -> None:
        checklist = self.checklist
        if checklist is None:
            return
        fields = [
            Field("evidence", "What you have seen", "", "what opens it, and where it lies"),
            Field("until", "Until", "", "its last day, as in 29may; empty: until you take it back"),
        ]
        if gate is Gate.MONEY:
            others = [each.initials for each in self.business.people if each.key != self.desk.who]
            fields += [
                Field("second", "Who approves", " ".join(others[:1]), "the initials of another owner"),
                Field("limit", "Limit", "", "as in read only, or an amount"),
                Field("reason", "Reason", "", "why, where nobody else can approve"),
            ]

        def settle(values: dict[str, str], agreed: Agreed) -> None:
            until = read_date(values["until"], today=self.today) if values["until"] else None
            second = values.get("second", "")
            changed = checklist.opened_by_hand(
                gate,
                values["evidence"],
                until=until,
                second=self.business.owner(second).key if second else "",
                limit=values.get("limit", ""),
                reason=values.get("reason", ""),
                **self._said,
            )
            with self.settling(f"Open {gate} by hand for {checklist.name}") as desk:
                desk.checklists.put(self.resolved(changed, agreed))

        self.app.push_screen(Form(f"Open {gate} by hand for {checklist.name}"[:70], fields, settle))

    # Days and lines

    def action_due(self) -> None:
        """Asks for another day of the item, and why."""
        item = self.item
        if item is None:
            return

        def settle(text: str, agreed: Agreed) -> None:
            to, reason = read_dated(text, today=self.today)
            at, who, label = self.now(), self.desk.who, f"New day: {named(item)}"

            def moved(each: Checklist) -> Checklist:
                last = each.item(item.key).moves[-1:]
                if last and last != item.moves[-1:]:
                    by, day = self.business.initials_of(last[0].who), self._work_day(last[0].to)
                    said = f"{by} has set it to {day} meanwhile: {last[0].reason}"
                    agreed.require(f"{said}. The same again keeps yours.")
                return each.moved(item.key, to, reason, at=at, who=who)

            self.alter(label, moved, lambda each: self._work_day(to))

        def preview(text: str) -> str:
            to, reason = read_dated(text, today=self.today)
            return f"Due {self._work_day(to)}, because {reason}"

        self.ask(Question(f"Which day, and why? fri: client data is late ({named(item)})", settle, preview))

    def _work_day(self, day: date) -> str:
        return on_work_day(day, self.business, self.today)

    def action_add(self) -> None:
        """Asks for a line of the list's own, in the phase under the cursor."""
        phase, made = self.item.phase if self.item else "", list[str]()
        helper = self.helper
        names = (helper.short, helper.name) if helper else ()

        def add(checklist: Checklist, text: str) -> Checklist:
            title, side, due = read_own_line(text, today=self.today, names=names)
            at, who = self.now(), self.desk.who
            added = checklist.with_line(title, at=at, who=who, due=due, side=side, phase=phase)
            known = {each.key for each in checklist.items}
            made.extend(each.key for each in added.items if each.key not in known)
            return added

        def settle(text: str, agreed: Agreed) -> None:
            if not text.strip():
                raise RuleBroken("Say what is to be settled, or press Esc.")
            self.alter("Add a line", lambda each: add(each, text))
            self.shown_item(made[-1])

        def preview(text: str) -> str:
            title, side, due = read_own_line(text, today=self.today, names=names)
            day = f", due {self._work_day(due)}" if due else ""
            whose = {Side.OWNER: "yours", Side.HELPER: helper.short if helper else "theirs"}.get(side, side)
            return f"{title} · {whose}{day}{f' · {phase}' if phase else ''}"

        self.ask(Question("New line: Order a chair @helper due:fri", settle, preview))

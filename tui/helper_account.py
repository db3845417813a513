"""Everything that is known of a helper, line by line, as the helper's page shows it."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from models.capacity import WorkedWeek
from models.check_ins import AgendaPoint, CheckIn, agenda, missed_in_a_row
from models.cover import cover
from models.dates import MINUTES_A_DAY
from models.document import Part
from models.feedback import Balance, Feedback, Recognition, Ticket, balance, earned
from models.goals import Goal, GoalState
from models.helpers import HelperKind
from models.latency import Latency, latency
from models.ledger import Account, by_week
from models.reviews import Review, decisions, next_review
from models.smart import lint
from tui import marks, wording
from tui.account_line import Line
from tui.candidate_lines import joined, share
from tui.helper_terms import HelperTerms

GOOD = (GoalState.ON_TRACK, GoalState.MET)
SHOWN_WEEKS = 6


class HelperAccount(HelperTerms):
    """Says everything about one helper."""

    def lines(self) -> Iterator[Line]:
        """Yields the lines of the page."""
        yield from self.terms()
        yield from self.work()
        yield from self.papers()
        yield from self.access()
        yield from self.running_lists()
        yield from self.goals()
        yield from self.talks()
        yield from self.feedback()
        yield from self.thanks()
        yield from self.reviews()
        yield from self.cover()
        yield from self.ledger()
        yield from self.put_away()

    # Goals

    def goals(self) -> Iterator[Line]:
        """Yields the goals with where they stand."""
        yield Line("", "", "Goals")
        for goal in self.helper.goals:
            state = goal.state(self.today)
            tone = "plain" if state in GOOD else "dim" if goal.ending or state is GoalState.DRAFT else "warn"
            yield Line("goal", state, self.goal(goal), goal.key, tone)
        if not self.helper.goals:
            yield Line(
                "new", "–", "Enter sets one: what is counted, from what to what, by when", "goal", "dim"
            )

    def goal(self, goal: Goal) -> str:
        """Returns a goal in words: its curve, from where to where, and how long nobody has measured."""
        heights = goal.sparkline()
        curve = "".join(marks.SPARKS[height] for height in heights) if len(heights) > 1 else ""
        start = "–" if goal.baseline is None else f"{goal.baseline:g}"
        now = f"{start}→{goal.latest.value:g}" if goal.latest else start
        days = goal.days_without(self.today)
        silent = f"no data {days} d" if goal.has_no_data(self.today) else ""
        return joined(
            [
                goal.title,
                f"{curve} {now} {goal.unit} (target {goal.target:g})".strip(),
                str(goal.trend) if len(goal.measurements) > 1 and not goal.ending else "",
                silent or (f"measured {self.day(goal.latest.on)}" if goal.latest else ""),
                f"by {self.day(goal.by)}" if goal.by else "",
                "" if goal.agreed_on else f"draft{self._advice(goal)}",
            ]
        )

    def _advice(self, goal: Goal) -> str:
        found = lint(goal)
        return f": {found[0].says}" if found else ""

    # Talks

    def agenda(self) -> list[AgendaPoint]:
        """Returns what the next talk is about."""
        return agenda(self.helper.agenda_facts(self.desk.cards, self.today), today=self.today, now=self.now)

    def talks(self) -> Iterator[Line]:
        """Yields the next talk with its agenda, and those before."""
        if self.helper.kind is HelperKind.SOFTWARE:
            return
        rule, talks, points = self.helper.check_in_rule, self.helper.check_ins, self.agenda()
        missed = missed_in_a_row(talks, self.today)
        rows = wording.count(missed, "talk")
        yield Line("", "", f"Check-ins{f': {rows} in a row not held' if missed > 1 else ''}")
        if rule is None:
            yield Line("new", "–", "Enter says how often, from which day on", "rule", "dim")
        else:
            following = rule.next_on(self.today, self.desk.business)
            at = f" {rule.at:%H:%M}" if rule.at else ""
            said = [
                f"next {wording.day(following, self.today)}{at}",
                f"{rule.rhythm}, {rule.minutes} min",
                rule.channel,
                wording.count(len(points), "point"),
            ]
            yield Line("rule", "check-in", joined(said))
        for point in points:
            yield Line("point", f"  {marks.OPEN}", f"{point.says}", point.about)
        for talk in sorted(talks, key=lambda each: each.on, reverse=True):
            yield Line("talk", self.day(talk.on), self._talk(talk), talk.key, "dim")
            for action in talk.actions:
                sign = marks.DONE if action.done_on else marks.OPEN
                due = f", due {self.day(action.due)}" if action.due else ""
                yield Line("action", f"  {sign}", f"{action.text}{due}", action.key)

    def _talk(self, talk: CheckIn) -> str:
        if talk.missed_by:
            return f"not held: {talk.missed_by} did not come"
        return joined(["held" if talk.held_at else "planned", " ".join(talk.notes.split())])

    # Feedback and thanks

    def feedback(self) -> Iterator[Line]:
        """Yields what was said about the work; for a program, the tickets to its maker."""
        if self.helper.kind is HelperKind.SOFTWARE:
            yield Line("", "", "Tickets to the maker")
            for ticket in self.helper.tickets:
                yield Line("ticket", self._sent(ticket), self._ticket(ticket), ticket.key)
            if not self.helper.tickets:
                yield Line("new", "–", "Enter records one, with the clock of its reply", "ticket", "dim")
            return
        yield Line("", "", f"Feedback: {balance_line(balance(self.helper.feedback, self.today))}")
        for each in sorted(self.helper.feedback, key=lambda one: one.on, reverse=True):
            tone = "warn" if each.is_due(self.today) else "plain"
            yield Line("feedback", f"{each.kind.sign} {self.day(each.on)}", self._said(each), each.key, tone)
        if not self.helper.feedback:
            yield Line("new", "–", "Enter gives some: situation, behaviour, impact", "feedback", "dim")

    def _said(self, each: Feedback) -> str:
        back = f"look back {self.day(each.due)}" if each.due and not each.looked_back_on else ""
        return joined(
            [
                f"{each.situation} {each.behaviour}; {each.impact}",
                f"next: {each.next_step}" if each.next_step else "",
                back,
                f"acknowledged {self.day(each.acknowledged_on)}" if each.acknowledged_on else "not answered",
                each.outcome,
            ]
        )

    def _sent(self, ticket: Ticket) -> str:
        return wording.day_of(ticket.sent_at, self.zone)

    def _ticket(self, ticket: Ticket) -> str:
        waited = int((self.now - ticket.sent_at).total_seconds() // 60)
        reply = ticket.reply_minutes
        return joined(
            [
                ticket.subject,
                f"no reply for {wording.duration(waited)}"
                if reply is None
                else f"first reply after {wording.duration(reply)}",
                f"solved {wording.day_of(ticket.solved_at, self.zone)}" if ticket.solved_at else "",
                ticket.reference,
            ]
        )

    def thanks(self) -> Iterator[Line]:
        """Yields the thanks that were given, and those that are earned."""
        due = earned(
            self.helper.goals,
            self.cards,
            self.helper.recognition,
            today=self.today,
            zone=self.zone,
        )
        if due or self.helper.recognition:
            yield Line("", "", "Thanks")
        for each in due:
            yield Line("earned", "earned", each.says, each.goal or each.card or "", "accent")
        for given in sorted(self.helper.recognition, key=lambda one: one.on, reverse=True):
            yield Line("thanks", self.day(given.on), self._thanks(given), given.key)

    def _thanks(self, given: Recognition) -> str:
        amount = self.money(given.amount) if given.amount else ""
        return joined([str(given.kind), " ".join(given.says.split()), amount])

    # Reviews, cover, ledger, what was put away

    def reviews(self) -> Iterator[Line]:
        """Yields the next review, and what was decided in those before."""
        start, held = self.helper.began_on, self.helper.reviews
        following = next_review(start, held, self.desk.business) if start else None
        if following or held:
            yield Line("", "", "Reviews")
        if following and not self.helper.archived:
            late = f" {marks.LATE}" if following.is_late(self.today) else ""
            said = joined(
                [
                    f"next {wording.day(following.on, self.today)}{late}: {following.kind}",
                    following.kind.intent,
                ]
            )
            yield Line("review_due", "review", said, tone="warn" if late else "plain")
        for each in decisions(held):
            yield Line("review", self.day(each.on), self._review(each), each.key)

    def _review(self, each: Review) -> str:
        return joined([f"{each.kind}: {each.decision}", " ".join(each.reason.split())])

    def cover(self) -> Iterator[Line]:
        """Yields how the helper's work could go on without them."""
        found = cover(
            self.helper.uid, self.desk.procedures, self.desk.cards, today=self.today, zone=self.zone
        )
        if found:
            yield Line("", "", "Somebody else could do it")
        for each in found:
            stood = "never" if each.stood_in is None else f"{each.stood_in} d ago"
            said = joined(
                [
                    each.procedure.title,
                    "rests on one person" if each.rests_on_one else "",
                    f"somebody else ran it from the notes: {stood}",
                ]
            )
            tone = "warn" if each.rests_on_one else "plain"
            yield Line("procedure", each.procedure.ref, said, each.procedure.uid, tone)

    def ledger(self) -> Iterator[Line]:
        """Yields what handing over has freed, week by week, and who keeps whom waiting."""
        own = [each for each in self.desk.ledger.having(helper=self.helper.uid) if each.archived is None]
        weeks = by_week(own)
        if weeks:
            whole = Account.of(own)
            yield Line("", "", f"Freed: {freed_line(whole)}, {paid_line(whole, self.money)}")
        for week in sorted(weeks, reverse=True)[:SHOWN_WEEKS]:
            found = weeks[week]
            end = week + timedelta(days=6)
            said = joined([freed_line(found), paid_line(found, self.money)])
            yield Line("ledger", f"to {self.day(end)}", said, week.isoformat(), "dim")
        waits = latency(self.cards, now=self.now)
        if waits.ours.n or waits.theirs.n:
            yield Line(
                "fact", "waiting", waits_line(waits), tone="warn" if waits.owners_are_slower else "dim"
            )

    def put_away(self) -> Iterator[Line]:
        """Yields what was taken off the lists above."""
        papers = [each for each in self.desk.agreements.having(helper=self.helper.uid) if each.archived]
        parts = list(self.helper.in_attic())
        if papers or parts:
            yield Line("", "", f"Put away: {len(papers) + len(parts)}")
        for paper in papers:
            yield Line("away", "paper", self._paper(paper).text, paper.uid, "dim")
        for part in parts:
            label, said = self._was(part)
            yield Line("away", label, said, part.key, "dim")

    def _was(self, part: Part) -> tuple[str, str]:
        if isinstance(part, Goal):
            return "goal", self.goal(part)
        if isinstance(part, CheckIn):
            return "check-in", joined([self.day(part.on), self._talk(part)])
        if isinstance(part, Feedback):
            return "feedback", joined([self.day(part.on), self._said(part)])
        if isinstance(part, Ticket):
            return "ticket", joined([self._sent(part), self._ticket(part)])
        if isinstance(part, Recognition):
            return "thanks", joined([self.day(part.on), self._thanks(part)])
        if isinstance(part, Review):
            return "review", joined([self.day(part.on), self._review(part)])
        return ("worked", self._hours(part)) if isinstance(part, WorkedWeek) else ("", "")


def balance_line(found: Balance) -> str:
    """Returns how much of each kind of feedback was heard, as in `▲ 6 ▼ 2, last 9 d ago`."""
    if found.days is None:
        return "none yet"
    harsh = ", more to change than to go on" if found.is_harsh else ""
    last = "today" if found.days == 0 else f"{found.days} d ago"
    return f"{marks.OVER} {found.reinforcing} {marks.WORSE} {found.corrective}, last {last}{harsh}"


def freed_line(found: Account) -> str:
    """Returns forecast against measured, as in `2 h 24 of 2 h 12 forecast (109 %)`."""
    part = f" ({share(found.realised)})" if found.realised is not None else ""
    weeks = f"n={found.weeks} wk" if found.weeks != 1 else ""
    forecast = f"{wording.duration(found.forecast)} forecast{part}"
    if not found.unforecast:
        return joined([f"{wording.duration(found.measured)} of {forecast}", weeks], ", ")
    compared = f"{wording.duration(found.compared)} of {forecast}" if found.compared_weeks else ""
    bare = f"{wording.count(found.unforecast, 'line')} without a forecast"
    return joined([wording.duration(found.measured), compared, bare, weeks], ", ")


def paid_line(found: Account, money: Callable[[int], str]) -> str:
    """Returns what was paid, as in `€48`, with the number of measured lines of which that is not known."""
    if found.spent is None:
        return "cost not known"
    return joined([money(found.spent), f"{found.uncosted} not known" if found.uncosted else ""], ", ")


def waits_line(found: Latency) -> str:
    """Returns who keeps work waiting how long: the middle of the waits on each side, with their number."""
    sides = [
        f"{name} {wording.age((side.median or 0) // MINUTES_A_DAY)} (n={side.n})"
        for name, side in (("for us", found.ours), ("for the helper", found.theirs))
        if side.n
    ]
    slow = "we are the slower side" if found.owners_are_slower else ""
    few = "" if found.is_known else "too few to compare"
    return joined([*sides, slow, few])

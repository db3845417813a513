"""What is agreed with a helper, as lines of a page: terms, papers, access, running lists, cards."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from models.access_register import Access, lacking
from models.agreements import Agreement, AgreementState
from models.board import COLUMNS, Card
from models.business import Business
from models.capacity import WorkedWeek, capacity, last_worked, usage
from models.comms import breaches_by_side
from models.dossier import Dossier
from models.engagements import Engagement, EngagementState, Milestone
from models.hanging import hanging_on
from models.lanes import loads
from models.least_privilege import for_drill
from models.money import major
from models.onboarding import Checklist
from store import Workspace
from tui import marks, register, wording
from tui.access_words import stands
from tui.account_line import Line
from tui.candidate_lines import joined, share

SHOWN_WEEKS = 4


class HelperTerms:
    """Says what is agreed with one helper.

    Args:
        helper: who it is.
        desk: holds what it is linked to.
        now: the moment.
        zone: in which its days are counted.
        accesses: the whole register.
    """

    def __init__(
        self, helper: Dossier, desk: Workspace, *, now: datetime, zone: ZoneInfo, accesses: Sequence[Access]
    ) -> None:
        self.helper, self.desk, self.now, self.zone = helper, desk, now, zone
        self.today: date = now.astimezone(zone).date()
        self.every_access = accesses
        self.accesses = [each for each in accesses if each.helper == helper.uid]
        self.cards = [card for card in desk.cards.having(helper=helper.uid) if card.trashed is None]
        self.engagement = helper.engagement(self.today)

    def headline(self) -> str:
        """Returns the helper's name with what matters most about the work here."""
        state = self.engagement.state(self.today) if self.engagement else None
        busy = loads(self.cards)[self.helper.uid]
        over = marks.OVER if self.helper.is_overloaded(busy) else ""
        said = [
            f"{self.helper.ref} {self.helper.name}",
            self.helper.kind.value,
            "no terms yet" if state is None else str(state),
            f"{busy}/{self.helper.wip_limit}{over} in Doing",
            "no longer here" if self.helper.archived else "",
        ]
        return joined(said)

    # Terms

    def terms(self) -> Iterator[Line]:
        """Yields the engagement, its milestones, the load and how to talk to each other."""
        yield Line("", "", "Terms")
        for each in sorted(self.helper.engagements, key=lambda one: one.start or date.max):
            state = each.state(self.today)
            must = each.must_decide(self.today) or state is EngagementState.ENDED
            yield Line("engagement", state, self._engagement(each), each.key, "warn" if must else "plain")
            for milestone in each.milestones:
                yield self._milestone(milestone)
        if not self.helper.engagements:
            yield Line("new", "–", "Enter sets terms: hours, price, first and last day", "engagement", "dim")
        yield self._capacity()
        yield from self._worked()
        for label, text in (
            ("contact", self.helper.contact),
            ("zone", self.helper.zone or ""),
            ("days off", self.helper.days_off),
            ("emergency", self.helper.emergency_contact),
            ("stands in", self._name(self.helper.backup)),
            ("role", self._profile()),
            ("call again", " ".join(self.helper.call_again.split())),
        ):
            if text:
                yield Line("fact", label, text)
        yield from self._comms()

    def _engagement(self, each: Engagement) -> str:
        rate = f"{self.money(each.rate)} a {each.per}" if each.rate is not None else ""
        hours = f"{wording.duration(each.minutes_week)} a week" if each.minutes_week else ""
        cancel = each.cancel_by
        return joined(
            [
                f"{each.title or each.kind}, {each.kind}" if each.title else str(each.kind),
                rate,
                hours,
                f"from {self.day(each.start)}" if each.start else "",
                f"trial to {self.day(each.trial_until)}" if each.trial_until else "",
                f"last day {self.day(each.end)}" if each.end else "",
                f"notice {each.notice_days} d" if each.notice_days else "",
                f"at most {self.money(each.cap_month)} a month" if each.cap_month else "",
                f"renews {self.day(each.renews_on)}" if each.renews_on else "",
                f"cancel by {self.day(cancel)}" if cancel else "",
            ]
        )

    def _milestone(self, each: Milestone) -> Line:
        late = each.is_late(self.today)
        said = joined(
            [
                f"{each.sign} {each.title}",
                f"due {self.day(each.due)}{f' {marks.LATE}' if late else ''}",
                self.money(each.amount) if each.amount is not None else "",
                f"accepted {self.day(each.accepted_on)}" if each.accepted_on else "",
                f"paid {self.day(each.paid_on)}" if each.paid_on else "",
            ]
        )
        return Line("milestone", "milestone", said, each.key, "warn" if late else "plain")

    def _capacity(self) -> Line:
        found = capacity(self.engagement, self.cards)
        agreed = f"{wording.duration(found.agreed)} a week agreed" if found.agreed else "no hours agreed"
        open_ended = f"{wording.count(found.unestimated, 'card')} without an estimate"
        said = [
            agreed,
            f"{wording.duration(found.briefed)} briefed{f' {marks.OVER}' if found.is_over else ''}",
            f"{share(found.share)} of it" if found.share is not None and found.briefed else "",
            open_ended if found.unestimated else "",
        ]
        return Line("fact", "capacity", joined(said), tone="warn" if found.is_over else "plain")

    def _worked(self) -> Iterator[Line]:
        """Yields the hours of the last weeks; those of the last one stand beside what is agreed."""
        last = last_worked(self.helper.worked, self.today)
        for each in sorted(self.helper.worked, key=lambda one: one.week, reverse=True)[:SHOWN_WEEKS]:
            says = usage(self.engagement, each.minutes) if self.engagement and each is last else ""
            said = joined([self._hours(each), says])
            yield Line("worked", "worked", said, each.key, "warn" if says else "plain")

    def _hours(self, each: WorkedWeek) -> str:
        hours = f"{wording.duration(each.minutes)} in the week of {wording.short_day(each.week)}"
        return joined([hours, each.note])

    def _comms(self) -> Iterator[Line]:
        comms = self.helper.comms
        for each in comms.channels:
            within = f", reply within {wording.duration(each.reply_minutes)}" if each.reply_minutes else ""
            yield Line("comms", "channel", f"{each.purpose}: {each.channel}{within}", each.key)
        if comms.hours or comms.decision_days is not None:
            decide = f"we decide within {comms.decision_days} work days" if comms.decision_days else ""
            yield Line("comms", "reached", joined([comms.hours, decide]))
        if comms.urgent:
            yield Line("comms", "urgent", " ".join(comms.urgent.split()))
        if comms.breaches:
            counts = breaches_by_side(comms.breaches, since=self.today.replace(day=1))
            said = joined([f"{side} {times} times" for side, times in counts.items()])
            yield Line("comms", "not kept", f"this month: {said}")

    # Papers, access, lists, cards

    def papers(self) -> Iterator[Line]:
        """Yields the agreements, each with its two clocks and what hangs on it."""
        papers = self.desk.agreements.having(helper=self.helper.uid)
        found = [each for each in papers if each.archived is None]
        yield Line("", "", "Agreements")
        for each in found:
            yield self._paper(each)
        if not found:
            yield Line("new", "–", "Enter records one: what it is, signed when, for how long", "paper", "dim")

    def _paper(self, each: Agreement) -> Line:
        state = each.state(self.today)
        said = joined(
            [
                str(each.kind),
                "not signed by you" if state is AgreementState.SIGNED and not each.countersigned_on else "",
                self._term(each),
                self._survival(each),
                f"covers {', '.join(each.covers)}" if each.covers else "",
                f"{each.file_name} {each.sha256[:8]}" if each.file_name else "",
                self._hanging(each) if state.is_wanting else "",
                each.warning,
            ]
        )
        return Line("paper", state, said, each.uid, "warn" if state.is_wanting else "plain")

    def _term(self, each: Agreement) -> str:
        if each.last_day is None:
            return "open-ended" if each.countersigned_on else ""
        left = (each.last_day - self.today).days
        near = f" ({left} d)" if 0 <= left <= 60 else ""
        return f"to {self.day(each.last_day)}{near}"

    def _survival(self, each: Agreement) -> str:
        if each.survives_for_good:
            return "survives for good"
        return f"survives to {self.day(each.survival_until)}" if each.survival_until else ""

    def _hanging(self, each: Agreement) -> str:
        lists = self.lists()
        items = [item for one in lists for item in one.lines]
        openings = [opening for one in lists for opening in one.openings]
        found = hanging_on(each, items, register.facts(self.desk, self.today).of(self.helper.uid), openings)
        counts = [
            wording.count(len(found.items), "item") if found.items else "",
            wording.count(len(found.grants), "access", "accesses") if found.grants else "",
        ]
        said = joined(counts, ", ")
        return f"hangs on it: {said}" if said else ""

    def access(self) -> Iterator[Line]:
        """Yields the accesses that are not closed, and how many are."""
        yield Line("", "", "Access")
        shown = [each for each in self.accesses if not each.is_closed]
        is_tried = any(each.grant.drills for each in self.accesses)
        to_try = None if is_tried else for_drill(shown)
        for each in shown:
            drill = "harms least: try taking it back once" if each is to_try else ""
            warns = each.is_past_end or each.is_at_risk or each.state.is_due
            yield Line(
                "access",
                each.grant.ref,
                joined([access_line(each, self.desk.business), drill]),
                each.uid,
                "warn" if warns else "plain",
            )
        if closed := len(self.accesses) - len(shown):
            yield Line("fact", "taken back", wording.count(closed, "access", "accesses"), tone="dim")
        if not self.accesses:
            yield Line("new", "–", "Enter asks for one: for a task, until a day", "access", "dim")

    def lists(self) -> list[Checklist]:
        """Returns the helper's running lists."""
        return [each for each in self.desk.checklists.having(helper=self.helper.uid) if each.archived is None]

    def running_lists(self) -> Iterator[Line]:
        """Yields the running lists with how far they are."""
        found = self.lists()
        if found:
            yield Line("", "", "Lists")
        for each in found:
            settled, total = each.progress
            yield Line("list", each.ref, f"{each.template} · {settled} of {total}", each.uid)

    def work(self) -> Iterator[Line]:
        """Yields the open cards, column by column, each with the access that it lacks."""
        found = [card for card in self.cards if card.is_open]
        if found:
            yield Line("", "", f"Cards: {wording.count(len(found), 'card')}")
        for card in sorted(found, key=lambda each: (-COLUMNS.index(each.column), each.order)):
            yield Line("card", card.ref, self._card(card), card.uid)

    def _card(self, card: Card) -> str:
        missing = lacking(card, self.accesses)
        late = f" {marks.LATE}" if card.days_late(self.today) else ""
        return joined(
            [
                f"{marks.LOCKED} {card.title}" if missing else card.title,
                f"{card.column.title()} {wording.age(card.days_in_column(self.now))}",
                f"due {self.day(card.due)}{late}" if card.due else "",
                f"waits on {card.wait.on}" if card.wait else "",
                f"needs {', '.join(missing)}" if missing else "",
            ]
        )

    # Words

    def day(self, value: date) -> str:
        """Returns a day as `12 May`, with its year where that is another one."""
        return wording.short_day(value) + ("" if value.year == self.today.year else f" {value.year}")

    def money(self, amount: int | None) -> str:
        """Returns an amount in minor units."""
        currency = self.desk.business.currency
        value = major(amount or 0, currency)
        return wording.money(value, currency, digits=0 if value == int(value) else None)

    def _name(self, uid: str | None) -> str:
        helper = self.desk.helpers.get(uid)
        return helper.name if helper else ""

    def _profile(self) -> str:
        profiles = self.desk.business.access_profiles
        return next((each.name for each in profiles if each.key == self.helper.profile), "")


def access_line(each: Access, business: Business) -> str:
    """Returns an access in words: what it enters, how far, until when, and what keeps it shut."""
    grant = each.grant
    shut = "; ".join(each.missing)
    past = f"should have ended {each.days_past_end} d ago" if each.is_past_end else ""
    waiver = next((one for one in reversed(grant.waivers) if one.until >= each.today), None)
    return joined(
        [
            f"{each.system.name} {grant.level}",
            stands(each, business),
            past,
            grant.scope,
            f"to {wording.short_day(grant.expires_on)}" if not each.is_over and not past else "",
            f"gate waived to {wording.short_day(waiver.until)}" if waiver else "",
            f"{marks.LOCKED} {shut}" if shut and not each.is_over else "",
            "secret not changed" if grant.revoked and not grant.is_secret_changed else "",
        ]
    )

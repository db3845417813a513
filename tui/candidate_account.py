"""Everything that is known of a candidate, line by line, as its page shows it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from models.business import Business
from models.candidates import Candidate
from models.evidence import Authorship, Interview, InterviewState, reply_times
from models.helpers import HelperKind
from models.money import major
from models.rating_line import hidden_from, own_rating
from models.ratings import FAIR_STRUCTURE, Rating, seen_by
from models.references import ReferenceRequest, ReferenceState, ReferenceStep
from models.role_parts import Criterion, KnockOutState, Question
from models.roles import Role
from models.standing import Cell as Rated
from models.standing import Standing, standing
from tui import marks, wording
from tui.candidate_lines import (
    COLUMNS,
    MISSING,
    heading,
    joined,
    line,
    mean,
    new,
    number,
    rated,
    share,
    spread,
)
from tui.candidate_terms import history_rows, terms_rows
from tui.software_account import software_rows
from tui.widgets.rows import Row


class CandidateAccount:
    """Says everything about one candidate, as far as one owner is shown it.

    Args:
        candidate: who it is.
        role: what it is a candidate for.
        business: its owners and its money.
        now: the moment.
        zone: in which its days are counted.
        me: the key of the owner who looks.
    """

    def __init__(
        self, candidate: Candidate, role: Role, business: Business, *, now: datetime, zone: ZoneInfo, me: str
    ) -> None:
        self.candidate, self.role, self.business = candidate, role, business
        self.now, self.zone, self.me = now, zone, me
        self.today: date = now.astimezone(zone).date()
        scored = candidate.scored(role, self.today)
        self._sees_all = business.is_run_alone or role.decision is not None
        self.seen: tuple[Rating, ...] = (
            scored.ratings if self._sees_all else tuple(seen_by(me, scored.ratings))
        )
        """The ratings that this owner is shown, weighed by what the evidence shows."""
        self.standing: Standing = standing(role, replace(scored, ratings=self.seen))
        """How it stands by the ratings that this owner is shown."""
        self._cells = {cell.criterion.key: cell for cell in self.standing.cells}

    # The lines

    def rows(self) -> Iterator[Row]:
        """Yields the lines in the order of the page; the key of each is its kind and its identity."""
        yield from (self._criterion(each) for each in self.role.criteria)
        yield from self._knock_outs()
        if self.candidate.kind is HelperKind.SOFTWARE:
            yield from software_rows(self)
            yield from self._messages("Replies to messages")
        else:
            yield from self._interviews()
            yield from self._samples()
            yield from self._references()
            yield from self._trial()
            yield from self._messages("Reply times")
        yield from terms_rows(self)
        yield from history_rows(self)

    def _criterion(self, criterion: Criterion) -> Row:
        key, name = ("criterion", criterion.key), f"{criterion.code} {criterion.name}"
        cell, mine = self.cell(criterion.key), self.mine(criterion.key)
        if cell is None:
            return Row(key, (name, "", "", "", "", "", "no part"), ("dim",) * len(COLUMNS))
        value = "" if mine is None else str(mine.value) if mine.submitted else f"({mine.value})"
        hidden = self.hidden(criterion.key)
        texts = (
            name,
            str(criterion.weight),
            MISSING if cell.bar is None else str(cell.bar),
            value or MISSING,
            "hidden" if hidden and cell.value is None else number(cell.value),
            spread(cell),
            cell.strength.name.lower() if cell.ratings else "",
        )
        under = cell.in_the_way is not None and cell.in_the_way.is_out
        tones = ("plain", "dim", "dim", "plain", "warn" if under else "strong", "warn", "dim")
        return Row(key, texts, tones)

    def _knock_outs(self) -> Iterator[Row]:
        states = self.candidate.knock_out_states(self.today)
        answers = {each.knock_out: each for each in self.candidate.knock_outs}
        asked = [states.get(each.key) for each in self.role.asked]
        counts = [f"{asked.count(state)} {state}" for state in KnockOutState if state in asked]
        if None in asked:
            counts.append(f"{asked.count(None)} not asked")
        yield heading(f"Knock-outs: {', '.join(counts) or 'none'}")
        for knock_out in self.role.asked:
            answer = answers.get(knock_out.key)
            state = states.get(knock_out.key)
            label = state.value if state else "not asked"
            until = f", to {wording.short_day(answer.until)}" if answer and answer.until else ""
            why = f" · {answer.reason}{until}" if answer and (answer.reason or until) else ""
            tone = "warn" if state is KnockOutState.FAIL else "plain"
            yield line("knock_out", knock_out.key, label, f"{knock_out.code} {knock_out.text}{why}", tone)

    def _interviews(self) -> Iterator[Row]:
        candidate, questions = self.candidate, self.role.questions
        asked = candidate.structure(self.role)
        said = "none held yet"
        if asked is not None:
            said = f"{share(asked)} of {len(questions)} questions asked, {share(FAIR_STRUCTURE)} needed"
        yield heading(f"Interview: {said}")
        for each in candidate.interviews:
            facts = [
                wording.moment(each.at, self.zone, self.today),
                wording.duration(each.minutes) if each.minutes else "",
                wording.listed(self.business.initials_of(key) for key in each.interviewers),
                f"structure {share(each.structure([question.key for question in questions]))}",
                each.note,
            ]
            yield line("interview", each.key, each.state, joined(facts))
        if not candidate.interviews:
            yield new("interview", "plans one; a note on a question begins one now")
        talk = self.talk
        for n, question in enumerate(questions, start=1):
            notes = [each for each in talk.asked if each.question == question.key] if talk else []
            answer = joined(self.noted(each.who, each.note) for each in notes)
            label = f"{n} {marks.MARKED if notes else marks.OPEN}"
            yield line("question", question.key, label, answer or question.text, "plain" if notes else "dim")

    def _samples(self) -> Iterator[Row]:
        samples = self.candidate.samples
        unverified = sum(each.authorship is Authorship.UNVERIFIED for each in samples)
        said = [
            wording.count(len(samples), "sample"),
            mean("quality", (each.quality for each in samples)),
            mean("relevance", (each.relevance for each in samples)),
            f"{unverified} unverified" if unverified else "",
        ]
        yield heading(f"Samples of work: {joined(said, ', ') if samples else 'none yet'}")
        for each in samples:
            facts = [each.title, rated("quality", each.quality), rated("relevance", each.relevance)]
            yield line("sample", each.key, each.authorship, joined([*facts, each.link, each.note]))
        if not samples:
            yield new("sample", "records one: quality, relevance, and who made it")

    def _references(self) -> Iterator[Row]:
        found = self.candidate.references
        sent = [each for each in found if each.state is not ReferenceState.DRAFT]
        answered = sum(each.state is ReferenceState.ANSWERED for each in found)
        silent = max((each.silent_days(self.business, self.today) for each in found), default=0)
        said = [f"{len(sent)} asked", f"{answered} answered"]
        if silent:
            said.append(f"{wording.count(silent, 'work day')} silent")
        yield heading(f"References: {', '.join(said) if found else 'nobody named yet'}")
        for each in found:
            step = each.next_step(self.business, self.today)
            tone = "warn" if step else "plain"
            yield line("reference", each.key, each.state, self._reference(each, step), tone)
        if not found:
            yield new("reference", "names somebody to ask")

    def _reference(self, each: ReferenceRequest, step: ReferenceStep | None) -> str:
        silent = each.silent_days(self.business, self.today)
        return joined(
            [
                f"{each.referee}, {each.relation}" if each.relation else each.referee,
                "" if each.worked_with else "has not worked with them",
                f"asked {wording.short_day(each.asked_on)}" if each.asked_on else "",
                wording.count(len(each.reminders), "reminder") if each.reminders else "",
                f"{wording.count(silent, 'work day')} silent: {step}?" if step else "",
                *(answer.answer for answer in each.answers if answer.answer),
                each.note,
            ]
        )

    def _trial(self) -> Iterator[Row]:
        trial = self.candidate.trial
        if trial is None:
            yield heading("Paid trial: none yet")
            yield new("trial", "agrees on one: scope, hours, pay, and what it must show")
            return
        day = trial.day(self.today)
        used = f"{wording.duration(trial.minutes_used)} of {wording.duration(trial.minutes_cap)}"
        when = f"day {day[0]} of {day[1]}" if day and trial.is_running else ""
        ended = f"{trial.result}: {trial.said}" if trial.result else ""
        said = [when, used, self.money(trial.pay)]
        over = trial.minutes_used > trial.minutes_cap
        yield heading(f"Paid trial: {joined(said)}{f' {marks.OVER}' if over else ''}")
        decide = f"decide {wording.day(trial.end, self.today)}" if trial.end and trial.is_running else ""
        state = trial.result or ("running" if trial.start else "agreed" if trial.frozen else "draft")
        yield line("trial", trial.key, state, joined([ended, trial.scope, decide]))
        for check in trial.criteria:
            met = {None: "open", True: "met", False: "not met"}[check.met]
            fixed = "" if trial.frozen else " (may still change)"
            yield line(
                "check", check.key, met, f"{check.text}{fixed}", "dim" if check.met is None else "plain"
            )

    def _messages(self, title: str) -> Iterator[Row]:
        times = reply_times(self.candidate.messages)
        said = "none measured yet"
        if self.candidate.messages:
            took = wording.duration(times.median) if times.median is not None else MISSING
            said = f"median {took} (n={times.n}), {times.open} not answered"
        yield heading(f"{title}: {said}")
        for each in self.candidate.messages:
            label = "no answer" if each.minutes is None else wording.duration(each.minutes)
            sent = f"sent {wording.moment(each.sent_at, self.zone, self.today)}"
            clear = rated("clarity", each.clarity)
            yield line("message", each.key, label, joined([sent, clear, each.about]))
        if not self.candidate.messages:
            yield new("message", "measures one: when it was sent, when the reply came")

    # What others ask

    def cell(self, criterion: str) -> Rated | None:
        """Returns how it stands on a criterion, None where that plays no part."""
        return self._cells.get(criterion)

    def mine(self, criterion: str) -> Rating | None:
        """Returns the rating of the owner who looks."""
        return own_rating(self.candidate, criterion, self.me)

    def hidden(self, criterion: str) -> int:
        """Returns how many ratings of others are not shown yet."""
        return 0 if self._sees_all else hidden_from(self.me, self.candidate, criterion)

    @property
    def talk(self) -> Interview | None:
        """The interview whose notes are written and shown: the latest that is not called off."""
        held = (InterviewState.PLANNED, InterviewState.HELD)
        return next((each for each in reversed(self.candidate.interviews) if each.state in held), None)

    def question(self, key: str) -> Question | None:
        """Returns a question of the role's set."""
        return next((each for each in self.role.questions if each.key == key), None)

    def noted(self, who: str, note: str) -> str:
        """Returns a note with the initials of its owner, where there are several."""
        several = who and not self.business.is_run_alone
        note = " ".join(note.split()) or "asked"
        return f"{self.business.initials_of(who)}: {note}" if several else note

    def money(self, amount: int | None) -> str:
        """Returns an amount in minor units, a dash for none."""
        if amount is None:
            return MISSING
        currency = self.business.currency
        value = major(amount, currency)
        return wording.money(value, currency, digits=0 if value == int(value) else None)

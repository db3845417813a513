"""A comparison of candidates in words: a line for each figure and criterion, a column for each of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self
from zoneinfo import ZoneInfo

from models.board import Card
from models.business import Business
from models.candidates import Candidate
from models.deciding import LookBack, compared, comparison, look_back, unseen
from models.helpers import Helper
from models.ratings import BEST
from models.role_parts import KnockOutState
from models.roles import Role
from models.scorecard import Cell, Comparison, Place, Standing
from models.scorecard_working import Figure
from tui import wording
from tui.candidate_words import price

NONE = "    –"
"""What stands where nothing is known, as wide as a number."""
STANDS, KNOCK_OUTS, COST, DECISION, AFTERWARDS = "stands", "knock-outs", "cost", "decision", "afterwards"

Text = tuple[str, str]
"""A text with its tone."""


@dataclass(frozen=True)
class Line:
    """One line of a comparison.

    Attributes:
        key: the name of what it shows, or the key of a criterion.
        label: what stands in front of it.
        weight: what a criterion weighs, empty on other lines.
        cells: one for each candidate; empty where `across` is said of all.
        across: what is said of the role as a whole.
    """

    key: str
    label: str
    cells: tuple[Text, ...] = ()
    weight: str = ""
    across: str = ""


@dataclass(frozen=True)
class Sheet:
    """Everything that a comparison says, for the screen, the command and the file alike.

    Attributes:
        role: what they are candidates for.
        found: how they stand.
        people: the candidates by uid.
        business: its currency, and who its owners are.
        today: the day.
        zone: where the days are counted.
        past: what has come of the decision; None before it.
        hidden: ratings of others that the one it was made for is not shown yet; None where it was made for
            nobody, and so counts ratings that some owner is not shown yet.
    """

    role: Role
    found: Comparison
    people: Mapping[str, Candidate]
    business: Business
    today: date
    zone: ZoneInfo
    past: LookBack | None = None
    hidden: int | None = 0

    @classmethod
    def of(
        cls,
        role: Role,
        candidates: Iterable[Candidate],
        helpers: Iterable[Helper] = (),
        cards: Iterable[Card] = (),
        *,
        business: Business,
        today: date,
        zone: ZoneInfo,
        me: str = "",
    ) -> Self:
        """Compares the candidates of a role.

        Args:
            role: the role.
            candidates: all candidates; those of other roles are left out.
            helpers: all helpers, for what has come of a decision.
            cards: all cards, for the same.
            business: the settings.
            today: the day.
            zone: where the days are counted.
            me: the owner it is made for, who is not shown all ratings yet; empty for everybody.
        """
        known = list(candidates)
        kept_back = any(unseen(role, known, each.key) for each in business.people)
        return cls(
            role,
            comparison(role, known, today=today, me=me),
            {each.uid: each for each in compared(role, known)},
            business,
            today,
            zone,
            look_back(role, known, helpers, cards, today=today, zone=zone),
            unseen(role, known, me) if me or not kept_back else None,
        )

    @property
    def standings(self) -> tuple[Standing, ...]:
        """The columns from left to right."""
        return self.found.standings

    def lines(self) -> list[Line]:
        """Returns the lines: the figures, the criteria, and the decision with what came of it."""
        said = [
            Line(key, label, tuple(cell(each) for each in self.standings))
            for key, label, cell in self._figures()
        ]
        for n, criterion in enumerate(self.role.scored):
            label = f"{criterion.code} {criterion.name}"
            cells = tuple(criterion_cell(each.cells[n]) for each in self.standings)
            said.append(Line(criterion.key, label, cells, weight=str(criterion.weight)))
        if self.past is not None:
            said.append(Line(DECISION, "decision", across=decision_line(self)))
            said.append(Line(AFTERWARDS, "since then", across=afterwards_line(self.past, self.today)))
        return said

    def _figures(self) -> list[tuple[str, str, Callable[[Standing], Text]]]:
        return [
            (STANDS, "stands", self._stands),
            (Figure.KNOWN, "known score", known),
            (Figure.BAND, "worst to best", band),
            (Figure.COVERAGE, "coverage", coverage),
            (Figure.CONFIDENCE, "confidence", confidence),
            (Figure.FLIP_POINT, "flip point", flip_point),
            (Figure.ELIGIBLE, "may be chosen", eligible),
            (KNOCK_OUTS, "knock-outs", self._knock_outs),
            (COST, "cost", self._cost),
        ]

    def _stands(self, each: Standing) -> Text:
        return _PLACES[self.found.place(each)]

    def _knock_outs(self, each: Standing) -> Text:
        states = [each.candidate.knock_outs.get(knock_out.key) for knock_out in self.role.asked]
        met = sum(state is not None and state.is_met for state in states)
        tone = "warn" if KnockOutState.FAIL in states else "plain" if met == len(states) else "dim"
        return (f"{met:>5} of {len(states)} met", tone) if states else (NONE, "dim")

    def _cost(self, each: Standing) -> Text:
        terms = self.people[each.candidate.uid].terms
        if terms.rate is None:
            return NONE, "dim"
        return price(terms.rate, terms.per, self.business.currency), "plain"


_PLACES: Mapping[Place, Text] = {
    Place.OUT: ("out", "warn"),
    Place.UNRATED: ("not rated yet", "dim"),
    Place.SETTLED: ("leads, settled", "accent"),
    Place.LEADS: ("leads so far", "accent"),
    Place.TAKES_TIE: ("takes the tie", "accent"),
    Place.TIES: ("ties", "accent"),
    Place.DOMINATED: ("dominated", "dim"),
    Place.CANNOT: ("cannot overtake", "dim"),
    Place.COULD_IF_LEADER_FALLS: ("if leader slips", "dim"),
    Place.COULD: ("could overtake", "plain"),
    Place.BEHIND: ("behind", "dim"),
}

# The figures of one candidate


def known(each: Standing) -> Text:
    """Returns the score over what is rated."""
    return (NONE, "dim") if each.known is None else (f"{each.known:5.2f}", "strong")


def band(each: Standing) -> Text:
    """Returns the score with everything missing at its worst and at its best."""
    return f"{each.low:5.2f}–{each.high:.2f}", "plain"


def coverage(each: Standing) -> Text:
    """Returns the share of the weight that is rated."""
    return f"{each.coverage * 100:3.0f} %", "plain"


def confidence(each: Standing) -> Text:
    """Returns how much of the weight strong evidence covers."""
    return f"{each.confidence:5.2f} {each.confidence_word}", "plain"


def flip_point(each: Standing) -> Text:
    """Returns what the missing criteria must average to overtake the leader, and whether they can."""
    if each.flip_point is None:
        return NONE, "dim"
    can = each.flip_point <= BEST
    return f"{each.flip_point:5.2f} {'could' if can else 'cannot'}", "plain" if can else "dim"


def eligible(each: Standing) -> Text:
    """Returns whether it may be chosen, and how many things are in the way."""
    if not each.reasons:
        return each.eligible.value, "plain"
    count = len(each.reasons)
    return f"{each.eligible}, {count} {'failed' if each.is_out else 'open'}", "warn" if each.is_out else "dim"


def criterion_cell(cell: Cell) -> Text:
    """Returns the rating of a criterion with the strength of its evidence, and a spread to talk about."""
    if cell.value is None:
        return NONE, "dim"
    strength = cell.strength.name.lower()
    failed = cell.in_the_way is not None and cell.in_the_way.is_out
    spread = f" ±{cell.spread}" if cell.is_disputed else ""
    return f"{cell.value:5.2f} {strength}{spread}", "warn" if failed or spread else "plain"


# What it comes to


def not_shown(count: int | None) -> str:
    """Returns how many ratings a comparison leaves out, or that it counts more than an owner is shown."""
    if count is None:
        return "all ratings that were handed in count here, also those that an owner is not shown yet"
    return f"{wording.count(count, 'rating')} of others not shown until yours are in" if count else ""


def where_it_stands(found: Comparison) -> str:
    """Returns what a comparison comes to, in a few words."""
    leader = found.leader
    if leader is None:
        out = [each for each in found.standings if each.is_out]
        if not out:
            return "nobody is rated yet" if found.standings else "no candidate yet"
        yet = "" if len(out) == len(found.standings) else " is rated yet"
        who = " and ".join(f"{each.candidate.name} is out ({_first(each.reasons)})" for each in out)
        return f"nobody eligible{yet}: {who}"
    if found.tie:
        return f"tie: {leader.candidate.name} {found.tie_broken_by}"
    return f"{leader.candidate.name} leads, {'settled' if found.settled else 'not settled'}"


def _first(reasons: Sequence[str]) -> str:
    more = f" and {len(reasons) - 1} more" if len(reasons) > 1 else ""
    return f"{reasons[0]}{more}"


def next_step(found: Comparison, candidates: Iterable[Candidate], today: date) -> str:
    """Returns what is most worth finding out, how long that takes, and by when; empty for nothing."""
    check = found.next_check
    if check is None:
        return ""
    criterion = check.criterion
    candidate = next((each for each in candidates if each.uid == check.candidate.uid), None)
    says = f"next: {criterion.code} {criterion.name} of {check.candidate.name}, {check.minutes} min"
    trial = candidate.software if candidate else None
    days = trial.days_to_charge(today) if trial else None
    if days is not None and days >= 0:
        says += f", before the trial charges {'today' if days == 0 else f'in {wording.age(days)}'}"
    return says


def second_thoughts(sheet: Sheet) -> str:
    """Returns what else there is to say: the decision, else the next check, or why there is none."""
    found = sheet.found
    if sheet.past is not None and sheet.past.is_due(sheet.today):
        return f"{chosen_name(sheet)}, {afterwards_line(sheet.past, sheet.today)}"
    if sheet.past is not None:
        return f"decided for {decision_line(sheet)}"
    if step := next_step(found, sheet.people.values(), sheet.today):
        return step
    if found.leader is None:
        return ""
    missing = any(each.missing for each in found.standings if not each.is_out)
    return "what is missing cannot change the order" if missing else "everything is rated"


def decision_line(sheet: Sheet) -> str:
    """Returns who was chosen, when, by whom and why."""
    if sheet.past is None:
        return ""
    choice = sheet.past.choice
    day = wording.day(choice.at.astimezone(sheet.zone).date(), sheet.today)
    says = f"{chosen_name(sheet)}, {day}, {sheet.business.initials_of(choice.who)}: {choice.reason}"
    return f"{says} Not the leader: {choice.overriding}" if choice.overriding else says


def chosen_name(sheet: Sheet) -> str:
    """Returns the name of the chosen one, as it is now or as it was kept."""
    if sheet.past is None:
        return ""
    now = sheet.people.get(sheet.past.choice.candidate)
    kept = sheet.past.chosen
    return now.name if now else kept.name if kept else "somebody who was erased"


def afterwards_line(past: LookBack, today: date) -> str:
    """Returns what has come of a decision so far, and when it is to be looked back on."""
    if past.since is None or past.due is None:
        return "nobody was engaged yet"
    says = [wording.count(past.done, "card") + " done"]
    if past.dated:
        says.append(f"{past.in_time} of {past.dated} in time")
    says += [f"{past.back} came back", f"{past.doing} in hand"]
    days = f"after {wording.count(past.days, 'day')}"
    if past.left is not None:
        ends = f"left on {wording.day(past.left, today)}"
    elif past.is_due(today):
        ends = "look back now"
    else:
        days = f"{past.days} of {(past.due - past.since).days} days"
        ends = f"look back on {wording.day(past.due, today)}"
    return f"{days}: {', '.join(says)}; {ends}"

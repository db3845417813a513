"""Which work is most worth handing over: every activity of the audit with its estimate and its rank."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from models.activity import Activity, Confidentiality
from models.audit import Audit, TimeEntry, logged
from models.business import Business
from models.estimate import Estimate, Inputs, Rank, estimate, ranks
from models.insight import FEWEST_DAYS, Bottleneck, Coverage, Tally, bottlenecks, coverage, tallies, window
from models.money import major

ONBOARDING_TIMES_LENGTH = 30
"""The 30× rule: showing a task takes thirty times its length; `time-audit.md` §6."""
LONGEST_ONBOARDING = 8.0
CONFIDENTIAL_HOURS = 2.0
"""What papers and access add to the onboarding where the facts are confidential; §6.3."""


@dataclass(frozen=True)
class Ranked:
    """One activity with all that is known about handing it over."""

    bottleneck: Bottleneck
    inputs: Inputs
    estimate: Estimate
    rank: Rank | None
    """Its place by score and the places that other weights would give it; None without a score."""

    @property
    def tally(self) -> Tally:
        """What the log says of it."""
        return self.bottleneck.tally

    @property
    def activity(self) -> Activity:
        """The activity itself."""
        return self.tally.activity

    @property
    def hours_per_week(self) -> float:
        """The time it takes in a tracked week."""
        return self.tally.hours / self.inputs.weeks

    @property
    def rate_assumed(self) -> bool:
        """Whether the price of help is the default, not this activity's own."""
        return self.activity.helper_rate is None


@dataclass(frozen=True)
class Priorities:
    """The whole ranking, with how far it can be trusted."""

    coverage: Coverage
    rows: tuple[Ranked, ...]
    jams: tuple[Bottleneck, ...]
    """The same activities under the bottleneck rule, the worst first."""
    owner_hour_missing: bool
    stress_missing: bool
    """Whether no entry of the window carries a stress rating."""
    flags_missing: bool
    """Whether no entry of the window carries a flag."""


def inputs_for(tally: Tally, business: Business, weeks: float, *, too_early: bool = False) -> Inputs:
    """Returns what the estimate of an activity rests on, in hours and major units.

    Without an owner hour, or while it is too early, no figure in money is made.
    """
    activity, currency = tally.activity, business.currency
    count = len(tally.entries)
    onboarding = (
        min(ONBOARDING_TIMES_LENGTH * tally.hours / count, LONGEST_ONBOARDING)
        if activity.onboarding_minutes is None
        else activity.onboarding_minutes / 60
    )
    if activity.confidentiality is Confidentiality.CONFIDENTIAL:
        onboarding += CONFIDENTIAL_HOURS
    keep = activity.kept_for(business)
    rate = business.rate_of_help if activity.helper_rate is None else activity.helper_rate
    known_hour = business.owner_hour is not None and not too_early
    return Inputs(
        entries_in_window=count,
        hours_in_window=tally.hours,
        weeks=weeks,
        stress=tally.stress,
        flag_weighted_hours=tally.flag_weighted_minutes / 60,
        skill_gap=activity.skill_gap / 100,
        speed=None if activity.speed is None else activity.speed / 100,
        helper_rate=major(rate, currency),
        onboarding_hours=onboarding,
        tools_cost_per_year=major(activity.tools_cost, currency),
        per_year=activity.per_year,
        one_off=activity.one_off,
        delegable_share=activity.delegable_share / 100,
        keep=None if keep is None else keep.value,
        owner_hour=major(business.owner_hour or 0, currency) if known_hour else None,
        working_weeks=float(business.work_weeks),
        review_share=business.review_share / 100,
        rule_like=activity.rule_like,
        nobody_would_miss=activity.nobody_would_miss,
        restricted=activity.confidentiality is Confidentiality.RESTRICTED,
    )


def priorities(
    business: Business,
    audits: Iterable[Audit],
    activities: Iterable[Activity],
    entries: Iterable[TimeEntry],
    *,
    now: datetime,
    zone: ZoneInfo,
) -> Priorities | None:
    """Returns every activity of the latest audit, best to hand over first; None when nothing is logged.

    Activities without a score follow, by the time they take.
    """
    entries = logged(entries)
    span = window(audits, {entry.day(zone) for entry in entries}, today=now.astimezone(zone).date())
    if span is None:
        return None
    covered = coverage(entries, span, business, now=now, zone=zone)
    tallied = tallies(activities, entries, span, now=now, zone=zone)
    weeks = covered.weeks or 1 / max(1, len(business.work_days))  # a log of days off only: one day at least
    jams = bottlenecks(tallied, business, weeks)
    found = {
        jam.tally.activity.uid: (jam, inputs_for(jam.tally, business, weeks, too_early=covered.too_early))
        for jam in jams
    }
    estimates = {uid: estimate(inputs) for uid, (_, inputs) in found.items()}
    if covered.too_early:
        reason = f"too early for a verdict: {covered.tracked_days} of {FEWEST_DAYS} work days are logged"
        estimates = {uid: replace(told, reason=reason) for uid, told in estimates.items()}
    places = ranks(estimates)
    rows = [Ranked(jam, inputs, estimates[uid], places.get(uid)) for uid, (jam, inputs) in found.items()]
    last = len(rows) + 1
    rows.sort(key=lambda row: (row.rank.rank if row.rank else last, -row.tally.minutes))
    return Priorities(
        coverage=covered,
        rows=tuple(rows),
        jams=tuple(jams),
        owner_hour_missing=business.owner_hour is None,
        stress_missing=all(tally.stress_assumed for tally in tallied),
        flags_missing=not any(tally.flags for tally in tallied),
    )

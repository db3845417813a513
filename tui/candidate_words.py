"""How candidates are said: terms, where they come from, how they left the search."""

from datetime import date

from models.business import Business
from models.candidate_line import ended_line
from models.candidate_parts import Ending, RatePer, Terms
from models.candidates import Candidate
from models.money import major
from models.role_parts import BudgetPer, Posting
from models.roles import Role
from models.telling import days_unheard, is_late
from tui import marks, wording

_PER = {RatePer.HOUR: "/h", RatePer.MONTH: "/mo", RatePer.PROJECT: " a project"}


def price(amount: int, per: RatePer | BudgetPer, currency: str) -> str:
    """Returns a price as `€17/h`."""
    digits = 0 if amount % 100 == 0 else None
    return f"{wording.money(major(amount, currency), currency, digits=digits)}{_PER[RatePer(per.value)]}"


def terms(said: Terms, currency: str, today: date) -> list[str]:
    """Returns what a candidate asks for, each thing in a few words."""
    found = []
    if said.rate is not None:
        found.append(price(said.rate, said.per, currency))
    if said.minutes_week is not None:
        found.append(f"{wording.duration(said.minutes_week)} a week")
    if said.overlap_minutes_week is not None:
        found.append(f"{wording.duration(said.overlap_minutes_week)} in our hours")
    if said.start:
        found.append(f"from {wording.day(said.start, today)}")
    if said.min_term_months:
        found.append(f"for {wording.count(said.min_term_months, 'month')} at least")
    if said.notice_days is not None:
        found.append(f"{wording.count(said.notice_days, 'day')} notice")
    return found


def stars(candidate: Candidate) -> str:
    """Returns a platform's rating with its count, as `4.9 (n=31)`; empty without one."""
    if candidate.platform_rating is None:
        return ""
    return f"{candidate.platform_rating / 10:.1f} (n={candidate.n_reviews or 0:,})"


def origin(candidate: Candidate, posting: Posting | None) -> str:
    """Returns where a candidate comes from, as `Upwork, marketplace` or `referral: Aoife Lynch (client)`."""
    if posting is not None:
        fee = f", {posting.fee_pct} % fee" if posting.fee_pct else ""
        return f"{posting.name}, {posting.kind.says}{fee}"
    who = candidate.referrer
    if who is not None:
        relation = f" ({who.relation})" if who.relation else ""
        return f"referral: {who.name}{relation}"
    return candidate.source.says if candidate.source else ""


def posting_of(candidate: Candidate, role: Role | None) -> Posting | None:
    """Returns the posting that a candidate came by, None where it is not known."""
    return next((each for each in (role.postings if role else ()) if each.key == candidate.posting), None)


def summary(candidate: Candidate, role: Role, posting: Posting | None, currency: str, today: date) -> str:
    """Returns a candidate in one line, as a preview spells it out."""
    kind = "" if candidate.kind is role.kind else candidate.kind.value
    said = [candidate.name, kind, origin(candidate, posting), stars(candidate)]
    said += terms(candidate.terms, currency, today)
    return " · ".join(filter(None, (*said, candidate.contact, candidate.profile_url)))


def ending(candidate: Candidate, business: Business, today: date) -> str:
    """Returns how a candidate left the search, and whether it has heard of it; empty for one still in it."""
    outcome = candidate.outcome
    if outcome is None:
        return ""
    said = [f"{outcome.ending} {wording.short_day(outcome.decided_on)}"]
    if outcome.ending in (Ending.DECLINED, Ending.POOL):
        said += filter(None, [ended_line(outcome.reason, outcome.says)])
    elif outcome.says:
        said.append(f"“{outcome.says}”")
    if outcome.told_on:
        said.append(f"told {wording.short_day(outcome.told_on)}")
    elif candidate.must_hear:
        late = days_unheard(candidate, business, today)
        said.append(f"not told yet{f', {late} work days' if late else ''}")
    if outcome.consent_until:
        said.append(f"agreed until {wording.day(outcome.consent_until, today)}")
    return " · ".join(said)


def state(candidate: Candidate, business: Business, today: date) -> str:
    """Returns the characters of a candidate's state: late to be told, over its delete-by day."""
    due = candidate.delete_by(business.retention_months)
    return marks.LATE if is_late(candidate, business, today) or (due is not None and due < today) else ""

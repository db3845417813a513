"""What a trial of software has shown, line by line: script, scale, integrations, support, way out."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models.software_trial import (
    GROWTH,
    IntegrationCheck,
    ReviewEvidence,
    ScaleCheck,
    ScriptScore,
    SoftwareTrial,
    SupportProbe,
)
from tui import wording
from tui.candidate_lines import MISSING, heading, joined, line, new, share
from tui.widgets.rows import Row

if TYPE_CHECKING:
    from tui.candidate_account import CandidateAccount


def software_rows(account: "CandidateAccount") -> Iterator[Row]:
    """Yields what is known of a program's trial; a part that nobody has looked at says how to begin."""
    trial = account.candidate.software or SoftwareTrial()
    yield from _dates(account, trial)
    yield heading(f"Trial script: {scripted(trial.score)}")
    for step in trial.script:
        took = wording.duration(step.minutes) if step.minutes is not None else ""
        text = joined([f"{step.text}{' (must)' if step.must else ''}", took, step.note])
        tone = "warn" if step.must and step.result in ("fail", "partial") else "plain"
        yield line("step", step.key, step.result, text, tone)
    if not trial.script:
        yield new("script", "writes it: five tasks of your own or more")
    yield heading(f"Room for {GROWTH} times as much: {_known(len(trial.scale))}")
    for scale in trial.scale:
        yield line("scale", scale.key, _fits(scale), _scale(account, scale))
    if not trial.scale:
        yield new("scale", "records a limit and its price")
    tested = sum(each.is_tested for each in trial.integrations)
    claimed = len(trial.integrations) - tested
    yield heading(f"Integrations: {tested} tested, {claimed} claimed only")
    for check in trial.integrations:
        yield line("integration", check.key, works(check), _link(account, check))
    if not trial.integrations:
        yield new("integration", "records how it works with a tool of yours")
    yield heading(f"Support: {_known(len(trial.probes))}")
    for probe in trial.probes:
        label = "no answer" if probe.minutes is None else wording.duration(probe.minutes)
        yield line("probe", probe.key, label, _probe(account, probe))
    if not trial.probes:
        yield new("probe", "records a question to support and when the answer came")
    yield heading(f"Reviews and cases: {_known(len(trial.reviews))}")
    for review in trial.reviews:
        yield line("review", review.key, _stars(review), _review(review))
    if not trial.reviews:
        yield new("review", "records what a site or a case study says")
    yield heading(f"Way out: {'tried' if trial.exits else 'not tried yet'}")
    for each in trial.exits:
        done = wording.day(each.done_on, account.today)
        label, tone = ("works", "plain") if each.ok else ("fails", "warn")
        yield line("exit", each.key, label, joined([f"export {done}", each.format, each.note]), tone)
    if not trial.exits:
        yield new("exit", "records an export that was tried")


def _dates(account: "CandidateAccount", trial: SoftwareTrial) -> Iterator[Row]:
    left = trial.days_to_charge(account.today)
    said = "no dates yet"
    if left is not None and trial.convert_on is not None:
        when = wording.near(trial.convert_on, account.today)
        charged = "charges" if left >= 0 else "has charged"
        said = f"{charged} {account.money(trial.price)} by itself {when}"
    elif trial.cancelled_on:
        said = f"cancelled {wording.day(trial.cancelled_on, account.today)}"
    elif trial.price is not None:
        said = f"{account.money(trial.price)} a month"
    yield heading(f"Trial and price: {said}")
    if account.candidate.software is None:
        yield new("software", "records price, renewal and the day it would charge by itself")
        return
    days = [
        ("from", trial.start),
        ("to", trial.end),
        ("charges", trial.convert_on),
        ("renews", trial.renews_on),
        ("cancelled", trial.cancelled_on),
    ]
    facts = [f"{word} {wording.day(day, account.today)}" for word, day in days if day]
    price = f"{account.money(trial.price)} a month"
    notice = f"{trial.notice_days} d notice" if trial.notice_days else ""
    tone = "warn" if left is not None and left <= 7 else "plain"
    text = joined([price, *facts, notice, trial.cancel_how])
    yield line("software", trial.key, "terms", text, tone)


def scripted(score: ScriptScore) -> str:
    """Returns how a script went, with what nobody has tried yet beside it."""
    if not score.total or score.low is None or score.high is None:
        return "none yet"
    said = f"{score.passed} of {score.total} pass"
    if score.partial:
        said += f", {score.partial} partly"
    if score.not_run:
        said += f", {score.not_run} not run: {share(score.low)} to {share(score.high)}"
    return said + (f", {score.musts_failed} that must pass do not" if score.musts_failed else "")


def works(check: IntegrationCheck) -> str:
    """Returns what is known of an integration; what the vendor says is only claimed."""
    if not check.is_tested:
        return "claimed"
    return {None: "tested", True: "works", False: "fails"}[check.works]


def _fits(scale: ScaleCheck) -> str:
    return {None: "limit open", True: "fits", False: "too small"}[scale.fits]


def _scale(account: "CandidateAccount", scale: ScaleCheck) -> str:
    limit = "no limit" if scale.unlimited else f"limit {scale.limit:,}" if scale.limit is not None else ""
    price = f"{account.money(scale.price_now)} → {account.money(scale.price_x3)} a month"
    ratio = f"price ×{scale.price_ratio:.1f}" if scale.price_ratio is not None else ""
    known = scale.price_now is not None or scale.price_x3 is not None
    volume = f"{scale.metric}: {scale.now:,} → {scale.at_x3:,}"
    return joined([volume, limit, price if known else "", ratio])


def _link(account: "CandidateAccount", check: IntegrationCheck) -> str:
    tested = f"tested {wording.day(check.tested_on, account.today)}" if check.tested_on else ""
    return joined([check.tool, check.kind, check.direction, tested, check.note])


def _probe(account: "CandidateAccount", probe: SupportProbe) -> str:
    sent = f"asked {wording.moment(probe.sent_at, account.zone, account.today)}"
    solved = "" if probe.solved_at is None else "solved"
    return joined([probe.question, probe.channel, sent, solved, probe.note])


def _stars(review: ReviewEvidence) -> str:
    return MISSING if review.rating is None else f"{review.rating / 10:.1f} n={review.n}"


def _review(review: ReviewEvidence) -> str:
    like = f"{review.like_us} % like us" if review.like_us is not None else ""
    case = ("", "case partly like us", "case like us")[review.similarity or 0]
    return joined(
        [
            review.site,
            like,
            case,
            f"+ {review.strengths}" if review.strengths else "",
            f"- {review.weaknesses}" if review.weaknesses else "",
        ]
    )


def _known(count: int) -> str:
    return wording.count(count, "record") if count else "nothing yet"

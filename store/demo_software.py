"""The programs of the demo's third search: one adopted, one that ties and costs more, one that is out."""

from models.candidate_parts import RatePer, Terms
from models.candidates import Candidate
from models.ratings import Method
from models.role_parts import KnockOutState, SourceKind
from models.roles import Role
from models.software_trial import (
    Direction,
    ExitTest,
    IntegrationCheck,
    Link,
    ReviewEvidence,
    ScaleCheck,
    ScriptStep,
    SoftwareTrial,
    StepResult,
    SupportProbe,
)
from models.stages import Stage
from store.demo_calendar import ORLA, TOMASZ, at, day
from store.demo_search import Given, Step, asked, rated, walked

_SCRIPT = (
    "Photograph a crumpled receipt",
    "Forward a receipt by mail",
    "Read date, total and VAT of twenty receipts",
    "Split one receipt over two accounts",
    "Catch the same receipt twice",
    "Match a receipt with the bank line",
    "Send the month into the ledger",
    "Find a receipt of last year in under a minute",
    "Let a client send receipts without an account",
)
_MUSTS = (2, 6)
_OWN_TEST, _PAPER = Method.OWN_TEST, Method.DOCUMENT
_WAY = (Step(Stage.SHORTLIST, -34), Step(Stage.TRIAL, -28), Step(Stage.DUE_DILIGENCE, -12))


def otter(role: Role) -> Candidate:
    """Returns Docket Otter, which is cheaper and as good as any for all that is known."""
    found = _program(role, "Docket Otter", rate=42_00)
    trial = SoftwareTrial.of(
        start=day(-22),
        end=day(-8),
        price=42_00,
        script=_script(partial=3),
        scale=_scale(limit=1_000, price=42_00, price_x3=78_00),
        integrations=(
            _tested("The ledger", Link.NATIVE, -15),
            _tested("The bank's files", Link.FILES, -14),
        ),
        probes=(_probe("How is a receipt in two currencies read?", hours=3, on=-15),),
        reviews=(_reviews(44, 62, 55),),
        exits=(ExitTest.of(format="CSV with the pictures", done_on=day(-12), ok=True),),
    )
    found = rated(
        asked(found.with_evidence(trial), role, -30),
        role,
        (
            Given("FT", TOMASZ, 4, _OWN_TEST, "Eight of nine steps; one receipt split by hand.", -12),
            Given("US", ORLA, 4, _OWN_TEST, "I did a month alone after half an hour.", -13),
            Given("IN", TOMASZ, 4, _OWN_TEST, "The ledger took thirty receipts without a slip.", -14),
            Given("SC", TOMASZ, 3, _PAPER, "The price list: €78 at three times our volume.", -14),
            Given("SU", TOMASZ, 4, _OWN_TEST, "A useful answer after three hours.", -15),
            Given("EV", ORLA, 4, Method.REVIEWS, "Thirty-four reviews by small firms, mostly good.", -20),
            Given("SE", ORLA, 4, _PAPER, "Terms, second factor and roles, all seen on paper.", -12),
        ),
    )
    return walked(found, role, (*_WAY, Step(Stage.DECISION, -6)))


def quillbox(role: Role) -> Candidate:
    """Returns Quillbox, which led on a claim and three blanks until the blanks were looked into."""
    found = _program(role, "Quillbox", rate=69_00)
    trial = SoftwareTrial.of(
        start=day(-28),
        end=day(2),
        price=69_00,
        auto_convert=True,
        convert_on=day(2),
        cancel_how="Settings, Plan, Cancel; a mail confirms it.",
        script=_script(),
        scale=_scale(limit=5_000, price=69_00, price_x3=165_00),
        integrations=(_tested("The ledger", Link.NATIVE, -7),),
        probes=(_probe("How do we take everything out again?", hours=26, on=-9),),
        reviews=(_reviews(46, 130, 30),),
        exits=(ExitTest.of(format="CSV, pictures apart", done_on=day(-7), ok=True),),
    )
    unsaid = KnockOutState.UNKNOWN
    found = asked(found.with_evidence(trial), role, -30, K2=unsaid, K3=unsaid)
    found = rated(
        found,
        role,
        (
            Given("FT", TOMASZ, 5, _OWN_TEST, "All nine steps, in fewer moves than today.", -14),
            Given("US", ORLA, 4, _OWN_TEST, "I did a month alone after forty minutes.", -14),
            Given("IN", TOMASZ, 5, Method.CLAIM, "Their page says it talks both ways with our ledger.", -20),
            Given("EV", ORLA, 4, Method.REVIEWS, "Thirty-nine reviews by small firms, mostly good.", -20),
        ),
    )
    found = walked(found, role, _WAY)
    for knock_out in role.asked:
        if knock_out.code in ("K2", "K3"):
            shown = "The terms came by mail." if knock_out.code == "K2" else "The export opened in our sheet."
            found = found.answered(knock_out.key, KnockOutState.PASS, at=at(-7), who=TOMASZ, reason=shown)
    found = rated(
        found,
        role,
        (
            Given("IN", TOMASZ, 5, _OWN_TEST, "Thirty receipts went both ways, a failure showed.", -7),
            Given("SC", TOMASZ, 3, _PAPER, "The price list: €165 at three times our volume.", -7),
            Given("SU", TOMASZ, 2, _OWN_TEST, "The first answer took 26 hours and asked us back.", -7),
            Given("SE", TOMASZ, 3, _OWN_TEST, "Terms sent on request; the export has no pictures.", -7),
        ),
    )
    return walked(found, role, (Step(Stage.DECISION, -6),))


def scanthrush(role: Role) -> Candidate:
    """Returns Scanthrush, which is cheapest and keeps what is put into it."""
    found = _program(role, "Scanthrush", rate=29_00)
    trial = SoftwareTrial.of(
        start=day(-22),
        end=day(-8),
        price=29_00,
        script=_script(partial=8),
        scale=_scale(limit=10_000, price=29_00, price_x3=49_00),
        integrations=(_tested("The ledger", Link.CONNECTOR, -15),),
        probes=(_probe("Is there a second factor?", hours=5, on=-15),),
        reviews=(_reviews(47, 210, 40),),
        exits=(ExitTest.of(format="PDF, a picture a page", done_on=day(-12), ok=False),),
    )
    unknown, failed = (KnockOutState.UNKNOWN, "Asked on the first day."), KnockOutState.FAIL
    found = walked(asked(found.with_evidence(trial), role, -30, K3=unknown, K4=unknown), role, _WAY)
    found = asked(
        found,
        role,
        -12,
        K3=(failed, "Nothing comes out but PDF."),
        K4=(failed, "Support says there is none, and none is planned."),
    )
    return rated(
        found,
        role,
        (
            Given("FT", TOMASZ, 4, _OWN_TEST, "Eight of nine steps; clients need an account.", -13),
            Given("US", ORLA, 5, _OWN_TEST, "Understood at first sight, nothing to explain.", -13),
            Given("IN", TOMASZ, 4, _OWN_TEST, "The connector took thirty receipts.", -15),
            Given("SC", TOMASZ, 4, _PAPER, "The price list: €49 at three times our volume.", -14),
            Given("SU", TOMASZ, 4, _OWN_TEST, "An honest answer after five hours.", -15),
            Given("EV", ORLA, 5, Method.REVIEWS, "Eighty-four reviews by small firms, very good.", -20),
            Given("SE", ORLA, 2, _PAPER, "Terms on the site; no second factor, PDF only.", -12),
        ),
    )


def _program(role: Role, name: str, *, rate: int) -> Candidate:
    terms = Terms.of(rate=rate, per=RatePer.MONTH, start=day(-4))
    return Candidate.entering(role, name, terms=terms, source=SourceKind.REVIEW_SITE)


def _script(*, partial: int | None = None) -> tuple[ScriptStep, ...]:
    """Returns the script run through, with one step that went only half way."""
    results = [StepResult.PARTIAL if n == partial else StepResult.PASS for n in range(len(_SCRIPT))]
    return tuple(
        ScriptStep.of(text=text, must=n in _MUSTS, result=results[n], minutes=4 + n)
        for n, text in enumerate(_SCRIPT)
    )


def _scale(*, limit: int, price: int, price_x3: int) -> tuple[ScaleCheck, ...]:
    return (
        ScaleCheck.of(metric="documents a month", now=210, limit=limit, price_now=price, price_x3=price_x3),
    )


def _tested(tool: str, kind: Link, on: int) -> IntegrationCheck:
    return IntegrationCheck.of(tool=tool, direction=Direction.BOTH).tested(True, day(on), kind=kind)


def _probe(question: str, *, hours: int, on: int) -> SupportProbe:
    first = at(on + hours // 24, 9 + hours % 24)
    return SupportProbe.of(question=question, channel="mail", sent_at=at(on, 9), first_reply_at=first)


def _reviews(rating: int, n: int, like_us: int) -> ReviewEvidence:
    return ReviewEvidence.of(site="Two review sites", rating=rating, n=n, like_us=like_us, seen_on=day(-20))

"""A trial of software on the owner's own tasks: script, scale, integration, support, reviews, exit, price."""

from collections import Counter
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, NamedTuple, Self

from pydantic import AwareDatetime, Field, model_validator

from models.document import Line, Part, Prose, RuleBroken, Title, whole_minutes
from models.engagements import CANCEL_NOTICE_DAYS

FEWEST_STEPS = 5
"""Own tasks that a script must have before a trial is worth starting; `domain.md` §2.6."""
GROWTH = 3
"""How many times today's volume the scale check looks at; `domain.md` §1 row 25."""

Money = Annotated[int, Field(ge=0)]
"""An amount in minor units."""
Count = Annotated[int, Field(ge=0)]


class StepResult(StrEnum):
    """How a step of the script went."""

    NOT_RUN = "not run"
    PASS = "pass"
    PARTIAL = "partial"
    FAIL = "fail"


class ScriptStep(Part):
    """One of the owner's own tasks, done in the software."""

    text: Title
    must: bool = False
    """Whether the software is out when this does not pass."""
    result: StepResult = StepResult.NOT_RUN
    minutes: int | None = Field(default=None, ge=0, le=2_400)
    note: Prose = ""


class ScriptScore(NamedTuple):
    """How a script went: `8/9` with what is not known yet beside it.

    Attributes:
        passed: steps that pass.
        partial: steps that have a work-round.
        failed: steps that do not pass.
        not_run: steps that nobody has tried.
        musts_failed: must-do steps that were tried and did not pass.
    """

    passed: int
    partial: int
    failed: int
    not_run: int
    musts_failed: int

    @property
    def total(self) -> int:
        """All steps."""
        return self.passed + self.partial + self.failed + self.not_run

    @property
    def low(self) -> float | None:
        """The share that passes if no untried step does; None for an empty script."""
        return self.passed / self.total if self.total else None

    @property
    def high(self) -> float | None:
        """The share that passes if every untried step does; None for an empty script."""
        return (self.passed + self.not_run) / self.total if self.total else None


class ScaleCheck(Part):
    """What becomes of limit and price when the volume triples."""

    metric: Title
    """What is counted, as in `documents a month`."""
    now: int = Field(ge=1, le=1_000_000_000)
    limit: Count | None = None
    """The most that the plan allows; None is not known."""
    unlimited: bool = False
    price_now: Money | None = None
    """A month, in minor units."""
    price_x3: Money | None = None
    """A month at three times the volume, in minor units."""

    @property
    def at_x3(self) -> int:
        """Three times today's volume."""
        return self.now * GROWTH

    @property
    def fits(self) -> bool | None:
        """Whether three times the volume is within the limit, None while that is not known."""
        if self.unlimited:
            return True
        return None if self.limit is None else self.at_x3 <= self.limit

    @property
    def price_ratio(self) -> float | None:
        """How many times today's price is paid then, None while one of both is not known."""
        return self.price_x3 / self.price_now if self.price_now and self.price_x3 is not None else None


class Link(StrEnum):
    """How two programs work together."""

    UNKNOWN = "unknown"
    NONE = "none"
    FILES = "import and export"
    CONNECTOR = "connector"
    NATIVE = "native"


class Direction(StrEnum):
    """Which way the data go, seen from the candidate."""

    IN = "in"
    OUT = "out"
    BOTH = "both ways"


class IntegrationCheck(Part):
    """How the software works with one tool in use; what the vendor claims is not yet tested."""

    tool: Title
    kind: Link = Link.UNKNOWN
    direction: Direction = Direction.BOTH
    tested_on: date | None = None
    """When the owner tried it; None leaves it a claim."""
    works: bool | None = None
    """What the test has shown."""
    note: Prose = ""

    @property
    def is_tested(self) -> bool:
        """Whether it was tried and not only claimed."""
        return self.tested_on is not None

    def tested(self, works: bool, on: date, *, kind: Link | None = None) -> Self:
        """Returns the check with what trying it has shown.

        Raises:
            RuleBroken: it is not said how the two are linked.
        """
        link = kind or self.kind
        if link is Link.UNKNOWN:
            raise RuleBroken(
                f"How is it linked with {self.tool}? Say native, connector, files or none.", "kind"
            )
        return self.but(works=works, tested_on=on, kind=link)


class SupportProbe(Part):
    """A question sent to support to see how fast an answer comes."""

    question: Title
    channel: Line = ""
    sent_at: AwareDatetime
    first_reply_at: AwareDatetime | None = None
    solved_at: AwareDatetime | None = None
    note: Prose = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if any(at and at < self.sent_at for at in (self.first_reply_at, self.solved_at)):
            raise ValueError("The reply is older than the question: check the two times.")
        return self

    @property
    def minutes(self) -> int | None:
        """The minutes by the clock until the first reply, None while there is none."""
        return None if self.first_reply_at is None else whole_minutes(self.first_reply_at - self.sent_at)


def uncounted(rating: int | None, count: int | None) -> str:
    """Returns why a rating in tenths cannot stand without its count; empty where it can."""
    if rating is None or count:
        return ""
    return f"{rating / 10:.1f} from how many reviews? Enter the count."


class ReviewEvidence(Part):
    """What one site, or one case study, says of the software."""

    site: Title
    rating: int | None = Field(default=None, ge=0, le=50)
    """Stars in tenths, 0 to 50."""
    n: Count | None = None
    """How many reviews the rating is made of."""
    like_us: int | None = Field(default=None, ge=0, le=100)
    """Per cent of them by firms of our size; None is not known."""
    similarity: int | None = Field(default=None, ge=0, le=2)
    """How like us a case study's firm is: 0 not, 1 partly, 2 very."""
    seen_on: date | None = None
    strengths: Prose = ""
    weaknesses: Prose = ""

    @model_validator(mode="after")
    def _counted(self) -> Self:
        if said := uncounted(self.rating, self.n):
            raise ValueError(said)
        return self

    @property
    def similar(self) -> int | None:
        """How many reviews are by firms like ours, None while that is not known."""
        return None if self.n is None or self.like_us is None else self.n * self.like_us // 100


class ExitTest(Part):
    """A try at getting everything out again."""

    format: Line = ""
    """What came out, as in `CSV with attachments`."""
    done_on: date
    ok: bool
    note: Prose = ""


class SoftwareTrial(Part):
    """A free or paid trial of software, and the date on which it would start charging."""

    key: str = "software"
    """The same for all, so that what two people find out in a trial that both begin is merged."""

    start: date | None = None
    end: date | None = None
    price: Money | None = None
    """What it costs a month after the trial, in minor units."""
    auto_convert: bool = False
    """Whether it charges by itself when nobody cancels."""
    convert_on: date | None = None
    renews_on: date | None = None
    notice_days: int = Field(default=0, ge=0, le=365)
    """Days before a renewal by which it must be cancelled."""
    cancel_how: Line = ""
    cancelled_on: date | None = None
    """When the cancelling was confirmed."""
    script: tuple[ScriptStep, ...] = ()
    scale: tuple[ScaleCheck, ...] = ()
    integrations: tuple[IntegrationCheck, ...] = ()
    probes: tuple[SupportProbe, ...] = ()
    reviews: tuple[ReviewEvidence, ...] = ()
    exits: tuple[ExitTest, ...] = ()

    @model_validator(mode="after")
    def _dates_that_can_be(self) -> Self:
        if self.start and self.end and self.end < self.start:
            raise ValueError("The trial ends before it starts.")
        if self.auto_convert and self.convert_on is None:
            raise ValueError("When does the trial start charging? Enter the day.")
        return self

    @property
    def is_tested(self) -> bool:
        """Whether a task of the script was run."""
        return any(step.result is not StepResult.NOT_RUN for step in self.script)

    @property
    def score(self) -> ScriptScore:
        """How the script went."""
        results = Counter(step.result for step in self.script)
        failed = {StepResult.FAIL, StepResult.PARTIAL}
        return ScriptScore(
            results[StepResult.PASS],
            results[StepResult.PARTIAL],
            results[StepResult.FAIL],
            results[StepResult.NOT_RUN],
            sum(step.must and step.result in failed for step in self.script),
        )

    @property
    def price_x3(self) -> int | None:
        """The highest price a month found for three times the volume, None while none is known."""
        return max((check.price_x3 for check in self.scale if check.price_x3 is not None), default=None)

    @property
    def charges_early(self) -> bool:
        """Whether it would charge by itself before the trial is over."""
        return self.convert_on is not None and self.end is not None and self.convert_on < self.end

    @property
    def cancel_by(self) -> date | None:
        """The last day on which a renewal can be stopped, None where nothing renews by itself."""
        return self.renews_on - timedelta(days=self.notice_days) if self.renews_on else None

    def must_decide(self, today: date) -> bool:
        """Tells whether the cancel-by day is near, or past with the renewal still ahead."""
        by, renews = self.cancel_by, self.renews_on
        if by is None or renews is None or self.cancelled_on is not None:
            return False
        return by - timedelta(days=CANCEL_NOTICE_DAYS) <= today < renews

    def days_to_charge(self, today: date) -> int | None:
        """Returns the days until it charges by itself, below zero once it has; None when it will not."""
        if not self.auto_convert or self.convert_on is None or self.cancelled_on is not None:
            return None
        return (self.convert_on - today).days

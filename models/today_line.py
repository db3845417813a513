"""What a line of Today is made of: the rule behind it, who and what it is about, and what settles it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, unique

CLASSES: Mapping[str, str] = {
    "A": "safety",
    "B": "traps with a date",
    "C": "others wait for you",
    "D": "commitments due",
    "E": "flow",
    "F": "hygiene",
}
"""What the classes of rules are about, the most severe first."""


class Rule(StrEnum):
    """The rules by which something needs an owner today, in their order; `domain.md` §5."""

    A1 = "A1"
    A2 = "A2"
    A3 = "A3"
    A4 = "A4"
    A5 = "A5"
    B1 = "B1"
    B2 = "B2"
    B3 = "B3"
    B4 = "B4"
    B5 = "B5"
    C1 = "C1"
    C2 = "C2"
    C3 = "C3"
    C4 = "C4"
    C5 = "C5"
    D1 = "D1"
    D2 = "D2"
    D3 = "D3"
    D4 = "D4"
    D5 = "D5"
    D6 = "D6"
    D7 = "D7"
    D8 = "D8"
    D9 = "D9"
    E1 = "E1"
    E2 = "E2"
    E3 = "E3"
    E4 = "E4"
    F1 = "F1"
    F2 = "F2"
    F3 = "F3"
    F4 = "F4"
    F5 = "F5"
    F6 = "F6"
    F7 = "F7"

    @property
    def cls(self) -> str:
        """The letter of its class."""
        return self.value[0]

    @property
    def is_safety(self) -> bool:
        """Whether it is about safety, which cannot be put off for long."""
        return self.cls == "A"


@unique
class Deed(StrEnum):
    """What is done about a line where it stands, in a word or two."""

    REVOKE = "revoke"
    VERIFY = "verify"
    ROTATE = "changed"
    """The shared secret is said to be changed."""
    RENEW = "renew"
    SUSPEND = "suspend"
    NOTIFY = "notify"
    """The authority is told of an incident, or a reason is noted why it need not be."""
    APPROVE_GRANT = "approve"
    CANCEL = "cancelled"
    """The cancelling of a trial is said to be confirmed."""
    DECIDE_RENEWAL = "keep/cancel"
    EXTEND = "extend"
    DECIDE_END = "extend/end"
    DECIDE_TRIAL = "decide"
    COUNTERSIGN = "countersign"
    SIGN_ITEM = "sign"
    APPROVE_ITEM = "approve it"
    TICK = "tick"
    OPEN_CARD = "open"
    HAND_IN = "hand in"
    TELL = "told"
    CHECK_IN = "talk"
    REMIND = "remind"
    CLOSE_REFERENCE = "close"
    ACCEPT_MILESTONE = "accept"
    REVIEW = "review"
    REVIEW_ACCESS = "look at it"
    LOOK_BACK = "look back"
    FOLLOW_UP = "follow up"
    REPAIR = "repair"
    LIGHTEN = "lighten"
    TRIAGE = "triage"
    REVIEW_TERMS = "terms"
    EDIT_BRIEF = "brief"
    MEASURE = "measure"
    RECOGNISE = "thank"
    ERASE = "erase"
    SECOND_RUN = "second run"
    ACCOUNT = "account"
    PLAN_AUDIT = "plan"


@dataclass(frozen=True)
class About:
    """A record, or a part of one.

    Attributes:
        table: the record's table.
        number: its number.
        uid: its identity.
        key: the key of the part, empty for the whole record.
    """

    table: str
    number: int
    uid: str
    key: str = ""

    @property
    def cause(self) -> str:
        """What tells it from everything else."""
        return f"{self.uid}:{self.key}" if self.key else self.uid


@dataclass(frozen=True)
class Fold:
    """Something that has no line of its own, as it waits for the same cause."""

    about: About
    name: str


@dataclass(frozen=True)
class Amount:
    """An amount of money in minor units of the business's currency."""

    minor: int


Said = tuple[str | date | Amount, ...]
"""A sentence in parts; how dates and amounts are written is left to whoever shows it."""


@dataclass(frozen=True)
class Line:
    """One thing that needs an owner.

    Attributes:
        rule: the rule that it comes of.
        subject: who or what it is about.
        says: what the matter is, and why now.
        deed: what is done about it.
        about: the record or part that this is done to.
        cause: what it has in common with itself on another day.
        due: the last day on which it was, or is, in time; None where no day tells.
        overdue: the days since then.
        folds: what else waits for the same cause.
        weight: how much it stands for by itself.
        why: the working: the rule in words, then the facts, each with its label.
    """

    rule: Rule
    subject: str
    says: Said
    deed: Deed
    about: About
    cause: str
    due: date | None
    overdue: int
    folds: tuple[Fold, ...]
    weight: int
    why: tuple[tuple[str, Said], ...]

    @property
    def cls(self) -> str:
        """The letter of its class."""
        return self.rule.cls

    @property
    def stands_for(self) -> frozenset[str]:
        """The causes of all that it is about and folds."""
        return frozenset((self.cause, self.about.cause, *(fold.about.cause for fold in self.folds)))

    @property
    def size(self) -> int:
        """How much it stands for, with all it folds; it grows when things get worse."""
        return self.weight + len(self.folds)

    @property
    def place(self) -> tuple[str, int, str, str]:
        """What orders lines: class and rule, the longest overdue, the name."""
        return self.rule.value, -self.overdue, self.subject.casefold(), self.cause

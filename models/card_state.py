"""What is known of a card, and what follows from it."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from pydantic import AwareDatetime, Field

from models.activity import Decision
from models.brief import Brief
from models.business import Business
from models.card_parts import Comment, Override, Promise, Wait
from models.columns import COLUMNS, Column
from models.document import Document, Line, Part, Tag, Title
from models.helpers import Helper, next_look


class Priority(StrEnum):
    """How a card stands out among its neighbours."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Move(Part):
    """A card's step from one column to another; flow figures come from these."""

    at: AwareDatetime
    source: Column
    target: Column


class CardState(Document):
    """One piece of work on its way to somebody else, as it stands; `Card` adds what is done with it."""

    letter: ClassVar[str] = "C"

    title: Title
    column: Column = Column.INBOX
    order: int = 0
    """Place within the column, smallest on top."""
    helper: str | None = None
    """The uid of the helper it is given to."""
    priority: Priority = Priority.NORMAL
    due: date | None = None
    follow_up: date | None = None
    tags: tuple[Tag, ...] = ()
    activity: str | None = None
    """The uid of the activity it came from."""
    decision: Decision | None = None
    seeks: Line = ""
    """What kind of help is looked for while nobody has it, such as `software`."""
    estimate: int | None = Field(default=None, ge=1, le=60_000)
    """Minutes the helper is expected to need."""
    minutes: int = Field(default=0, ge=0, le=600_000)
    """Minutes the helper says it took; the owner's own are in the time log."""
    snoozed_until: date | None = None
    """The day on which it comes back into sight."""
    briefs: tuple[Brief, ...] = ()
    """Every version of the brief, the latest last."""
    met: tuple[str, ...] = ()
    """Keys of the brief's checks that are met."""
    procedure: str | None = None
    """The uid of the procedure that says how it is done."""
    comments: tuple[Comment, ...] = ()
    waits: tuple[Wait, ...] = ()
    promises: tuple[Promise, ...] = ()
    """Due dates that were given up, oldest first."""
    overrides: tuple[Override, ...] = ()
    moves: tuple[Move, ...] = ()
    merged_into: str | None = None
    """The uid of the card that it was a duplicate of."""
    source: Line = ""
    """The program it was imported from, empty for one made here."""
    source_key: str = ""
    """What that program calls the card; importing twice finds it again."""
    archived: AwareDatetime | None = None
    trashed: AwareDatetime | None = None
    """When it went from the archive to the trash, which can be emptied."""

    @property
    def brief(self) -> Brief | None:
        """The brief as it stands."""
        return self.briefs[-1] if self.briefs else None

    @property
    def accepted_brief(self) -> Brief | None:
        """The latest version that the helper has accepted."""
        return next((brief for brief in reversed(self.briefs) if brief.accepted), None)

    @property
    def wait(self) -> Wait | None:
        """What it waits for now."""
        return next((wait for wait in reversed(self.waits) if wait.until is None), None)

    @property
    def times_back(self) -> int:
        """How often it came back from Review to be done again."""
        back = (move for move in self.moves if move.source is Column.REVIEW)
        return sum(COLUMNS.index(move.target) < COLUMNS.index(Column.REVIEW) for move in back)

    @property
    def last_event(self) -> datetime | None:
        """When something last happened to the work: a move, news in a comment, a wait begun or over."""
        told = [move.at for move in self.moves]
        told += [comment.at for comment in self.comments if comment.is_news]
        told += [at for wait in self.waits for at in (wait.at, wait.until) if at]
        return max(told, default=self.created)

    @property
    def since(self) -> datetime | None:
        """When it came into its column."""
        return self.moves[-1].at if self.moves else self.created

    def days_in_column(self, now: datetime) -> int:
        """Returns whole days since the last move; edits do not reset it."""
        return max(0, (now - self.since).days) if self.since else 0

    def days_late(self, today: date) -> int:
        """Returns by how many days the due date is past, 0 when it is not or the card is done."""
        if self.due is None or self.column is Column.DONE:
            return 0
        return max(0, (today - self.due).days)

    def column_beside(self, by: int) -> Column | None:
        """Returns the column so many to the right, to the left when negative; None beyond the board."""
        place = COLUMNS.index(self.column) + by
        return COLUMNS[place] if 0 <= place < len(COLUMNS) else None

    @property
    def done_target(self) -> Column:
        """The column the Done key takes the card to: Done, or from there back where it came from."""
        if self.column is not Column.DONE:
            return Column.DONE
        return self.moves[-1].source if self.moves else Column.DOING

    @property
    def is_undecided(self) -> bool:
        """Whether a key on it in the Inbox is a verdict."""
        return self.column is Column.INBOX and self.decision is None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done: not in Done, the archive or the trash."""
        return self.archived is None and self.trashed is None and self.column is not Column.DONE

    def look_after(self, helper: Helper | None, business: Business, *, today: date) -> date:
        """Returns when to look at it again unless somebody says: as planned, else by the helper's cadence."""
        planned = self.follow_up
        return planned if planned and planned > today else next_look(helper, business, today=today)

    def is_snoozed(self, today: date) -> bool:
        """Tells whether it is out of sight on this day."""
        return self.snoozed_until is not None and self.snoozed_until > today

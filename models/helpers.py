"""The people, agencies and programs that work is handed to."""

from enum import StrEnum
from typing import ClassVar

from pydantic import AwareDatetime, Field

from models.document import Document, Name


class HelperKind(StrEnum):
    """What sort of help a helper is."""

    ASSISTANT = "assistant"
    FREELANCER = "freelancer"
    AGENCY = "agency"
    SOFTWARE = "software"


class Helper(Document):
    """Somebody or something that cards are given to."""

    letter: ClassVar[str] = "H"

    name: Name
    kind: HelperKind = HelperKind.ASSISTANT
    wip_limit: int = Field(default=3, ge=1, le=9)
    """Cards in Doing above which the helper counts as overloaded."""
    follow_up_days: int = Field(default=3, ge=1, le=60)
    """Work days after which the owner looks again at a card given to this helper."""
    archived: AwareDatetime | None = None

    @property
    def short(self) -> str:
        """The first word of the name, which fits where the whole does not."""
        return self.name.split()[0]

    def is_overloaded(self, busy: int) -> bool:
        """Tells whether so many cards in Doing are more than the helper should have."""
        return busy > self.wip_limit

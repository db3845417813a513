"""What one way to be rid of an activity would cost, as far as anybody can say before looking."""

from pydantic import Field

from models.document import Line, Part
from models.helpers import HelperKind


class OptionSketch(Part):
    """What one way to be rid of an activity would cost, as far as anybody can say before looking."""

    kind: HelperKind | None = None
    """The sort of help; None drops the activity."""
    rate: int = Field(default=0, ge=0)
    """What an hour of help costs, in minor units."""
    monthly: int = Field(default=0, ge=0)
    """What is paid every month besides, in minor units."""
    setup_minutes: int | None = Field(default=None, ge=0, le=60_000)
    """What beginning takes of each side; None is what the activity says."""
    setup_fee: int = Field(default=0, ge=0)
    """What is paid once at the beginning, in minor units."""
    speed: int | None = Field(default=None, ge=0, le=500)
    """Minutes of help for each hundred of the owner's, 0 where nobody is paid by the hour."""
    review_share: int | None = Field(default=None, ge=0, le=90)
    """Per cent of the time that looking the work over still takes; None is the business's."""
    exit_minutes: int = Field(default=0, ge=0, le=60_000)
    """What ending it takes of the owner."""
    exit_fee: int = Field(default=0, ge=0)
    """What is still to be paid when it ends, in minor units."""
    weeks_to_live: int = Field(default=0, ge=0, le=104)
    """Weeks from the decision until the work is off the owner's desk."""
    lost_yearly: int = Field(default=0, ge=0)
    """What goes missing when nobody does the work, in minor units a year."""
    risk: Line = ""
    """What may go wrong, in a few words."""
    assumed: bool = False
    """Whether its figures are rules of thumb that nobody has looked at yet."""

    @property
    def name(self) -> str:
        """The option in a word or two."""
        return "drop it" if self.kind is None else self.kind.value

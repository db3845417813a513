"""What one owner has arranged: the saved views, and when the desk was last left."""

from typing import Annotated, ClassVar, Self

from pydantic import AwareDatetime, Field

from models.document import Document, Line, Part
from models.sorting import Order


class View(Part):
    """A filter with an order, under a letter."""

    letter: Annotated[str, Field(pattern="^[a-z]$")]
    query: Line = ""
    order: Order = Order.MANUAL
    grouping: Line = ""
    """By what the cards are put together; empty for the columns of the board."""

    @property
    def says(self) -> str:
        """The filter and the order, as they are typed."""
        by = "" if self.order is Order.MANUAL else f"by {self.order}"
        return " · ".join(filter(None, (self.query, by))) or "everything"


class Desk(Document):
    """The arrangements of one owner."""

    letter: ClassVar[str] = "D"

    owner: Line
    """The owner's key."""
    views: tuple[View, ...] = ()
    last_seen: AwareDatetime | None = None

    def view(self, letter: str) -> View | None:
        """Returns the view under a letter, if one is saved there."""
        return next((view for view in self.views if view.letter == letter), None)

    def with_view(self, view: View) -> Self:
        """Returns the desk with a view, in the place of the one that had its letter."""
        old = self.view(view.letter)
        kept = tuple(each for each in self.views if each.letter != view.letter)
        return self.but(views=(*kept, view.but(key=old.key) if old else view))

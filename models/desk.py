"""What one owner has arranged: the saved views."""

from enum import StrEnum
from typing import Annotated, ClassVar, Self

from pydantic import Field

from models.document import Document, Line, Part
from models.sorting import Order


class Grouping(StrEnum):
    """What stands in one column of the board."""

    STAGE = "stage"
    HELPER = "helper"
    PERSON = "person"
    """Everything that one person has, in a single lane."""


class View(Part):
    """A filter, an order and a grouping, under a letter."""

    letter: Annotated[str, Field(pattern="^[a-z]$")]
    query: Line = ""
    order: Order = Order.MANUAL
    grouping: Grouping = Grouping.STAGE

    @property
    def says(self) -> str:
        """The filter and the order, as they are typed."""
        by = "" if self.order is Order.MANUAL else f"by {self.order}"
        lanes = {Grouping.STAGE: "", Grouping.HELPER: "a column a helper", Grouping.PERSON: "in one lane"}
        return " · ".join(filter(None, (self.query, by, lanes[self.grouping]))) or "everything"


class Desk(Document):
    """The arrangements of one owner."""

    letter: ClassVar[str] = "V"

    owner: Line
    """The owner's key."""
    views: tuple[View, ...] = ()

    def view(self, letter: str) -> View | None:
        """Returns the view under a letter, if one is saved there."""
        return next((view for view in self.views if view.letter == letter), None)

    def with_view(self, view: View) -> Self:
        """Returns the desk with a view, in the place of the one that had its letter."""
        old = self.view(view.letter)
        kept = tuple(each for each in self.views if each.letter != view.letter)
        return self.but(views=(*kept, view.but(key=old.key) if old else view))

"""A card in one line of words, on screen and in a shell."""

from datetime import date

from models.board import Card, Priority
from tui.wording import day


def summary(card: Card, helper: str, today: date) -> str:
    """Returns a card in one line of words; `helper` is who has it, empty for nobody."""
    says = [card.title, helper]
    if card.due:
        says.append(f"due {day(card.due, today)}")
    if card.follow_up:
        says.append(f"follow up {day(card.follow_up, today)}")
    if card.priority is not Priority.NORMAL:
        says.append(f"{card.priority} priority")
    says += [f"#{tag}" for tag in card.tags]
    return " · ".join(filter(None, says))

"""What follows when work is given or decided: the next look at a card, and the card of a decided activity."""

from datetime import date, datetime

from models.activity import Activity, Verdict
from models.board import SOFTWARE, Card, Column
from models.business import Business
from models.helpers import Helper


def following(
    activity: Activity,
    card: Card | None,
    helper: Helper | None,
    business: Business,
    *,
    today: date,
    at: datetime,
    order: int,
) -> Card | None:
    """Returns the card that follows an activity's decision; None when there is none to make or to change.

    Work to delegate or to automate gets a card in Brief, or its card the new verdict. Work that stays, stops
    or waits takes its card off the board as long as nobody has begun it.

    Args:
        activity: decided a moment ago.
        card: the card it was sent to the board as, if any.
        helper: who is to do it, when that is known.
        business: knows the work days.
        today: the day from which the helper's cadence counts.
        at: the moment of the decision.
        order: the place of a new card.
    """
    decision = activity.decision
    if decision is None:
        return None
    if decision.verdict not in (Verdict.DELEGATE, Verdict.AUTOMATE):
        begun = card is None or card.column not in (Column.INBOX, Column.BRIEF, Column.READY)
        return None if card is None or begun else card.but(decision=decision).put_away(at=at)
    if card is None:
        card = Card.from_activity(activity, decision, order=order)
    elif decision.verdict is Verdict.AUTOMATE:
        card = card.with_helper(None, business, today=today).but(decision=decision, seeks=SOFTWARE)
    else:
        card = card.but(decision=decision, seeks="")
    return card if helper is None else card.with_helper(helper, business, today=today)

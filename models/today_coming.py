"""What comes next for an owner, when nothing needs one today."""

from collections.abc import Sequence

from models.desk import Desk
from models.occasions import Calendar, Occasion
from models.today_line import Line
from models.today_record import OnRecord


def next_thing(record: OnRecord, desk: Desk, put_off: Sequence[Line] = ()) -> Occasion | None:
    """Returns the first thing that has a day after today; None where nothing has one.

    Args:
        record: the business on the day.
        desk: what the owner has arranged.
        put_off: the lines of the day that the owner has put off, which have the day on which they are back.
    """
    ahead = Calendar(
        business=record.business,
        cards=record.cards,
        helpers=record.helpers,
        checklists=record.checklists,
        agreements=record.agreements,
        systems=[each.system for each in record.accesses],
        grants=[each.grant for each in record.accesses],
        candidates=record.candidates,
        today=record.today,
        zone=record.zone,
    ).occasions()
    back = (
        Occasion(line.cause, f"{line.subject} (put off)", day)
        for line in put_off
        if (day := desk.back_on(line))
    )
    return min(
        (each for each in (*ahead, *back) if each.on > record.today), key=lambda each: each.on, default=None
    )

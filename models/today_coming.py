"""What comes next for an owner, when nothing needs one today."""

from models.occasions import Calendar, Occasion
from models.today_record import OnRecord


def next_thing(record: OnRecord) -> Occasion | None:
    """Returns the first thing that has a day after today; None where nothing has one."""
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
    return next((each for each in ahead if each.on > record.today), None)

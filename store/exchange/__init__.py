"""The files of other programs: what they say, and how it becomes entries and cards of ours."""

from zoneinfo import ZoneInfo

from store.exchange import timewarrior, trello, watson
from store.exchange.card_draft import CardDraft, CardReading
from store.exchange.card_plan import CardPlan, PlannedCard, carry_out_cards, plan_cards
from store.exchange.draft import Draft, ImportRefused, Reading, Skipped, keyed
from store.exchange.plan import ImportPlan, Planned, State, carry_out, plan
from store.exchange.rows import Source

__all__ = [
    "FORMATS",
    "CardDraft",
    "CardPlan",
    "CardReading",
    "Draft",
    "ImportPlan",
    "ImportRefused",
    "Planned",
    "PlannedCard",
    "Reading",
    "Skipped",
    "State",
    "carry_out",
    "carry_out_cards",
    "plan",
    "plan_cards",
    "read",
]

FORMATS = {module.NAME: module for module in (timewarrior, watson, trello)}
"""The formats that can be read, by the name that `--format` takes."""


def read(
    data: bytes,
    *,
    format: str | None = None,  # noqa: A002 - the command line's own word for it
    zone: ZoneInfo | None = None,
) -> Reading | CardReading:
    """Returns what a foreign file says, a log of time or a board; its format is recognised by its content.

    Args:
        data: the file as it is on the disk.
        format: takes the file for this format only.
        zone: the zone of times that do not say theirs.

    Raises:
        ImportRefused: the file is empty, no text, damaged, or in no format that is known.
    """
    if format is not None and format not in FORMATS:
        raise ImportRefused(f"“{format}” is no format Deskhand reads: say {' or '.join(FORMATS)}.")
    source = Source.of(data)
    for name, module in FORMATS.items():
        empty_as_said = name == format and source.rows == ()
        if format in (None, name) and (empty_as_said or module.recognises(source)):
            found: list[Draft | CardDraft | Skipped] = [*module.read(source, zone)]
            skipped = tuple(row for row in found if isinstance(row, Skipped))
            if module is trello:
                return CardReading(name, tuple(row for row in found if isinstance(row, CardDraft)), skipped)
            drafts = keyed(row for row in found if isinstance(row, Draft))
            return Reading(
                format=name,
                drafts=tuple(draft for draft in drafts if draft.end is not None),
                running=tuple(draft for draft in drafts if draft.end is None),
                skipped=skipped,
            )
    if source.rows == ():
        raise ImportRefused("The list in the file is empty: there is nothing to import.")
    if format is not None:
        raise ImportRefused(f"The file is no {format} export: leave out --format to have it recognised.")
    raise ImportRefused(
        "The file is no export that Deskhand knows: it reads timewarrior (timew export, *.data),"
        " Watson (frames, log --json) and Trello (a board as JSON)."
    )

"""The keys that act on candidates, on every screen that shows them."""

from collections import defaultdict

from textual.binding import BindingType

from models.stages import LETTERS, Stage
from tui.keys import bound

STAGES_BY_LETTER: defaultdict[str, list[Stage]] = defaultdict(list)
"""The stages that each letter names; no kind of help has two of the same letter."""
for _stage, _letter in LETTERS.items():
    STAGES_BY_LETTER[_letter].append(_stage)

CANDIDATE_KEYS: list[BindingType] = [
    bound("H", "stage(-1)", "Stage back", "candidate.back", "one stage back; for one who left: back into it"),
    bound("L", "stage(1)", "Stage on", "candidate.on", "one stage on; after the last but one: engage"),
    *(
        bound(
            f"m {letter}",
            f"to_stage('{letter}')",
            " or ".join(f"{'To ' if n == 0 else ''}{stage.says}" for n, stage in enumerate(stages)),
            f"candidate.to_{letter}",
            "from any stage; those left out need a reason",
        )
        for letter, stages in STAGES_BY_LETTER.items()
    ),
    bound("m x", "decline", "Declined", "candidate.decline", "turn it down, and say why: skill too generic"),
    bound("m w", "withdraw", "Withdrew", "candidate.withdraw", "it has gone by its own word"),
    bound("m n", "no_reply", "No reply", "candidate.no_reply", "given up after three tries"),
    bound("m p", "pool", "Talent pool", "candidate.pool", "kept for another time, until a day it agreed to"),
    bound("n", "add", "New candidate", "candidate.add", "one line: Ines Carvalho @upwork 4.9/31 17/h 20h/w"),
    bound("e", "edit", "Edit", "candidate.edit", "contact, terms, source, rating, what an agency says"),
    bound("x", "archive", "Archive", "candidate.archive", "off the list; c brings it back"),
    bound(
        "c",
        "told",
        "Told",
        "candidate.told",
        "it has heard how the search ended, again takes that back; one in the archive is brought back",
    ),
    bound("semicolon", "note", "Comment", "candidate.note", "write something down about it"),
    bound("y", "copy", "Copy", "candidate.copy", "the message that tells it how the search ended"),
    bound("z", "pool", "Pool", "candidate.keep", "keep it for another time, until a day it agreed to"),
    bound("r", "record", "Record", "candidate.record", "what was found out in its stage"),
    bound("i", "why", "Why", "candidate.why", "the working behind the figures"),
]

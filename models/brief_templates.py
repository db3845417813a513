"""Briefs to begin with, one for each pain point; what is in square brackets is to be filled in."""

from models.brief import Authority, Brief, items

_LISTS = ("done_when", "deliverables", "not_included", "inputs", "steps")

_TEMPLATES: dict[str, dict[str, object]] = {
    "admin": {
        "outcome": "[What] is up to date by the end of each work day.",
        "purpose": "So that the owners need not look after it between weekly reviews.",
        "done_when": [
            "every item has a date, a state and the next step",
            "nothing is open longer than 10 days without a note",
        ],
        "deliverables": ["1 log, a line per item", "1 note a week, at most 10 lines"],
        "not_included": ["deciding on exceptions: bring them to the weekly review"],
        "inputs": ["mail templates", "the list of items", "an account of your own in [tool]"],
        "steps": [
            "Look through what came in",
            "Ask for what is missing",
            "Log it",
            "Report what is stuck",
        ],
        "cadence": "every work day",
        "authority": Authority.RECOMMEND,
    },
    "marketing": {
        "outcome": "[Number] pieces for [audience] are published by [day].",
        "purpose": "So that [audience] hears from us every week and asks for [service].",
        "done_when": [
            "each piece names one reader, one question and one next step",
            "facts are checked against the source that is linked",
            "an owner has approved the text before it is published",
        ],
        "deliverables": ["[number] drafts as a document", "1 picture a piece, 1200 × 630 pixels"],
        "not_included": ["paid advertising", "answers to comments about prices"],
        "inputs": ["style guide", "list of topics", "three pieces that worked"],
        "authority": Authority.RECOMMEND,
    },
    "technical": {
        "outcome": "[System] does [what] again, and we know why it did not.",
        "purpose": "So that [who] can work without calling an owner.",
        "done_when": [
            "[the steps that failed] work twice in a row, on two machines",
            "the cause and the change are written down",
            "there is a way back to how it was, and it was tried",
        ],
        "deliverables": ["1 report: cause, change, way back; at most one page"],
        "not_included": ["new features", "changes to live data without a word from an owner"],
        "inputs": ["what happened, when, and for whom", "access through the vault", "a copy to test on"],
        "authority": Authority.RESEARCH_AND_REPORT,
    },
    "projects": {
        "outcome": "[Project] reaches [milestone] by [day], at no more than [hours].",
        "purpose": "So that [client] can begin with [what follows].",
        "done_when": [
            "each step has one name and one date",
            "[client] has confirmed the milestone in writing",
            "every date that moved was said at least 2 work days before",
        ],
        "deliverables": ["1 plan, a line per step", "1 status a week: done, next, stuck"],
        "not_included": ["promises to [client] about price or scope"],
        "inputs": ["the agreement with [client]", "who does what", "the calendar"],
        "cadence": "status every Friday",
        "authority": Authority.DECIDE_AND_TELL_ME,
        "spend_limit": 0,
    },
}

TEMPLATES = tuple(_TEMPLATES)
"""The pain points for which there is a brief to begin with."""


def template(pain_point: str) -> Brief:
    """Returns a fresh brief for a pain point, one of `TEMPLATES`."""
    said = _TEMPLATES[pain_point]
    lists = {name: items(texts) for name in _LISTS if isinstance(texts := said.get(name), list)}
    return Brief.of(**{**said, **lists})

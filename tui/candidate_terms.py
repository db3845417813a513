"""The terms of a candidate and what became of it, line by line."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from models.candidate_parts import AgencyFacts
from tui import candidate_words, marks, wording
from tui.candidate_lines import heading, line
from tui.widgets.rows import Row

if TYPE_CHECKING:
    from tui.candidate_account import CandidateAccount

Said = tuple[str, str]


def terms_rows(account: "CandidateAccount") -> Iterator[Row]:
    """Yields what a candidate asks for, how to reach it and where it came from; the unknown is left out."""
    candidate, today = account.candidate, account.today
    asked = candidate_words.terms(candidate.terms, account.business.currency, today)
    posting = candidate_words.posting_of(candidate, account.role)
    warm = "" if candidate.referrer is None or candidate.referrer.warm else " (only named)"
    facts = [
        ("asks for", " · ".join(asked) or "not known yet"),
        ("source", f"{candidate_words.origin(candidate, posting)}{warm}"),
        ("platform", candidate_words.stars(candidate)),
        ("contact", candidate.contact),
        ("zone", candidate.zone or ""),
        ("page", candidate.profile_url),
    ]
    yield heading("Terms")
    for label, text in facts:
        if text:
            yield line("terms", label, label, text)
    if candidate.agency:
        yield from _agency(candidate.agency, account)


def _agency(agency: AgencyFacts, account: "CandidateAccount") -> Iterator[Row]:
    subcontracts = {None: "", True: "may pass the work on", False: "does not pass the work on"}
    days = (
        "" if agency.replacement_days is None else f"within {wording.count(agency.replacement_days, 'day')}"
    )
    facts = [
        ("assistant", agency.named_assistant),
        ("supervisor", agency.supervisor),
        ("back-up", agency.backup),
        ("replaced", days),
        ("work", subcontracts[agency.subcontracts]),
    ]
    for label, text in facts:
        if text:
            yield line("terms", label, label, text)
    for each in agency.screened:
        on = each.checked_on
        checked = f"{marks.MARKED} we checked {wording.short_day(on)}" if on else f"{marks.OPEN} we checked"
        yield line("screened", each.key, "screened", f"{each.text} · {marks.MARKED} agency says · {checked}")


def history_rows(account: "CandidateAccount") -> Iterator[Row]:
    """Yields a candidate's note, how it left, its moves and the tries to reach it, newest first."""
    found = list(_history(account))
    if found:
        yield heading("History")
    for n, (label, text) in enumerate(found):
        yield line("history", str(n), label, text)


def _history(account: "CandidateAccount") -> Iterator[Said]:
    candidate = account.candidate
    yield from (("note", text) for text in candidate.note.split("\n") if text)
    if ended := candidate_words.ending(candidate, account.business, account.today):
        yield "left", ended
    events = [
        (each.at, _moved(each.source.says, each.target.says, each.reason, each.missing))
        for each in candidate.moves
    ]
    events += [
        (each.at, " ".join(filter(None, ("tried to reach", each.channel, each.note))))
        for each in candidate.tries
    ]
    for at, text in sorted(events, key=_when, reverse=True):
        yield wording.day_of(at, account.zone), text


def _when(event: tuple[datetime, str]) -> datetime:
    return event[0]


def _moved(source: str, target: str, reason: str, missing: tuple[str, ...]) -> str:
    lacked = f" (missing: {', '.join(missing)})" if missing else ""
    return f"{source} → {target}{f': {reason}' if reason else ''}{lacked}"

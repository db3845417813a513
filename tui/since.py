"""The page that says what happened while you were away."""

from collections.abc import Iterator, Sequence
from datetime import date

from models.board import Card
from models.since import Change, News, left_at, since_left
from store import Workspace
from tui import wording
from tui.desk_screen import DeskScreen


def open_since(screen: DeskScreen) -> None:
    """Shows what happened since the owner at the keyboard left the desk the last time."""
    from tui.dialogs.reading import Reading

    changes, who = history(screen.desk), screen.desk.who
    left = left_at(changes, who=who, began=screen.session.began)
    if left is None:
        screen.say(
            "Nothing on record tells when you left: your earlier changes are none, or long ago.", "dim"
        )
        return
    news = since_left(
        changes,
        list(screen.desk.cards),
        list(screen.desk.candidates),
        business=screen.business,
        who=who,
        left=left,
        today=screen.today,
        zone=screen.zone,
    )
    title = f"Since you left, {wording.moment(left, screen.zone, screen.today)}"
    screen.app.push_screen(Reading(title, [("In short", summary(news)), *lines(news, screen)]))


def history(desk: Workspace) -> list[Change]:
    """Returns the changes that the file remembers, newest first."""
    return [
        Change(
            step.at,
            step.who,
            step.label,
            step.undone_by,
            frozenset(number for table, number in step.records if table == "cards"),
            frozenset(number for table, number in step.records if table == "candidates"),
        )
        for step in desk.steps()
    ]


def summary(news: News) -> str:
    """Returns the news in one line, as in `3 cards moved, 2 became late, 1 undone`."""
    counts = (
        (len(news.moved), "card moved", "cards moved"),
        (len(news.late), "became late", "became late"),
        (len(news.looks), "to follow up", "to follow up"),
        (len(news.awake), "snooze over", "snoozes over"),
        (len(news.candidates), "candidate moved", "candidates moved"),
        (len(news.unheard), "to be told", "to be told"),
        (len(news.undone), "undone", "undone"),
    )
    said = [wording.count(number, one, many) for number, one, many in counts if number]
    if not said and news.changes:
        return f"{wording.count(len(news.changes), 'change')} by others."
    return ", ".join(said) or "Nothing new."


def lines(news: News, screen: DeskScreen) -> Iterator[tuple[str, str]]:
    """Yields the news one by one, what others did last first."""
    today, zone = screen.today, screen.zone
    for change in dict.fromkeys((*news.changes, *news.undone)):
        by = f" (undone by {screen.business.initials_of(change.undone_by)})" if change.undone_by else ""
        who = screen.business.initials_of(change.who)
        yield f"{wording.moment(change.at, zone, today)} {who}", f"{change.label}{by}"
    yield from _dated("Became late", "due", [(card, card.due) for card in news.late], today)
    yield from _dated("To follow up", "since", [(card, card.follow_up) for card in news.looks], today)
    yield from _dated("Snooze over", "since", [(card, card.snoozed_until) for card in news.awake], today)
    for each in news.unheard:
        ended = (
            f", {each.outcome.ending} {wording.day(each.outcome.decided_on, today)}" if each.outcome else ""
        )
        yield "To be told", f"{each.ref} {each.name}{ended}"


def _dated(
    label: str, word: str, cards: Sequence[tuple[Card, date | None]], today: date
) -> Iterator[tuple[str, str]]:
    for card, day in cards:
        yield label, f"{card.ref} {card.title}, {word} {wording.day(day, today) if day else ''}"

"""The page that says what happened while you were away."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from models.board import Card
from models.since import Change, News, arisen, left_at, locks_changed, since_left
from store import Workspace
from tui import register, wording
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
    came = [*_arisen(screen, left), *_locks(screen, left)]
    short = ", ".join(filter(None, (summary(news, quiet=bool(came)), _count(came))))
    screen.app.push_screen(Reading(title, [("In short", short), *lines(news, screen), *came]))


def _arisen(screen: DeskScreen, left: datetime) -> Iterator[tuple[str, str]]:
    """Yields what needs the owner today and did not on the day of leaving, in every room."""
    from models.today import every_line
    from tui import today_words
    from tui.on_record import on_record

    desk, zone, today = screen.desk, screen.zone, screen.today
    before, after = (
        every_line(on_record(desk, owner=desk.who, now=at, zone=zone)) for at in (left, screen.now())
    )
    for line in arisen(before, after):
        said = today_words.text(line, today, screen.business.currency)
        yield "New for today", f"{line.subject}: {said}"


def _locks(screen: DeskScreen, left: datetime) -> Iterator[tuple[str, str]]:
    """Yields the items of lists that were locked, or were freed, meanwhile."""
    then = left.astimezone(screen.zone).date()
    facts = register.facts(screen.desk, screen.today)
    for each in locks_changed(screen.desk.checklists, left, then, facts):
        label = f"{'Locked' if each.is_locked else 'Free'} now"
        yield label, f"{each.checklist.ref} {each.checklist.name}: {each.item.says}"


def _count(came: Sequence[tuple[str, str]]) -> str:
    counted = Counter(label for label, _ in came)
    words = {"New for today": "new for today", "Locked now": "locked", "Free now": "free to do"}
    return ", ".join(f"{counted[label]} {said}" for label, said in words.items() if counted[label])


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


def summary(news: News, *, quiet: bool = False) -> str:
    """Returns the news in one line, as in `3 cards moved, 2 became late, 1 undone`.

    Args:
        news: what happened.
        quiet: whether nothing is said where there is nothing to count.
    """
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
    return ", ".join(said) or ("" if quiet else "Nothing new.")


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

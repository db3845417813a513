"""The tour: a line that says the next thing to try and goes on when it was done."""

from contextlib import suppress

from store import StoreError
from tui.desk_screen import DeskScreen
from tui.dialogs.reading import Reading
from tui.on_record import desk_of
from tui.session import Session
from tui.tour_steps import STEPS, Seen
from tui.widgets.painted import Lines, Parts, folded

PANEL = "tour"
"""The id of the line, which stands between a screen and its footer."""


class Tour:
    """Leads the owner at the keyboard through the steps; what is reached is kept in the file."""

    def __init__(self, session: Session) -> None:
        self._session = session
        own = desk_of(session.desk, session.desk.who)
        self._at = min(own.tour_left if own.tour is None else own.tour, len(STEPS) - 1)
        self.lines = 0
        """How many lines it takes on the screen in front."""
        self._parting: DeskScreen | None = None
        self._marked: tuple[int, int] = (0, 0)
        self._looked: tuple[object, tuple[int, int]] = (None, (0, 0))
        self._mark()

    @property
    def is_on(self) -> bool:
        """Whether a step is left, and the owner has not had enough."""
        return self._at < len(STEPS)

    @property
    def is_shown(self) -> bool:
        """Whether it says something, if only farewell."""
        return self.is_on or self._parting is not None

    def show(self, screen: DeskScreen) -> None:
        """Goes on where the step was done, and says on a screen what comes next."""
        if self._parting is not screen:
            self._parting = None
        seen = self._seen(screen)
        if self.is_on and STEPS[self._at].is_done(seen):
            self.pass_by(screen)
        else:
            self._paint(screen, seen)

    def pass_by(self, screen: DeskScreen) -> None:
        """Goes on to the next step; behind the last one it takes its leave."""
        self._reach(self._at + 1)
        self._parting = None if self.is_on else screen
        self._paint(screen, self._seen(screen))

    def end(self, screen: DeskScreen) -> None:
        """Leaves the tour until it is asked for again; it goes on where it was."""
        if self.is_on:
            self._reach(len(STEPS), left=self._at)
            screen.say(f"The tour is left; {screen.key_for('palette')} Tour goes on where it was.", "dim")
        self._parting = None
        self._paint(screen, self._seen(screen))

    def _reach(self, step: int, *, left: int = 0) -> None:
        """Notes in the file how far the tour has come; where that cannot be, it is known for this sitting."""
        self._at = step
        self._mark()
        with suppress(StoreError), self._session.desk.transaction("Tour", undoable=False) as desk:
            desk.desks.put(desk_of(desk, desk.who).but(tour=step if self.is_on else None, tour_left=left))

    # What was done

    def _mark(self) -> None:
        self._marked = self._history()

    def _history(self) -> tuple[int, int]:
        """Returns the number of the newest step of this owner, and how many are undone."""
        desk = self._session.desk
        if self._looked[0] != desk.steps_version:
            own = [each for each in desk.steps() if each.who == desk.who]
            newest = max((each.number for each in own), default=0)
            self._looked = desk.steps_version, (newest, sum(each.undone for each in own))
        return self._looked[1]

    def _seen(self, screen: DeskScreen) -> Seen:
        stack = screen.app.screen_stack
        newest, undone = self._history()
        base = stack[0]
        return Seen(
            screen,
            base=base.LETTER if isinstance(base, DeskScreen) else screen.LETTER,
            page=next(iter(screen.opened_as), ""),
            is_reading=isinstance(stack[-1], Reading),
            has_changed=newest > self._marked[0],
            has_undone=undone > self._marked[1],
        )

    # What is shown

    def _paint(self, screen: DeskScreen, seen: Seen) -> None:
        panel = next(iter(screen.query(f"#{PANEL}").results(Lines)), None)
        said: list[Parts] = [self._said(seen)] if self.is_on else []
        if self._parting is not None:
            keys, palette = seen.key("keys", "?"), seen.key("palette", ":")
            more = f" {keys} lists the keys of a screen, {palette} everything there is to do."
            said = [[(" That was the tour.", "accent"), (more, "plain")]]
        if panel is None and said:
            panel = Lines(id=PANEL)
            screen.mount(panel, after="#body")
        elif panel is not None and not said:
            panel.remove()
        if panel is not None and said:
            panel.show(said)
        lines = sum(len(folded(each, screen.size.width)) for each in said)
        if lines != self.lines:
            self.lines = lines
            screen.show()

    def _said(self, seen: Seen) -> Parts:
        ways = [f"{seen.key('tour.next', '>')} next step"]
        ways += [] if seen.page else [f"{seen.key('move.back', 'Esc')} leaves the tour"]
        return [
            (f" Tour {self._at + 1} of {len(STEPS)}:", "accent"),
            (f" {STEPS[self._at].says(seen)}", "plain"),
            (f" · {' · '.join(ways)}", "dim"),
        ]


def begin(screen: DeskScreen) -> None:
    """Begins the tour, or goes on with one that is under way."""
    session = screen.session
    if session.tour is None or not session.tour.is_on:
        session.tour = Tour(session)
    session.tour.show(screen)

"""A copy of the whole file, made when it is asked for while the program runs."""

from store import StoreError
from tui.desk_screen import DeskScreen


def back_up_now(screen: DeskScreen) -> None:
    """Keeps a copy of the file beside it, and says where; keys go on working meanwhile."""
    app, path = screen.app, screen.desk.path

    def keep() -> None:
        from store.recovery import back_up

        try:
            said, tone = f"Kept as {back_up(path)}.", "plain"
        except StoreError as error:
            said, tone = f"No copy is kept: {error}", "warn"
        app.call_from_thread(say, said, tone)

    def say(said: str, tone: str) -> None:
        if isinstance(app.screen, DeskScreen):
            app.screen.say(said, tone)

    screen.say("Making a copy …", "dim")
    app.run_worker(keep, thread=True, group="backing up", exit_on_error=False)

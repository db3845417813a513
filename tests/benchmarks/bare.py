"""The floor: a Textual application of one line of text and one key that changes it."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    BINDINGS = (("j", "count", "Count"), ("Q", "quit", "Quit"))
    counted = 0

    def compose(self) -> ComposeResult:
        yield Static("READY 0")

    def action_count(self) -> None:
        self.counted += 1
        self.query_one(Static).update(f"READY {self.counted}")


if __name__ == "__main__":
    Bare().run()

"""One line to type on, with what it is taken to mean spelled out below."""

from collections.abc import Callable
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from models.document import Document, RuleBroken
from tui.widgets.one_line import OneLine
from tui.widgets.painted import Lines, shortened, titled

ELSEWHERE = frozenset({"up", "down", "pageup", "pagedown", "tab"})
"""The keys that mean nothing on one line, and that would move the cursor of the screen behind it."""


class Offer(RuleBroken):
    """Something unusual was asked for; giving the same answer again agrees to it."""


class ConflictOffer(Offer):
    """Another session changed the same fields; agreeing saves this side's values on top of its own.

    Attributes:
        mine: what agreeing saves.
    """

    def __init__(self, sentence: str, mine: Document) -> None:
        super().__init__(f"{sentence} The same again keeps yours.")
        self.mine = mine


@dataclass(frozen=True)
class Agreed:
    """The offers that were agreed to, each by giving the very answer again that it was made for."""

    offers: tuple[Offer, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.offers)

    def require(self, sentence: str) -> None:
        """Makes sure that this was agreed to.

        Raises:
            Offer: it was not yet.
        """
        if all(str(offer) != sentence for offer in self.offers):
            raise Offer(sentence)

    def and_to(self, offer: Offer) -> "Agreed":
        """Returns what is agreed to once this offer is, too."""
        return Agreed((*self.offers, offer))

    def kept(self, uid: str) -> Document | None:
        """Returns the record that is to be saved over another session's, None where that was no question."""
        clashes = [each.mine for each in self.offers if isinstance(each, ConflictOffer)]
        return next((mine for mine in reversed(clashes) if mine.uid == uid), None)


@dataclass
class Question:
    """What is asked on the prompt line.

    Attributes:
        label: what is asked for, a few words.
        settle: takes the answer and what was agreed to; raises RuleBroken to keep asking.
        preview: says what the text so far would do; raises RuleBroken for what it would not.
        value: the text to begin with.
        follow: is told the text whenever it changes, also an empty one.
    """

    label: str
    settle: Callable[[str, Agreed], None]
    preview: Callable[[str], str] | None = None
    value: str = ""
    follow: Callable[[str], None] | None = None


class Prompt(Vertical):
    """Asks one question at a time on top of the footer; what was typed survives Escape."""

    DEFAULT_CSS = """
    Prompt { dock: bottom; layer: above; height: auto; display: none; background: $panel; }
    Prompt.open { display: block; }
    Prompt Input { background: $panel; border: none; height: 1; color: $foreground; }
    Prompt Input.-textual-compact { padding: 0 1; }
    Prompt Input:focus { border: none; background-tint: $foreground 0%; }
    Prompt Lines { background: $panel; }
    Prompt #preview { min-height: 2; }
    """

    class Closed(Message):
        """Says that the prompt has gone; `kept` is what Escape left unfinished."""

        def __init__(self, kept: str) -> None:
            super().__init__()
            self.kept = kept

    def __init__(self) -> None:
        super().__init__()
        self._question: Question | None = None
        self._kept: dict[str, str] = {}
        self._agreed = Agreed()
        """What is agreed to if the line is taken as it is."""
        self._begun = self._hint = ""
        self._said = "", "dim"
        self._on_leaving: Callable[[], object] | None = None

    def compose(self) -> ComposeResult:
        """Makes the label, the line and the preview."""
        yield Lines(id="label")
        yield OneLine()
        yield Lines(id="preview")

    @property
    def is_open(self) -> bool:
        """Whether something is being asked."""
        return self._question is not None

    @property
    def label(self) -> str:
        """What is being asked, empty for nothing."""
        return self._question.label if self._question else ""

    @property
    def typed(self) -> str:
        """What was typed so far in answer; empty for what was there already, or only narrows a screen."""
        text, asked = self.query_one(Input).value, self._question
        return text if asked and asked.follow is None and text != asked.value else ""

    def go_on(self, text: str, says: str, on_leaving: Callable[[], object]) -> None:
        """Puts an earlier answer to the question on the line.

        Args:
            text: the answer.
            says: where it comes from.
            on_leaving: is called once it is settled or left.
        """
        self._on_leaving = on_leaving
        line = self.query_one(Input)
        line.value = text
        line.cursor_position = len(text)
        self._show_label(says)

    def ask(self, question: Question) -> None:
        """Asks; an unfinished answer to the same question is there again."""
        self._leave()
        self._question, self._agreed = question, Agreed()
        line = self.query_one(Input)
        self._begun = line.value = self._kept.pop(question.label, "") or question.value
        line.cursor_position = len(line.value)
        self._show_label("Enter takes it, Esc goes back")
        self.add_class("open")
        self._say(line.value)
        self.screen.set_focus(line, scroll_visible=False)

    def close(self, kept: str = "") -> None:
        """Goes away."""
        if self._question is not None:
            self._leave()
            if kept:
                self._kept[self._question.label] = kept
            self._question = None
            self.remove_class("open")
            self.screen.set_focus(None)
            self.post_message(self.Closed(kept))

    def _leave(self) -> None:
        left, self._on_leaving = self._on_leaving, None
        if left is not None:
            left()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Spells out what the text would do."""
        event.stop()
        if self._question is not None:
            self._agreed = Agreed()
            if self._question.follow is not None:
                self._question.follow(event.value)
            self._say(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Settles the question, or says why not and keeps the text."""
        event.stop()
        question = self._question
        if question is None:
            return
        try:
            question.settle(event.value, self._agreed)
        except Offer as offer:
            self._agreed = self._agreed.and_to(offer)
            self._show(str(offer), "warn")
        except RuleBroken as broken:
            self._show(str(broken), "warn")
        else:
            if self._question is question:  # the answer may have led to the next question
                self.close()

    def on_key(self, event: events.Key) -> None:
        """Keeps the cursor on what is asked about; an answer that only narrows a list lets it move."""
        if event.key in ELSEWHERE and self._question is not None and self._question.follow is None:
            event.stop()

    def key_escape(self, event: events.Key) -> None:
        """Goes back, keeping what was typed for the next time; kept text that is left again is let go."""
        event.stop()  # the screen would go back as well
        text = self.query_one(Input).value
        followed = self._question is not None and self._question.follow is not None
        self.close("" if followed or text == self._begun else text)

    def fit(self) -> None:
        """Shows what is asked, and what was said to the text, in as much room as there is now."""
        if self.is_open:
            self._show_label(self._hint)
            self._show(*self._said)

    def _show_label(self, hint: str) -> None:
        self._hint = hint
        self.query_one("#label", Lines).show([titled(self.label, hint, self.screen.size.width)])

    def _say(self, text: str) -> None:
        preview = self._question.preview if self._question else None
        if self._question is not None and self._question.follow is not None:
            self._question.follow(text)
        if preview is None or not text.strip():
            self._show("", "dim")
            return
        try:
            self._show(preview(text), "dim")
        except RuleBroken as broken:
            self._show(str(broken), "warn")

    def _show(self, text: str, tone: str) -> None:
        self._said = text, tone
        width, most = self.screen.size.width - 1, max(2, self.screen.size.height // 3)
        self.query_one("#preview", Lines).show(shortened([(f"  {text}", tone)], width, most))

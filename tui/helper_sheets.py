"""What is asked about a helper's work: the lines of the forms for goals, talks, feedback, thanks, reviews."""

from collections.abc import Sequence
from datetime import time

from models.brief import joined_points, split_points
from models.card_parts import Party
from models.check_ins import Rhythm
from models.dates import quoted
from models.document import RuleBroken
from models.dossier import Dossier
from models.feedback import RecognitionKind
from models.goals import Heading
from models.reviews import QUESTIONS, ReviewKind, Verdict
from tui.dialogs.form import read_number
from tui.evidence_forms import Asked, count, word, yes
from tui.terms_sheets import TermsSheets


class HelperSheets(TermsSheets):
    """Makes the lines of every form about a helper."""

    # Goals, talks

    def goal(self) -> Sequence[Asked]:
        """Returns what is asked about a goal."""
        return (
            Asked("title", "Goal", "as in Median days to get a receipt"),
            Asked("metric", "What is counted", "how the number is made"),
            Asked("unit", "Unit", "days, %, h, items"),
            word("heading", "Is to go", Heading, Heading.UP),
            number("baseline", "From", "what it is now"),
            self.past_day("baseline_on", "Measured on"),
            yes("is_new", "New, no baseline", "yes where there was nothing to measure before"),
            number("target", "To", "the target"),
            self.day("by", "By"),
            Asked("source", "Source", "where the number comes from: chase log, time log"),
            count("cadence_days", "Every so many days", "how often it is measured", 7),
            self.work("serves", "For which work"),
            count("weight", "Weight", "1 to 100, or empty"),
        )

    def work(self, name: str, label: str, hint: str = "cards or activities, with ; between") -> Asked:
        """Makes a line for cards and activities, by the beginning of the name or by C14, A7."""
        return Asked(
            name,
            label,
            hint,
            lambda text: tuple(self._work_meant(part) for part in split_points(text)),
            lambda uids: joined_points(filter(None, map(self._work_named, uids))),
            (),
        )

    def _work_meant(self, text: str) -> str:
        found = self._work_called(text)
        if not found and self._desk.refresh():  # made in another session while the form was open
            found = self._work_called(text)
        if not found:
            raise RuleBroken(f"No card or activity is called {quoted(text)}: n on the board makes one.")
        return found[0]

    def _work_called(self, text: str) -> list[str]:
        said = text.casefold()
        cards = [each for each in self._desk.cards if each.archived is None and each.trashed is None]
        known = [(each.ref, each.title, each.uid) for each in cards]
        known += [(each.ref, each.name, each.uid) for each in self._desk.activities]
        found = [uid for ref, called, uid in known if said in (ref.casefold(), called.casefold())]
        return found or [uid for _, called, uid in known if called.casefold().startswith(said)]

    def _work_named(self, uid: str) -> str:
        card, activity = self._desk.cards.get(uid), self._desk.activities.get(uid)
        return card.title if card else activity.name if activity else ""

    def rule(self) -> Sequence[Asked]:
        """Returns what is asked about regular talks."""
        return (
            word("rhythm", "How often", Rhythm, Rhythm.WEEKLY),
            self.day("first", "First on", "thu, 14may: its weekday is that of the others"),
            Asked("at", "At", "10:00; empty for any time", _read_time, lambda at: f"{at:%H:%M}", None),
            count("minutes", "Minutes", "5 to 240", 20),
            Asked("channel", "Where", "call, in the office"),
        )

    def talk(self) -> Sequence[Asked]:
        """Returns what is asked about a talk."""
        return (
            self.past_day("on", "On"),
            word("missed_by", "Who did not come", Party, Party.HELPER),
            Asked("notes", "Notes", "what was said"),
            Asked("actions", "Agreed", "what somebody does now: send list, due 14may ; call bank"),
            yes("cards", "Make cards", "yes puts what was agreed into the Inbox"),
        )

    # Feedback, thanks, reviews

    def feedback(self, *, was_given: bool) -> Sequence[Asked]:
        """Returns what is asked about feedback; its answer and outcome only once it was given."""
        later = (
            Asked("intent_answer", "What was meant", "what the helper says to it"),
            Asked("outcome", "What came of it", "once both have looked back"),
        )
        return (
            Asked("situation", "Situation", "when and where: On Thu 7 May"),
            Asked("behaviour", "Behaviour", "what a camera would have seen"),
            Asked("impact", "Impact", "what came of it"),
            Asked("next_step", "Next step", "what is done differently; needed where something is to change"),
            self.day("due", "Look back on"),
            *(later if was_given else ()),
        )

    def ticket(self) -> Sequence[Asked]:
        """Returns what is asked about a ticket."""
        return (
            Asked("subject", "Subject", "what is wrong, in a few words"),
            Asked("says", "In full", "what you wrote"),
            Asked("reference", "Their number", "what the maker calls it"),
            self.moment("sent_at", "Sent"),
            self.moment("first_reply_at", "First reply", "empty while there is none"),
            self.moment("solved_at", "Solved", "empty while it is not"),
        )

    def thanks(self, helper: Dossier) -> Sequence[Asked]:
        """Returns what is asked about thanks."""
        return (
            word("kind", "How", RecognitionKind, RecognitionKind.THANKS),
            Asked("says", "What for, in words", "what was good about it"),
            Asked(
                "result",
                "For which result",
                "how the goal or the card is called",
                lambda text: self._result(text, helper),
                empty=(None, None),
            ),
            self.money("amount", "Amount", "of a bonus, or what is added to the rate"),
            self.past_day("on", "On"),
        )

    def _result(self, text: str, helper: Dossier) -> tuple[str | None, str | None]:
        said = text.casefold()
        for goal in helper.goals:
            if goal.title.casefold().startswith(said):
                return goal.key, None
        for card in self._desk.cards.having(helper=helper.uid):
            if card.title.casefold().startswith(said) or card.ref.casefold() == said:
                return None, card.uid
        raise RuleBroken(f"{helper.name} has no goal and no card called {quoted(text)}.")

    def review(self, kind: ReviewKind) -> Sequence[Asked]:
        """Returns what is asked in a review."""
        questions = QUESTIONS[kind]
        return (
            *(Asked(f"answer{n}", f"{n + 1}.", question) for n, question in enumerate(questions)),
            word("decision", "Decision", Verdict, Verdict.KEEP),
            Asked("reason", "Because", "in a sentence: the next review quotes it"),
            self.day("next_on", "Next one on", "empty for the usual day"),
            self.past_day("on", "On"),
        )


def number(name: str, label: str, hint: str) -> Asked:
    """Makes a line for a number that may have decimals."""
    return Asked(name, label, hint, lambda text: read_number(text, label), lambda value: f"{value:g}", None)


def _read_time(text: str) -> time:
    try:
        return time.fromisoformat(text if len(text) > 4 else f"0{text}")
    except ValueError:
        raise RuleBroken(f"{quoted(text)} is no time of day: write it like 9:30.") from None

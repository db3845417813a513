"""Rating a candidate by keys: a digit, what was seen or heard, and on to the next criterion."""

from typing import ClassVar

from textual.binding import BindingType

from models.candidates import Candidate
from models.document import RuleBroken
from models.rating_line import METHOD_WORDS, hidden_from, own_rating, rated_by, rating_text, read_rating
from models.ratings import BEST, SHORTEST_EVIDENCE, WORST, Method, strength_of
from models.role_parts import Criterion
from models.roles import Role
from models.stages import usual_method
from models.standing import standing
from tui.keys import bound
from tui.vetting_verbs import VettingVerbs
from tui.widgets.prompt import Agreed, Question

RATING_KEYS: list[BindingType] = [
    *(
        bound(
            str(value),
            f"rate({value})",
            f"Rate {value}",
            f"rating.rate_{value}",
            "the criterion under the cursor; then say what shows it: trial: twenty chases, one error",
        )
        for value in range(WORST, BEST + 1)
    ),
    bound(
        "0",
        "no_part",
        "No part",
        "rating.no_part",
        "the criterion counts for nobody in this role; again: it does",
    ),
    bound(
        "C", "hand_in", "Hand in", "rating.hand_in", "your ratings; those of others are shown from then on"
    ),
]


class RatingVerbs(VettingVerbs):
    """A screen on which one candidate is rated; a concrete one says on what."""

    BINDINGS: ClassVar[list[BindingType]] = RATING_KEYS

    @property
    def criterion(self) -> Criterion | None:
        """The criterion under the cursor, or the one that the question under it is about."""
        return None

    def go_to(self, kind: str, key: str) -> None:
        """Puts the cursor on a line."""

    def go_on(self) -> None:
        """Puts the cursor on the next criterion, or the next question."""

    @property
    def is_alone(self) -> bool:
        """Whether nobody else rates, so that a rating counts at once."""
        return self.business.is_run_alone

    def action_rate(self, value: int) -> None:
        """Asks what earns the criterion under the cursor a value, and goes on to the next."""
        candidate, role, criterion = self.candidate, self.role, self.criterion
        if candidate is None or role is None:
            return
        if criterion is None:
            self.say("Put the cursor on a criterion, or on a question about one, and press 1 to 5.", "dim")
            return
        if not criterion.applies:
            again = self.key_for("rating.no_part")
            self.say(f"{_named(criterion)} plays no part in {role.ref}: {again} lets it count again.", "warn")
            return
        usual, me = usual_method(candidate.stage), self.desk.who
        before = own_rating(candidate, criterion.key, me)

        def preview(text: str) -> str:
            line = read_rating(text, usual)
            weak = candidate.weakness(line.method, role)
            strength = strength_of(line.method, weakened=weak).name.lower()
            short = (
                "" if len(line.evidence) >= SHORTEST_EVIDENCE else f"{SHORTEST_EVIDENCE} characters or more"
            )
            how = f"{line.method.says}, {strength}{f': {weak}' if weak else ''}"
            if short and ":" not in text:
                how += f"; or begin with {': '.join(METHOD_WORDS)}:"
            anchor = criterion.anchors.of_value(value)
            return " · ".join(filter(None, (how, short, f"{value} {anchor}" if anchor else "")))

        def settle(text: str, agreed: Agreed) -> None:
            line, at = read_rating(text, usual), self.now()
            with self.settling(f"Rate {candidate.ref} {value} on {criterion.code}") as desk:
                now = desk.roles.get(role.uid) or role
                changed = rated_by(
                    me,
                    desk.candidates[candidate.number],
                    now,
                    criterion.key,
                    value,
                    line,
                    alone=self.is_alone,
                    at=at,
                )
                if not now.frozen:
                    desk.roles.put(now.with_criteria_frozen(at=at))
                desk.candidates.put(changed)
            self._say_rated(changed, now, criterion, line.method)
            self.go_on()

        label = f"{criterion.code} {value}: what did you see or hear? ({usual.says}, or trial: test: demo: …)"
        self.ask(Question(label, settle, preview, value=rating_text(before) if before else ""))

    def _say_rated(self, candidate: Candidate, role: Role, criterion: Criterion, method: Method) -> None:
        rating = own_rating(candidate, criterion.key, self.desk.who, method)
        if rating is None:
            return
        said = f"{_named(criterion)}: {rating.value} by {rating.method.says}"
        if rating.submitted is None:
            kept = f"yours alone until {self.key_for('rating.hand_in')} hands it in (a courtesy, no lock)"
            self.say(f"{said} · {kept} · {self.undoes}")
            return
        disputed = any(
            cell.criterion.key == criterion.key and cell.is_disputed
            for cell in standing(role, candidate.scored(role, self.today)).cells
        )
        talk = "talk before deciding" if disputed else ""
        self.say(" · ".join(filter(None, (said, talk, self.undoes))), "warn" if talk else "plain")

    def action_no_part(self) -> None:
        """Asks why the criterion counts for nobody in this role, or lets it count again."""
        role, criterion = self.role, self.criterion
        if role is None or criterion is None:
            self.say("Put the cursor on a criterion: this lets it count for nobody in the role.", "dim")
            return
        if not criterion.applies:
            if self.saved(
                f"Count {criterion.code} in {role.ref}",
                lambda desk: desk.roles.put(role.with_again(criterion.key)),
            ):
                self.say(f"{_named(criterion)} counts again for everybody in {role.ref} · {self.undoes}")
            return

        def settle(text: str, agreed: Agreed) -> None:
            with self.settling(f"Leave {criterion.code} out of {role.ref}") as desk:
                desk.roles.put(role.without(criterion.key, text))
            self.say(f"{_named(criterion)} counts for nobody in {role.ref} · {self.undoes}")

        self.ask(Question(f"{_named(criterion)} counts for nobody in {role.ref}, because", settle))

    def action_hand_in(self) -> None:
        """Hands in this owner's drafts; those of others are shown from then on."""
        candidate, me, at = self.candidate, self.desk.who, self.now()
        if candidate is None:
            return
        drafts = candidate.drafts(me)
        seen = sum(hidden_from(me, candidate, key) for key in {each.criterion for each in drafts})
        for each in drafts:
            try:
                each.handed_in(at=at)
            except RuleBroken as broken:  # one that says nothing stops all
                self.go_to("criterion", each.criterion)
                self.say(str(broken), "warn")
                return
        shown = f"{seen} of others are shown now" if seen else ""
        self.alter("Hand in the ratings of", lambda one, why: one.submitted(me, at=at), says=shown)


def _named(criterion: Criterion) -> str:
    return f"{criterion.code} {criterion.name}"

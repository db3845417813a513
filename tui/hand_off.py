"""Work handed over: the message to copy, kept as a file, too, for terminals that cannot copy."""

import os

from models.board import Card
from models.brief_text import hand_off
from models.document import RuleBroken
from models.secrets import looks_secret
from tui.desk_screen import DeskScreen
from tui.editor import private_folder


def copy_hand_off(screen: DeskScreen, card: Card) -> None:
    """Copies the message that hands a card over, and marks its brief as sent; says where the message lies."""
    try:
        text = _message(screen, card)
        path = private_folder("hand-off") / f"{card.ref}.md"
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        with screen.settling(f"Hand over {card.ref}") as desk:
            desk.cards.put(card.handed_over(at=screen.now()))
    except RuleBroken as broken:
        screen.say(str(broken), "warn")
    except OSError as error:
        screen.say(f"The message cannot be written: {error.strerror}.", "warn")
    else:
        screen.app.copy_to_clipboard(text)
        screen.say(f"Copied the hand-off of {card.ref}, and wrote it to {path}")


def _message(screen: DeskScreen, card: Card) -> str:
    helper = screen.desk.helpers.get(card.helper)
    owners = {owner.key: owner.name for owner in screen.business.owners}
    text = hand_off(
        card,
        helper.name if helper else "",
        owners.get(screen.desk.who, ""),
        currency=screen.business.currency,
    )
    if any(looks_secret(line) for line in text.split("\n")):
        raise RuleBroken(
            f"The brief of {card.ref} holds what looks like a password: name the vault it is in instead."
        )
    return text

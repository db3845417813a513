"""Work handed over: the message to copy, kept as a file, too, for terminals that cannot copy."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from models.board import Card
from models.brief_text import hand_off
from models.document import RuleBroken
from models.secrets import looks_secret
from tui.desk_screen import DeskScreen
from tui.machine import private_folder

if TYPE_CHECKING:
    from models.candidates import Candidate
    from models.procedure import Procedure
    from models.roles import Role

FOLDER = "hand-off"


def copy_hand_off(screen: DeskScreen, card: Card) -> None:
    """Copies the message that hands a card over, and marks its brief as sent; says where the message lies."""
    try:
        text = _message(screen, card)
        path = _written(f"{card.ref}.md", text)
        with screen.settling(f"Hand over {card.ref}") as desk:
            desk.cards.put(card.handed_over(at=screen.now()))
    except RuleBroken as broken:
        screen.say(str(broken), "warn")
    else:
        screen.app.copy_to_clipboard(text)
        screen.say(f"Copied the hand-off of {card.ref}, and wrote it to {path}")


def copy_procedure(screen: DeskScreen, procedure: "Procedure") -> None:
    """Copies a procedure as Markdown; says where the text lies."""
    from models.procedure_text import procedure_sent

    text = procedure_sent(procedure)
    try:
        _refuse_secrets(text, procedure.ref)
        path = _written(f"{procedure.ref}.md", text)
    except RuleBroken as broken:
        screen.say(str(broken), "warn")
    else:
        screen.app.copy_to_clipboard(text)
        screen.say(f"Copied {procedure.ref}, and wrote it to {path}")


def copy_word(screen: DeskScreen, candidate: "Candidate", role: "Role") -> None:
    """Copies the message that tells a candidate how the search ended; says where the text lies."""
    from models.telling import message

    sender = next((owner.name for owner in screen.business.owners if owner.key == screen.desk.who), "")
    try:
        text = message(candidate, role, screen.business, sender=sender)
        path = _written(f"{candidate.ref}.md", text)
    except RuleBroken as broken:
        screen.say(str(broken), "warn")
    else:
        screen.app.copy_to_clipboard(text)
        told = screen.key_for("candidate.told")
        screen.say(f"Copied the word to {candidate.name}, and wrote it to {path} · {told} says it is told")


def copy_markdown(screen: DeskScreen, name: str, text: str, what: str) -> None:
    """Copies a text and keeps it as a file; says where it lies.

    Args:
        screen: the screen in front.
        name: the file's, without its ending.
        text: what is copied.
        what: what it is, in words.
    """
    try:
        path = _written(f"{name}.md", text)
    except RuleBroken as broken:
        screen.say(str(broken), "warn")
    else:
        screen.app.copy_to_clipboard(text)
        screen.say(f"Copied {what}, and wrote it to {path}")


def _message(screen: DeskScreen, card: Card) -> str:
    from models.procedure_text import how

    helper = screen.desk.helpers.get(card.helper)
    procedure = screen.desk.procedures.get(card.procedure)
    said = how(procedure) if procedure and procedure.steps else ""
    owners = {owner.key: owner.name for owner in screen.business.owners}
    text = hand_off(
        card,
        helper.name if helper else "",
        owners.get(screen.desk.who, ""),
        currency=screen.business.currency,
        procedure=said,
    )
    if procedure:
        _refuse_secrets(said, procedure.ref)
    _refuse_secrets(text, f"The brief of {card.ref}")
    return text


def _refuse_secrets(text: str, where: str) -> None:
    if any(looks_secret(line) for line in text.split("\n")):
        raise RuleBroken(f"{where} holds what looks like a password: name the vault it is in instead.")


def _written(name: str, text: str) -> Path:
    path = private_folder(FOLDER) / name
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise RuleBroken(f"{path} cannot be written ({error.strerror}): check the folder.") from error
    return path

"""What the tests of erasing share: a person, and where the files still hold the name."""

import re
from pathlib import Path

from store_doubles import MemoryDisk

NAME = "Zoë Quist"
PATH = Path("/desk/desk.json")


def traces(files: dict[str, bytes]) -> list[str]:
    """Returns which files hold the name, in whatever case and accents, however JSON writes its letters."""
    return [name for name, data in files.items() if "zoe quist" in plain(data)]


def plain(data: bytes) -> str:
    text = data.decode("utf-8", "replace")
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    return text.casefold().replace("ë", "e")


def on_disk(disk: MemoryDisk) -> dict[str, bytes]:
    return {name: bytes(inode.data) for name, inode in disk.files.items()}


def in_folder(path: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in path.parent.rglob("*") if file.is_file()}

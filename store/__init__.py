"""The file that survives: collections of documents over a TinyDB snapshot and a journal."""

from store.collection import Collection
from store.errors import (
    Busy,
    Conflict,
    Damaged,
    NewerFile,
    NotFound,
    NothingToUndo,
    NotOurs,
    NotSaved,
    StoreError,
    UndoConflict,
)
from store.soundness import Soundness, check
from store.undo import Step
from store.workspace import Workspace

__all__ = [
    "Busy",
    "Collection",
    "Conflict",
    "Damaged",
    "NewerFile",
    "NotFound",
    "NotOurs",
    "NotSaved",
    "NothingToUndo",
    "Soundness",
    "Step",
    "StoreError",
    "UndoConflict",
    "Workspace",
    "check",
]

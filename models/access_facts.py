"""What the gates and the list for leaving ask of an access: the grant together with its system."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from models.access_state import AccessState
from models.systems import System
from models.templates import Gate


@dataclass(frozen=True)
class HeldAccess:
    """A grant and the system it enters."""

    grant: AccessState
    system: System

    @classmethod
    def all_of(cls, grants: Iterable[AccessState], systems: Iterable[System]) -> tuple[Self, ...]:
        """Returns grants with their systems; those of systems that were erased are left out."""
        known = {system.uid: system for system in systems}
        return tuple(cls(grant, known[grant.system]) for grant in grants if grant.system in known)

    @property
    def uid(self) -> str:
        """The uid of the grant."""
        return self.grant.uid

    @property
    def helper(self) -> str:
        """The uid of the helper."""
        return self.grant.helper

    @property
    def says(self) -> str:
        """The system and the level, in words."""
        return f"{self.system.name} {self.grant.level}"

    @property
    def gate(self) -> Gate:
        """The gate before it."""
        return self.system.gate(self.grant.level)

    @property
    def account(self) -> str:
        """What the account is called."""
        return self.grant.account

    @property
    def secret(self) -> str:
        """The name of the shared item in the vault, empty where nothing is shared."""
        return self.grant.vault_item if self.grant.is_shared else ""

    @property
    def limit(self) -> str:
        """What bounds it once enough owners have approved; empty before."""
        return self.grant.limit(self.system)

    @property
    def is_given(self) -> bool:
        """Whether it was switched on at some time."""
        return self.grant.granted is not None

    @property
    def is_over(self) -> bool:
        """Whether it was revoked or withdrawn."""
        called_off = self.grant.withdrawn is not None and not self.is_given
        return called_off or self.grant.revoked is not None

    @property
    def is_closed(self) -> bool:
        """Whether nothing is left to do about it."""
        return self.grant.is_closed

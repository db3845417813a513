"""What can be entered: programs, accounts, shared folders."""

from typing import ClassVar

from pydantic import AwareDatetime

from models.access_profiles import AccessLevel
from models.brief import DataClass
from models.document import Document, Line
from models.role_parts import reaches
from models.secrets import Open, OpenName, OpenProse
from models.templates import Gate


class System(Document):
    """Something that can be entered: a program, an account, a shared folder."""

    letter: ClassVar[str] = "S"

    name: OpenName
    owner: Line = ""
    """The key of the owner who looks after it."""
    url: Open = ""
    data_class: DataClass = DataClass.INTERNAL
    mfa_available: bool | None = None
    """Whether it offers a second factor; None is not known."""
    how_to_revoke: OpenProse = ""
    shared_login: bool = False
    """Whether everybody enters with the same name and password."""
    archived: AwareDatetime | None = None

    def is_sensitive(self, level: AccessLevel) -> bool:
        """Tells whether access at a level takes a second approval and is looked at every month."""
        far = level in (AccessLevel.ADMIN, AccessLevel.APPROVE_PAYMENT)
        return far or self.data_class is DataClass.MONEY

    def gate(self, level: AccessLevel) -> Gate:
        """Returns the gate that stands before access at a level."""
        if self.data_class is DataClass.MONEY or level is AccessLevel.APPROVE_PAYMENT:
            return Gate.MONEY
        return Gate.CLIENT_DATA if reaches(self.data_class, DataClass.CLIENT) else Gate.ACCOUNTS

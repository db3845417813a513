"""What somebody in a role may enter, and how far: the least that the work needs."""

from enum import StrEnum

from models.document import Name, Part, RuleBroken


class AccessLevel(StrEnum):
    """How far an access goes; each level may do what those before it may."""

    VIEW = "view"
    COMMENT = "comment"
    EDIT = "edit"
    PUBLISH = "publish"
    ADMIN = "admin"
    APPROVE_PAYMENT = "approve payment"

    @property
    def rank(self) -> int:
        """Its place among the levels, 0 for the least."""
        return list(AccessLevel).index(self)

    @property
    def sign(self) -> str:
        """The one character that stands for it in a matrix."""
        return "$" if self is AccessLevel.APPROVE_PAYMENT else self.name[0]


class ProfileLine(Part):
    """One system of a profile."""

    system: str
    """The uid of the system."""
    level: AccessLevel


class AccessProfile(Part):
    """The systems that a role of one name needs, each with the level it needs there."""

    name: Name
    lines: tuple[ProfileLine, ...] = ()

    def level(self, system: str) -> AccessLevel | None:
        """Returns how far it reaches into a system, None where it does not reach at all."""
        return max(
            (line.level for line in self.lines if line.system == system),
            key=lambda level: level.rank,
            default=None,
        )

    def reaching(self, system: str, level: AccessLevel | None) -> "AccessProfile":
        """Returns the profile with another level in a system, without it where that is None.

        Raises:
            RuleBroken: the link to the system is empty.
        """
        if not system:
            raise RuleBroken("Which system? Choose one from the list.", "system")
        others = tuple(line for line in self.lines if line.system != system)
        if level is None:
            return self.but(lines=others)
        kept = next((line for line in self.lines if line.system == system), None)
        line = kept.but(level=level) if kept else ProfileLine.of(system=system, level=level)
        return self.but(lines=(*others, line))

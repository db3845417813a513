"""The rows of a table in memory: as they are on the disk, and as a transaction would have them."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from uuid import NAMESPACE_OID, uuid5

from store.journal import Op, Row

Place = tuple[str, int]
"""The table and the number of a record."""


class Rows:
    """The saved rows of one table, found by number or by uid.

    A row is never changed in place: it is replaced, so that a row somebody holds stays what it was.

    Attributes:
        by_key: The rows by number as text, in the form TinyDB knows.
        next: The next number to give out.
        version: How often a row was put or taken out; whoever computed something from the rows compares it.
    """

    def __init__(self, table: str, by_key: dict[str, Row] | None = None, next_: int = 1) -> None:
        self.table = table
        self.by_key = by_key if by_key is not None else {}
        self.next = max(next_, max(map(int, self.by_key), default=0) + 1)
        self.version = 0
        self._numbers: list[int] | None = None
        self._by_uid: dict[str, int] | None = None

    def __len__(self) -> int:
        return len(self.by_key)

    def get(self, number: int) -> Row | None:
        """Returns a row, None when there is none of that number."""
        return self.by_key.get(str(number))

    def numbers(self) -> Sequence[int]:
        """Returns the numbers in use, ascending."""
        if self._numbers is None:
            self._numbers = sorted(map(int, self.by_key))
        return self._numbers

    def number_of(self, uid: str) -> int | None:
        """Returns the number of the record with that identity, None when there is none."""
        if self._by_uid is None:
            self._by_uid = {identity(self.table, int(key), row): int(key) for key, row in self.by_key.items()}
        return self._by_uid.get(uid)

    def put(self, number: int, row: Row) -> None:
        """Puts a row in its place."""
        old = self.by_key.get(str(number))
        if self._by_uid is not None:
            if old is not None:
                self._by_uid.pop(identity(self.table, number, old), None)
            self._by_uid[identity(self.table, number, row)] = number
        if old is None and self._numbers is not None:
            if not self._numbers or self._numbers[-1] < number:
                self._numbers.append(number)
            else:
                self._numbers.insert(bisect_left(self._numbers, number), number)
        self.by_key[str(number)] = row
        self.next = max(self.next, number + 1)
        self.version += 1

    def remove(self, number: int) -> None:
        """Takes a row out; one that is not there is no error, as a journal may be replayed."""
        old = self.by_key.pop(str(number), None)
        if old is None:
            return
        self.version += 1
        if self._by_uid is not None:
            self._by_uid.pop(identity(self.table, number, old), None)
        if self._numbers is not None:
            del self._numbers[bisect_left(self._numbers, number)]


class DraftRows:
    """The rows of one table as a transaction that is not saved yet would leave them.

    Attributes:
        saved: The rows as they are on the disk.
        changed: What differs, by number; None is a row taken out.
    """

    def __init__(self, saved: Rows) -> None:
        self.saved = saved
        self.changed: dict[int, Row | None] = {}
        self._next = saved.next
        self._by_uid: dict[str, int] = {}
        self._numbers: list[int] | None = None

    def __len__(self) -> int:
        return len(self.numbers())

    def get(self, number: int) -> Row | None:
        """Returns a row, None when there is none of that number."""
        return self.changed[number] if number in self.changed else self.saved.get(number)

    def numbers(self) -> Sequence[int]:
        """Returns the numbers in use, ascending."""
        if not self.changed:
            return self.saved.numbers()
        if self._numbers is None:
            gone = {number for number, row in self.changed.items() if row is None}
            new = [number for number in self.changed if number not in gone and self.saved.get(number) is None]
            self._numbers = sorted([*(n for n in self.saved.numbers() if n not in gone), *new])
        return self._numbers

    def number_of(self, uid: str) -> int | None:
        """Returns the number of the record with that identity, None when there is none."""
        number = self._by_uid.get(uid) or self.saved.number_of(uid)
        return None if number is None or self.get(number) is None else number

    def take_number(self) -> int:
        """Returns a number that no record of this table ever had."""
        self._next += 1
        return self._next - 1

    def put(self, number: int, row: Row) -> None:
        """Puts a row in its place."""
        if self.get(number) is None:
            self._numbers = None
        self._next = max(self._next, number + 1)
        self._by_uid[identity(self.saved.table, number, row)] = number
        self.changed[number] = row

    def remove(self, number: int) -> None:
        """Takes a row out."""
        self._numbers = None
        if self.saved.get(number) is None:
            self.changed.pop(number, None)
        else:
            self.changed[number] = None

    def ops(self) -> Iterator[Op]:
        """Yields what differs, as operations."""
        for number, row in self.changed.items():
            if row is None:
                yield "del", self.saved.table, number
            elif row is not self.saved.get(number):
                yield "put", self.saved.table, number, row


class Draft:
    """What a transaction would change, table by table."""

    def __init__(self, tables: dict[str, Rows]) -> None:
        self._saved = tables
        self.tables: dict[str, DraftRows] = {}

    def __getitem__(self, table: str) -> DraftRows:
        if table not in self.tables:
            self.tables[table] = DraftRows(self._saved.get(table, Rows(table)))
        return self.tables[table]

    def ops(self) -> list[Op]:
        """Returns what differs from the disk."""
        return [op for rows in self.tables.values() for op in rows.ops()]


def apply(tables: dict[str, Rows], op: Op) -> None:
    """Carries out an operation that is on the disk."""
    rows = tables.get(op[1])
    if rows is None:
        rows = tables[op[1]] = Rows(op[1])
    if op[0] == "put":
        rows.put(op[2], op[3])
    else:
        rows.remove(op[2])


def identity(table: str, number: int, row: Row) -> str:
    """Returns a record's uid; a row another program added gets the same one in every session."""
    uid = row.get("uid")
    return uid if isinstance(uid, str) and uid else uuid5(NAMESPACE_OID, f"{table}/{number}").hex

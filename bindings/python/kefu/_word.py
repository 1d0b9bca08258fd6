"""What the enumerations of the vocabulary have in common."""

from enum import IntEnum
from typing import TYPE_CHECKING, Any, Self


class Word(IntEnum):
    """A number of the vocabulary with its name in JSON.

    >>> import kefu
    >>> kefu.MessageKind("text"), str(kefu.MessageKind.TEXT)
    (<MessageKind.TEXT: 1>, 'text')
    >>> bool(kefu.MessageKind.NONE)
    False
    """

    if TYPE_CHECKING:
        # A name makes a value as well as a number does.
        def __new__(cls, value: int | str) -> Self: ...

    @property
    def json(self) -> str:
        """Its name in JSON, "" for NONE."""
        return self._name_.lower() if self._value_ else ""

    def __str__(self) -> str:
        return self.json

    def __format__(self, spec: str) -> str:
        return format(self.json, spec)

    @classmethod
    def _missing_(cls, value: object) -> Any:
        if isinstance(value, str):
            found = cls.__members__.get(value.upper())
            if found is not None and found and value.islower():
                return found
        return None


"""What is unwise in a ruleset."""

from dataclasses import dataclass

from . import _kefu
from ._words import LintCheck


@dataclass(frozen=True)
class LintFinding:
    """One thing that is unwise in a ruleset, and where (E4).

    check: which check has found it
    line, column: where in Ruleset.json, from 1, columns in bytes; 0 of one
        that says how many more there are
    pointer: the JSON pointer of what is meant; "" of one that says how many
        more there are
    message: what follows from it, and what to do

    str() is the line that every face has for it.
    """

    check: LintCheck
    line: int
    column: int
    pointer: str
    message: str

    def __str__(self) -> str:
        return _kefu._finding_text(int(self.check), self.line, self.column,
                                   self.pointer, self.message)

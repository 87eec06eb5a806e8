"""Errors a person can act on: a problem is data, an error says what to do, an exit code is an enum."""

from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar, Literal

Severity = Literal["error", "question", "warning"]


class ExitCode(IntEnum):
    """What the process tells the shell."""

    DONE = 0
    DATA = 1
    USAGE = 2
    DATABASE = 3
    ENVIRONMENT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong or doubtful in what was typed or in a sheet.

    The code is stable and for programs; the message is a sentence in the user's language with its values in it.
    Columns and rows count from 1.
    """

    code: str  # kebab-case, for example "bird-ambiguous"
    message: str
    column: int | None = None
    value: str = ""
    expected: str = ""  # what would be right, in words
    candidates: tuple[str, ...] = ()  # taxon ids
    severity: Severity = "error"
    file: str = ""
    sheet: str = ""
    row: int | None = None
    length: int = 0  # how many characters, from column on, it is about (0: not known)


class BirdlogError(Exception):
    """An error that a person can do something about: what happened, and what to do.

    `problems` carries the details where there are several; each subclass has its own exit code.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.ENVIRONMENT

    def __init__(self, message: str, advice: str = "", *, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message, advice)
        self.message = message
        self.advice = advice
        self.problems = problems

    def __str__(self) -> str:
        if not self.advice:
            return self.message
        # A Chinese sentence ends in a full-width stop and takes no space after it.
        gap = "" if self.message.endswith(tuple("。！？；：，）")) else " "
        return f"{self.message}{gap}{self.advice}"


class DataError(BirdlogError):
    """What was typed or imported cannot be taken as it is."""

    exit_code = ExitCode.DATA


class UsageError(BirdlogError):
    """The program was asked for something it does not do."""

    exit_code = ExitCode.USAGE


class DatabaseError(BirdlogError):
    """The database is locked, damaged, replaced, full, newer or out of reach."""

    exit_code = ExitCode.DATABASE


class EnvironmentFault(BirdlogError):
    """Something around the program: a broken settings file, a folder without rights, a terminal that cannot show it."""

    exit_code = ExitCode.ENVIRONMENT

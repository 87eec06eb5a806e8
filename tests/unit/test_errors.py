"""An error says what happened and what to do, and the shell learns it by a number."""

import dataclasses
import pickle

import pytest

from birdlog.errors import (
    BirdlogError,
    DatabaseError,
    DataError,
    EnvironmentFault,
    ExitCode,
    Problem,
    UsageError,
)


def test_the_exit_codes_are_the_documented_ones() -> None:
    assert {code.name: int(code) for code in ExitCode} == {
        "DONE": 0,
        "DATA": 1,
        "USAGE": 2,
        "DATABASE": 3,
        "ENVIRONMENT": 4,
    }


@pytest.mark.parametrize(
    ("error", "code"),
    [(DataError, 1), (UsageError, 2), (DatabaseError, 3), (EnvironmentFault, 4)],
)
def test_each_kind_of_error_has_its_exit_code(error: type[BirdlogError], code: int) -> None:
    assert error("It is so.").exit_code == code


def test_the_text_is_what_happened_and_what_to_do() -> None:
    assert str(DataError("It is so.")) == "It is so."
    assert str(DataError("It is so.", "Do this.")) == "It is so. Do this."
    assert str(DataError("是这样。", "这样做。")) == "是这样。这样做。"


def test_an_error_survives_a_process_boundary() -> None:
    error = pickle.loads(pickle.dumps(DataError("It is so.", "Do this.")))
    assert (error.message, error.advice) == ("It is so.", "Do this.")


def test_a_problem_is_data() -> None:
    problem = Problem(code="bird-ambiguous", message="Several birds.", column=3, candidates=("a", "b"))
    assert problem.severity == "error"
    assert dataclasses.replace(problem, row=7).row == 7
    assert problem == Problem(code="bird-ambiguous", message="Several birds.", column=3, candidates=("a", "b"))
    with pytest.raises(dataclasses.FrozenInstanceError):
        problem.code = "other"  # type: ignore[misc]

"""A shell for the tests: commands run in this process, on a database of the test's own, at a fixed moment."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from birdlog.cli import main

MORNING = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
"""07:30 on 2026-11-22 in Shanghai, and still the day before in London."""


@dataclass
class Answer:
    """What a command did: its exit code, its data and its words."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The JSON answer."""
        return json.loads(self.out)


Shell = Callable[..., Answer]


@pytest.fixture
def shell(ready_sqlite_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Return a function that runs one command; its exit code must be `code`."""
    monkeypatch.setenv("BIRDLOG_DB", ready_sqlite_url)

    def run(*words: str, code: int | None = 0, at: datetime = MORNING) -> Answer:
        capsys.readouterr()
        found = main(list(words), clock=lambda: at)
        printed = capsys.readouterr()
        answer = Answer(found, printed.out, printed.err)
        assert "Traceback" not in answer.err
        assert code is None or found == code, answer
        return answer

    return run

"""The frame of the command line: flags anywhere, help in two languages, errors as words, exit codes, bad streams."""

import io
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from birdlog.cli import main
from birdlog.cli.argv import lift
from birdlog.cli.crash import redacted
from birdlog.cli.wrap import hanging, wrap
from birdlog.display import width
from birdlog.errors import ExitCode


def test_flags_are_lifted_before_and_after_the_command() -> None:
    flags = lift(["--lang", "zh", "find", "--json", "zdyq", "--db=x.db", "--yes"])
    assert (flags.lang, flags.json, flags.db, flags.yes, flags.rest) == ("zh", True, "x.db", True, ["find", "zdyq"])


def test_nothing_after_two_dashes_is_a_flag() -> None:
    assert lift(["add", "--", "--json", "--db"]).rest == ["add", "--", "--json", "--db"]


@given(st.lists(st.text(max_size=12), max_size=8))
def test_lifting_keeps_every_other_word_in_order(words: list[str]) -> None:
    flags = lift(words)
    rest = iter(words)
    assert all(word in rest for word in flags.rest)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--lang"], ExitCode.USAGE, "--lang is followed by a value"),
        (["--lang", "fr", "find", "x"], ExitCode.USAGE, "zh, en"),
        (["fnid", "x"], ExitCode.USAGE, "find"),
        (["find"], ExitCode.USAGE, "TEXT is missing"),
        (["find", "--limt", "3", "x"], ExitCode.USAGE, "--limit"),
        (["find", "--limit", "x", "y"], ExitCode.USAGE, "--limit"),
        (["find", "--limit"], ExitCode.USAGE, "--limit is followed by a value"),
        (["db", "path", "x"], ExitCode.USAGE, "one word too many"),
    ],
)
def test_wrong_use_is_said_on_stderr_alone(
    words: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == code
    answer = capsys.readouterr()
    assert answer.out == ""
    assert said in answer.err
    assert "Traceback" not in answer.err


def test_the_version_is_on_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("birdlog ")


def test_help_wins_over_a_broken_settings_file(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "birdlog").mkdir()
    (home / "birdlog" / "config.toml").write_text("language = ")
    assert main(["find", "--help"]) == 0
    assert "birdlog find" in capsys.readouterr().out
    assert main(["find", "x"]) == ExitCode.ENVIRONMENT
    assert "config.toml" in capsys.readouterr().err


def test_the_unforeseen_is_one_sentence_and_a_log_without_secrets(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("postgresql://me:hunter2@host/db went away, password=hunter2")

    monkeypatch.setattr("birdlog.cli.entry.load", broken)
    assert main(["find", "x"]) == ExitCode.ENVIRONMENT
    answer = capsys.readouterr()
    assert answer.out == "" and "Traceback" not in answer.err
    (log,) = (home / "birdlog" / "log").iterdir()
    text = log.read_text()
    assert "hunter2" not in text and "RuntimeError" in text and str(log) in answer.err
    assert log.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("error", "code"), [(KeyboardInterrupt(), 130), (BrokenPipeError(), 0), (PermissionError("x"), 4)]
)
def test_interruptions_end_quietly(
    error: BaseException, code: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_args: object, **_kwargs: object) -> None:
        raise error

    monkeypatch.setattr("birdlog.cli.entry.load", interrupted)
    monkeypatch.setattr("birdlog.cli.entry._abandon", lambda _stream: None)
    assert main(["find", "x"]) == code
    assert "Traceback" not in capsys.readouterr().err


def test_passwords_leave_addresses() -> None:
    assert redacted("postgresql+psycopg://me:p%40ss@h/db token=abc") == "postgresql+psycopg://me:***@h/db token=***"
    assert redacted("postgresql://me:sec@ret/x@h/db") == "postgresql://me:***@h/db"


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_a_terminal_that_cannot_show_a_name_is_told(
    encoding: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding, errors="strict"))
    assert main(["find", "小䴙䴘", "--lang", "en"]) == 0
    assert b"?" in raw.getvalue()
    assert "UTF-8" in capsys.readouterr().err


def test_json_loses_nothing_on_a_poor_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    import json

    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="gbk", errors="strict"))
    assert main(["find", "小䴙䴘", "--json"]) == 0
    assert json.loads(raw.getvalue())["candidates"][0]["chinese_name"] == "小䴙䴘"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=200), st.integers(20, 100))
def test_wrapping_loses_no_word(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_chinese_wraps_between_characters_and_not_before_a_stop() -> None:
    lines = wrap("没有这样的命令，请看帮助。" * 6, 20)
    assert all(width(line) <= 22 for line in lines)
    assert not any(line.startswith(("，", "。")) for line in lines)


def test_a_long_term_stands_on_a_line_of_its_own() -> None:
    assert hanging("--a-very-long-option VALUE", "what it means", 12, 40).splitlines() == [
        "  --a-very-long-option VALUE",
        "            what it means",
    ]

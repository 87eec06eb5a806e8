"""What stands in the terminal before the page does."""

from io import BytesIO, TextIOWrapper

from birdlog import i18n
from birdlog.cli.screen import Opening


def said(encoding: str, environ: dict[str, str]) -> tuple[str, str]:
    """Return what stands there while it opens, and what is written to wipe it off."""
    terminal = TextIOWrapper(BytesIO(), encoding=encoding, newline="")
    raw = terminal.buffer
    assert isinstance(raw, BytesIO)
    opening = Opening(terminal, environ)
    before = raw.getvalue()
    opening.over()
    opening.over()
    return before.decode(encoding), raw.getvalue()[len(before) :].decode(encoding)


def test_it_says_that_it_opens_and_wipes_it_off():
    i18n.use("zh")
    assert said("utf-8", {"TERM": "xterm"}) == ("正在打开…", "\r" + " " * 9 + "\r")


def test_it_says_nothing_where_it_could_not_be_read_or_wiped_off():
    i18n.use("zh")
    assert said("ascii", {}) == ("", "")
    assert said("utf-8", {"TERM": "dumb"}) == ("", "")

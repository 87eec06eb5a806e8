"""The formula guard: no cell of a csv file comes alive when a spreadsheet opens it.

A text that a spreadsheet would take for a formula gets one apostrophe in front, unless it is a plain number; reading
our own file takes exactly one away. Texts that begin with an apostrophe get one more, so that the way back is exact.
"""

import re

__all__ = ["guard", "plain", "unguard"]

# What a spreadsheet, an old one, or one with a Chinese input method in its locale, reads as the start of a formula.
# Space in front does not help: some programs trim it first.
_ALIVE = re.compile(r"[\s\x00-\x1f\ufeff]*[=+\-@|%＝＋－＠]|[\t\r\n\x00]|'")
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]+)?\Z")

# Line ends and tabs become a space; what cannot be in a text file at all, and lone surrogates, go.
_SPACES = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_CONTROLS = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


def guard(text: str) -> str:
    """Return the text as a csv cell that no spreadsheet runs; `unguard` gives it back unchanged."""
    if _ALIVE.match(text) and not _NUMBER.match(text):
        return "'" + text
    return text


def unguard(text: str) -> str:
    """Return what `guard` was given: one leading apostrophe taken away, where there is one."""
    return text[1:] if text.startswith("'") else text


def plain(text: str) -> str:
    """Return the text on one line and without control, bidi or zero-width characters, as data files want it."""
    if text.isprintable():
        return text
    return _CONTROLS.sub("", _SPACES.sub(" ", text))

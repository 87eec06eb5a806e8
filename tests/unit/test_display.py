"""No control character reaches a screen, and columns line up in cells."""

import unicodedata

import pytest

from birdlog import i18n
from birdlog.display import (
    can_show,
    clean,
    encoding_fault,
    fit,
    pad,
    table,
    terminal_encoding,
    width,
)

CONTROL_PAYLOADS = {
    "clipboard": "note\x1b]52;c;cm0gLXJmIH4=\x07",
    "title": "\x1b]0;owned\x1b\\",
    "colour": "\x1b[31mred\x1b[0m",
    "cursor home and erase": "\x1b[H\x1b[2J",
    "alternate screen": "\x1b[?1049h",
    "hyperlink": "\x1b]8;;http://example.org\x1b\\click\x1b]8;;\x1b\\",
    "device status": "\x1b[6n",
    "C1 CSI": "\x9b31m",
    "C1 OSC": "\x9d52;c;aGk=\x9c",
    "DCS": "\x1bP+q544e\x1b\\",
    "bell and backspace": "a\x07b\x08\x08",
    "carriage return": "12\r99",
    "bidi override": "白鹭\u202e 21\u202c",
    "bidi isolate": "\u2067abc\u2069\u200f\u061c",
    "zero width": "白\u200b鹭\u200d\u2060\ufeff",
    "lone surrogate": "a\udc1bb",
    "shift out": "\x0e\x0f",
    "delete and null": "\x7f\x00",
    "line separators": "a\u2028b\u2029c\x85d",
    "tags": "a\U000e0041\U000e0001",
    "blank letters": "a\u3164b\u115fc",
    "interlinear": "\ufff9a\ufffab\ufffb",
    "soft hyphen": "a\u00adb",
}


@pytest.mark.parametrize("text", CONTROL_PAYLOADS.values(), ids=CONTROL_PAYLOADS)
def test_no_payload_gets_through(text: str) -> None:
    shown = clean(text)
    assert shown.isprintable()
    assert not {unicodedata.category(character) for character in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert not set(shown) & {"\u3164", "\u115f"}
    shown.encode()  # a lone surrogate would raise here, in the middle of a screen


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", "␛[31m"),
        ("a\tb\nc", "a b c"),
        ("\x7f", "␡"),
        ("\x9b", "\N{REPLACEMENT CHARACTER}"),
        ("白\u200b鹭", "白\N{REPLACEMENT CHARACTER}鹭"),
        ("12\u00a0只", "12 只"),
        ("3♂\ufe0f5♀\ufe0e", "3♂5♀"),
        ("e\u0301t\u0301\u0302\u0303\u0304\u0305\u0306", "e\u0301t\u0301\u0302\u0303"),
    ],
)
def test_what_stands_for_it_can_be_seen(text: str, shown: str) -> None:
    assert clean(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "震旦鸦雀 12 只（3 雄）",
        "小䴙䴘",
        "鹦鹉洲湿地\u3000观鸟塔",
        "𫛚𫘜𰻝",
        "Ménétries's ‘Warbler’ – 10–20 °C …",
        "Серая цапля",
        "かもめ",
        "[/] [sic] [@click=app.quit]x[/]",
        "'; DROP TABLE sighting; --",
    ],
)
def test_ordinary_text_comes_back_as_it_is(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "cells"),
    [("", 0), ("REPA", 4), ("震旦鸦雀", 8), ("约 60", 5), ("e\u0301", 1), ("\x1b", 1), ("a\u3000b", 4)],
)
def test_width_counts_cells(text: str, cells: int) -> None:
    assert width(text) == cells


@pytest.mark.parametrize(
    ("text", "cells", "shown"),
    [
        ("震旦鸦雀", 8, "震旦鸦雀"),
        ("震旦鸦雀", 7, "震旦鸦…"),
        ("震旦鸦雀", 6, "震旦…"),
        ("震旦鸦雀", 1, "…"),
        ("震旦鸦雀", 0, ""),
        ("震旦鸦雀", -3, ""),
        ("Reed Parrotbill", 6, "Reed …"),
    ],
)
def test_fit_cuts_between_characters(text: str, cells: int, shown: str) -> None:
    assert fit(text, cells) == shown


def test_pad_fills_on_either_side() -> None:
    assert pad("白鹭", 6) == "白鹭  "
    assert pad("12", 4, "right") == "  12"
    assert pad("震旦鸦雀", 4) == "震旦鸦雀"


def test_a_table_lines_up_in_cells() -> None:
    text = table([["震旦鸦雀", "12"], ["Gull\x1b[31m", "1200"], ["小䴙䴘", ""]], ["鸟种", "只次"], ["left", "right"])
    assert text.splitlines() == [
        "鸟种       只次",
        "震旦鸦雀     12",
        "Gull␛[31m  1200",
        "小䴙䴘",
    ]


def test_a_table_without_rows_is_its_header() -> None:
    assert table([], ["a", "b"]) == "a  b"


class _Stream:
    def __init__(self, encoding: str | None) -> None:
        self.encoding = encoding


@pytest.mark.parametrize(
    ("encoding", "environ", "expected"),
    [
        ("utf-8", {"LANG": "zh_CN.GBK"}, "GBK"),
        ("utf-8", {"LC_ALL": "zh_CN.GB18030@x", "LANG": "C.UTF-8"}, "GB18030"),
        ("cp936", {}, "cp936"),
        ("cp936", {"LANG": "zh_CN"}, "cp936"),
        (None, {}, "ascii"),
    ],
)
def test_the_locale_says_what_the_terminal_is_set_to(
    encoding: str | None, environ: dict[str, str], expected: str
) -> None:
    assert terminal_encoding(_Stream(encoding), environ) == expected


def test_a_terminal_that_cannot_show_chinese_is_told_in_words_it_can_show() -> None:
    assert encoding_fault("utf-8") is None
    assert encoding_fault("UTF8") is None
    assert encoding_fault("gb18030") is None
    for language in i18n.LANGUAGES:
        i18n.use(language)
        for encoding in ("ascii", "ANSI_X3.4-1968", "latin-1", "gbk", "cp936", "klingon"):
            fault = encoding_fault(encoding)
            assert fault is not None
            assert encoding in fault.message
            assert "UTF-8" in fault.advice
            assert can_show(str(fault), encoding)

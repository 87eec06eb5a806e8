"""The typed text beside its plain twin: full-width and Chinese punctuation read as ASCII, character for character.

The twin is as long as the text, so a position in one is a position in the other, and what is kept (notes, plots, counts
as written) is cut from the text itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from birdlog.errors import Problem, Severity

__all__ = ["Source", "plain"]

_TABLE: dict[int, int | str] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_TABLE.update({ord(blank): " " for blank in "\t\v\f\u00a0\u2002\u2003\u2009\u200b\u200e\u200f\u2060\u3000\ufeff"})
_TABLE.update({ord(dash): "-" for dash in "‐‑‒–—―−﹣"})
_TABLE.update({ord(wave): "~" for wave in "〜∼≈～"})
_TABLE.update({ord(quote): '"' for quote in "“”„«»「」"})
_TABLE.update({ord(tick): "√" for tick in "✓✔☑"})
_TABLE.update({ord(times): "×" for times in "✕✖╳"})
_TABLE.update(
    {ord("。"): ",", ord("｡"): ",", ord("、"): "、", ord("､"): "、", ord("≧"): "≥", ord("⩾"): "≥", ord("﹢"): "+"}
)
_TABLE.update({ord("’"): "'", ord("‘"): "'", ord("【"): "(", ord("】"): ")", ord("〔"): "(", ord("〕"): ")"})
# The traditional forms of the words of the entry line; names are folded by the checklist.
_TABLE.update(
    dict(
        zip(
            map(ord, "約餘雙隻對兩萬聽飛過無見雛亞羣幾數沒有頭個類體傷鳥聲標"),
            "约余双只对两万听飞过无见雏亚群几数没有头个类体伤鸟声标",
            strict=True,
        )
    )
)


def plain(text: str) -> str:
    """Return the text's plain twin, one character for each."""
    return text.translate(_TABLE)


@dataclass(slots=True)
class Source:
    """A text and its plain twin."""

    text: str
    s: str = field(init=False)

    def __post_init__(self) -> None:
        self.s = plain(self.text)

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """Return the span without the blanks at its ends."""
        while start < end and self.s[start].isspace():
            start += 1
        while end > start and self.s[end - 1].isspace():
            end -= 1
        return start, end

    def problem(
        self,
        code: str,
        start: int,
        end: int,
        message: str,
        expected: str = "",
        *,
        severity: Severity = "error",
        candidates: tuple[str, ...] = (),
    ) -> Problem:
        """Return a problem about text[start:end]; {value} in the message is that text."""
        value = self.text[start:end]
        return Problem(
            code=code,
            message=message.replace("{value}", value),
            column=start + 1,
            length=end - start,
            value=value,
            expected=expected,
            severity=severity,
            candidates=candidates,
        )

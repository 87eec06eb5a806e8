"""The README's pictures are of the present program.

`BIRDLOG_PICTURES=write python -m pytest tests/tui/test_pictures.py` makes them anew. What is compared is the words on
them; colours and fonts are left to the eye.
"""

import os
import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from html import unescape
from pathlib import Path

import pytest

from birdlog import config, logbook
from birdlog.checklist import Checklist
from birdlog.draft import SurveyDraft
from birdlog.places import YINGWUZHOU
from birdlog.quickline import parse
from birdlog.store import Store
from tests.tui.conftest import running

PICTURES = Path(__file__).parents[2] / ".pictures"
WRITE = os.environ.get("BIRDLOG_PICTURES") == "write"  # read before the tests are given an empty environment
START = datetime(2026, 11, 21, 23, 31, 12, tzinfo=UTC)  # 07:31 on the wall in Shanghai
WHO = {"zh": "演示观察者", "en": "Demo Observer"}
BEFORE = "白鹭20、夜鹭5、斑嘴鸭60、白头鹎12、环颈鸻40、反嘴鹬30、小䴙䴘6、珠颈斑鸠4、棕背伯劳1、震旦鸦雀8"
MORNING = {
    "zh": ("小䴙䴘4", "黑脸琵鹭10-20飞过", "白鹭约60", "鸻鹬类 有（远）", "斑嘴鸭 120+", "大苇莺 3听"),
    "en": ("Little Grebe 4", "Black-faced Spoonbill 10-20 o", "Little Egret ~60", "MALL 120+", "Common Kingfisher 1h"),
}
TYPED = {"zh": "zdyq12 3雄5雌", "en": "reed parr 12 3m5f"}


def seed(store: Store, checklist: Checklist, language: str) -> None:
    """Write the invented mornings that the picture's side panel rests on."""
    for days in (3, 7, 11):
        act = logbook.new_act("demo", "demo", START)
        with store.writing() as s:
            day = date(2026, 11, 22) - timedelta(days=days)
            survey = logbook.open_survey(
                s, act, SurveyDraft(site=YINGWUZHOU.uid, date=day, start=time(7), observers=(WHO[language],))
            )
            kept = [draft for index, draft in enumerate(parse(BEFORE, checklist).drafts) if (index + days) % 5]
            logbook.record_all(s, act, survey.uid, kept, checklist)
            logbook.close_survey(s, act, survey.uid, end=time(9), complete=True, target="all", left_questions=False)


def words(svg: str) -> list[str]:
    """Return the words on a picture, line by line."""
    by_line: dict[str, list[str]] = {}
    for y, text in re.findall(r'<text [^>]*?y="([\d.]+)"[^>]*>(.*?)</text>', svg, re.S):
        by_line.setdefault(y, []).append(unescape(text).replace("\xa0", " "))
    return [("".join(line).split() and " ".join("".join(line).split())) or "" for line in by_line.values()]


def standalone(svg: str) -> str:
    """Return the picture without the fonts it would load from elsewhere."""
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.S)
    svg = svg.replace("<!-- Generated with Rich https://www.textualize.io -->", "")
    svg = re.sub(r"font-family: ?[^;]*;", "font-family: 'Sarasa Mono SC', 'Noto Sans Mono CJK SC', monospace;", svg)
    return re.sub(r"[ \t]+\n", "\n", svg)


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_picture_is_of_the_present_program(
    language: str, sqlite_store: Store, checklist: Checklist, settings: config.Settings
) -> None:
    seed(sqlite_store, checklist, language)
    settings = replace(settings, language=language, observer=WHO[language])
    clock = [START]
    async with running(sqlite_store, checklist, settings, now=lambda: clock[-1]) as bench:
        await bench.begin()
        for line in MORNING[language]:
            clock.append(clock[-1] + timedelta(minutes=2))
            await bench.enter(line)
        await bench.type(TYPED[language])
        await bench.until(lambda: "Reed Parrotbill" in bench.screen_text())
        await bench.until(lambda: ("白头鹎" if language == "zh" else "Bulbul") in bench.screen_text())
        svg = standalone(bench.app.export_screenshot(title="birdlog"))
    file = PICTURES / f"log-{language}.svg"
    if WRITE:
        PICTURES.mkdir(exist_ok=True)
        file.write_text(svg, encoding="utf-8")
    assert words(file.read_text(encoding="utf-8")) == words(svg), "the README's picture is of an older program"

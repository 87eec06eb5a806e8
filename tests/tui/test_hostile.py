"""Data is shown as data: no markup, no escape sequence, no bidi mark acts, wherever it comes from."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from textual import events

from birdlog import config, logbook
from birdlog.checklist import Checklist
from birdlog.draft import Count, SightingDraft, SurveyDraft
from birdlog.places import YINGWUZHOU
from birdlog.store import Store
from birdlog.tui.half_typed import HalfTyped, Typed
from birdlog.tui.screens.closing import ClosingPage
from birdlog.tui.screens.header import HeaderPage
from birdlog.tui.screens.help import HelpPage
from birdlog.tui.screens.log import LogPage
from birdlog.tui.screens.paste import PastePage
from birdlog.tui.screens.places import PlacesPage
from birdlog.tui.screens.surveys import SurveysPage
from tests.tui.conftest import NOW, Bench, running

MARKUP = [
    "[/]",
    "[sic]",
    "[/foo]",
    "[b]fat[/b]",
    "[red]",
    "[adult m]",
    "[@click=app.quit]x[/]",
    "[@click=app.bell()]x[/]",
    "[link=http://x]y[/link]",
    "[on red]z",
    "[[",
    "]]",
    "\\[b]",
    "[$primary]p[/]",
    "[blink]q",
    "[/b][b",
]
CONTROL = [
    "\x1b[31mred",
    "\x1b]0;title\x07",
    "\x1b]52;c;ZXZpbA==\x07",
    "\x1b[2J",
    "\x1bc",
    "\x9b31m",
    "\x9d0;t\x9c",
    "\x07bell",
    "\x08\x08back",
    "\rover",
    "a\nb",
    "\u202eevil",
    "\u2066x\u2069",
    "\u200bzero",
    "\x00nul",
    "\x7fdel",
]


def harmless(bench: Bench) -> None:
    """Nothing that acts on a terminal stands in any segment of the screen."""
    for strip in bench.app.screen._compositor.render_strips():
        for segment in strip:
            assert segment.control is None
            for character in segment.text:
                assert character.isprintable() or character == " ", repr(segment.text)
                assert character not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b"
            assert not (segment.style and segment.style.meta and "@click" in segment.style.meta)


def planted(store: Store, checklist: Checklist, payloads: list[str]) -> str:
    """Return a survey with the payloads everywhere; the logbook refuses some of them, so SQL puts them there."""
    with store.writing() as s:
        act = logbook.new_act("观察者甲", "test", NOW)
        names = [f"p{number}" for number in range(len(payloads))]
        for name in names:
            logbook.add_site(s, act, logbook.SiteDraft(name=name, parent=YINGWUZHOU.uid, kind="plot"))
        header = SurveyDraft(site=YINGWUZHOU.uid, plot="p0", date=NOW.date(), observers=tuple(names))
        survey = logbook.open_survey(s, act, header)
        for name in names:
            draft = SightingDraft(taxon="little-egret", count=Count.present("有"), name=name, note=name)
            logbook.record(s, act, survey.uid, draft, checklist)
        s.flush()
        for name, payload in zip(names, payloads, strict=True):
            # SQLite keeps no NUL inside a text that SQL functions see: it is planted as any other character.
            values = {"name": name, "payload": payload}
            s.execute(sa.text("UPDATE site SET name = :payload WHERE name = :name"), values)
            s.execute(sa.text("UPDATE observer SET name = :payload WHERE name = :name"), values)
            change = (
                "UPDATE sighting SET note = :payload, name_entered = :payload, count_text = :payload WHERE note = :name"
            )
            s.execute(sa.text(change), values)
        s.execute(sa.text("UPDATE survey SET note = :note"), {"note": " ".join(payloads)})
        return survey.uid


@pytest.mark.parametrize("payloads", [MARKUP, CONTROL], ids=["markup", "control"])
@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
async def test_everywhere(
    sqlite_store: Store, checklist: Checklist, settings: config.Settings, payloads: list[str], size: tuple[int, int]
):
    """Every page, with the payloads as site, plot, observer, name entered, note, half-typed text and paste."""
    assert len(payloads) == 16
    whole = " ".join(payloads)
    uid = planted(sqlite_store, checklist, payloads)
    left = HalfTyped(config.paths().state_dir)
    left.keep(Typed(line=whole, database=settings.database))
    left.close()
    async with running(sqlite_store, checklist, replace(settings, observer=whole), size) as bench:
        await bench.page(SurveysPage)
        harmless(bench)
        await bench.press("f4")
        await bench.page(PlacesPage)
        harmless(bench)
        await bench.press("escape")
        bench.app.screen.query_one("#list").pick(f"open:{uid}")  # type: ignore[attr-defined]
        await bench.press("enter")
        await bench.until(lambda: bench.log.session is not None)
        await bench.pilot.pause()
        harmless(bench)
        for payload in payloads:
            if len(payload.splitlines()) > 1:
                continue  # several lines are a message, below
            bench.log.entry.post_message(events.Paste(f"白鹭 3 {payload}"))
            await bench.pilot.pause()
            harmless(bench)
            bench.log.entry.put("")
        await bench.press("up")
        await bench.pilot.pause()
        harmless(bench)
        await bench.press("escape", "f4")
        await bench.page(HeaderPage)
        harmless(bench)
        await bench.press("escape")
        await bench.page(LogPage)
        bench.log.entry.post_message(events.Paste("\n".join(f"白鹭 3 {payload}\n{payload}" for payload in payloads)))
        await bench.page(PastePage)
        harmless(bench)
        await bench.press("enter")
        harmless(bench)
        await bench.press("escape", "escape")
        await bench.page(LogPage)
        bench.log.say(whole)
        await bench.pilot.pause()
        harmless(bench)
        await bench.press("f1")
        await bench.page(HelpPage)
        harmless(bench)
        await bench.press("escape", "f9")
        await bench.page(ClosingPage)
        harmless(bench)


async def test_brackets_are_shown_as_they_are(sqlite_store: Store, checklist: Checklist, settings: config.Settings):
    async with running(sqlite_store, checklist, settings) as bench:
        await bench.begin()
        await bench.enter("zdyq3（[/foo] [sic] [@click=app.quit]x）")
        assert "[/foo] [sic] [@click=app.quit]x" in bench.screen_text()


async def test_no_colour_means_none(
    sqlite_store: Store, checklist: Checklist, settings: config.Settings, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(sqlite_store, checklist, settings) as bench:
        await bench.begin()
        await bench.type("hzo12")
        for strip in bench.app.screen._compositor.render_strips():
            for segment in strip.apply_filter(bench.app.get_line_filters()[-1], bench.app.screen.background_colors[1]):
                if segment.style is not None:
                    for colour in (segment.style.color, segment.style.bgcolor):
                        assert colour is None or colour.is_default

"""What the page tests stand on: an app on a database of its own, a clock that stands still, and waiting for conditions.

Nothing here sleeps for a fixed time: `Desk.until` lets the app work until something is so, or fails.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from birdlog import config
from birdlog.checklist import Checklist
from birdlog.draft import SurveyDraft
from birdlog.store import Store
from birdlog.tui.app import BirdlogApp, make_app
from birdlog.tui.screens.log import LogPage
from birdlog.tui.screens.surveys import Picked, SurveysPage

NOW = datetime(2026, 11, 22, 7, 40, 12, tzinfo=UTC)  # 15:40:12 on the wall in Shanghai
W = TypeVar("W", bound=Widget)


@dataclass
class Bench:
    """An app under test."""

    app: BirdlogApp
    pilot: Pilot[None]

    async def until(self, condition: Callable[[], object], what: str = "", *, within: float = 20) -> None:
        """Let the app work until the condition holds."""
        deadline = asyncio.get_running_loop().time() + within
        while True:
            if self.app.failure is not None:
                raise self.app.failure
            try:
                if condition():
                    return
            except Exception:  # noqa: BLE001 - not there yet
                pass
            if asyncio.get_running_loop().time() > deadline:
                raise AssertionError(f"never came: {what or condition}\n{self.screen_text()}")
            await asyncio.sleep(0.005)

    async def page(self, kind: type[Widget]) -> None:
        """Wait for a page to be shown and settled."""
        await self.until(lambda: isinstance(self.app.screen, kind) and self.app.screen.is_mounted, kind.__name__)
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        """Press keys."""
        from textual import events
        from textual.keys import key_to_character

        for key in keys:
            self.app.post_message(events.Key(key, key_to_character(key)))
            await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type a text, Han too, as a terminal brings it."""
        from textual import events
        from textual.keys import _character_to_key

        for character in text:
            self.app.post_message(events.Key(_character_to_key(character), character))
        await self.pilot.pause()

    async def said(self, part: str) -> None:
        """Wait until the message line says something."""
        await self.until(lambda: part in self.app.screen.message, f"message with {part!r}")  # type: ignore[attr-defined]

    def screen_text(self) -> str:
        """Return what stands on the screen, line by line."""
        height = self.app.size.height
        lines = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in lines[:height])

    @property
    def log(self) -> LogPage:
        """The log page."""
        return next(page for page in self.app.screen_stack if isinstance(page, LogPage))

    async def begin(self, entered: str = "live") -> None:
        """Begin a survey without its header's page, and wait for the log page."""
        await self.page(SurveysPage)
        wall = self.app.wall()
        draft = SurveyDraft(
            site=self.app.home_place.uid,
            date=wall.date(),
            start=wall.time().replace(second=0),
            entered=entered,
            observers=("观察者甲",),
        )
        view = await asyncio.to_thread(self.app.desk.open, draft)
        assert isinstance(self.app.screen, SurveysPage)
        self.app.screen.dismiss(Picked("open", view.head.uid))
        await self.page(LogPage)
        await self.until(lambda: self.log.session is not None, "a survey")
        await self.pilot.pause()

    async def enter(self, text: str) -> None:
        """Type a line, press Enter, and wait until it is stored."""
        before = len(self.log.session.lines) if self.log.session else 0
        await self.type(text)
        await self.press("enter")
        await self.until(
            lambda: self.log.session and not self.log.session.pending and len(self.log.session.lines) > before,
            f"{text} stored",
        )


@pytest.fixture
def settings(ready_sqlite_url: str) -> config.Settings:
    """Return settings of a user who has been asked already."""
    return config.Settings(language="zh", observer="观察者甲", database=ready_sqlite_url)


Start = Callable[..., "AsyncIterator[Bench]"]


@asynccontextmanager
async def running(
    store: Store,
    checklist: Checklist,
    settings: config.Settings,
    size: tuple[int, int] = (80, 24),
    now: Callable[[], datetime] = lambda: NOW,
) -> AsyncIterator[Bench]:
    """Run the app without a terminal."""
    app = make_app(store, checklist, settings, now=now, environ=dict(os.environ))
    async with app.run_test(size=size) as pilot:
        bench = Bench(app, pilot)
        await bench.until(lambda: len(app.screen_stack) > 1, "a first page")
        yield bench
    if app.failure is not None:
        raise app.failure

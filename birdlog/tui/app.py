"""The app: what all pages share, how it starts, and how it ends whatever happens."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from rich.console import RenderableType
from textual.binding import Binding, BindingType
from textual.filter import LineFilter, Monochrome, NoColor
from textual.theme import Theme

from birdlog import config, i18n
from birdlog.checklist import Checklist
from birdlog.config import Settings
from birdlog.errors import BirdlogError, EnvironmentFault, UsageError
from birdlog.i18n import N_, _
from birdlog.lookup import Place
from birdlog.places import YINGWUZHOU
from birdlog.store import Store, open_store
from birdlog.tui import ink, signals
from birdlog.tui.ahead import TypeAhead
from birdlog.tui.desk import Desk
from birdlog.tui.driver import driver_class
from birdlog.tui.half_typed import HalfTyped
from birdlog.tui.screens.first import FirstPage
from birdlog.tui.screens.help import HelpPage
from birdlog.tui.screens.log import LogPage
from birdlog.tui.screens.page import Page
from birdlog.tui.screens.places import PlacesPage
from birdlog.tui.words import Namer
from birdlog.tui.work import Clerk

__all__ = ["BirdlogApp", "make_app", "run"]

REED = Theme(
    name="reed",
    primary="#8fbc8f",
    accent="#9ccc8a",
    warning="#e0af68",
    error="#e06c75",
    foreground="#d7dce2",
    background="#15181b",
    surface="#1f2327",
    panel="#34393e",
    dark=True,
    variables={
        "block-cursor-foreground": "#15181b",
        "block-cursor-background": "#9ccc8a",
        "input-cursor-foreground": "#15181b",
        "input-cursor-background": "#d7dce2",
        "text-muted": "#8b959f",
    },
)
"""A calm dark page with one accent: reed green."""

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Return now, aware."""
    return datetime.now(UTC)


class BirdlogApp(TypeAhead):
    """birdlog in a terminal."""

    CSS_PATH = "birdlog.tcss"
    TITLE = "birdlog"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f1", "help", N_("Help"), key_display="F1", id="app.help", tooltip=N_("The keys, and what can be typed")
        ),
        Binding(
            "f2",
            "switch_language",
            N_("中文"),
            key_display="F2",
            id="app.language",
            tooltip=N_("Switch the language"),
            priority=True,
        ),
        Binding(
            "ctrl+q",
            "quit",
            N_("Quit"),
            key_display="Ctrl+Q",
            id="app.quit",
            tooltip=N_("Quit; an open survey stays open"),
            priority=True,
        ),
        Binding("ctrl+c", "no_quit", N_("quit"), show=False, id="app.interrupt", tooltip=N_("Says how to quit")),
    ]

    def __init__(
        self,
        store: Store | Callable[[], Store],
        checklist: Checklist,
        settings: Settings,
        *,
        now: Clock = system_clock,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(driver_class=driver_class())
        self.now = now
        self.environ = environ
        self.settings = settings
        self.checklist = checklist
        self.namer = Namer(checklist, settings)
        self.database = settings.database
        self.state_dir: Path = config.paths(environ).state_dir
        self.half_typed = HalfTyped(self.state_dir)
        self.reader_clerk = Clerk("reader")
        self.writer_clerk = Clerk("writer")
        self.places: tuple[Place, ...] = ()
        self.failure: BaseException | None = None
        self.desk: Desk
        self._opener: Callable[[], Store] = store if callable(store) else lambda: store
        self._own_store = callable(store)
        self._store: Store | None = None
        self._ending = False
        self.register_theme(REED)
        self.theme = "reed"
        ink.use_no_colour(self.no_color)
        i18n.use(settings.language)

    # Starting.

    def get_line_filters(self) -> list[LineFilter]:
        """Return Textual's filters; NO_COLOR means none at all, not greys."""
        return [NoColor() if isinstance(found, Monochrome) else found for found in super().get_line_filters()]

    def on_mount(self) -> None:
        """Open the database beside the page, then begin."""
        signals.catch(self.end)
        self.set_class(self.no_color, "-no-color")
        self.run_reader(self._open, self._opened)

    def run_reader(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Have something done beside the page before there is any page."""
        self.reader_clerk.do(self, work, then, self.fail, self.crash_from_thread)

    def on_outcome(self, outcome: Any) -> None:
        """Take what the work brought."""
        outcome.settle()

    def _open(self) -> tuple[Store, Desk, tuple[Place, ...]]:
        store = self._opener()
        self.checklist.prepare()
        terminal = f"tui:{os.getpid()}@{socket.gethostname()}"
        desk = Desk(store, self.checklist, lambda: self.settings.observer or "?", terminal, self.now)
        return store, desk, desk.places()

    def _opened(self, opened: tuple[Store, Desk, tuple[Place, ...]]) -> None:
        self._store, self.desk, self.places = opened
        if self.settings.observer:
            self.push_screen(LogPage())
        else:
            self.push_screen(FirstPage(), self._introduced)

    def _introduced(self, answer: tuple[str, str] | None) -> None:
        if answer is None:
            return
        language, name = answer
        self.settings = self.namer.settings = replace(self.settings, language=language, observer=name)
        self._save_settings({"language": language, "observer": name})
        self.push_screen(LogPage())

    def _save_settings(self, changes: dict[str, str | None]) -> None:
        environ = self.environ
        self.writer_clerk.do(
            self, lambda: config.save(changes, environ), lambda _file: None, self.say_error, self.crash_from_thread
        )

    def say_error(self, error: BirdlogError) -> None:
        """Show an error on the page that is there."""
        if isinstance(self.screen, Page):
            self.screen.say_error(error)

    # What pages share.

    def wall(self, timezone: str = "") -> datetime:
        """Return the clock on the wall of a place, without its offset."""
        return self.now().astimezone(ZoneInfo(timezone or self.home_place.timezone)).replace(tzinfo=None)

    @property
    def home_place(self) -> Place:
        """The place a new survey starts at: the one used last, else Yingwuzhou, else the first there is."""
        for uid in (self.settings.site, YINGWUZHOU.uid):
            for place in self.places:
                if place.uid == uid:
                    return place
        return self.places[0]

    def remember_place(self, uid: str) -> None:
        """Start the next survey here too."""
        if uid != self.settings.site:
            self.settings = self.namer.settings = replace(self.settings, site=uid)
            self._save_settings({"site": uid})

    def choose_place(self, then: Callable[[str], None]) -> None:
        """Show the places; a chosen one becomes the place new surveys start at."""

        def chosen(uid: str | None) -> None:
            if uid:
                self.remember_place(uid)
                then(uid)

        self.push_screen(PlacesPage(), chosen)

    # Keys.

    def action_help(self) -> None:
        """Show the keys of this page and what can be typed."""
        page = self.screen
        if isinstance(page, HelpPage):
            return
        keys: dict[str, tuple[str, str]] = {}
        for node, bindings in page._binding_chain:
            for _key, binding in bindings:
                if binding.id and binding.tooltip and binding.id not in keys:
                    keys[binding.id] = (binding.key_display or self.get_key_display(binding), binding.tooltip)
            del node
        about = page.HELP if isinstance(page, Page) else ""
        self.push_screen(HelpPage(about, list(keys.values())))

    def action_switch_language(self) -> None:
        """Speak the other language."""
        self.speak("en" if i18n.language() == "zh" else "zh")
        if self.settings.observer:
            self._save_settings({"language": i18n.language()})

    def speak(self, language: str) -> None:
        """Show everything in a language."""
        i18n.use(language)
        self.settings = self.namer.settings = replace(self.settings, language=language)
        for page in self.screen_stack:
            if isinstance(page, Page):
                page.retext()

    def action_no_quit(self) -> None:
        """Ctrl+C copies where something is selected; else it says how to quit."""
        if isinstance(self.screen, Page):
            self.screen.say(lambda: _("Ctrl+Q quits; an open survey stays open."))

    # Ending.

    async def action_quit(self) -> None:
        """Quit; what is on its way is stored first, what is half typed is kept."""
        page = next((page for page in self.screen_stack if isinstance(page, LogPage)), None)
        if page is not None and page.session is not None and page.session.pending and not self._ending:
            self._ending = True
            page.say(lambda: _("Still storing; Ctrl+Q again quits at once, and the text is kept."), ink.WARN)
            return
        self.exit()

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """End; what stands in the line at this very moment is kept first."""
        for page in self.screen_stack:
            if isinstance(page, LogPage) and page.is_mounted:
                page.keep()
        super().exit(result, return_code, message)

    def end(self, code: int) -> None:
        """End because the process was asked to; cut short if it takes too long."""
        driver = self._driver
        restore = driver.stop_application_mode if driver is not None else lambda: None
        signals.cut_short_after(signals.GRACE, code, restore)
        self.exit(return_code=code)

    def terminal_gone(self) -> None:
        """End because there is no terminal any more."""
        self.end(129)

    def fail(self, error: BirdlogError) -> None:
        """End with an error that a person can act on."""
        self.failure = error
        self.exit(return_code=int(error.exit_code))

    def crash_from_thread(self, error: BaseException) -> None:
        """End because of something nobody foresaw, noticed in another thread."""
        self.call_from_thread(self._crash, error)

    def _crash(self, error: BaseException) -> None:
        if self.failure is None:
            self.failure = error
        if isinstance(error, Exception) and self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._return_code = EnvironmentFault.exit_code
        self._close_messages_no_wait()

    def _handle_exception(self, error: Exception) -> None:
        # Textual would print a traceback with local variables, a password among them.
        self._crash(error)

    def panic(self, *renderables: RenderableType) -> None:
        """End without printing what Textual would print."""
        self._crash(sys.exc_info()[1] or RuntimeError("the terminal's input ended unexpectedly"))

    async def on_unmount(self) -> None:
        """Let the threads finish what is on its way."""
        self.half_typed.close()
        self.writer_clerk.close(10)
        self.reader_clerk.close(1)
        if self._own_store and self._store is not None:
            self._store.close()


def make_app(
    store: Store | Callable[[], Store],
    checklist: Checklist,
    settings: Settings,
    *,
    now: Clock = system_clock,
    environ: Mapping[str, str] | None = None,
) -> BirdlogApp:
    """Return the app on an open store, or on one that it opens itself once it is on the screen."""
    return BirdlogApp(store, checklist, settings, now=now, environ=environ)


def check_terminal(environ: Mapping[str, str]) -> None:
    """Refuse what cannot show a full screen, and say what to use instead."""
    # The page is painted on standard error; input and output are the terminal's too, or somebody is piping.
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise UsageError(
            _("The full-screen interface needs a terminal, and input or output is not one."),
            _('In scripts use the commands, for example: birdlog add "震旦鸦雀 12". All of them: birdlog --help'),
        )
    if environ.get("TERM", "") in ("dumb", "unknown"):
        raise EnvironmentFault(
            _("This terminal (TERM={term}) cannot show a full screen.").format(term=environ["TERM"]),
            _('Use the commands, for example: birdlog add "震旦鸦雀 12"; or another terminal.'),
        )
    encoding = (getattr(sys.__stderr__, "encoding", "") or "").lower().replace("-", "").replace("_", "")
    if encoding not in ("utf8", "utf8sig", "cp65001"):
        raise EnvironmentFault(
            _("This terminal is set to {encoding}, which would fill the page with litter.").format(
                encoding=encoding or "?"
            ),
            _("Set it to UTF-8, for example: LC_ALL=C.UTF-8 birdlog"),
        )


def run(
    settings: Settings,
    *,
    environ: Mapping[str, str] | None = None,
    now: Clock = system_clock,
    ready: Callable[[], None] = lambda: None,
) -> int:
    """Show the interface until the user quits, and return the exit code; what went wrong is raised after the terminal
    is as it was. `ready` is called just before the page takes the terminal."""
    from birdlog.checklist import load

    check_terminal(os.environ if environ is None else environ)
    checklist = load()
    app = make_app(lambda: open_store(settings.database, checklist), checklist, settings, now=now, environ=environ)
    ready()
    app.run()
    if app.failure is not None:
        raise app.failure
    return int(app.return_code or 0)

"""Typing ahead: keys that come faster than pages wait until what the key before them does is done."""

from __future__ import annotations

from time import monotonic
from typing import Any

from textual import events
from textual.app import App

__all__ = ["TypeAhead"]

LONGEST_HOLD = 5.0
"""Seconds that keys wait for a page; after that they go to whatever is there."""

LONGEST_TURN = 2.0
"""Seconds that keys wait for what the key before them does."""


class TypeAhead(App[None]):
    """An app whose keys arrive in the order they were typed, each where the one before it led."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._held: list[events.Key] = []
        self._hold_until = 0.0
        self._turning = False
        self._turn_until = 0.0

    async def on_event(self, event: events.Event) -> None:
        """Hold the keys of a fast typist until what the key before them does is done, and their page is there."""
        if isinstance(event, events.Key) and not self.screen_stack:
            return  # The app is ending: a key that was on its way has no page to go to.
        if isinstance(event, events.Key) and not event.is_forwarded:
            if event.key != "ctrl+q" and (self._held or not self._ready_for_keys()):
                self._held.append(event)
                if len(self._held) == 1:
                    self._hold_until = monotonic() + LONGEST_HOLD
                    self.set_timer(0.01, self._release_keys)
                return
            self._note_turn(event)
        await super().on_event(event)

    def _ready_for_keys(self) -> bool:
        page = self.screen
        if page.focused is None or getattr(page, "busy", False):
            return False
        return not (self._turning and monotonic() < self._turn_until)

    async def _release_keys(self) -> None:
        while self._held and self.screen_stack:
            if not self._ready_for_keys() and monotonic() < self._hold_until:
                self.set_timer(0.01, self._release_keys)
                return
            event = self._held.pop(0)
            self._note_turn(event)
            await super().on_event(event)
            self._hold_until = monotonic() + LONGEST_HOLD

    def _note_turn(self, event: events.Key) -> None:
        """After a key that types nothing (Enter, an arrow, a function key), wait until what it does is done.
        Where letters may lead elsewhere too (KEYS_IN_TURN of the focused widget), this is so after each of them.

        The key climbs from the focused widget up to the app, where its action runs; the action's message climbs the
        same way. A callback that climbs behind each of them knows when they have arrived: what is typed meanwhile
        belongs after them.
        """
        focused = self.screen.focused
        if focused is None or (event.is_printable and not getattr(focused, "KEYS_IN_TURN", False)):
            return
        self._turning, self._turn_until = True, monotonic() + LONGEST_TURN
        climb = [focused, *focused.ancestors, self] * 2

        def on() -> None:
            # A page that went away takes no callbacks; the next one up does.
            while climb:
                if climb.pop(0).call_later(on):
                    return
            self._turning = False

        # Behind the key itself, which is put into the widget's queue after this event has been handled.
        self.call_later(on)

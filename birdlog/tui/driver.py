"""Which driver talks to the terminal: Textual's own on Windows, a sturdier one elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.driver import Driver


def driver_class() -> type[Driver]:
    """Return the driver for this system."""
    if sys.platform == "win32":
        from textual.drivers.windows_driver import WindowsDriver

        return WindowsDriver
    from birdlog.tui.driver_posix import TerminalDriver

    return TerminalDriver

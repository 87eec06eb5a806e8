"""What hatchling does beyond copying: it compiles the translations and takes the checklist along.

The compiled .mo files land beside their .po files (git ignores them), so that a checkout has them too.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(root: Path) -> list[Path]:
    """Write a .mo beside each .po of birdlog/locale; return the files written."""
    written = []
    for po in sorted((root / "birdlog" / "locale").glob("*/LC_MESSAGES/*.po")):
        with po.open("rb") as source:
            catalogue = read_po(source)
        mo = po.with_suffix(".mo")
        with mo.open("wb") as target:
            write_mo(target, catalogue)
        written.append(mo)
    return written


class CustomBuildHook(BuildHookInterface[Any]):
    """Runs before every build of a wheel, an editable install or an sdist."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the translations; a real wheel also carries species/, an editable one reads it where it stands."""
        root = Path(self.root)
        compile_catalogues(root)
        if self.target_name == "wheel" and version != "editable":
            build_data["force_include"][str(root / "species")] = "birdlog/species"

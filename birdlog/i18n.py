"""English in the source, 简体中文 in locale/: texts are looked up when they are shown, so the language switches live.

Importing this module reads nothing; the catalogue is loaded when the first Chinese text is asked for.
"""

import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from gettext import NullTranslations

LANGUAGES = {"zh": "简体中文", "en": "English"}
"""Each language the program speaks, named in itself."""

_LOCALE = Path(__file__).with_name("locale")
_FOLDERS = {"zh": "zh_CN"}
_language = "en"


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a text made at import time for translation; whoever shows it puts it through `_`."""
    return text


def _(text: str) -> str:
    """Return the text in the language in use. The empty text stays empty."""
    if _language == "en" or not text:
        return text
    return _catalogue(_language).gettext(text)


def ngettext(one: str, many: str, n: int) -> str:
    """Return the text for n things in the language in use; both forms carry the same placeholders."""
    if _language == "en":
        return one if n == 1 else many
    return _catalogue(_language).ngettext(one, many, n)


def use(language: str) -> None:
    """Switch the language of everything looked up from now on; ValueError for one the program does not speak."""
    global _language
    if language not in LANGUAGES:
        raise ValueError(f"no language {language!r}; there are: {', '.join(LANGUAGES)}")
    _language = language


def language() -> str:
    """Return the language in use: "en" or "zh"."""
    return _language


def known_language(name: str) -> str | None:
    """Return the language a locale name means (zh_CN.UTF-8, zh-Hans, Chinese_China.936), or None if not spoken here."""
    name = name.strip().lower().replace("-", "_")
    first = name.split(".")[0].split("@")[0].split("_")[0]
    return {"zh": "zh", "chinese": "zh", "en": "en", "english": "en"}.get(first)


def system_language(environ: "Mapping[str, str] | None" = None) -> str:
    """Return the language of the user's locale, English where it says neither of ours.

    POSIX order: LC_ALL, LC_MESSAGES, LANG; the first that is set decides. Windows sets none of them: it is asked.
    """
    environ = os.environ if environ is None else environ
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environ.get(variable):
            return known_language(value) or "en"
    return _windows_language() or "en"


def _windows_language() -> str | None:
    """Return the language Windows shows its own menus in, None elsewhere."""
    if sys.platform == "win32":
        import ctypes

        # The low ten bits of a LANGID are the language itself: 0x04 Chinese, 0x09 English.
        primary = ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF
        return {0x04: "zh", 0x09: "en"}.get(primary)
    return None


@cache
def _catalogue(language: str) -> "NullTranslations":
    """Load the compiled texts; in a checkout where they are missing or older, compile them in memory."""
    import gettext

    po = _LOCALE / _FOLDERS[language] / "LC_MESSAGES" / "birdlog.po"
    mo = po.with_suffix(".mo")
    if po.is_file() and not (mo.is_file() and mo.stat().st_mtime_ns >= po.stat().st_mtime_ns):
        compiled = _compile(po)
        if compiled is not None:
            return compiled
    if not mo.is_file():
        return gettext.NullTranslations()
    with mo.open("rb") as file:
        return gettext.GNUTranslations(file)


def _compile(po: Path) -> "NullTranslations | None":
    """Compile a .po in memory, None where babel is not installed."""
    try:
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po
    except ImportError:
        return None
    import gettext
    import io

    buffer = io.BytesIO()
    with po.open("rb") as file:
        write_mo(buffer, read_po(file))
    buffer.seek(0)
    return gettext.GNUTranslations(buffer)

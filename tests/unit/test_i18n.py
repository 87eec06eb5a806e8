"""Two languages, both whole: every text of the source has its Chinese, with the same values in it."""

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import birdlog
from birdlog import i18n
from birdlog.i18n import N_, _, known_language, ngettext, system_language

PACKAGE = Path(birdlog.__file__).parent
PO = PACKAGE / "locale" / "zh_CN" / "LC_MESSAGES" / "birdlog.po"
MARKERS = {"_": None, "N_": None, "ngettext": (1, 2)}


Texts = dict[str | tuple[str, ...], str]


@pytest.fixture(scope="module")
def in_source() -> Texts:
    """Return each text of the source with the first place it stands in."""
    found: Texts = {}
    for file, line, message, _comments, _context in extract_from_dir(str(PACKAGE), keywords=MARKERS):
        if message:
            found.setdefault(message, f"{file}:{line}")
    return found


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, abort_invalid=True)


def values(text: str) -> set[str]:
    """Return the names of the values that a text takes."""
    return {name for _literal, name, _format, _conversion in Formatter().parse(text) if name is not None}


def test_every_text_of_the_source_is_translated(in_source: Texts, catalogue: Catalog) -> None:
    missing = []
    for message, place in in_source.items():
        entry = catalogue.get(message)
        texts = (entry.string,) if entry is not None and isinstance(entry.string, str) else entry and entry.string
        if not texts or not all(texts):
            missing.append(f"{place}: {message!r}")
    assert not missing, "\n".join(missing)


def test_nothing_is_translated_that_is_not_in_the_source(in_source: Texts, catalogue: Catalog) -> None:
    used = {message if isinstance(message, str) else message[0] for message in in_source}
    kept = {entry.id if isinstance(entry.id, str) else entry.id[0] for entry in catalogue if entry.id}
    assert not kept - used
    assert not catalogue.obsolete
    assert not [entry.id for entry in catalogue if entry.id and entry.fuzzy]


def test_translations_take_the_same_values(catalogue: Catalog) -> None:
    wrong = []
    for entry in catalogue:
        if not entry.id:
            continue
        sources = [entry.id] if isinstance(entry.id, str) else list(entry.id)
        targets = [entry.string] if isinstance(entry.string, str) else list(entry.string)
        wanted = set[str]().union(*map(values, sources))
        wrong += [f"{entry.id!r}: {target!r}" for target in targets if values(target) != wanted]
        if "" in wanted or any(name.isdigit() for name in wanted):
            wrong.append(f"{entry.id!r}: its values have no names")
    assert not wrong, "\n".join(wrong)


def test_texts_are_marked_before_their_values_are_put_in() -> None:
    wrong = []
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS:
                texts = node.args[:2] if node.func.id == "ngettext" else node.args[:1]
                for text in texts:
                    formatted = isinstance(text, ast.Call) and isinstance(text.func, ast.Attribute)
                    if isinstance(text, ast.JoinedStr | ast.BinOp) or (formatted and text.func.attr == "format"):  # type: ignore[attr-defined]
                        wrong.append(f"{file}:{node.lineno}")
    assert not wrong


LATER = N_("Set it to UTF-8: on Linux and macOS start with LANG=C.UTF-8 birdlog, on Windows type chcp 65001 first.")


def test_the_language_switches_live() -> None:
    assert i18n.language() == "en"
    assert _(LATER) == LATER
    i18n.use("zh")
    assert i18n.language() == "zh"
    assert _(LATER) != LATER
    assert "UTF-8" in _(LATER)
    i18n.use("en")
    assert _(LATER) == LATER


def test_an_empty_text_is_not_the_catalogues_header() -> None:
    i18n.use("zh")
    assert _("") == ""


def test_plural_forms() -> None:
    assert [ngettext("{n} bird", "{n} birds", n).format(n=n) for n in (0, 1, 2)] == ["0 birds", "1 bird", "2 birds"]
    i18n.use("zh")
    assert ngettext("no such text", "no such texts", 2) == "no such texts"


def test_a_language_it_does_not_speak_is_refused() -> None:
    with pytest.raises(ValueError, match="klingon"):
        i18n.use("klingon")
    assert i18n.language() == "en"


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("zh_CN.UTF-8", "zh"),
        ("zh", "zh"),
        ("zh-Hans-CN", "zh"),
        ("Chinese (Simplified)_China.936", None),
        ("Chinese_China.936", "zh"),
        ("en_GB.UTF-8@euro", "en"),
        ("C.UTF-8", None),
        ("de_DE", None),
        ("", None),
    ],
)
def test_locale_names(name: str, language: str | None) -> None:
    assert known_language(name) == language


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "zh_TW.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "zh"),
        ({"LC_ALL": "", "LANG": "zh_CN"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_first_variable_that_is_set_decides(environ: dict[str, str], language: str) -> None:
    assert system_language(environ) == language


@pytest.mark.parametrize(("shown", "language"), [("zh", "zh"), ("en", "en"), (None, "en")])
def test_where_no_variable_is_set_windows_is_asked(
    shown: str | None, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(i18n, "_windows_language", lambda: shown)
    assert system_language({}) == language


@pytest.fixture
def own_locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Put the catalogue where a test can change it; return the .po."""
    po = tmp_path / "zh_CN" / "LC_MESSAGES" / "birdlog.po"
    po.parent.mkdir(parents=True)
    shutil.copy(PO, po)
    with po.open("a", encoding="utf-8") as file:
        file.write('\nmsgid "only here"\nmsgstr "只在这里"\n')
    monkeypatch.setattr(i18n, "_LOCALE", tmp_path)
    i18n._catalogue.cache_clear()
    yield po
    i18n._catalogue.cache_clear()


def test_a_checkout_without_compiled_texts_reads_the_source(own_locale: Path) -> None:
    i18n.use("zh")
    assert _("only here") == "只在这里"


def test_compiled_texts_that_are_older_are_not_used(own_locale: Path) -> None:
    mo = own_locale.with_suffix(".mo")
    mo.write_bytes(b"stale")
    os.utime(mo, (1, 1))
    i18n.use("zh")
    assert _("only here") == "只在这里"


def test_without_babel_the_compiled_texts_serve(own_locale: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_compile", lambda po: None)
    i18n.use("zh")
    assert _("only here") == "only here", "no .mo at all: English, not a crash"


def test_importing_it_loads_nothing_heavy() -> None:
    script = (
        "import sys, birdlog.i18n as i; i._('x'); print({'babel', 'gettext', 'locale', 'ctypes'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-S", "-c", script], capture_output=True, text=True, cwd=PACKAGE.parent)
    assert done.stdout.strip() == "set()", done.stderr

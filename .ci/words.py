"""Bring birdlog.po up to date with the source: new texts come in without Chinese, texts no longer used go.

Run it from anywhere with babel installed, then fill in the empty msgstr lines: python .ci/words.py
"""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parents[1] / "birdlog"
PO = PACKAGE / "locale" / "zh_CN" / "LC_MESSAGES" / "birdlog.po"
MARKERS = {"_": None, "N_": None, "ngettext": (1, 2)}


def key(message: object) -> str:
    """Return what a text is known by: itself, or its singular."""
    return str(message[0] if isinstance(message, tuple | list) else message)


def main() -> None:
    """Write the .po anew, its head untouched."""
    head, _, _ = PO.read_text(encoding="utf-8").partition("\n\n")
    with PO.open("rb") as file:
        kept = {key(entry.id): key(entry.string) for entry in read_po(file)}
    # The locale says how many forms a plural has: one in Chinese.
    words = Catalog(locale=PO.parents[1].name, charset="utf-8", fuzzy=False)
    missing = set()
    for file_name, _line, message, _comments, _context in extract_from_dir(str(PACKAGE), keywords=MARKERS):
        if not message:
            continue
        text = kept.get(key(message), "")
        if not text:
            missing.add(key(message))
        # The files stand beside each text; line numbers would only make noise in git.
        place = f"birdlog/{Path(file_name).as_posix()}"
        words.add(message, (text,) if isinstance(message, tuple) else text, locations=[(place, 0)])
    body = BytesIO()
    write_po(body, words, width=0, omit_header=True, sort_by_file=True, include_lineno=False)
    PO.write_text(f"{head}\n\n{body.getvalue().decode().strip()}\n", encoding="utf-8")
    print(f"{PO}: {len(words)} texts, {len(missing)} without Chinese")


main()

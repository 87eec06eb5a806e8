"""Where a database is: a path or a URL as somebody gives it, and the same words without the password."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url

from birdlog.errors import UsageError
from birdlog.i18n import _

POSTGRES = "postgresql+psycopg"


def parse(url_or_path: str | Path) -> tuple[URL, Path | None]:
    """Return the URL of a database and, for a SQLite file, its path.

    A path is taken as it is, whatever characters are in it; a URL is `sqlite:///file` or `postgresql://...`.
    """
    given = str(url_or_path)
    if isinstance(url_or_path, Path) or "://" not in given:
        path = Path(given).expanduser()
        if not given.strip():
            raise UsageError(_("No database is named."), _("Name a file, or a postgresql:// address."))
        path = path.absolute()
        return URL.create("sqlite", database=str(path)), path
    try:
        url = make_url(given)
    except (sa.exc.ArgumentError, ValueError) as error:  # ValueError: a port that is no number
        raise UsageError(
            _("This is not the address of a database."),
            _("Write postgresql://user@host:5432/name, or the path of a file."),
        ) from error
    kind = url.drivername.split("+")[0]
    if kind in ("postgresql", "postgres"):
        return url.set(drivername=POSTGRES), None
    if kind == "sqlite" and url.database and url.database != ":memory:":
        path = Path(url.database).expanduser().absolute()
        return URL.create("sqlite", database=str(path)), path
    raise UsageError(
        _("birdlog does not keep records in {kind}.").format(kind="memory" if kind == "sqlite" else kind),
        _("Use the path of a SQLite file, or a postgresql:// address."),
    )


def shown(url: URL, path: Path | None) -> str:
    """Return where the database is, in words that may be shown: never with the password."""
    return str(path) if path is not None else url.render_as_string(hide_password=True)

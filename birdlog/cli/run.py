"""What a command has at hand: the settings, the clock, the checklist, the database, and where its answer goes."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from birdlog.config import Paths, Settings, paths
from birdlog.display import clean, table
from birdlog.errors import DatabaseError, EnvironmentFault, UsageError
from birdlog.i18n import _, language

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import typer
    from sqlmodel import Session

    from birdlog.checklist import Checklist, Taxon
    from birdlog.display import Align
    from birdlog.logbook import Act
    from birdlog.store import Store

__all__ = ["Run", "run_of"]


@dataclass
class Run:
    """One command under way."""

    settings: Settings
    environ: Mapping[str, str]
    now: datetime  # aware, UTC
    json: bool = False
    yes: bool = False

    @property
    def paths(self) -> Paths:
        """The user's folders."""
        return paths(self.environ)

    @cached_property
    def checklist(self) -> "Checklist":
        """The species."""
        from birdlog.checklist import load

        return load()

    @contextmanager
    def store(self, *, begins: bool = True) -> "Iterator[Store]":
        """The database, opened and brought up to date; closed when the block ends.

        One that is not there is begun, the user's own always, another only where `begins`: a misspelt --db must not
        answer that nothing was recorded.
        """
        from birdlog.store import open_store

        if new := self._not_there():
            if not begins:
                raise DatabaseError(
                    _("There is no database {where}.").format(where=new),
                    _("Check its name; birdlog add begins a new one."),
                )
            self.say(_("A new database was begun: {where}").format(where=new))
        store = open_store(self.settings.database, self.checklist, backups=self.paths.backups_dir)
        try:
            if store.notice:
                self.say(store.notice)
            yield store
        finally:
            store.close()

    def _not_there(self) -> "Path | None":
        """Return the file of the database where somebody named one that is not there yet."""
        from birdlog.store import place

        _url, file = place.parse(self.settings.database)
        if file is None or file == self.paths.database.absolute():
            return None
        try:
            return None if file.exists() else file
        except OSError:  # opening it says what is wrong
            return None

    @contextmanager
    def reading(self) -> "Iterator[Session]":
        """A session that reads, with the users' own taxa in the checklist."""
        with self.store(begins=False) as store, store.reading() as session:
            self.add_taxa(session)
            yield session

    @contextmanager
    def writing(self) -> "Iterator[Session]":
        """A session that is one transaction: saved when the block ends well, and only then."""
        with self.store() as store, store.writing() as session:
            self.add_taxa(session)
            yield session

    def add_taxa(self, session: "Session") -> None:
        """Put the users' own taxa into the checklist."""
        from birdlog.lookup import extra_taxa

        if extra := extra_taxa(session):
            self.checklist = self.checklist.with_extra(extra)

    def today(self, zone: str = "Asia/Shanghai") -> date:
        """Return today's date on the wall of a place in this timezone."""
        return self.wall(zone).date()

    def wall(self, zone: str = "Asia/Shanghai") -> datetime:
        """Return the clock on the wall of a place in this timezone, without its offset."""
        from zoneinfo import ZoneInfo

        return self.now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)

    def act(self, why: str = "") -> "Act":
        """Return the action that everything this command writes belongs to."""
        from birdlog.logbook import new_act

        return new_act(self.who, "shell", self.now, why)

    @property
    def who(self) -> str:
        """The user's name: as set, else the name of the login."""
        if self.settings.observer:
            return self.settings.observer
        import getpass

        try:
            return getpass.getuser()
        except (OSError, KeyError):
            return "?"

    def name(self, taxon: "Taxon") -> str:
        """Return a bird's name as the user wants to see it."""
        return clean(taxon.name(language(), self.settings.names))

    def bird(self, taxon_id: str, name: str = "") -> str:
        """Return the name of the bird with this id; one that the checklist does not know by what was entered."""
        return self.name(self.checklist.get(taxon_id)) if taxon_id in self.checklist else clean(name or taxon_id)

    # Where the answer goes.

    def out(self, line: str) -> None:
        """Write a line of the answer; what comes from the database has been through display.clean."""
        sys.stdout.write(line + "\n")

    def lines(self, text: str) -> None:
        """Write a text of several lines, each made safe for a terminal."""
        for line in text.split("\n"):
            self.out(clean(line))

    def table(self, rows: "Iterable[Sequence[str]]", header: "Sequence[str]", aligns: "Sequence[Align]" = ()) -> None:
        """Write an aligned table."""
        self.out(table(rows, header, aligns))

    def data(self, answer: Mapping[str, Any]) -> None:
        """Write the answer as JSON: as it reads where the terminal can show it, else with ASCII escapes."""
        encoding = (sys.stdout.encoding or "ascii").lower().replace("-", "").replace("_", "")
        self.out(json.dumps(answer, ensure_ascii=encoding != "utf8", indent=2, default=str))

    def say(self, sentence: str) -> None:
        """Say something to the person: on stderr, out of the way of the answer."""
        sys.stderr.write(clean(sentence) + "\n")

    def may_replace(self, file: "Path") -> None:
        """Ask before a file that is there is replaced; an error where the answer is no."""
        if file.is_dir():
            raise EnvironmentFault(_("{file} is a folder.").format(file=file), _("Name a file in it."))
        question = _("{file} is there already. Replace it?").format(file=file)
        if file.exists() and not self.agreed(question):
            raise UsageError(_("{file} was left as it is.").format(file=file), _("Name another file."))

    def agreed(self, question: str) -> bool:
        """Ask a question whose answer is yes or no; without --yes and without a terminal it is an error."""
        if self.yes:
            return True
        if not (sys.stdin and sys.stdin.isatty() and sys.stderr.isatty()):
            raise UsageError(clean(question), _("Nobody is there to ask: add --yes to do it."))
        sys.stderr.write(clean(question) + _(" [y/N] "))
        sys.stderr.flush()
        return sys.stdin.readline().strip().casefold() in {"y", "yes", "是", "好", "对"}


def run_of(ctx: "typer.Context") -> Run:
    """Return the run a command was started with."""
    return cast(Run, ctx.find_root().obj)

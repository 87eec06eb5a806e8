"""Saving under hard conditions: many at once, a full disk, a lock, a file that is gone, a killed process."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from birdlog import logbook, lookup
from birdlog.checklist import Checklist
from birdlog.draft import Count, SightingDraft, SurveyDraft
from birdlog.errors import DatabaseError
from birdlog.models import Observer
from birdlog.places import YINGWUZHOU
from birdlog.store import Store, open_store

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


def act(who: str = "观察者甲") -> logbook.Act:
    return logbook.new_act(who, "test", NOW)


def begin(store: Store) -> str:
    with store.writing() as s:
        return logbook.open_survey(s, act(), SurveyDraft(site=YINGWUZHOU.uid, date=NOW.date())).uid


def add(store: Store, survey: str, checklist: Checklist, number: int = 1, **fields: Any) -> str:
    draft = SightingDraft(taxon="little-egret", count=Count.exact(number), **fields)
    with store.writing() as s:
        return logbook.record(s, act(), survey, draft, checklist).uid


def numbers(store: Store, survey: str) -> list[int | None]:
    with store.reading() as s:
        return [line.draft.count.best for line in lookup.survey_lines(s, survey)]


def test_many_at_once_lose_nothing(ready_url: str, checklist: Checklist) -> None:
    """Each of six terminals adds birds and sets the same mallard one higher than it read."""
    with open_store(ready_url, checklist) as store:
        survey = begin(store)
        mallard = SightingDraft(taxon="mallard", count=Count.exact(1))
        with store.writing() as s:
            uid = logbook.record(s, act(), survey, mallard, checklist).uid

    def terminal(number: int) -> None:
        with open_store(ready_url, checklist) as store:
            for turn in range(10):
                add(store, survey, checklist, number + 1, plot=f"{turn}号塘", observer=f"第{turn}人")
                with store.writing() as s:
                    # The survey is held first, so that what is read cannot be changed by others before it is written.
                    s.execute(sa.text("SELECT uid FROM survey WHERE uid = :uid" + _hold(store)), {"uid": survey})
                    line = lookup.line(s, uid)
                    assert line is not None
                    draft = SightingDraft(taxon="mallard", count=Count.exact((line.draft.count.best or 0) + 1))
                    logbook.amend(s, act(), uid, draft, checklist, version=line.version)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(terminal, range(6)))
    with open_store(ready_url, checklist) as store, store.reading() as s:
        lines = lookup.survey_lines(s, survey)
        assert len(lines) == 61
        assert sorted(line.line for line in lines) == list(range(1, 62))
        assert lines[0].draft.count.best == 61
        assert lines[0].version == 61
        # Sixty people asked for the same ten plots and observers at the same time: each was made once.
        assert len(lookup.plots(s, YINGWUZHOU.uid)) == 10
        assert len(lookup.observers(s)) == 10


def _hold(store: Store) -> str:
    return " FOR UPDATE" if store.dialect == "postgresql" else ""


def test_of_two_who_read_the_same_row_one_is_told(ready_postgres_url: str, checklist: Checklist) -> None:
    """Where nothing was held, the version refuses the second: no change is lost in silence."""
    with open_store(ready_postgres_url, checklist) as one, open_store(ready_postgres_url, checklist) as two:
        with one.writing() as s:
            uid = logbook.add_observer(s, act(), "观察者甲").uid
        with pytest.raises(DatabaseError, match="Somebody else changed"), two.writing() as late:
            mine = late.get(Observer, uid)
            with one.writing() as s:
                logbook.amend_observer(s, act(), uid, note="早")
            assert mine is not None
            mine.note = "晚"
        with one.reading() as s:
            found = s.get(Observer, uid)
            assert found is not None
            assert found.note == "早"


def test_processes_write_at_once(ready_url: str, checklist: Checklist) -> None:
    with open_store(ready_url, checklist) as store:
        survey = begin(store)
        writers = [_writer(ready_url, survey, 15) for _ in range(3)]
        said = [writer.communicate(timeout=120)[0].split() for writer in writers]
        assert [len(lines) for lines in said] == [15, 15, 15]
        assert len(numbers(store, survey)) == 45


def test_a_reader_blocks_no_writer_and_sees_one_picture(store: Store, checklist: Checklist) -> None:
    survey = begin(store)
    add(store, survey, checklist)
    with store.reading() as s:
        assert len(lookup.survey_lines(s, survey)) == 1
        add(store, survey, checklist)
        assert len(lookup.survey_lines(s, survey)) == 1
    assert len(numbers(store, survey)) == 2


def test_changed_tells_of_everybody(ready_url: str, checklist: Checklist) -> None:
    with open_store(ready_url, checklist) as here, open_store(ready_url, checklist) as there:
        survey = begin(here)
        before = here.changed()
        numbers(here, survey)
        if here.dialect == "sqlite":
            assert here.changed() == before
        add(there, survey, checklist)
        after = here.changed()
        assert after != before
        assert numbers(here, survey) == [1]
        add(here, survey, checklist)
        assert here.changed() != after


def test_a_failed_save_leaves_nothing_and_holds_nobody_up(ready_url: str, checklist: Checklist) -> None:
    with open_store(ready_url, checklist) as store, open_store(ready_url, checklist, wait=1) as other:
        survey = begin(store)
        with pytest.raises(RuntimeError), store.writing() as s:
            logbook.record(s, act(), survey, SightingDraft(taxon="mallard", count=Count.exact(9)), checklist)
            raise RuntimeError("the power goes")
        add(other, survey, checklist, 1)
        add(store, survey, checklist, 2)
        assert numbers(other, survey) == [1, 2]


def test_a_failed_commit_is_not_saved_by_the_next(ready_url: str, checklist: Checklist) -> None:
    """The commit itself fails: an orphan that only the end of the transaction finds."""
    with open_store(ready_url, checklist) as store, open_store(ready_url, checklist, wait=1) as other:
        survey = begin(store)

        def fail(connection: sa.Connection) -> None:
            raise sa.exc.OperationalError("COMMIT", None, sqlite3.OperationalError("disk I/O error"))

        sa.event.listen(store._writer, "commit", fail)
        with pytest.raises(DatabaseError):
            add(store, survey, checklist, 9)
        sa.event.remove(store._writer, "commit", fail)
        add(other, survey, checklist, 1)
        add(store, survey, checklist, 2)
        assert numbers(other, survey) == [1, 2]


def test_a_lock_that_does_not_end_is_said(ready_sqlite_url: str, checklist: Checklist) -> None:
    path = ready_sqlite_url.removeprefix("sqlite:///")
    with open_store(path, checklist, wait=0.3) as store:
        survey = begin(store)
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        try:
            assert numbers(store, survey) == []
            with pytest.raises(DatabaseError, match="locked") as caught:
                add(store, survey, checklist)
            assert "Nothing was saved" in caught.value.advice
        finally:
            holder.rollback()
            holder.close()
        add(store, survey, checklist)


def test_a_save_waits_for_anothers(ready_sqlite_url: str, checklist: Checklist) -> None:
    path = ready_sqlite_url.removeprefix("sqlite:///")
    with open_store(path, checklist) as store:
        survey = begin(store)
        holder = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        holder.execute("BEGIN IMMEDIATE")
        timer = threading.Timer(0.5, holder.rollback)
        timer.start()
        add(store, survey, checklist)
        timer.join()
        holder.close()
        assert numbers(store, survey) == [1]


@pytest.mark.parametrize("way", ["deleted", "replaced", "moved"])
def test_a_file_that_is_no_longer_the_one_opened(ready_sqlite_url: str, checklist: Checklist, way: str) -> None:
    path = Path(ready_sqlite_url.removeprefix("sqlite:///"))
    if sys.platform == "win32":
        pytest.skip("Windows does not let an open file be moved")
    with open_store(path, checklist) as store:
        survey = begin(store)
        aside = path.with_name("aside.db")
        if way == "deleted":
            path.unlink()
        elif way == "moved":
            path.rename(aside)
        else:
            shutil.copy(path, aside)
            aside.replace(path)
        with pytest.raises(DatabaseError, match="moved, deleted or replaced"):
            add(store, survey, checklist)
        if way == "moved":
            aside.rename(path)
            add(store, survey, checklist)
            assert numbers(store, survey) == [1]
        elif way == "deleted":
            assert not path.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let an open file be moved")
def test_a_file_that_goes_while_it_is_written_to(ready_sqlite_url: str, checklist: Checklist) -> None:
    path = Path(ready_sqlite_url.removeprefix("sqlite:///"))
    gone = pytest.raises(DatabaseError, match="moved, deleted or replaced")
    with open_store(path, checklist) as store, gone, store.writing() as s:
        logbook.add_observer(s, act(), "观察者甲")
        path.unlink()


def test_a_full_disk_keeps_what_was_saved_and_goes_on_later(ready_sqlite_url: str, checklist: Checklist) -> None:
    path = ready_sqlite_url.removeprefix("sqlite:///")
    with open_store(path, checklist) as store:
        survey = begin(store)
        # A database that may not grow answers as a full disk does.
        with store.connection() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

        def limit(to: int) -> None:
            store.engine.dispose()
            sa.event.listen(store.engine, "connect", _limiter(to))

        limit(pages + 2)
        saved = 0
        with pytest.raises(DatabaseError, match="disk is full") as caught:
            for _ in range(2000):
                add(store, survey, checklist, note="x" * 2000)
                saved += 1
        assert "Free some space" in caught.value.advice
        limit(1_000_000)
        assert len(numbers(store, survey)) == saved
        add(store, survey, checklist)
        assert len(numbers(store, survey)) == saved + 1
        assert not [finding for finding in store.check() if finding.severity == "error"]


def _limiter(pages: int) -> Any:
    return lambda connection, _record: connection.execute(f"PRAGMA max_page_count={pages}")


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="makes a small disk, as root on Linux")
def test_a_really_full_disk(tmp_path: Path, checklist: Checklist) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("no small disk can be made here")
    try:
        path = disk / "birdlog.db"
        with open_store(path, checklist) as store:
            survey = begin(store)
            saved = 0
            with pytest.raises(DatabaseError) as caught:
                for _ in range(2000):
                    add(store, survey, checklist, note="x" * 3000)
                    saved += 1
            assert "full" in str(caught.value) or "cannot be read or written" in str(caught.value)
            assert len(numbers(store, survey)) == saved
            subprocess.run(["mount", "-o", "remount,size=20m", disk], check=True)
            add(store, survey, checklist)
            assert len(numbers(store, survey)) == saved + 1
    finally:
        subprocess.run(["umount", disk], check=True)


_WRITER = """
import sys
from datetime import UTC, datetime
from birdlog import logbook
from birdlog.checklist import load
from birdlog.draft import Count, SightingDraft
from birdlog.store import open_store
checklist = load()
store = open_store(sys.argv[1], checklist)
for number in range(int(sys.argv[3])):
    act = logbook.new_act("观察者乙", "writer", datetime.now(UTC))
    with store.writing() as s:
        uid = logbook.record(s, act, sys.argv[2], SightingDraft(taxon="mallard", count=Count.exact(1)), checklist).uid
    print(uid, flush=True)
store.close()
"""


def _writer(url: str, survey: str, times: int) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", _WRITER, url, survey, str(times)], stdout=subprocess.PIPE, text=True)


_KILLED = """
import os, random, signal, sys, time
from datetime import UTC, datetime
from birdlog import logbook
from birdlog.checklist import load
from birdlog.draft import Count, SightingDraft
from birdlog.store import open_store

def write(times):
    store = open_store(sys.argv[1], checklist)
    for _ in range(times):
        act = logbook.new_act("观察者乙", "writer", datetime.now(UTC))
        draft = SightingDraft(taxon="mallard", count=Count.exact(1))
        with store.writing() as s:
            uid = logbook.record(s, act, sys.argv[2], draft, checklist).uid
        os.write(1, f"{uid}\\n".encode())  # so short a line goes into a pipe whole or not at all
        os.write(says, b"x")
    store.close()

checklist, chance = load(), random.Random(11)
saved, says = os.pipe()
write(1)  # what is imported and made ready late is so once, and not in each of the writers
for number in range(int(sys.argv[3])):
    saved, says = os.pipe()
    if not (child := os.fork()):
        write(1_000_000)
    if number % 4:  # every fourth is killed while it opens the database
        os.read(saved, 1)
    time.sleep(chance.random() * 0.05)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(saved)
    os.close(says)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_kill_at_any_moment_loses_nothing_acknowledged(ready_sqlite_url: str, checklist: Checklist) -> None:
    path, kills = ready_sqlite_url.removeprefix("sqlite:///"), 25
    with open_store(path, checklist) as store:
        survey = begin(store)
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, path, survey, str(kills)], stdout=subprocess.PIPE, text=True, check=True
    )
    acknowledged = set(done.stdout.split())
    assert len(acknowledged) > kills
    with open_store(path, checklist) as store:
        with store.reading() as s:
            kept = {line.uid for line in lookup.survey_lines(s, survey)}
        assert acknowledged <= kept
        assert len(kept) - len(acknowledged) <= kills  # saved, and killed before it could say so
        assert not [finding for finding in store.check() if finding.severity == "error"]

"""The page in a real terminal: kill -9, signals, a closed terminal, bytes that are no text, a paste without an end."""

import os
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

pexpect = pytest.importorskip("pexpect")
pyte = pytest.importorskip("pyte")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo terminal")


@dataclass
class Terminal:
    """birdlog in a pseudo terminal, and the screen it paints."""

    child: "pexpect.spawn[bytes]"
    screen: "pyte.Screen"
    stream: "pyte.ByteStream"
    raw: bytearray

    def pump(self, seconds: float = 0.05) -> None:
        """Take in what has been painted."""
        try:
            data = self.child.read_nonblocking(65536, seconds)
        except pexpect.TIMEOUT:
            return
        except (pexpect.EOF, OSError):
            return
        self.raw += data
        self.stream.feed(data)

    @property
    def text(self) -> str:
        """Return what stands on the screen."""
        return "\n".join(line.replace("\x00", "").rstrip() for line in self.screen.display)

    def until(self, condition: Callable[[], object], what: str, within: float = 40) -> None:
        """Wait until the condition holds."""
        deadline = time.monotonic() + within
        while not condition():
            assert time.monotonic() < deadline, f"never came: {what}\n{self.text}"
            self.pump()

    def shows(self, *words: str) -> None:
        """Wait until the words stand on the screen."""
        for word in words:
            self.until(lambda word=word: word in self.text, word)

    def send(self, text: str | bytes) -> None:
        """Type."""
        self.child.send(text)

    def ends(self, within: float = 20) -> int:
        """Wait for the process to end and return its exit code, negative for a signal that killed it."""
        deadline = time.monotonic() + within
        while self.child.isalive():
            assert time.monotonic() < deadline, f"it goes on\n{self.text}"
            self.pump()
        self.pump()
        status = self.child.signalstatus
        return -status if status else int(self.child.exitstatus)


Open = Callable[[], Terminal]


@pytest.fixture
def environment(home: Path) -> dict[str, str]:
    folder = home / "birdlog"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.toml").write_text('language = "zh"\nobserver = "观察者甲"\n', encoding="utf-8")
    return dict(os.environ) | {"LC_ALL": "C.UTF-8", "TERM": "xterm-256color", "BIRDLOG_HOME": str(folder)}


@pytest.fixture
def opened(environment: dict[str, str], ready_sqlite_url: str) -> Iterator[Open]:
    """Return what opens birdlog on one database, again and again."""
    children = []

    def open_terminal() -> Terminal:
        arguments = ["-m", "birdlog", "--db", ready_sqlite_url]
        child = pexpect.spawn(sys.executable, arguments, env=environment, dimensions=(24, 80), timeout=None)
        child.delaybeforesend = None
        children.append(child)
        screen = pyte.Screen(80, 24)
        terminal = Terminal(child, screen, pyte.ByteStream(screen), bytearray())
        terminal.shows("鹦鹉洲湿地", "要记什么")
        return terminal

    yield open_terminal
    for child in children:
        if child.closed:
            continue
        if child.isalive():
            child.kill(signal.SIGKILL)
        child.close(force=True)


def begin(terminal: Terminal) -> None:
    """Begin a live survey."""
    terminal.shows("现在记录")
    terminal.send("\x1b[B\r")
    terminal.shows("潮差")
    terminal.send("\r")
    terminal.shows("本次")


def restored(terminal: Terminal) -> bool:
    """Tell whether the terminal was given back: main screen, cursor, mouse and paste modes."""
    painted = bytes(terminal.raw)
    return all(painted.rfind(off) > painted.rfind(on) for on, off in ((b"?1049h", b"?1049l"), (b"?2004h", b"?2004l")))


def test_killed_it_offers_what_was_half_typed_and_has_what_was_acknowledged(opened: Open):
    first = opened()
    begin(first)
    first.send("zdyq12\r")
    first.shows("已存", "震旦鸦雀")
    first.send("白鹭 3")
    first.shows("白鹭 3 只")
    first.child.kill(signal.SIGKILL)
    first.ends()
    second = opened()
    second.shows("没存的", "白鹭 3", "继续")
    second.send("\r")
    second.shows("本次", "震旦鸦雀", "白鹭 3 只")
    second.send("\r")
    second.shows("已存")
    second.send("\x11")
    assert second.ends() == 0
    assert restored(second)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_restores_the_terminal_and_keeps_the_text(opened: Open, number: signal.Signals):
    terminal = opened()
    begin(terminal)
    terminal.send("zdyq1")
    terminal.shows("› zdyq1", "震旦鸦雀 1 只")
    terminal.child.kill(number)
    assert terminal.ends() == 128 + number
    assert restored(terminal)
    flags = termios.tcgetattr(terminal.child.child_fd)[3] if not terminal.child.closed else termios.ECHO
    assert flags & termios.ECHO
    again = opened()
    again.shows("没存的", "zdyq1")


def test_a_closed_terminal_ends_the_process(opened: Open):
    """Whether SIGHUP comes or only the end of the input: a program without a terminal must not go on."""
    terminal = opened()
    begin(terminal)
    pid = terminal.child.pid
    terminal.child.ptyproc.fileobj.close()
    terminal.child.ptyproc.closed = terminal.child.closed = True
    deadline = time.monotonic() + 20
    while True:
        done, _status = os.waitpid(pid, os.WNOHANG)
        if done:
            break
        assert time.monotonic() < deadline, "it goes on without a terminal"
        time.sleep(0.05)
    terminal.child.terminated = True


def test_bytes_that_are_no_text_do_not_end_it(opened: Open):
    terminal = opened()
    begin(terminal)
    terminal.send("白鹭 12 ".encode("gbk"))
    terminal.send(b"\xff\xfe\x1b[99999999999u")
    terminal.send("\x15")
    terminal.send("zdyq7\r")
    terminal.shows("已存")
    assert "震旦鸦雀" in terminal.text
    terminal.send("\x11")
    assert terminal.ends() == 0


def test_a_paste_without_an_end_does_not_hang_it(opened: Open):
    terminal = opened()
    begin(terminal)
    terminal.send("\x1b[200~白鹭 3")
    terminal.shows("白鹭 3 只")
    terminal.send("\r")
    terminal.shows("已存")
    terminal.send("\x11")
    assert terminal.ends() == 0


PASTE = "白鹭 3\n\x1b[31m夜鹭 5\x1b[0m\n苍鹭 2\x1b"


@pytest.mark.parametrize("size", [1, 3, 7, 4096])
def test_a_paste_with_escape_sequences_stays_whole(size: int):
    from birdlog.tui.driver_posix import Pastes

    came = f"a\x1b[A\x1b[200~{PASTE}\x1b[201~b\x1b[200~c\x1b[201~"
    pastes = Pastes()
    pieces = [piece for at in range(0, len(came), size) for piece in pastes.split(came[at : at + size])]
    assert [text for pasted, text in pieces if pasted] == ["白鹭 3\n夜鹭 5\n苍鹭 2", "c"]
    typed = "".join(text for pasted, text in pieces if not pasted)
    assert typed == "a\x1b[A\x1b[200~\x1b[201~b\x1b[200~\x1b[201~"
    assert not pastes.open


def test_no_line_of_a_coloured_paste_is_lost(opened: Open):
    terminal = opened()
    begin(terminal)
    terminal.send(f"\x1b[200~{PASTE[:9]}")
    terminal.send(f"{PASTE[9:]}\x1b[201~")
    terminal.shows("白鹭 3 只", "夜鹭 5 只", "苍鹭 2 只")
    terminal.send("\x11")
    assert terminal.ends() == 0


def test_without_a_terminal_it_says_what_to_use(environment: dict[str, str], ready_sqlite_url: str):
    done = subprocess.run(
        [sys.executable, "-m", "birdlog", "--db", ready_sqlite_url],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "birdlog add" in done.stderr.decode()


def test_a_dumb_terminal_is_refused_in_words(environment: dict[str, str], ready_sqlite_url: str):
    arguments = ["-m", "birdlog", "--db", ready_sqlite_url]
    child = pexpect.spawn(sys.executable, arguments, env=environment | {"TERM": "dumb"}, timeout=60)
    child.expect("TERM=dumb")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 4

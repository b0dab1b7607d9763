"""One press: a child process, the line to it, and the end of it."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import ClassVar

from clinic.core.config import ROOT
from clinic.core.pdf import fonts

START_SECONDS = 30
READY = "ready"
PASSED_ON = (
    "PATH",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "DYLD_FALLBACK_LIBRARY_PATH",
    "WEASYPRINT_DLL_DIRECTORIES",
)


class PressDied(Exception):
    """The press ended before its answer came; the message says what is known."""


class PressRetired(PressDied):
    """The press had gone home by itself: another one will do the work."""


class Press:
    """A child process that turns HTML into PDF, one page after another.

    It gets a folder of its own, an environment without settings or secrets, and its own process
    group. It ends when the line to it closes, however this process ends.
    """

    #: What Python runs in it; the number of its end of the line comes after.
    program: ClassVar[tuple[str, ...]] = ("-m", "clinic.core.pdf.press")

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="press-"))
        (self._folder / "fonts.conf").write_text(fonts.fontconfig(self._folder), "utf-8")
        self._line, theirs = Pipe()
        self._is_ready = self._was_killed = False
        self._process = _start(self.program, self._folder, theirs)
        theirs.close()

    @property
    def is_alive(self) -> bool:
        """Whether it can take a page."""
        return not self._was_killed and self._process.poll() is None

    def run(self, request: bytes, *, seconds: float) -> tuple[bytes, bytes]:
        """Return what it answers to a request: a head and a body."""
        if not self._is_ready:
            self._wait_until_ready()
        head, body = self._answer(seconds, parts=2, request=request)
        return head, body

    def _wait_until_ready(self) -> None:
        words = self._answer(START_SECONDS, parts=1)[0].decode()
        if words != READY:
            raise PressDied(f"the press cannot start: {words}")
        self._is_ready = True

    def _answer(self, seconds: float, *, parts: int, request: bytes = b"") -> list[bytes]:
        alarm = threading.Timer(seconds, self._kill)
        alarm.start()
        try:
            if request:
                self._line.send_bytes(request)
            return [self._line.recv_bytes() for _ in range(parts)]
        except (EOFError, OSError) as error:
            code = self._process.wait()
            kind = PressDied if code else PressRetired
            raise kind(f"the press ended with {code}") from error
        finally:
            alarm.cancel()
            alarm.join()

    def _kill(self) -> None:
        self._was_killed = True
        if self._process.poll() is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def close(self) -> None:
        """End it and clear up after it."""
        self._kill()
        self._process.wait()
        self._line.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def abandon(self) -> None:
        """Close our copy of the line, in a process that did not start it."""
        self._line.close()
        self._process.returncode = 0


def _start(program: tuple[str, ...], folder: Path, theirs: Connection) -> subprocess.Popen[bytes]:
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return subprocess.Popen(  # noqa: S603 (our own program, no word from outside)
        [sys.executable, *program, str(theirs.fileno())],
        cwd=ROOT.parent,
        env={
            **kept,
            "LANG": "C.UTF-8",
            "SOURCE_DATE_EPOCH": "0",  # the hour is no part of an embedded font
            "HOME": str(folder),
            "TMPDIR": str(folder),
            "FONTCONFIG_FILE": str(folder / "fonts.conf"),
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=(theirs.fileno(),),
        start_new_session=True,
    )

"""What runs in a press: ``python -m clinic.core.pdf.press FD``.

It has no settings, no database and, once it is ready, no way out: connecting to anything or
starting a program ends in an error. It takes at most so much memory and, for each page, so much
of the processor; it stands back behind the pages people are waiting for.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import resource
import shutil
import sys
import tempfile
from multiprocessing.connection import Connection
from typing import Any

from clinic.core.pdf.process import READY

MEMORY = 1024**3
IDLE_SECONDS = 600
PAGES_IN_A_LIFE = 200
FORBIDDEN = {"socket.connect", "socket.bind", "subprocess.Popen", "os.exec", "os.fork", "os.system"}


def main(descriptor: int) -> None:
    """Answer requests until the line closes, or nothing comes for a while."""
    _limit()
    line = Connection(descriptor)
    try:
        from clinic.core.pdf import work
    except (ImportError, OSError) as error:
        line.send_bytes(str(error).encode())
        raise
    sys.addaudithook(_refuse)
    gc.collect()
    gc.freeze()
    gc.disable()
    line.send_bytes(READY.encode())
    with contextlib.suppress(EOFError, OSError):
        for _ in range(PAGES_IN_A_LIFE):
            if not line.poll(IDLE_SECONDS):
                break
            _serve(line, work.do)
            gc.collect()
    shutil.rmtree(tempfile.gettempdir(), ignore_errors=True)


def _serve(line: Connection, do: Any) -> None:
    asked = json.loads(line.recv_bytes())
    _allow_cpu(asked["cpu"])
    try:
        body, said = do(asked)
        error = ""
    except Exception as failure:
        body, said, error = b"", {"pages": 0, "warnings": []}, type(failure).__name__
    line.send_bytes(json.dumps({"error": error, **said}).encode())
    line.send_bytes(body)
    if error == "MemoryError":
        raise EOFError


def _limit() -> None:
    """Take the limits that this system knows; macOS has no limit on address space."""
    os.nice(10)
    for limit, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))


def _allow_cpu(seconds: int) -> None:
    """Let this one page have so many seconds of the processor, whatever came before it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + 1 + seconds
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (until, most))


def _refuse(event: str, _args: object) -> None:
    if event in FORBIDDEN:
        raise PermissionError(event)


if __name__ == "__main__":
    main(int(sys.argv[1]))

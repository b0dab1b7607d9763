"""The web process's side: presses at hand, time limits, and what to say when one fails."""

from __future__ import annotations

import atexit
import base64
import json
import logging
import os
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from clinic.core.errors import RuleBroken
from clinic.core.pdf.process import Press, PressDied, PressRetired
from clinic.core.words import gettext

AT_ONCE = 2
CPU_SECONDS = 20
log = logging.getLogger(__name__)


class RenderFailed(RuleBroken):
    """A page could not be printed; the message says so to the person waiting for it."""


@dataclass(frozen=True)
class Paper:
    """A printed page or several, and how many."""

    pdf: bytes
    pages: int


class Pool:
    """At most so many presses at once, kept warm between pages."""

    def __init__(self, places: int = AT_ONCE) -> None:
        self._places = threading.BoundedSemaphore(places)
        self._lock = threading.Lock()
        self._all: list[Press] = []
        self._idle: list[Press] = []

    def run(self, request: bytes, *, seconds: float) -> tuple[bytes, bytes]:
        """Return a press's answer, starting one if none is at hand."""
        until = time.monotonic() + seconds
        if not self._places.acquire(timeout=seconds):
            raise PressDied("all presses are busy")
        try:
            return self._on_a_press(request, until)
        except PressRetired:
            return self._on_a_press(request, until)
        finally:
            self._places.release()

    def _on_a_press(self, request: bytes, until: float) -> tuple[bytes, bytes]:
        press = self._take()
        try:
            answer = press.run(request, seconds=max(until - time.monotonic(), 0.1))
        except BaseException:
            self._drop(press)
            raise
        with self._lock:
            self._idle.append(press)
        return answer

    def _take(self) -> Press:
        """Return a press that is alive: one that retired while idle is replaced."""
        while True:
            with self._lock:
                press = self._idle.pop() if self._idle else None
            if press is None:
                return self._start()
            if press.is_alive:
                return press
            self._drop(press)

    def _start(self) -> Press:
        press = Press()
        with self._lock:
            self._all.append(press)
        return press

    def _drop(self, press: Press) -> None:
        press.close()
        with self._lock:
            self._all.remove(press)

    def warm(self) -> None:
        """Have one press load its libraries while the person is still reading."""
        with self._lock:
            if not self._all:
                press = Press()
                self._all.append(press)
                self._idle.append(press)

    def close(self) -> None:
        """End every press."""
        for press in self._all:
            press.close()

    def abandon(self) -> None:
        """Let go of presses that belong to the process this one was forked from."""
        for press in self._all:
            press.abandon()


_pool = Pool()


def _forget_after_fork() -> None:
    global _pool
    _pool.abandon()
    _pool = Pool()


os.register_at_fork(after_in_child=_forget_after_fork)
atexit.register(lambda: _pool.close())


def warm() -> None:
    """Start a press without waiting for it; a page is likely to be printed soon."""
    _pool.warm()


def render(
    html: str,
    *,
    seconds: float,
    assets: Mapping[str, str] | None = None,
    archive: bool = False,
    attachments: Mapping[str, str] | None = None,
    strict: bool = False,
) -> Paper:
    """Lay the page out as a tagged PDF (PDF/UA-1), for the archive as PDF/A-3a as well.

    ``assets`` are SVG drawings by name, which the page asks for as ``asset:name``; it can ask for
    nothing else. ``attachments`` are texts by file name that go inside an archived file, and
    only there. The same page gives the same bytes. ``strict``: what the layout complains about
    is a :class:`RuntimeError` (for tests). Raises :class:`RenderFailed` when it takes longer than
    ``seconds`` or more than a page deserves.
    """
    page = {"html": html, "assets": dict(assets or {}), "archive": archive}
    if archive:
        page["attachments"] = dict(attachments or {})
    answer, body = ask({"page": page}, seconds=seconds, strict=strict)
    return Paper(body, answer["pages"])


def bind(pdfs: Iterable[bytes], *, seconds: float, front: bool = False) -> Paper:
    """Put PDFs into one for the printer: see :func:`clinic.core.pdf.bound.bind`.

    A press does it, because a library that reads PDFs has no place beside the database, and
    because what it takes of memory ends with the press. Raises :class:`RenderFailed`.
    """
    coded = [base64.b64encode(each).decode() for each in pdfs]
    answer, body = ask({"bind": {"pdfs": coded, "front": front}}, seconds=seconds, strict=False)
    return Paper(body, answer["pages"])


def ask(
    request: Mapping[str, Any], *, seconds: float, strict: bool
) -> tuple[dict[str, Any], bytes]:
    """Return what a press says to a request, and what it made; refusals as :func:`render`'s."""
    words = json.dumps({**request, "cpu": CPU_SECONDS}).encode()
    try:
        head, body = _pool.run(words, seconds=seconds)
    except PressDied as error:
        log.error("a page could not be printed: %s", error)
        raise RenderFailed(
            gettext("This page took too long to print, or was too large. Nothing was lost.")
        ) from error
    answer: dict[str, Any] = json.loads(head)
    if answer["error"]:
        log.error("a page could not be printed: %s", answer["error"])
        raise RenderFailed(gettext("This page could not be printed. Nothing was lost."))
    if answer["warnings"] and strict:
        raise RuntimeError("\n".join(answer["warnings"]))
    if answer["warnings"]:
        log.warning("a page was printed with %d complaints", len(answer["warnings"]))
    return answer, body

"""The fonts of printed pages, and what becomes of characters none of them has.

Pages are set in Atkinson Hyperlegible; Noto Sans helps out with the Latin, Greek and Cyrillic
letters it lacks. No font of the machine is ever used, so that a page looks the same everywhere.
Any other character (Chinese, Arabic, emoji) prints as the replacement mark, never as an empty
box, and :func:`missing` names it before anyone signs.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path
from xml.sax.saxutils import escape

PACKAGES = ("fontpkg_atkinson_hyperlegible", "fontpkg_noto_sans")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def folders() -> list[Path]:
    """Return where the fonts lie."""
    return [Path(str(files(package))) / "files" for package in PACKAGES]


def fontconfig(cache_folder: Path) -> str:
    """Return a configuration for fontconfig that knows these fonts and no others."""
    lines = [f"<dir>{escape(str(folder))}</dir>" for folder in folders()]
    lines.append(f"<cachedir>{escape(str(cache_folder))}</cachedir>")
    return f'<?xml version="1.0"?>\n<fontconfig>{"".join(lines)}</fontconfig>\n'


@cache
def coverage() -> frozenset[int]:
    """Return every code point that one of the fonts can draw upright."""
    from fontTools.ttLib import TTFont

    upright = (f for folder in folders() for f in folder.glob("*.ttf") if "Italic" not in f.name)
    found: set[int] = set()
    for file in upright:
        with TTFont(file, lazy=True) as font:
            found.update(font.getBestCmap())
    return frozenset(found)


def missing(text: str) -> list[str]:
    """Return the characters of a text that cannot be printed, each once, in order."""
    known = coverage()
    return list(dict.fromkeys(c for c in _plain(text) if ord(c) not in known and c not in "\n\t"))


def printable(text: str) -> str:
    """Return the text with each run of characters no font has as one replacement mark."""
    text = _plain(text)
    lost = missing(text)
    if not lost:
        return text
    return re.sub(f"[{re.escape(''.join(lost))}]+", REPLACEMENT, text)


@cache
def _invisible() -> dict[int, str | None]:
    """Control and format characters, which have no glyph, and half characters; line ends."""
    codes = (c for c in range(0x110000) if unicodedata.category(chr(c)) in ("Cc", "Cf", "Cs"))
    ignorable = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
    lines = {0x2028: "\n", 0x2029: "\n"}
    return dict.fromkeys({*codes, *ignorable} - {ord("\n"), ord("\t")}) | lines


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(_invisible()))

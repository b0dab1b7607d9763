"""Packages (zip): several tables, one file, or a spreadsheet; nothing is ever written to disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from clinic.core.words import gettext as _
from clinic.groups.feeds import limits
from clinic.groups.feeds.limits import Refused

_ENDINGS = (".csv", ".tsv", ".txt", ".json")


def is_package(content: bytes) -> bool:
    """Say whether a file begins as a zip package does."""
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def parts_of(content: bytes) -> dict[str, bytes]:
    """Return the files of a package that may hold meetings, by name, or raise :class:`Refused`.

    A spreadsheet is a package too: it is returned as one part, ``""``. Sizes are checked by what
    the package says of itself, and no part is read beyond that.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check(package)
            names = [info.filename for info in package.infolist() if not info.is_dir()]
            if "[Content_Types].xml" in names or any(name.startswith("xl/") for name in names):
                return {"": content}
            return {
                name: package.read(name)
                for name in names
                if name.lower().endswith(_ENDINGS) and not _is_hidden(name)
            }
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError) as error:
        raise Refused(_("The package is damaged: it cannot be unpacked.")) from error
    except (RuntimeError, NotImplementedError) as error:
        raise Refused(_("The package is locked or packed in a way we do not know.")) from error


def _check(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    if len(parts) > limits.MAX_PARTS:
        raise Refused(_("The package holds more than %(limit)s files.", limit=limits.MAX_PARTS))
    if sum(info.file_size for info in parts) > limits.MAX_UNPACKED:
        size = limits.MAX_UNPACKED // 1_000_000
        raise Refused(_("The package is larger than %(limit)s MB once unpacked.", limit=size))
    if len({info.filename for info in parts}) != len(parts):
        raise Refused(_("The package holds two files of one name."))


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return "__MACOSX" in parts or parts[-1].startswith(".")

"""Words that people read, marked for translation, for rooms that know no web."""

from __future__ import annotations

from flask_babel import LazyString, gettext, lazy_gettext, ngettext

__all__ = ["LazyString", "gettext", "lazy_gettext", "ngettext"]

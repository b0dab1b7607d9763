"""A further language needs its catalog and nothing else."""

from datetime import date, time

import pytest
from flask_babel import gettext

from clinic.core import catalogs, formats
from clinic.core.words import LOCALES, speaking

WRITTEN = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Who to call now"
msgstr "Para quem ligar agora"
"""


def forget():
    for kept in (catalogs.languages, catalogs.catalog):
        kept.cache_clear()


@pytest.fixture
def lay_down(monkeypatch, tmp_path):
    """Lay down a catalog beside the Spanish one."""

    def lay_down(code, words=WRITTEN):
        folder = tmp_path / code / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "messages.po").write_text(words, "utf-8")
        forget()

    ours = catalogs.file_of("es").read_text("utf-8")
    monkeypatch.setattr(catalogs, "FOLDER", tmp_path)
    lay_down("es", ours)
    yield lay_down
    monkeypatch.undo()
    forget()


def test_what_is_there_is_spoken():
    assert dict(LOCALES) == {"en": "en_US", "es": "es_US"}
    assert len(LOCALES) == 2


def test_a_language_is_there_with_its_catalog(lay_down, app):
    assert "pt" not in LOCALES

    lay_down("pt")

    assert list(LOCALES) == ["en", "es", "pt"]
    with app.app_context(), speaking("pt"):
        assert gettext("Who to call now") == "Para quem ligar agora"
        assert gettext("My groups") == "My groups"
        assert formats.short_day(date(2026, 11, 25)) == "qua., 25 de nov."
        assert formats.full_day(date(2026, 11, 25)) == "qua., 25 de novembro de 2026"
        assert formats.clock(time(19)) == "19:00"


def test_a_folder_that_is_no_language_is_none(lay_down):
    lay_down("templates"), lay_down("x-1")

    assert list(LOCALES) == ["en", "es"]

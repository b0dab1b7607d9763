"""Every printed word is there in every language that pages are printed in."""

import re

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po
from flask_babel import gettext

from clinic.core import catalogs
from clinic.core.words import LOCALES, speaking
from tests.tools.migrate import ROOT

HOLES = re.compile(r"%\((\w+)\)[sd]")
#: What is printed, by room: its templates, and the modules whose words go on paper.
PRINTED = {
    "consents": ("clinic/consents/policy/labels.py", "clinic/consents/policy/wording.py"),
    "referrals": ("clinic/referrals/document.py",),
    "plans": (
        "clinic/groups/policy/dates.py",
        "clinic/plans/document/*.py",
        "clinic/plans/document/apart/*.py",
        "clinic/plans/policy/off.py",
        "clinic/plans/printing/*.py",
    ),
}
OTHERS = sorted(set(LOCALES) - {"en"})


def words_of(room):
    """Every message that a room prints."""
    templates = (ROOT / "templates" / room / "print").glob("*.html")
    sources = [("jinja2.ext:babel_extract", path) for path in templates]
    sources += [("python", path) for name in PRINTED[room] for path in ROOT.glob(name)]
    asked = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
    return {
        message
        for method, path in sources
        for _line, message, _comments, _context in extract_from_file(
            method, str(path), keywords=asked
        )
    }


def catalog(language):
    with catalogs.file_of(language).open("rb") as file:
        return read_po(file, locale=language)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("room", PRINTED)
def test_every_printed_word_is_translated(room, language):
    known = {m.id if isinstance(m.id, str) else tuple(m.id): m for m in catalog(language) if m.id}
    found = words_of(room)
    left = [words for words in found if words not in known or not known[words].string]
    unsure = [words for words in found if words in known and known[words].fuzzy]

    assert found
    assert (left, unsure) == ([], [])


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_holes_of_its_original(language):
    for message in catalog(language):
        if message.id and isinstance(message.id, str):
            assert sorted(HOLES.findall(message.id)) == sorted(HOLES.findall(message.string))
            assert "\N{EM DASH}" not in message.string


def test_a_language_is_spoken_where_it_is_asked_for_and_nowhere_else(app):
    with app.app_context():
        assert gettext("Who to call now") == "Who to call now"
        with speaking("es"):
            assert gettext("Who to call now") == "A quién llamo ahora"
            with speaking("vi"):
                assert gettext("Who to call now") == "Who to call now"
        assert gettext("Who to call now") == "Who to call now"


def test_a_language_without_a_catalog_speaks_the_plain_words():
    assert catalogs.catalog("vi").gettext("Who to call now") == "Who to call now"

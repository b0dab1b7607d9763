"""Rules about every template at once."""

import re

import pytest
from jinja2 import nodes

from tests.tools.migrate import ROOT

FOLDER = ROOT / "templates"
NAMES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file())
PAGES = [name for name in NAMES if name.endswith(".html")]
#: Attributes whose words a person reads or hears.
SPOKEN = ("alt", "aria-label", "aria-description", "placeholder", "title")
#: Words on keys, which no language translates.
KEYS = re.compile(r"<kbd[^>]*>[^<]*</kbd>")
#: Blocks that hold no words: which link is current, which class the frame has.
MARKS = re.compile(r"({% block (?:nav|\w+_class) %})[^{]*({% endblock %})")
#: A printed page carries its style and drawings with it.
PRINTED = (".css", ".svg")
HOLE = "\N{WHITE SQUARE}"


@pytest.fixture(scope="module")
def env(app):
    return app.jinja_env


def source(name):
    return (FOLDER / name).read_text("utf-8")


def html(env, name):
    """The HTML of a template, with a hole where Jinja puts something."""
    parts, within = [], 0
    for _line, kind, text in env.lex(MARKS.sub(r"\1\2", source(name))):
        if kind == "data" and not within:
            parts.append(text)
        if kind in ("variable_begin", "block_begin", "comment_begin", "raw_begin"):
            within += 1
        if kind in ("variable_end", "block_end", "comment_end", "raw_end"):
            within -= 1
            parts.append(HOLE if kind == "variable_end" else "")
    return "".join(parts)


def names(env, name):
    """Every name a template uses, and those used by the parts it includes."""
    tree = env.parse(source(name))
    used = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}
    for part in tree.find_all(nodes.Include):
        known = isinstance(part.template, nodes.Const)
        folder = name.rpartition("/")[0]
        found = [part.template.value] if known else [n for n in PAGES if n.startswith(folder)]
        for one in set(found) & set(PAGES) - {name}:
            used |= names(env, one)
    return used


def tags(text):
    return re.findall(r"<[a-zA-Z][^>]*>", text)


def test_there_are_templates_and_their_names_say_html():
    assert PAGES
    assert [name for name in NAMES if not name.endswith((".html", *PRINTED))] == []


@pytest.mark.parametrize("name", PAGES)
def test_it_compiles_and_escapes(env, name):
    assert env.get_template(name)
    assert env.autoescape(name)


@pytest.mark.parametrize("name", PAGES)
def test_it_uses_what_it_imports_and_imports_what_is_there(env, name):
    tree, used = env.parse(source(name)), names(env, name)
    for imported in tree.find_all(nodes.FromImport):
        macros = env.get_template(imported.template.value).module
        for one in imported.names:
            there, here = one if isinstance(one, tuple) else (one, one)
            assert hasattr(macros, there), f"{imported.template.value} has no {there}"
            assert here in used, f"{here} is imported and not used"


@pytest.mark.parametrize("name", PAGES)
def test_nothing_in_it_turns_escaping_off(env, name):
    tree = env.parse(source(name))

    assert not [node for node in tree.find_all(nodes.Filter) if node.name in ("safe", "tojson")]
    assert not [node for node in tree.find_all(nodes.Name) if node.name == "Markup"]
    assert "autoescape" not in source(name)


@pytest.mark.parametrize("name", PAGES)
def test_it_has_no_inline_style_script_or_bare_attribute(env, name):
    for tag in tags(html(env, name)):
        assert not re.search(r"""\s(style|on[a-z]+|hx-on[^\s=]*)\s*=""", tag), tag
        assert not re.search(r"""\s[a-z-]+=(?!["'])""", re.sub(r"""(["']).*?\1""", '""', tag)), tag
        assert "javascript:" not in tag
        assert not re.match(r"<script(?![^>]*\ssrc=)", tag), tag
        assert not tag.startswith("<style") or "/print/" in name, tag


@pytest.mark.parametrize("name", PAGES)
def test_its_words_can_be_translated(env, name):
    text = KEYS.sub("", html(env, name))
    words = re.sub(
        r"<style>.*?</style>|<!doctype html>|<[^>]*>|&[a-z]+;", " ", text, flags=re.DOTALL
    )
    assert not re.findall(r"[A-Za-z]{2,}", words)
    for tag in tags(text):
        for attribute, value in re.findall(r"""\s([a-z-]+)=["']([^"']*)["']""", tag):
            assert attribute not in SPOKEN or not re.search(r"[A-Za-z]{2,}", value), tag


def test_the_house_notices_bare_words(env):
    bare = "<p>{{ _('fine') }} not fine</p>"

    assert re.findall(r"[A-Za-z]{2,}", re.sub(r"<[^>]*>", " ", re.sub(r"{{.*?}}", "", bare)))

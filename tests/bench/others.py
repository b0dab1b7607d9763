"""Other programs that print the same words, to measure against. None is needed by the app."""

import importlib.util
import json
import re
import shutil
from contextlib import contextmanager

import html5lib

from clinic.core.pdf import fonts
from tests.tools.pictures import FLAGS

BLOCKS = {"h1": "= ", "h2": "== ", "h3": "=== ", "li": "- ", "p": "", "dt": "", "dd": ""}


@contextmanager
def chromium(plans):
    """One page of a browser that stays open; tagged, like ours."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        yield None
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=program, args=FLAGS)
        page = browser.new_page()

        def print_one():
            page.set_content(plans.alone())
            return page.pdf(prefer_css_page_size=True, print_background=True, tagged=True)

        yield print_one
        browser.close()


@contextmanager
def typst(plans):
    """The words, headings, lists and tables of the plan; its codes and drawings left out."""
    if importlib.util.find_spec("typst") is None:
        yield None
        return
    import typst

    folders = [str(folder) for folder in fonts.folders()]

    def print_one():
        return typst.compile(typeset(plans.next()).encode(), font_paths=folders)

    yield print_one


def typeset(page):
    """Return a page as typst has it."""
    body = html5lib.parse(page, namespaceHTMLElements=False).find(".//main")
    setting = '#set page("us-letter", margin: 17mm)\n#set text(font: "Atkinson Hyperlegible")\n'
    return setting + "\n\n".join(blocks(body))


def blocks(element):
    for child in element:
        if child.tag == "table":
            rows = [[words(cell) for cell in row] for row in child.iter("tr")]
            wide = max(map(len, rows))
            cells = ", ".join(
                f"[#{cell}]" for row in rows for cell in row + ['""'] * (wide - len(row))
            )
            yield f"#table(columns: {wide}, {cells})"
        elif child.tag in BLOCKS:
            yield f"{BLOCKS[child.tag]}#{words(child)}"
        else:
            yield from blocks(child)


def words(element):
    return json.dumps(re.sub(r"\s+", " ", "".join(element.itertext())), ensure_ascii=False)


WAYS = {"typst": typst, "Chromium": chromium}

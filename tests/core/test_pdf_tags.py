"""Tags: what the layout leaves out is put right."""

import io

import pikepdf
import pytest

from clinic.core import pdf

HEAD = "<!doctype html><html lang=en><title>Tags</title><h1>Tags</h1>"


def elements(html, tag):
    paper = pdf.render(HEAD + html, seconds=30, strict=True)
    with pikepdf.open(io.BytesIO(paper.pdf)) as file:
        return [
            shape(o)
            for o in file.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/S") == tag
        ]


def shape(element):
    children = element.get("/K", [])
    children = children if isinstance(children, pikepdf.Array) else [children]
    return {
        "scope": str(element.get("/A", {}).get("/Scope", "")),
        "children": [
            str(c.get("/S", c.get("/Type", ""))) if isinstance(c, pikepdf.Dictionary) else "marked"
            for c in children
        ],
    }


def test_header_cells_say_what_they_head():
    table = "<table><thead><tr><th>A<th>B<tbody><tr><th scope=row>C<td>D</table>"

    cells = elements(table, "/TH")

    assert sorted(cell["scope"] for cell in cells) == ["/Column", "/Column", "/Row"]


def test_what_a_list_item_holds_lies_in_its_body():
    items = elements("<ul><li><p>One</p><p>Two</p></ul>", "/LI")

    assert [item["children"] for item in items] == [["/Lbl", "/LBody"]]


def test_a_link_holds_its_own_annotation():
    links = elements("<p><a href='https://example.org'>See <b>here</b></a>", "/Link")

    assert "/OBJR" in links[0]["children"]


@pytest.mark.parametrize("html", ["<p>plain", "<ul><li>plain</ul>", "<table><tr><td>1</table>"])
def test_pages_without_any_of_these_are_left_alone(html):
    assert elements(html, "/TH") == []

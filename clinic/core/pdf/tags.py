"""What WeasyPrint leaves out of a tagged PDF, put right before the file is written.

- Header cells say whether they head a column or a row.
- A list item's content lies in a list body.
- A link's annotation belongs to the link, not to the bold word inside it, and prints.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf


class Tree:
    """The structure tree of a PDF that is about to be written."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.dictionaries = [o for o in pdf.objects if isinstance(o, pydyf.Dictionary)]
        self.by_reference = {o.reference: o for o in self.dictionaries}
        self.elements = [o for o in self.dictionaries if o.get("Type") == "/StructElem"]

    def ancestors(self, element: Any) -> Iterator[Any]:
        """Yield the parents of an element, nearest first, as long as they are elements."""
        parent = self.by_reference.get(element.get("P"))
        while parent is not None and parent.get("Type") == "/StructElem":
            yield parent
            parent = self.by_reference.get(parent.get("P"))

    def kind(self, reference: Any) -> str:
        """Return the tag of a child, or nothing if it is no element."""
        child = self.by_reference.get(reference) if isinstance(reference, bytes) else None
        return str(child.get("S", "")) if child is not None else ""

    def above(self, element: Any, *tags: str) -> Any:
        """Return the nearest parent with one of these tags."""
        return next((p for p in self.ancestors(element) if p["S"] in tags), None)


def finish(_document: Any, pdf: Any) -> None:
    """Complete the tags; given to WeasyPrint as its finisher."""
    if "StructTreeRoot" not in pdf.catalog:
        return
    tree = Tree(pdf)
    for element in tree.elements:
        if element["S"] == "/TH":
            _say_what_it_heads(tree, element)
        elif element["S"] == "/LI":
            _gather_body(tree, element)
    _raise_links(tree)


def _say_what_it_heads(tree: Tree, cell: Any) -> None:
    group = tree.above(cell, "/THead", "/Table")
    heads_column = group is not None and group["S"] == "/THead"
    facts = cell.setdefault("A", pydyf.Dictionary({"O": "/Table"}))
    facts["Scope"] = "/Column" if heads_column else "/Row"


def _gather_body(tree: Tree, item: Any) -> None:
    loose = [k for k in item["K"] if tree.kind(k) not in ("/Lbl", "/LBody")]
    if not loose:
        return
    page = {"Pg": item["Pg"]} if "Pg" in item else {}
    body = pydyf.Dictionary(
        {"Type": "/StructElem", "S": "/LBody", "K": pydyf.Array(loose), "P": item.reference, **page}
    )
    tree.pdf.add_object(body)
    for child in (tree.by_reference[k] for k in loose if tree.kind(k)):
        child["P"] = body.reference
    item["K"] = pydyf.Array([k for k in item["K"] if k not in loose] + [body.reference])


def _raise_links(tree: Tree) -> None:
    annotations = {o.reference: o for o in tree.dictionaries if o.get("Subtype") == "/Link"}
    for annotation in annotations.values():
        annotation.setdefault("F", 4)
    numbers = tree.by_reference[tree.by_reference[tree.pdf.catalog["StructTreeRoot"]]["ParentTree"]]
    slots = {key: at + 1 for at, key in enumerate(numbers["Nums"]) if at % 2 == 0}
    for element in (e for e in tree.elements if e["S"] != "/Link"):
        for child in list(element["K"]):
            annotation = _annotation_of(tree, child, annotations)
            link = tree.above(element, "/Link") if annotation is not None else None
            if annotation is not None and link is not None:
                element["K"].remove(child)
                link["K"].append(child)
                numbers["Nums"][slots[annotation["StructParent"]]] = link.reference


def _annotation_of(tree: Tree, child: Any, annotations: dict[Any, Any]) -> Any:
    held = tree.by_reference.get(child) if isinstance(child, bytes) else None
    if held is None or held.get("Type") != "/OBJR":
        return None
    return annotations.get(held["Obj"])

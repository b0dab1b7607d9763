"""Reading a page as a person, or a machine that reads aloud to one, would."""

import re

import html5lib

TYPED = {"input", "select", "textarea"}
#: Kinds of input that carry their own words, or none a person meets.
WORDLESS = {"hidden", "submit", "button", "reset", "image"}


class Page:
    """The tree of one HTML answer: a whole page, or the fragment that replaces a part of one."""

    def __init__(self, text):
        parser = html5lib.HTMLParser(
            tree=html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False
        )
        self.whole = text.lstrip()[:9].lower() == "<!doctype"
        self.root = parser.parse(text) if self.whole else parser.parseFragment(text)
        self.nodes = [node for node in self.root.iter() if isinstance(node.tag, str)]
        self.parents = {child: node for node in self.nodes for child in node}
        self.ids = [node.get("id") for node in self.nodes if node.get("id") is not None]

    def all(self, *tags):
        """Every element of these kinds, in the order of the page."""
        return [node for node in self.nodes if node.tag in tags]

    def inside(self, node, *tags):
        """The nearest element of these kinds that holds this one."""
        while (node := self.parents.get(node)) is not None:
            if node.tag in tags:
                return node
        return None

    def forms(self):
        """Every form that posts."""
        return [form for form in self.all("form") if form.get("method", "get").lower() == "post"]

    def fields(self, form):
        """The named inputs of a form: those inside it, and those that name it."""
        own = [
            node
            for node in self.all(*TYPED, "button")
            if node.get("name")
            and (node.get("form") or "") == (form.get("id") if node.get("form") else "")
            and (node.get("form") or self.inside(node, "form") is form)
        ]
        return [node for node in own if "disabled" not in node.attrib]

    def values(self, form):
        """What sending the form untouched would send: name -> list of values."""
        sent = {}
        for node in self.fields(form):
            sent.setdefault(node.get("name"), []).extend(_values(node))
        return sent


def words(node):
    """All text inside an element, spaces made single."""
    return " ".join("".join(node.itertext()).split())


def name_of(node):
    """What a screen reader would call this element, as far as it says so itself."""
    pictures = [alt for child in node.iter() if (alt := child.get("alt"))]
    return words(node) or node.get("aria-label") or node.get("title") or " ".join(pictures)


def describe(node):
    """An element as a failing test should show it."""
    shown = " ".join(f'{key}="{value}"' for key, value in list(node.attrib.items())[:4])
    return re.sub(r"\s+", " ", f"<{node.tag} {shown}>")


def _values(node):
    kind = node.get("type", "text").lower()
    if node.tag == "textarea":
        text = "".join(node.itertext())
        return [text.removeprefix("\n")]
    if node.tag == "select":
        options = [option for option in node.iter("option") if "disabled" not in option.attrib]
        chosen = [option for option in options if "selected" in option.attrib]
        if not chosen and "multiple" not in node.attrib:
            chosen = options[:1]
        return [option.get("value", words(option)) for option in chosen]
    if node.tag == "button" or kind in ("submit", "image", "button", "reset", "file"):
        return []
    if kind in ("checkbox", "radio"):
        return [node.get("value", "on")] if "checked" in node.attrib else []
    return [node.get("value", "")]

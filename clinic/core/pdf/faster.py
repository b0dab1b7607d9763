"""Work that WeasyPrint 70.0 does again and again, done once. The bytes it writes stay the same.

Nothing here is reached by its public interface, so it is made for one version, and switches itself
off for every other. ``tests/core/test_pdf_faster.py`` compares the bytes with and without.

What is remembered lies on a style, which lives as long as its page, or on the fonts of the press:
how lines of text break. WeasyPrint changes a style only right after it has copied it, and a copy
remembers nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from math import inf
from typing import Any

import weasyprint
from weasyprint import css
from weasyprint.css import computed_values, properties
from weasyprint.css.functions import check_math
from weasyprint.layout import percent
from weasyprint.text import line_break

MADE_FOR = "70.0"
#: Lines remembered before all are forgotten; most are fixed words of the sheets.
LINES = 20_000
#: What the breaking of a line depends on, apart from its words and its width.
OF_TEXT = (
    *("font_family", "font_style", "font_stretch", "font_weight", "font_size", "font_kerning"),
    *("font_variant_ligatures", "font_variant_position", "font_variant_caps"),
    *("font_variant_numeric", "font_variant_alternates", "font_variant_east_asian"),
    *("font_feature_settings", "font_variation_settings", "font_language_override", "lang"),
    *("white_space", "overflow_wrap", "word_break", "letter_spacing", "word_spacing", "tab_size"),
    *("direction", "text_decoration_line", "hyphens", "hyphenate_limit_chars"),
    *("hyphenate_limit_zone", "hyphenate_character"),
)
LENGTHS = (
    *("margin_left", "margin_right", "margin_top", "margin_bottom"),
    *("padding_left", "padding_right", "padding_top", "padding_bottom"),
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
)
BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))
#: Values that need no work: as the parent has it, or the first one there is.
PLAIN = {
    name
    for name in properties.INITIAL_VALUES
    if name not in ("position", "float", "display", "page")
    and not name.startswith("text_decoration_")
}
INHERITED = PLAIN & properties.INHERITED
FIRST = {
    name: properties.INITIAL_VALUES[name]
    for name in PLAIN - properties.INHERITED - set(properties.INITIAL_NOT_COMPUTED)
    if not check_math(properties.INITIAL_VALUES[name])
}
#: Rules such as ``margin-inline-start`` that speak of sides by the direction of writing.
LOGICAL = {
    side(block="ttb", inline=inline)
    for side in computed_values.PHYSICAL_FUNCTIONS.values()
    for inline in ("ltr", "rtl")
}

_font_key = line_break._font_style_cache_key
_split = line_break.split_first_line
_resolve = percent.resolve_percentages
_missing = css.ComputedStyle.__missing__
_style_for = css.StyleFor.__call__


def apply() -> bool:
    """Put the faster ways in place, if this is the version they are made for; say whether."""
    if weasyprint.__version__ != MADE_FOR:
        return False
    _replace(_font_key, font_key)
    _replace(_split, split_first_line)
    _replace(_resolve, resolve_percentages)
    css.StyleFor.__init__ = cascade
    css.StyleFor.__call__ = style_for
    css.ComputedStyle.__missing__ = missing
    return True


def _replace(slow: Callable[..., Any], fast: Callable[..., Any]) -> None:
    """Replace a function in every module that took it."""
    for name, module in list(sys.modules.items()):
        if name.startswith("weasyprint"):
            for word in [word for word, value in vars(module).items() if value is slow]:
                setattr(module, word, fast)


def font_key(style: Any, include_size: bool = False) -> str:
    """Return what the height of an empty line is remembered under; once for each style."""
    name = "sized_font_key" if include_size else "font_key"
    key: str | None = style.__dict__.get(name)
    if key is None:
        key = _font_key(style, include_size)
        setattr(style, name, key)
    return key


def split_first_line(
    text: str,
    style: Any,
    context: Any,
    max_width: float | None,
    justification_spacing: float,
    is_line_start: bool = True,
    minimum: bool = False,
) -> Any:
    """Return the first line of a text, and how it came out the last time."""
    look = style.__dict__.get("look")
    if look is None:
        look = style.look = repr([style[name] for name in OF_TEXT])
    lines = style.font_config.__dict__.setdefault("lines", {})
    key = (text, look, max_width, justification_spacing, is_line_start, minimum)
    known = lines.get(key)
    if known is None:
        if len(lines) >= LINES:
            lines.clear()
        known = lines[key] = _split(
            text, style, context, max_width, justification_spacing, is_line_start, minimum
        )
    layout = line_break.Layout.__new__(line_break.Layout)
    layout.__dict__.update(known[0].__dict__)
    return layout, *known[1:]


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """Give a box the lengths of its style; they are the same everywhere unless one is a share."""
    known = box.style.__dict__.get("lengths")
    if known is None:
        known = box.style.lengths = lengths(box.style)
    fixed, borders = known
    if fixed is None:
        _resolve(box, containing_block)
        return
    box.__dict__.update(fixed)
    for name, width in borders:
        if name not in box.__dict__:
            box.__dict__[name] = width


def lengths(style: Any) -> tuple[dict[str, Any] | None, list[tuple[str, Any]]]:
    """Return the used lengths of a style, and apart those borders that a table may settle.

    There are none to be had from a style alone where one is a share, or counts its borders in.
    """
    fixed: dict[str, Any] = {}
    for name in LENGTHS:
        value = style[name]
        if value is None or value == "auto":
            fixed[name] = 0 if value and name in ("min_width", "min_height") else value
        elif getattr(value, "unit", "%") == "%":
            return None, []
        else:
            fixed[name] = value.value
    if style["box_sizing"] != "content-box":
        return None, []
    borders = [(name, style[name]) for name in BORDERS]
    if style["border_collapse"] == "collapse":
        return fixed, borders
    return fixed | dict(borders), []


def cascade(
    self: Any, html: Any, sheets: Any, hints: Any, font_config: Any, target_collector: Any
) -> None:
    """Find the rules of each element, once for all elements that the same selectors match.

    Takes the place of ``StyleFor.__init__``. Pseudo-elements wait until somebody asks.
    """
    self._cascaded_styles, self._computed_styles, self.waiting = {}, {}, {}
    self.initial_page_sizes = {"box": None, "area": None}
    self._sheets, self.font_config = sheets, font_config
    self.given = {"root": html.etree_element, "base_url": html.base_url}
    self.given["target_collector"] = target_collector
    own = _own_rules(self._cascaded_styles, html, hints)
    rules: dict[Any, Any] = {}
    styles: dict[Any, Any] = {}
    for wrapper in html.wrapper_element.iter_subtree():
        element = wrapper.etree_element
        matched = _matching(wrapper, sheets)
        key = tuple([line[0] for line in matched])
        begun = self._cascaded_styles.get((element, None))
        if begun is not None:
            found = _weighed(matched, begun)
        elif key in rules:
            found = rules[key]
        else:
            found = rules[key] = _weighed(matched, {})
        parent = wrapper.parent.etree_element if wrapper.parent else None
        above = id(self._computed_styles[parent, None]) if wrapper.parent else None
        _give(self, element, parent, found, styles, (above, own.get(element), key))
    self._cascaded_styles.clear()
    for element, pseudo in [key for key, found in self.waiting.items() if "anchor" in found]:
        self(element, pseudo)  # others may point to it


def _own_rules(cascaded: Any, html: Any, hints: Any) -> dict[Any, Any]:
    """Write down what elements say of themselves."""
    own = {}
    found = css.find_style_attributes(html.etree_element, hints, html.base_url)
    for specificity, element, declarations, base_url in found:
        style = cascaded.setdefault((element, None), {})
        own[element] = tuple(declarations)
        ready = css.preprocess_declarations(base_url, own[element])
        _weigh(style, ready, "author", inf, specificity)
    return own


def _matching(wrapper: Any, sheets: Any) -> list[Any]:
    """Return the selectors that match an element, each with what it takes to weigh its rules."""
    matched = []
    for sheet, origin, sheet_specificity in sheets:
        for specificity, _order, pseudo, (declarations, layer) in sheet.matcher.match(wrapper):
            place = inf if layer is None else sheet.layers.index(layer)
            key = (sheet, specificity, id(declarations), place)
            rank = sheet_specificity or specificity
            matched.append((key, pseudo, declarations, origin, place, rank))
    return matched


def _weighed(matched: list[Any], begun: dict[Any, Any]) -> dict[Any, Any]:
    """Return for an element and its pseudo-elements which value won."""
    styles = {None: begun}
    for _key, pseudo, declarations, origin, place, rank in matched:
        _weigh(styles.setdefault(pseudo, {}), declarations, origin, place, rank)
    return styles


def _weigh(style: Any, declarations: Any, origin: str, place: Any, rank: Any) -> None:
    for name, values, importance in declarations:
        weight = (css.declaration_precedence(origin, importance), place, rank)
        old = style.get(name, (None, None))[1]
        if old is None or old <= weight:
            style[name] = values, weight


def _give(self: Any, element: Any, parent: Any, found: Any, styles: Any, key: Any) -> None:
    for pseudo, rules in found.items():
        if pseudo is not None:
            self.waiting[element, pseudo] = rules
    if key in styles:
        self._computed_styles[element, None] = styles[key]
        return
    self._cascaded_styles[element, None] = found[None]
    self.set_computed_styles(element, parent=parent, **self.given)
    styles[key] = self._computed_styles[element, None]


def style_for(self: Any, element: Any, pseudo_type: str | None = None) -> Any:
    """Return a style; that of a pseudo-element is made when it is wanted."""
    rules = self.waiting.pop((element, pseudo_type), None) if pseudo_type else None
    if rules is not None:
        self._cascaded_styles[element, pseudo_type] = rules
        self.set_computed_styles(element, parent=element, pseudo_type=pseudo_type, **self.given)
        del self._cascaded_styles[element, pseudo_type]
    return _style_for(self, element, pseudo_type)


def missing(self: Any, name: str) -> Any:
    """Return a computed value; most are plainly the parent's, or the first there is."""
    if name in self.cascaded or not _is_plain(self):
        return _missing(self, name)
    if name in FIRST:
        value = self[name] = FIRST[name]
        return value
    if name in INHERITED and self.parent_style is not None:
        value = self.parent_style[name]
        if not check_math(value):
            self[name] = value
            return value
    return _missing(self, name)


def _is_plain(style: Any) -> bool:
    known: bool | None = style.__dict__.get("is_plain")
    if known is None:
        known = style.is_plain = LOGICAL.isdisjoint(style.cascaded)
    return known

"""Pictures of printed pages, for a screen: laid out and drawn in a press, as the paper is."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from clinic.core.pdf import pool

#: The widest picture, in dots, and how many are drawn of one paper.
WIDEST, MOST = 1200, 40


@dataclass(frozen=True)
class Picture:
    """A page as PNG, and its number in the paper, from 1 on."""

    number: int
    png: bytes

    @property
    def address(self) -> str:
        """The picture as an address that a page can show without asking again."""
        return f"data:image/png;base64,{base64.b64encode(self.png).decode()}"


@dataclass(frozen=True)
class Pictures:
    """The pages that were drawn, and how many the paper has."""

    drawn: tuple[Picture, ...]
    pages: int


def draw(
    html: str,
    *,
    width: int,
    seconds: float,
    page: int = 0,
    at: str = "",
    assets: Mapping[str, str] | None = None,
    strict: bool = False,
) -> Pictures:
    """Lay the page out as :func:`clinic.core.pdf.render` does, and draw it ``width`` dots wide.

    ``page`` says which, by its number or the nearest there is; without one it is where the element
    with the id ``at`` stands; without that too, every one up to :data:`MOST`. The same page gives
    the same pictures, and they say nothing of themselves. Raises as ``render`` does, and
    :class:`ValueError` for a picture wider than :data:`WIDEST`.
    """
    if not 0 < width <= WIDEST:
        raise ValueError(f"a picture is at most {WIDEST} dots wide")
    drawing = {"width": width, "page": page, "at": at, "most": MOST}
    request = {"page": {"html": html, "assets": dict(assets or {})}, "draw": drawing}
    answer, body = pool.ask(request, seconds=seconds, strict=strict)
    ends = [sum(answer["sizes"][:n]) for n in range(len(answer["sizes"]) + 1)]
    cut = [body[start:end] for start, end in pairwise(ends)]
    drawn = (Picture(*each) for each in zip(answer["numbers"], cut, strict=True))
    return Pictures(tuple(drawn), answer["pages"])

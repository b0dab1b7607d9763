"""QR codes as one path of strokes, ready for an inline SVG."""

from __future__ import annotations

from dataclasses import dataclass

QUIET = 2


@dataclass(frozen=True)
class QrCode:
    """A square of ``size`` modules, white margin included, and its dark modules as a path.

    The path is to be stroked one module wide: a stroke for each run of dark modules of a row.
    """

    size: int
    path: str


def qr_code(content: str) -> QrCode:
    """Return the code of a text at error correction level M or better."""
    import segno

    rows = segno.make_qr(content, error="m").matrix
    strokes = [
        f"M{start + QUIET} {y + QUIET}.5h{end - start}"
        for y, row in enumerate(rows)
        for start, end in _runs(row)
    ]
    return QrCode(len(rows) + 2 * QUIET, "".join(strokes))


def _runs(row: bytearray) -> list[tuple[int, int]]:
    """Return where each run of dark modules starts, and where it has ended."""
    edges = [x for x in range(len(row) + 1) if _dark(row, x) != _dark(row, x - 1)]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _dark(row: bytearray, x: int) -> bool:
    return 0 <= x < len(row) and bool(row[x])

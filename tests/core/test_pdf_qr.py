"""QR codes as one path."""

import re

import segno

from clinic.core.pdf.qr import QUIET, qr_code


def test_the_strokes_cover_exactly_the_dark_modules():
    address = "https://maps.example.org/search?query=12+Elm+Street"
    rows = segno.make_qr(address, error="m").matrix

    code = qr_code(address)

    drawn = set()
    for x, y, width in re.findall(r"M(\d+) (\d+)\.5h(\d+)", code.path):
        drawn |= {(int(x) + n, int(y)) for n in range(int(width))}
    dark = {(x + QUIET, y + QUIET) for y, row in enumerate(rows) for x, on in enumerate(row) if on}
    assert drawn == dark
    assert code.size == len(rows) + 2 * QUIET

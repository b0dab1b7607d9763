"""HTML in, tagged PDF out, made by a limited process of its own that can reach nothing.

The web process never imports WeasyPrint. It keeps a small pool of *presses*: child processes that
have it loaded, take one page after another, and are killed when one takes too long.
"""

from clinic.core.pdf.fonts import missing
from clinic.core.pdf.pictures import Picture, Pictures, draw
from clinic.core.pdf.pool import Paper, RenderFailed, bind, render, warm
from clinic.core.pdf.qr import QrCode, qr_code

__all__ = [
    "Paper",
    "Picture",
    "Pictures",
    "QrCode",
    "RenderFailed",
    "bind",
    "draw",
    "missing",
    "qr_code",
    "render",
    "warm",
]

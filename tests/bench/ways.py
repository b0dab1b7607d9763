"""A press that can lay a page out in several ways, and says what each took of the processor.

``python -m tests.bench.ways naive FD`` does as the manual of WeasyPrint shows it: everything new
for each page, the collector running. ``... tuned FD`` does as our press does.
"""

import gc
import json
import sys
import time
from contextlib import suppress
from multiprocessing.connection import Connection

from clinic.core.pdf import faster
from clinic.core.pdf.process import READY


def main(kind, descriptor):
    line = Connection(descriptor)
    if kind == "naive":
        faster.MADE_FOR = "no version"
    from clinic.core.pdf import page

    if kind == "tuned":
        gc.collect()
        gc.freeze()
        gc.disable()
    line.send_bytes(READY.encode())
    with suppress(EOFError):
        while True:
            asked = json.loads(line.recv_bytes())
            began = time.process_time()
            pdf = WAYS[asked["way"]](page, asked["html"], asked["assets"])
            laid = time.process_time()
            if kind == "tuned":
                gc.collect()
            tidy = time.process_time()
            line.send_bytes(json.dumps([laid - began, tidy - began]).encode())
            line.send_bytes(pdf)


def naive(page, html, assets):
    """The same tags, from objects that are new each time."""
    fresh = page.HTML(string=html, url_fetcher=page.AssetFetcher(assets))
    return fresh.write_pdf(pdf_variant="pdf/ua-1", finisher=page.finish)


def ours(page, html, assets):
    return page.lay_out(html, assets)[0]


def untagged(page, html, assets):
    """Ours, without what makes it fit to be read out."""
    sheets = [page.parsed(style)[0] for style in page.STYLE.findall(html)]
    bare = page.HTML(string=page.STYLE.sub("", html), url_fetcher=page.AssetFetcher(assets))
    return bare.render(font_config=page._fonts, stylesheets=sheets).write_pdf()


WAYS = {"naive": naive, "ours": ours, "untagged": untagged}


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

"""The press's own process: HTML comes in, a PDF goes out, nothing else is read.

Sizes of type may be given, in points, the largest first: the first that brings
everything onto one page is taken, else the last.
"""

import os
import sys
from collections.abc import Sequence
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher

TAGGED = "pdf/ua-1"
POLITE = 5
"""Printing may wait; the service that waits for it must go on."""


def main(sizes: Sequence[str]) -> None:
    """Turn standard input into a PDF on standard output; no address is fetched."""
    os.nice(POLITE)
    html = sys.stdin.buffer.read().decode()
    sys.stdout.buffer.write(printed(html, sizes))


def printed(html: str, sizes: Sequence[str] = ()) -> bytes:
    """Return the PDF: tagged, so that it can be read aloud and searched."""
    done: bytes | None = laid_out(html, sizes).write_pdf(pdf_variant=TAGGED)
    return done or b""


def laid_out(html: str, sizes: Sequence[str] = ()) -> Any:  # noqa: ANN401
    """Return the pages, at the first size that brings them onto one."""
    page = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=()))
    laid = None
    for size in sizes:
        laid = page.render(stylesheets=[CSS(string=f"html {{ font-size: {size}pt }}")])
        if len(laid.pages) == 1:
            break
    return laid or page.render()


if __name__ == "__main__":
    main(sys.argv[1:])

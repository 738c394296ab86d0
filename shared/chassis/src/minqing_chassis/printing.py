"""The press's own process: HTML comes in, a PDF goes out, nothing else is read.

Started ahead, it waits for its page; nobody needs it for IDLE seconds: it ends. The
first line that comes in may give sizes of type, in points, the largest first: the first
that brings everything onto one page is taken, else the last.
"""

import os
import signal
import sys
from collections.abc import Sequence
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher

TAGGED = "pdf/ua-1"
POLITE = 5
"""Printing may wait; the service that waits for it must go on."""
IDLE = 600
"""So many seconds a process waits for a page."""


def main() -> None:
    """Turn standard input into a PDF on standard output; no address is fetched.

    Nothing comes in where the service ended: then nothing is printed.
    """
    os.nice(POLITE)
    signal.alarm(IDLE)
    told = sys.stdin.buffer.read().decode()
    signal.alarm(0)
    sizes, _, html = told.partition("\n")
    if html:
        sys.stdout.buffer.write(printed(html, sizes.split()))


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
    main()

"""The press's own process: HTML comes in, a PDF goes out, nothing else is read."""

import os
import sys

from weasyprint import HTML
from weasyprint.urls import URLFetcher

POLITE = 5
"""Printing may wait; the service that waits for it must go on."""


def main() -> None:
    """Turn standard input into a PDF on standard output; no address is fetched."""
    os.nice(POLITE)
    html = sys.stdin.buffer.read().decode()
    nothing = URLFetcher(allowed_protocols=())
    pdf = HTML(string=html, url_fetcher=nothing).write_pdf()
    sys.stdout.buffer.write(pdf or b"")


if __name__ == "__main__":
    main()

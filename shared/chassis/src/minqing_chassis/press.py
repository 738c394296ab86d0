"""The press: has a process of its own make a PDF of a page of HTML.

Rendering is a second of pure CPU. In a greenthread it would stop everything else, in a
thread it would fight for the interpreter; so each document costs one short process (1 s
and 75 MB with the small font, 170 MB with Noto), which eventlet waits for without
blocking, and no more than `at_once` at the same time.
"""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from threading import BoundedSemaphore

FONT_PACKAGE = "fonts-wqy-microhei"
COMMAND = (sys.executable, "-W", "ignore", "-m", "minqing_chassis.printing")


class HtmlPress:
    """Prints by WeasyPrint; `seconds` is how long one document may take.

    `failure` is the error that it raises when it cannot print.
    """

    def __init__(
        self,
        failure: type[Exception],
        *,
        seconds: float = 60.0,
        at_once: int = 1,
    ) -> None:
        self._failure = failure
        self._seconds = seconds
        self._turns = BoundedSemaphore(at_once)
        self._ready = False

    def ensure_ready(self) -> None:
        """Raise `failure` that says what is missing; asked anew until all is there.

        The first time that nothing seems to be missing, one line is printed to see.
        """
        if self._ready:
            return
        if find_spec("weasyprint") is None:
            raise self._failure("the Python library weasyprint is not installed")
        if not chinese_fonts():
            raise self._failure(
                f"no Chinese font is installed: install the package {FONT_PACKAGE}"
            )
        self._run("<p>试印</p>")
        self._ready = True

    def print_html(self, html: str, *, sizes: Sequence[float] = ()) -> bytes:
        """Return the PDF of a page; raise `failure` when it cannot be made.

        `sizes` of type, in points, are tried until everything stands on one page.
        """
        with self._turns:
            return self._run(html, sizes)

    def _run(self, html: str, sizes: Sequence[float] = ()) -> bytes:
        try:
            done = subprocess.run(
                [*COMMAND, *map(str, sizes)],
                input=html.encode(),
                capture_output=True,
                timeout=self._seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise self._failure(f"not done within {self._seconds:g} s") from None
        if done.returncode or not done.stdout.startswith(b"%PDF-"):
            said = done.stderr.decode(errors="replace").strip().splitlines()
            raise self._failure(said[-1] if said else "it printed nothing")
        return done.stdout


def chinese_fonts() -> list[str]:
    """Return the families on this machine that can write Chinese."""
    program = shutil.which("fc-list")
    if program is None:
        return []
    asked = [program, ":lang=zh-cn", "family"]
    listed = subprocess.run(asked, capture_output=True, text=True, check=False)
    return [line for line in listed.stdout.splitlines() if line.strip()]

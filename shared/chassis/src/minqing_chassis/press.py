"""The press: has a process of its own make a PDF of a page of HTML.

Rendering is pure CPU. In a greenthread it would stop everything else, in a thread it
would fight for the interpreter; so each document costs one process (80 MB with the
small font, 170 MB with Noto), which eventlet waits for without blocking, and no more
than `at_once` at the same time. Two thirds of its time go into reading the library:
once one document was printed, a process that has read it waits for the next (for ten
minutes).
"""

import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from threading import BoundedSemaphore
from typing import Final

from minqing_chassis.children import answer_of

FONT_PACKAGE = "fonts-wqy-microhei"
COMMAND = (sys.executable, "-W", "ignore", "-m", "minqing_chassis.printing")


class Ahead:
    """One process that was started before anybody needs it; all presses share it."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Sequence[str], subprocess.Popen[bytes]]] = []

    def take(self, command: Sequence[str]) -> subprocess.Popen[bytes]:
        """Return the process that waits for this command, else a new one."""
        while self._waiting:
            made_by, child = self._waiting.pop()
            if made_by == command and child.poll() is None:
                return child
            _end(child)
        return _started(command)

    def prepare(self, command: Sequence[str]) -> None:
        """Start the next one, if none waits."""
        if not self._waiting:
            self._waiting.append((command, _started(command)))


AHEAD: Final = Ahead()


def _started(command: Sequence[str]) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe)


def _end(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    child.communicate()


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
        told = f"{' '.join(map(str, sizes))}\n{html}".encode()
        code, printed, errors = self._told(AHEAD.take(COMMAND), told)
        if code == -signal.SIGALRM:
            code, printed, errors = self._told(_started(COMMAND), told)
        if code or not printed.startswith(b"%PDF-"):
            said = errors.decode(errors="replace").strip().splitlines()
            raise self._failure(said[-1] if said else "it printed nothing")
        AHEAD.prepare(COMMAND)
        return printed

    def _told(
        self, child: subprocess.Popen[bytes], told: bytes
    ) -> tuple[int, bytes, bytes]:
        """Return how the process ended, and what it wrote."""
        said = answer_of(child, self._seconds, told)
        if said is None:
            raise self._failure(f"not done within {self._seconds:g} s")
        printed, errors = said
        return child.returncode, printed, errors


def chinese_fonts() -> list[str]:
    """Return the families on this machine that can write Chinese."""
    program = shutil.which("fc-list")
    if program is None:
        return []
    asked = [program, ":lang=zh-cn", "family"]
    listed = subprocess.run(asked, capture_output=True, text=True, check=False)
    return [line for line in listed.stdout.splitlines() if line.strip()]

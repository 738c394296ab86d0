"""Has a process apart write a paper anew, within bounds of time and memory.

Reading a PDF of a stranger is the work of a large library in another language: what
goes wrong in it ends that process, which has no keys and no connection, and not ours.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from threading import BoundedSemaphore
from typing import Final

from minqing_chassis.children import answer_of, readable
from minqing_kernel.pictures import (
    LARGEST_FILE,
    MOST_PAGES,
    CleanPicture,
    PaperRefused,
)

COMMAND: Final = (sys.executable, "-W", "ignore", "-m", "minqing_chassis.papers.bare")
TOLD: Final = ("PATH", "PYTHONPATH", "LANG")
"""All that the process learns of what surrounds it."""
SECONDS: Final = 20.0
AT_ONCE: Final = 2
WAITS: Final = 20.0
"""Seconds until a paper that waits for its turn is sent back, to come again (503)."""
REFUSED: Final = 3
REASONS: Final = frozenset({"encrypted-file", "too-many-pages", "not-a-paper"})
SIGN: Final = b"%PDF-"
BEGINS_WITHIN: Final = 1024
TURNS: Final = BoundedSemaphore(AT_ONCE)


def is_paper(raw: bytes) -> bool:
    """Tell whether bytes mean to be a PDF, whatever they are called."""
    return SIGN in raw[:BEGINS_WITHIN]


def clean_paper(
    raw: bytes, *, most_bytes: int = LARGEST_FILE, most_pages: int = MOST_PAGES
) -> CleanPicture:
    """Return what is seen of a paper, as a PDF of its own.

    Raises PaperRefused, or TimeoutError where too many are read just now.
    """
    if len(raw) > min(most_bytes, LARGEST_FILE):
        raise _refused("too-large")
    pages, content = _bared(raw, min(most_pages, MOST_PAGES))
    if len(content) > LARGEST_FILE:
        raise _refused("too-large")
    digest = sha256(content).hexdigest()
    return CleanPicture(content=content, digest=digest, width=0, height=0, pages=pages)


@contextmanager
def _turn() -> Iterator[None]:
    """Wait for a turn, and not for ever; raise TimeoutError."""
    if not TURNS.acquire(timeout=WAITS):
        raise TimeoutError("too many papers are read just now")
    try:
        yield
    finally:
        TURNS.release()


def _bared(raw: bytes, most_pages: int) -> tuple[int, bytes]:
    with _turn(), readable(raw) as sent, _started(most_pages, sent) as child:
        said = answer_of(child, SECONDS)
    if said is None:
        raise _refused("too-much-work")
    told, _ = said
    if child.returncode == REFUSED and told.decode("ascii", "replace") in REASONS:
        raise _refused(told.decode())
    pages, _, content = told.partition(b"\n")
    if child.returncode or not content.startswith(SIGN):
        raise _refused("too-much-work")
    return int(pages), content


def _started(most_pages: int, sent: int) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [*COMMAND, str(most_pages)],
        stdin=sent,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in TOLD if name in os.environ},
    )


def _refused(why: str) -> PaperRefused:
    return PaperRefused(fields={"file": why})

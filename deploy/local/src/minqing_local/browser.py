"""What the tests of the pages need: a real browser, and a font that writes Chinese."""

import shutil
from collections.abc import Callable

from minqing_local import printing

PROGRAM = "chromium"


def missing() -> list[str]:
    """Return the Debian packages that this machine lacks."""
    browser = [] if shutil.which(PROGRAM) else [PROGRAM]
    return browser + [name for name in printing.missing() if name == printing.FONT]


def ensure(say: Callable[[str], None]) -> None:
    """Install what is missing by apt, or say plainly what to install; never refuse."""
    wanted = missing()
    if wanted:
        printing.install(wanted, "the pages cannot be tried in a browser", say)

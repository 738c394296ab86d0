"""What printing documents needs: a Chinese font and the libraries of WeasyPrint.

A small font does: fonts-wqy-microhei is a download of 1.6 MB (fonts-noto-cjk: 57 MB)
and a page printed with it has 20 kB. An agency runs without all this; only routing then
refuses to issue documents, and says why.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from ctypes.util import find_library

FONT = "fonts-wqy-microhei"
LIBRARIES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}


def missing() -> list[str]:
    """Return the Debian packages that this machine lacks."""
    wanted = [package for name, package in LIBRARIES.items() if not find_library(name)]
    if shutil.which("fc-list") is None:
        return [*wanted, "fontconfig", FONT]
    return wanted if _writes_chinese() else [*wanted, FONT]


def ensure(say: Callable[[str], None]) -> None:
    """Install what is missing by apt, or say plainly what to install; never refuse."""
    wanted = missing()
    if not wanted:
        return
    install(wanted, "documents cannot be printed", say)


def install(wanted: Sequence[str], otherwise: str, say: Callable[[str], None]) -> None:
    """Install Debian packages; where that fails, say what there is not without them."""
    names = " ".join(wanted)
    root = _root()
    if root is None or shutil.which("apt-get") is None:
        say(f"{otherwise}: as root, apt-get install {names}")
        return
    say(f"installing {names} by apt (once)")
    update, fetch = ["update", "-q"], ["install", "-q", "-y"]
    fetch += ["--no-install-recommends", *wanted]
    if any(_apt(root, arguments) for arguments in (update, fetch)):
        say(f"{otherwise}: 'apt-get install {names}' failed")


def _writes_chinese() -> bool:
    asked = ["fc-list", ":lang=zh-cn", "family"]
    listed = subprocess.run(asked, capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


def _root() -> list[str] | None:
    """Return what goes before a command that root must run, None if nothing can."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    asked = [sudo, "-n", "true"] if sudo else ["false"]
    allowed = subprocess.run(asked, capture_output=True, check=False).returncode == 0
    return [sudo, "-n"] if sudo and allowed else None


def _apt(root: list[str], arguments: list[str]) -> int:
    done = subprocess.run(
        [*root, "apt-get", *arguments],
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    return done.returncode

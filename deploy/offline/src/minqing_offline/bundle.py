"""Gathers everything for an installation without internet into one signed folder.

Needs internet, pip and Debian's apt; as root and with debootstrap it brings a whole
Debian besides, for a machine that has none, and fetches exactly what is missing on it.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from minqing_chassis.settings import SettingsError
from minqing_offline import manifest

KIND = "minqing-bundle"
HOUSE = Path(__file__).resolve().parents[4]
INSTALLER = Path(__file__).with_name("install.py")
REQUIREMENTS = HOUSE / "requirements" / "local.txt"
SUITE = "bookworm"
IN_BASE = ("ca-certificates", "make", "openssl", "procps", "python3", "python3-pip")
PACKAGES = (
    "fontconfig",
    "fonts-wqy-microhei",
    "libharfbuzz-subset0",
    "libpango-1.0-0",
    "libpangoft2-1.0-0",
    "make",
    "openssl",
    "python3-pip",
    "python3-venv",
    "rabbitmq-server",
    "util-linux",
)
SOURCE, WHEELS, DEBIAN, BASE = "source.tar.gz", "wheels", "debian", "base.tar.gz"
Say = Callable[[str], None]


def gather(folder: Path, private: Path, *, now: datetime, base: bool, say: Say) -> None:
    """Fill a new folder and sign it; raise SettingsError for what cannot be had."""
    if folder.exists():
        raise SettingsError(f"{folder} is there already: a bundle goes into a new one")
    folder.mkdir(parents=True)
    try:
        commit = _take_source(folder)
        say(f"source of {commit[:12]}")
        _take_wheels(folder / WHEELS)
        say(f"{_count(folder / WHEELS)} wheels, by their pinned hashes")
        _take_debian(folder, base=base)
        say(f"{_count(folder / DEBIAN)} Debian packages{', base system' * base}")
        shutil.copyfile(INSTALLER, folder / INSTALLER.name)
        about = {"commit": commit, "suite": SUITE, "base": base}
        manifest.write(folder, private, kind=KIND, made_at=now, about=about)
    except BaseException:
        shutil.rmtree(folder)
        raise
    say(f"{folder}: {size_of(folder) / 1e6:.0f} MB, signed")


def can_make_base() -> bool:
    """Say whether this machine can make a Debian of its own."""
    return os.geteuid() == 0 and shutil.which("debootstrap") is not None


def size_of(folder: Path) -> int:
    """Return how many bytes a folder's files have."""
    return sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())


def fetching(cache: Path, root: Path | None) -> list[str]:
    """Return the apt command that fetches what a machine lacks, and installs nothing.

    Without a base of our own nothing is taken to be there: all of it is fetched.
    """
    words = ["apt-get", "install", "-q", "-y", "--no-install-recommends"]
    words += ["--download-only", "-o", f"Dir::Cache::archives={cache}"]
    if root is None:
        words += ["-o", "Dir::State::status=/dev/null"]
    return [*(["chroot", str(root)] if root else []), *words, *PACKAGES]


def _take_source(folder: Path) -> str:
    changed = _run(["git", "-C", str(HOUSE), "status", "--porcelain"])
    if changed.strip():
        raise SettingsError("the source has changes that are not committed")
    file = f"--output={folder / SOURCE}"
    _run(["git", "-C", str(HOUSE), "archive", "--format=tar.gz", file, "HEAD"])
    return _run(["git", "-C", str(HOUSE), "rev-parse", "HEAD"]).strip()


def _take_wheels(folder: Path) -> None:
    words = ["-m", "pip", "download", "--quiet", "--require-hashes"]
    words += ["--only-binary=:all:", "--disable-pip-version-check"]
    python = shutil.which("python3.11") or "python3"
    _run([python, *words, "-r", str(REQUIREMENTS), "-d", str(folder)])


def _take_debian(folder: Path, *, base: bool) -> None:
    taken = folder / DEBIAN
    taken.mkdir()
    with tempfile.TemporaryDirectory(prefix="minqing-base") as made:
        root = Path(made) / "root"
        if base:
            chosen = f"--include={','.join(IN_BASE)}"
            _run(["debootstrap", "--variant=minbase", chosen, SUITE, str(root)])
            _run(["tar", "-C", str(root), "-czf", str(folder / BASE), "."])
            _let_ask(root)
            _run(["chroot", str(root), "apt-get", "update", "-q"])
        cache = Path("/var/cache/minqing") if base else Path(made) / "archives"
        seen = root / cache.relative_to("/") if base else cache
        (seen / "partial").mkdir(parents=True)
        _run(fetching(cache, root if base else None))
        for file in seen.glob("*.deb"):
            # An epoch's colon stands as %3a in the name, which apt reads back wrongly.
            shutil.move(file, taken / file.name.replace("%3a", "."))


def _let_ask(root: Path) -> None:
    """Let the base ask where this machine asks for packages."""
    shutil.copyfile("/etc/resolv.conf", root / "etc/resolv.conf")
    sources = Path("/etc/apt/sources.list.d")
    for file in sources.glob("*.sources"):
        shutil.copyfile(file, root / "etc/apt/sources.list.d" / file.name)


def _count(folder: Path) -> int:
    return sum(1 for _ in folder.iterdir())


def _run(words: Sequence[str]) -> str:
    done = subprocess.run(
        words,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"},
    )
    if done.returncode != 0:
        last = done.stderr.strip().rpartition("\n")[2]
        raise SettingsError(f"'{' '.join(words[:3])}' failed: {last}")
    return done.stdout

"""Makes the virtual environment: `python3 deploy/local/bootstrap.py run|dev`.

Needs only Python 3.11 and pip (no ensurepip, no setuptools). What is already installed
from the same requirement files is left alone, so that a second run costs nothing. Our
own packages are not installed: one `.pth` file names their source folders.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
VENV = HOUSE / ".venv"
PYTHON = VENV / "bin" / "python"
WANTED = {"run": "local", "dev": "dev"}
FILES = ("base", "local", "dev")


def main(purpose: str) -> None:
    """Bring `.venv` up to what `purpose` needs: `run`, or `dev` (run, test, lint)."""
    if sys.version_info < (3, 11):  # noqa: UP036 - nobody has checked it yet
        sys.exit(
            "Minqing needs Python 3.11 or newer: install it, or name it in PYTHON=."
        )
    if not PYTHON.exists():
        _say("making .venv")
        _run([sys.executable, "-m", "venv", "--without-pip", str(VENV)], "no venv")
    requirement = WANTED[purpose]
    if not _is_installed(requirement):
        _install(requirement)
    _link_sources()


def _is_installed(name: str) -> bool:
    """Say whether this set, or a larger one that contains it, stands as it is now."""
    larger = FILES[FILES.index(name) :]
    return any(_stamp(n).exists() and _stamp(n).read_text() == _hash(n) for n in larger)


def _install(name: str) -> None:
    _say(f"installing requirements/{name}.txt")
    pip = [sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "--quiet"]
    # Compiled where it is first imported: most of it never is.
    options = ["--disable-pip-version-check", "--no-compile", "--require-hashes"]
    _run(
        [*pip, *options, "-r", str(HOUSE / "requirements" / f"{name}.txt")],
        "pip could not install the requirements (its reason stands above): check the "
        "network and your package index, then run make again.",
    )
    _stamp(name).write_text(_hash(name))


def _link_sources() -> None:
    folders = sorted(
        str(folder)
        for rooms in ("shared", "services", "deploy")
        for folder in (HOUSE / rooms).glob("*/src")
    )
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    site = VENV / "lib" / version / "site-packages"
    named, names = site / "minqing.pth", "\n".join(folders) + "\n"
    if not named.exists() or named.read_text() != names:  # others may be reading it
        named.write_text(names)


def _stamp(name: str) -> Path:
    return VENV / f".requirements-{name}"


def _hash(name: str) -> str:
    content = (HOUSE / "requirements" / f"{name}.txt").read_bytes()
    return hashlib.sha256(content).hexdigest()


def _run(command: list[str], trouble: str) -> None:
    if subprocess.run(command).returncode != 0:
        sys.exit(trouble)


def _say(text: str) -> None:
    sys.stderr.write(f"· {text}\n")


if __name__ == "__main__":
    main(sys.argv[1])

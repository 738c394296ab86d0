"""Installs Minqing from the folder that this file stands in; asks no network.

    python3 install.py --trust KEY --to /opt/minqing          # on Debian 12, as root
    python3 install.py --trust KEY --base /srv/minqing        # its own Debian, a chroot

KEY is the public key of whoever made the bundle, from them, not from the bundle. Needs
only Python and openssl: nothing of the bundle runs before the whole of it was checked.
"""

import argparse
import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
MANIFEST, SIGNATURE = "manifest.json", "manifest.jws"
POLICY = Path("/usr/sbin/policy-rc.d")
DER = bytes.fromhex("302a300506032b6570032100")
"""What stands before the 32 bytes of an Ed25519 key (RFC 8410)."""


class Refused(Exception):
    """The bundle cannot be installed; the message says why."""


def main(argv: Sequence[str] | None = None) -> None:
    """Check the bundle, then install it; say in one sentence why not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trust", required=True)
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--to", type=Path, help="a new folder on this Debian")
    where.add_argument("--base", type=Path, help="a new folder for a whole Debian")
    where.add_argument("--check", action="store_true", help="only look")
    told = parser.parse_args(argv)
    try:
        check(HERE, told.trust)
        _say("the bundle is as it was signed")
        if told.base is not None:
            _install_base(told.base, told.trust)
        elif told.to is not None:
            _install(told.to)
    except Refused as reason:
        sys.exit(f"minqing: {reason}")


def check(folder: Path, public: str) -> None:
    """Raise Refused unless the folder is exactly what that key's owner signed."""
    told = (folder / MANIFEST).read_bytes()
    if not is_signed(told, (folder / SIGNATURE).read_text().strip(), public):
        raise Refused("the manifest is not signed by that key")
    wanted: Mapping[str, str] = json.loads(told)["files"]
    found = {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }
    for name in sorted({*wanted, *found} - {MANIFEST, SIGNATURE}):
        if name not in wanted or name not in found or found[name].is_symlink():
            raise Refused(f"{name} was added, or is missing")
        if checksum(found[name]) != wanted[name]:
            raise Refused(f"{name} was changed")


def checksum(file: Path) -> str:
    """Return the sha256 of a file."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def is_signed(told: bytes, jws: str, public: str) -> bool:
    """Ask openssl whether a detached JWS (RFC 7797) of these bytes is by that key."""
    head, _, signature = jws.partition("..")
    try:
        said = json.loads(_unpacked(head))
        key, seal = DER + _unpacked(public), _unpacked(signature)
    except ValueError:
        return False
    named = said if isinstance(said, dict) else {}
    if (named.get("alg"), named.get("b64")) != ("EdDSA", False):
        return False
    with tempfile.TemporaryDirectory() as folder:
        files = {"key": key, "told": head.encode() + b"." + told, "seal": seal}
        for name, content in files.items():
            Path(folder, name).write_bytes(content)
        words = ["pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "key"]
        words += ["-rawin", "-in", "told", "-sigfile", "seal"]
        done = subprocess.run(["openssl", *words], cwd=folder, capture_output=True)
    return done.returncode == 0


def _unpacked(told: str) -> bytes:
    return base64.b64decode(
        told + "=" * (-len(told) % 4), altchars=b"-_", validate=True
    )


def _install(target: Path) -> None:
    if target.exists():
        raise Refused(f"{target} is there already")
    _install_debian()
    _say("Debian packages are installed")
    target.mkdir(parents=True)
    _run(["tar", "-C", str(target), "-xzf", str(HERE / "source.tar.gz")])
    alone = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(HERE / "wheels")}
    bootstrap = str(target / "deploy/local/bootstrap.py")
    _run([sys.executable, bootstrap, "run"], PIP_CONFIG_FILE=os.devnull, **alone)
    _say(f"{target} is installed: cd {target} && make run")


def _install_debian() -> None:
    """Install the packages; RabbitMQ's own service must not start by that."""
    packages = sorted(str(each) for each in (HERE / "debian").glob("*.deb"))
    words = ["install", "-q", "-y", "--no-install-recommends"]
    words += ["-o", "Dir::Etc::sourcelist=/dev/null"]
    words += ["-o", "Dir::Etc::sourceparts=/dev/null", "--allow-downgrades"]
    ours = not POLICY.exists()
    if ours:
        POLICY.write_text("#!/bin/sh\nexit 101\n")
        POLICY.chmod(0o755)
    try:
        _run(["apt-get", *words, *packages], DEBIAN_FRONTEND="noninteractive")
    finally:
        if ours:
            POLICY.unlink()


def _install_base(root: Path, trust: str) -> None:
    """Unpack the bundle's own Debian, and install into it."""
    if root.exists():
        raise Refused(f"{root} is there already")
    if not (HERE / "base.tar.gz").exists():
        raise Refused("the bundle has no base: it was made without debootstrap")
    root.mkdir(parents=True)
    _run(["tar", "-C", str(root), "-xzpf", str(HERE / "base.tar.gz")])
    # debootstrap writes none; without it nothing here knows what localhost is.
    (root / "etc/hosts").write_text("127.0.0.1 localhost\n::1 localhost\n")
    inside = root / "bundle"
    shutil.copytree(HERE, inside, ignore=shutil.ignore_patterns("base.tar.gz"))
    mounts = [("proc", "proc", "proc"), ("tmpfs", "tmpfs", "dev/shm")]
    _run(["mount", "--bind", "/dev", str(root / "dev")])
    # What is mounted below it must not show in the machine's own /dev.
    _run(["mount", "--make-private", str(root / "dev")])
    for kind, what, where in mounts:
        _run(["mount", "-t", kind, what, str(root / where)])
    chrooted = ["chroot", str(root), "/usr/bin/python3", "-c", _INSIDE, trust]
    _run(chrooted)
    _say(f"chroot {root}, cd /opt/minqing, make run")


_INSIDE = """
import sys; sys.path.insert(0, '/bundle')
from pathlib import Path
import install; install._install(Path('/opt/minqing'))
"""


def _run(words: Sequence[str], **environ: str) -> None:
    done = subprocess.run(words, env=os.environ | environ, stdout=sys.stderr)
    if done.returncode != 0:
        raise Refused(f"'{words[0]} {words[1]}' failed; its reason stands above")


def _say(text: str) -> None:
    sys.stdout.write(f"· {text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

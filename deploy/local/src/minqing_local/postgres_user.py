"""As whom PostgreSQL runs: it refuses to run as root, so root lends it a user."""

import os
import pwd
import shutil
import stat
import subprocess
from pathlib import Path

from minqing_local.refusal import Refusal

SYSTEM_USER = "minqing-postgres"


def setpriv_options(*folders: Path) -> list[str]:
    """Return the setpriv(1) options under which PostgreSQL may run with these folders.

    Nothing for an ordinary user. For root: a system user made for the purpose. Where a
    parent folder is closed to other users (as /root is), that user gets the capability
    to pass it, rather than the folder getting another mode.
    Raises `Refusal` if such a user cannot be made.
    """
    if os.geteuid() != 0:
        return []
    user = _system_user()
    options = ["--reuid", str(user.pw_uid), "--regid", str(user.pw_gid)]
    options.append("--clear-groups")
    if not all(_passable(folder) for folder in folders):
        options += ["--inh-caps", "+dac_override", "--ambient-caps", "+dac_override"]
        # access(2) asks without capabilities, unless they are kept across users.
        options += ["--securebits", "+no_setuid_fixup"]
    return options


def hand_over(folder: Path) -> None:
    """Give a folder to the user of PostgreSQL, mode 700."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    give(folder)


def give(path: Path) -> None:
    """Make the user of PostgreSQL the owner of a file or a folder."""
    if os.geteuid() == 0:
        user = _system_user()
        os.chown(path, user.pw_uid, user.pw_gid)


def _system_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        _make_user()
        return pwd.getpwnam(SYSTEM_USER)


def _make_user() -> None:
    program = shutil.which("useradd", path=os.environ.get("PATH", "") + ":/usr/sbin")
    if program is None:
        raise Refusal(
            "PostgreSQL does not run as root and this machine has no 'useradd' to make "
            "a user for it: run as an ordinary user, or name databases of your own in "
            "DATABASE_URL_<SERVICE>."
        )
    options = ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin"]
    subprocess.run([program, *options, SYSTEM_USER], check=True, capture_output=True)


def _passable(folder: Path) -> bool:
    passing = stat.S_IXOTH
    return all(p.stat().st_mode & passing for p in folder.absolute().parents)

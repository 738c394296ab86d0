"""`make new-service NAME=parks`: a service of its own rules, empty, passing all checks.

Copies `deploy/template/freshhouse` to `services/<name>`, writes the name everywhere,
and adds it to the lists of services that the house keeps.
"""

import argparse
import keyword
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
TEMPLATE = Path(__file__).resolve().parent / "freshhouse"
WORD = "freshhouse"
NAME = re.compile(r"[a-z][a-z0-9]{1,30}")

RULES = "pyproject.toml"
SERVICES = "deploy/local/src/minqing_local/environment.py"
PORTS = "deploy/local/src/minqing_local/choices.py"
TOPOLOGY = "shared/contracts/src/minqing_contracts/topology.py"


def main(name: str) -> None:
    """Make the service; exit with one sentence if it cannot be made."""
    reason = objection(name)
    if reason:
        sys.exit(f"new-service: {reason}")
    folder = HOUSE / "services" / name
    copy(folder, name)
    for file, register in REGISTERS.items():
        path = HOUSE / file
        path.write_text(register(path.read_text(encoding="utf-8"), name), "utf-8")
    _tidy(folder)
    sys.stdout.write(
        f"services/{name} is made and registered: 'make install' puts it on the path;\n"
        f"services/{name}/README.md says what goes where.\n"
        "docker-compose.yml, deploy/compose/databases.sh and deploy/prometheus name\n"
        "services one by one: add it there when it is to be deployed.\n"
    )


def objection(name: str) -> str | None:
    """Say why there can be no service of that name, or None if there can."""
    if not NAME.fullmatch(name) or keyword.iskeyword(name):
        return "NAME must be one word of small letters and digits, such as NAME=parks."
    if (HOUSE / "services" / name).exists():
        return f"services/{name} is there already."
    if find_spec(name) is not None:
        return f"'{name}' is the name of a Python module in use: choose another."
    return None


def copy(folder: Path, name: str) -> None:
    """Copy the template, with the name in every file and path."""
    for source in sorted(TEMPLATE.rglob("*")):
        if source.is_file() and "__pycache__" not in source.parts:
            place = folder / str(source.relative_to(TEMPLATE)).replace(WORD, name)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(_named(source.read_text(encoding="utf-8"), name), "utf-8")
            shutil.copymode(source, place)


def register_rules(text: str, name: str) -> str:
    """Put the service under every rule that lists services (after notify)."""
    for entry in ('"notify"', '"notify.settings"', '"services/notify/src"'):
        text = text.replace(entry, f"{entry}, {entry.replace('notify', name)}")
    return text


def register_start(text: str, name: str) -> str:
    """Let `make run` start it."""
    return re.sub(r"(?m)^(SERVICES = \(.*)\)$", rf'\1, "{name}")', text)


def register_port(text: str, name: str) -> str:
    """Give it the next free default port."""
    ports = [int(port) for port in re.findall(r'"\w+": (81\d\d),', text)]
    row = f'    "{name}": {max(ports) + 1},\n    BROKER:'
    return text.replace("    BROKER:", row, 1)


def register_topology(text: str, name: str) -> str:
    """Give it a queue that hears nothing yet."""
    head, brace, rest = text.partition("SUBSCRIPTIONS: dict")
    before, end, after = rest.rpartition("\n}")
    return head + brace + before + f'\n    "{name}": (),' + end + after


REGISTERS = {
    RULES: register_rules,
    SERVICES: register_start,
    PORTS: register_port,
    TOPOLOGY: register_topology,
}


def _named(text: str, name: str) -> str:
    for form in (str.lower, str.capitalize, str.upper):
        text = text.replace(form(WORD), form(name))
    return text


def _tidy(folder: Path) -> None:
    """Sort imports anew: their order hangs on the name."""
    touched = [str(folder), *(str(HOUSE / f) for f in REGISTERS if f.endswith(".py"))]
    for command in (["check", "--quiet", "--select", "I", "--fix"], ["format", "-q"]):
        subprocess.run(
            [sys.executable, "-m", "ruff", *command, *touched], cwd=HOUSE, check=True
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name")
    main(parser.parse_args().name)

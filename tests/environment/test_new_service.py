"""`make new-service` makes an empty house that passes every check of the house."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.environment, pytest.mark.slow]

HOUSE = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the house with a new service in it."""
    folder = tmp_path_factory.mktemp("house")
    for name in _files_of_the_house():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(HOUSE / name, place)
    made = _run(folder, "deploy/template/new_service.py", "parks")
    assert made.returncode == 0, made.stderr
    return folder


def _files_of_the_house():
    wanted = ["shared", "services", "deploy", "tests/architecture", "tests/contracts"]
    top = ["pyproject.toml", "conftest.py"]
    files = [f for room in wanted for f in (HOUSE / room).rglob("*") if f.is_file()]
    kept = [f.relative_to(HOUSE) for f in files if "__pycache__" not in f.parts]
    return [*kept, *(Path(name) for name in top)]


def _run(folder, *command):
    sources = [str(path) for path in sorted(folder.glob("*/*/src"))]
    environ = {k: v for k, v in os.environ.items() if not k.startswith("COVERAGE_")}
    return subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=environ | {"PYTHONPATH": ":".join(sources)},
        capture_output=True,
        text=True,
    )


def _passes(folder, *command):
    done = _run(folder, "-m", *command)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def test_the_new_house_has_the_style_of_the_others(copy):
    _passes(copy, "ruff", "check", "services/parks", "deploy/local", "shared")
    _passes(copy, "ruff", "format", "--check", "services/parks")


def test_the_new_house_is_typed(copy):
    _passes(copy, "mypy", "services/parks/src")


def test_the_new_house_stands_under_the_import_rules(copy):
    rules = "from importlinter.cli import lint_imports_command as c; c()"
    done = _run(copy, "-c", rules)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def test_the_new_house_keeps_to_the_architecture(copy):
    """Its measures are those of the template: tests/architecture takes them there."""
    _passes(copy, "pytest", "tests/architecture/test_rooms.py", "-k", "parks")


def test_the_new_house_is_known_to_the_contracts(copy):
    _passes(copy, "pytest", "tests/contracts/test_topology.py")


def test_the_new_house_passes_its_own_tests_as_a_running_process(copy):
    assert "passed" in _passes(copy, "pytest", "services/parks")


def test_the_new_house_starts_with_the_agency(copy):
    told = "from minqing_local.choices import DEFAULT_PORTS as p;"
    told += "from minqing_local.environment import SERVICES as s; print(p['parks'], s)"
    done = _run(copy, "-c", told)
    assert done.stdout.split(" ", 1) == [
        "8106",
        "('registry', 'intake', 'routing', 'notify', 'portal', 'parks')\n",
    ]


@pytest.mark.parametrize("name", ["", "Parks", "two words", "../x", "class", "8parks"])
def test_a_name_that_cannot_be_a_package_is_refused(copy, name):
    done = _run(copy, "deploy/template/new_service.py", name)
    assert done.returncode == 1
    assert "small letters" in done.stderr


def test_a_service_that_is_there_already_is_left_alone(copy):
    done = _run(copy, "deploy/template/new_service.py", "parks")
    assert done.returncode == 1
    assert "is there already" in done.stderr


def test_the_name_of_a_module_in_use_is_refused(copy):
    done = _run(copy, "deploy/template/new_service.py", "queue")
    assert done.returncode == 1
    assert "choose another" in done.stderr

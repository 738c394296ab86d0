"""Every service has the same rooms and stands under the same rules."""

import tomllib
from pathlib import Path

import pytest

pytestmark = [pytest.mark.architecture, pytest.mark.unit]

HOUSE = Path(__file__).resolve().parents[2]
SERVICES = sorted(path.name for path in (HOUSE / "services").iterdir() if path.is_dir())
RULES = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
CONTRACTS = {c["id"]: c for c in RULES["importlinter"]["contracts"]}

ROOMS = {
    "settings.py",
    "bootstrap",
    "__init__.py",
    "__main__.py",
    "py.typed",
    "domain",
    "application",
    "adapters",
    "entrypoints",
}
FURNITURE = [
    "domain/events.py",
    "domain/errors.py",
    "application/commands.py",
    "application/handlers.py",
    "application/ports.py",
    "adapters/tables.py",
    "adapters/repositories.py",
    "adapters/unit_of_work.py",
    "adapters/translation.py",
    "entrypoints/service.py",
    "entrypoints/http.py",
    "entrypoints/schemas.py",
    "entrypoints/cli.py",
]
ON_THE_DOOR = [
    "README.md",
    "pyproject.toml",
    "Dockerfile",
    "alembic.ini",
    "migrations/env.py",
]


def test_the_five_services_are_here():
    assert {"registry", "intake", "routing", "notify", "portal"} <= set(SERVICES)


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_has_the_same_rooms_as_the_others_and_no_more(service):
    source = HOUSE / "services" / service / "src" / service
    names = {path.name for path in source.iterdir() if path.name != "__pycache__"}
    found = {"bootstrap" if name == "bootstrap.py" else name for name in names}
    assert found == ROOMS


@pytest.mark.parametrize("service", SERVICES)
def test_what_every_service_needs_stands_where_it_does_in_the_others(service):
    source = HOUSE / "services" / service / "src" / service
    assert not [file for file in FURNITURE if not _stands(source / file)]


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_can_be_built_and_deployed_alone(service):
    folder = HOUSE / "services" / service
    assert not [file for file in ON_THE_DOOR if not (folder / file).exists()]
    assert list((folder / "migrations" / "versions").glob("*.py"))


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("kind", ["unit", "integration", "component"])
def test_a_service_has_tests_of_each_kind(service, kind):
    assert list((HOUSE / "services" / service / "tests" / kind).glob("**/test_*.py"))


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_stands_under_every_import_rule(service):
    assert service in RULES["importlinter"]["root_packages"]
    assert service in CONTRACTS["layers"]["containers"]
    assert service in CONTRACTS["strangers"]["modules"]
    assert service in CONTRACTS["no-circles"]["ancestors"]
    assert service in CONTRACTS["shared-knows-no-service"]["forbidden_modules"]


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_is_measured_and_typed(service):
    assert service in RULES["coverage"]["run"]["source_pkgs"]
    assert f"services/{service}/src" in RULES["mypy"]["mypy_path"]


def test_no_import_rule_has_a_private_exception():
    assert not [c["id"] for c in CONTRACTS.values() if c.get("ignore_imports")]


def _stands(file):
    """A room may grow from a module into a package of the same name."""
    return file.exists() or file.with_suffix("").is_dir()

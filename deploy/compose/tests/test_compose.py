"""The compose file starts a whole agency, in order, and gives nothing away."""

import re
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from minqing_local.environment import SERVICES
from minqing_local.keys import keys_in

pytestmark = pytest.mark.unit

HOUSE = Path(__file__).parents[3]
TEXT = (HOUSE / "docker-compose.yml").read_text("utf-8")
WHOLE = yaml.safe_load(TEXT)
PARTS = WHOLE["services"]
OWN = [name for name, part in PARTS.items() if part["image"].startswith("minqing/")]
MOUNTED = "/etc/minqing/policies"
VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


def example():
    lines = (HOUSE / ".env.example").read_text("utf-8").splitlines()
    pairs = [line.partition("=") for line in lines if line and line[0] != "#"]
    return {name: value for name, _, value in pairs}


def filled(value, given):
    """Put the variables in, as compose does; refuse where it refuses."""

    def put(match):
        name, rule, words = match.groups()
        if given.get(name):
            return given[name]
        assert rule == "-", f"{name} must be given: {words}"
        return words

    return VARIABLE.sub(put, str(value))


def given():
    empty = example()
    return {k: v or ("x7" if k.endswith("_PASSWORD") else "") for k, v in empty.items()}


@pytest.mark.parametrize("name", PARTS)
def test_every_image_has_a_version_of_its_own(name):
    image = filled(PARTS[name]["image"], {})
    tag = image.partition(":")[2]
    assert tag
    assert tag != "latest"
    if not image.startswith("minqing/"):
        assert re.search(r"\d+\.\d+", tag)


@pytest.mark.parametrize("name", PARTS)
def test_every_part_has_a_limit_of_memory(name):
    limit = PARTS[name]["mem_limit"]
    if name in OWN:
        serves = PARTS[name].get("command") == ["service"]
        assert limit == ("384m" if serves else "200m")
    assert re.fullmatch(r"\d+[mg]", limit)


@pytest.mark.parametrize("name", PARTS)
def test_no_part_can_gain_rights(name):
    assert "no-new-privileges:true" in PARTS[name]["security_opt"]


@pytest.mark.parametrize("name", OWN)
def test_our_own_parts_write_nowhere_and_have_no_capabilities(name):
    assert PARTS[name]["read_only"] is True
    assert PARTS[name]["cap_drop"] == ["ALL"]


@pytest.mark.parametrize("name", [n for n, part in PARTS.items() if "ports" in part])
def test_ports_are_published_on_the_loopback_address_only(name):
    for port in PARTS[name]["ports"]:
        assert port.startswith("127.0.0.1:")


def test_no_secret_stands_in_the_file_or_in_the_example():
    for name, value in example().items():
        assert not (name.endswith("PASSWORD") and value)
    for match in VARIABLE.finditer(TEXT):
        name, rule, _words = match.groups()
        assert rule == "?" or not name.endswith("PASSWORD")
    assert not re.search(r"PASS(WORD)?: (?!\$)\S", TEXT)
    assert "BEGIN" not in TEXT


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_starts_after_its_migration_its_database_and_the_broker(service):
    conditions = {
        part: each["condition"] for part, each in PARTS[service]["depends_on"].items()
    }
    assert conditions == {
        f"migrate-{service}": "service_completed_successfully",
        "postgres": "service_healthy",
        "broker-rights": "service_completed_successfully",
    }
    migration = PARTS[f"migrate-{service}"]
    assert migration["command"] == ["migrate"]
    assert migration["image"] == PARTS[service]["image"]
    assert migration["depends_on"] == {"postgres": {"condition": "service_healthy"}}


@pytest.mark.parametrize("name", [*SERVICES, "rabbitmq", "postgres", "prometheus"])
def test_what_stays_up_is_asked_for_its_health(name):
    assert PARTS[name]["healthcheck"]["test"][0] == "CMD"
    assert PARTS[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("prefix", ["", "migrate-"])
@pytest.mark.parametrize("service", SERVICES)
def test_the_environment_is_what_the_service_asks_for(service, prefix, tmp_path):
    keys = keys_in(tmp_path)
    files = {
        "jwt-public": keys.jwt_public,
        "jwt-private": keys.jwt_private,
        f"sealing-{service}": keys.sealing,
    }
    part = PARTS[prefix + service]
    environ = {k: filled(v, given()) for k, v in part["environment"].items()}
    for name, value in environ.items():
        if value.startswith("/run/secrets/"):
            secret = value.removeprefix("/run/secrets/")
            assert secret in part["secrets"]
            environ[name] = str(files[secret])
        if value.startswith(MOUNTED):
            assert f"./deploy/policies:{MOUNTED}:ro" in part["volumes"]
            environ[name] = value.replace(MOUNTED, str(HOUSE / "deploy/policies"))
    settings = _settings(service).from_environ(environ, service)
    assert settings.http_address == "0.0.0.0:8000"
    assert settings.database_url == f"postgresql://{service}:x7@postgres:5432/{service}"
    assert settings.amqp_uri == f"amqp://{service}:x7@rabbitmq:5672//"


def _settings(service):
    return import_module(f"{service}.settings").Settings


def test_each_password_goes_to_one_service_and_to_the_database():
    for service in SERVICES:
        mine = f"{service.upper()}_DB_PASSWORD"
        seen_by = {name for name, part in PARTS.items() if mine in str(part)}
        assert seen_by == {service, f"migrate-{service}", "postgres"}


def test_each_account_of_the_broker_is_one_services_own():
    for service in SERVICES:
        mine = f"{service.upper()}_BROKER_PASSWORD"
        seen_by = {name for name, part in PARTS.items() if mine in str(part)}
        assert seen_by == {service, f"migrate-{service}", "broker-rights"}
    admin = {name for name, part in PARTS.items() if "{BROKER_PASSWORD" in str(part)}
    assert admin == {"rabbitmq", "broker-rights"}
    apply = PARTS["broker-rights"]
    assert apply["command"] == ["cli", "broker", "apply"]
    assert apply["depends_on"] == {"rabbitmq": {"condition": "service_healthy"}}


def test_nobody_opens_what_another_service_seals():
    for name, part in PARTS.items():
        seals = {s for s in part.get("secrets", []) if s.startswith("sealing-")}
        assert seals <= {f"sealing-{name.removeprefix('migrate-')}"}
        assert not (seals and "routing" in name)


def test_only_who_issues_tokens_and_passes_gets_the_private_key():
    holders = [
        n for n, part in PARTS.items() if "jwt-private" in part.get("secrets", [])
    ]
    assert sorted(holders) == ["registry", "token"]
    assert PARTS["token"]["network_mode"] == "none"


@pytest.mark.parametrize("service", SERVICES)
def test_an_image_runs_as_nobody_and_holds_no_installer(service):
    lines = (HOUSE / "services" / service / "Dockerfile").read_text("utf-8")
    final = lines.rpartition("\nFROM ")[2]
    assert re.search(r"^USER (?!root|0)", final, re.MULTILINE)
    assert "pip" not in final
    assert f'ENTRYPOINT ["python", "-m", "{service}"]' in final


PRINTING = re.compile(
    r"# (Documents|Reports) are printed.*?/var/lib/apt/lists/\*\n", re.DOTALL
)
"""What the images of PRINTERS have besides: the libraries and the font."""
PRINTERS = ("registry", "routing", "notify")


def test_all_images_are_made_in_the_same_way():
    texts = {s: (HOUSE / "services" / s / "Dockerfile").read_text() for s in SERVICES}
    for service in PRINTERS:
        texts[service], printing = PRINTING.subn("", texts[service])
        assert printing == 1
    first, *others = (
        _same_for_all(text.partition("\nFROM ")[2].replace(service, "SERVICE"))
        for service, text in texts.items()
    )
    for other in others:
        assert other == first


def _same_for_all(text):
    """Leave out the folders that only some have."""
    lines = [line for line in text.splitlines() if "/var/lib/" not in line]
    return [line.removesuffix(" \\") for line in lines]

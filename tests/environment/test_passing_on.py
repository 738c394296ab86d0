"""What the operator chose reaches the services."""

from pathlib import Path

import pytest

from minqing_local.environment import Surroundings, service_environ
from minqing_local.keys import Keys

pytestmark = pytest.mark.unit


@pytest.fixture
def around(tmp_path):
    return Surroundings(
        agency="test",
        amqp_uri="amqp://broker",
        database_urls=dict.fromkeys(("routing", "notify"), "postgresql://database/x"),
        http_ports={"routing": 8000, "notify": 8004, "portal": 8005},
        keys=Keys(*[tmp_path / name for name in ("private", "public", "sealing")]),
        mail_folder=tmp_path,
    )


def test_a_policy_named_from_where_the_operator_stands_is_found_elsewhere(
    around, monkeypatch
):
    monkeypatch.chdir(Path(__file__).parents[2])
    monkeypatch.setenv("POLICY_FILE", "deploy/policies/dapeng.yml")
    monkeypatch.setenv("CALENDAR_FILE", "")
    environ = service_environ("routing", around)
    assert Path(environ["POLICY_FILE"]).is_absolute()
    assert Path(environ["POLICY_FILE"]).is_file()
    assert "CALENDAR_FILE" not in environ


@pytest.mark.parametrize("said", [None, ""])
def test_who_names_no_policy_has_the_usual_one_as_in_compose(around, monkeypatch, said):
    monkeypatch.delenv("POLICY_FILE", raising=False)
    if said is not None:
        monkeypatch.setenv("POLICY_FILE", said)
    usual = Path(service_environ("routing", around)["POLICY_FILE"])
    assert usual.is_file()
    assert usual.parts[-3:] == ("deploy", "policies", "default.yml")


def test_letters_lead_to_the_pages_that_run_beside_them(around, monkeypatch):
    monkeypatch.delenv("PORTAL_PUBLIC_URL", raising=False)
    pages = service_environ("notify", around)["PORTAL_PUBLIC_URL"]
    assert pages == "http://127.0.0.1:8005"
    monkeypatch.setenv("PORTAL_PUBLIC_URL", "https://minqing.example")
    pages = service_environ("notify", around)["PORTAL_PUBLIC_URL"]
    assert pages == "https://minqing.example"


def test_who_develops_has_the_gallery_and_a_public_portal_has_none(around, monkeypatch):
    around.database_urls["portal"] = "postgresql://database/x"
    monkeypatch.delenv("PORTAL_PUBLIC_URL", raising=False)
    assert service_environ("portal", around)["PORTAL_GALLERY"] == "yes"
    monkeypatch.setenv("PORTAL_PUBLIC_URL", "https://minqing.example")
    assert service_environ("portal", around)["PORTAL_GALLERY"] == "no"


def test_the_portal_watches_backups_and_the_certificates_that_there_are(around):
    def watched():
        told = service_environ("portal", around)
        return told["BACKUP_MARK_FILE"], told.get("CERTIFICATE_FILES")

    home = around.mail_folder.parent
    around.database_urls["portal"] = "postgresql://database/x"
    assert watched() == (str(home / "backup.mark"), None)
    (home / "tls").mkdir()
    (home / "tls" / "agency.pem").touch()
    assert watched()[1] == str(home / "tls" / "agency.pem")

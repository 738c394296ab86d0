"""`prepare.sh` makes passwords and keys that the services accept, once."""

import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from minqing_chassis.http.auth import Issuer, Verifier
from minqing_chassis.sealing import Sealer
from minqing_kernel.messages import Actor, Role

pytestmark = pytest.mark.environment

HOUSE = Path(__file__).parents[3]
CLERK = Actor(id="li.na", role=Role.CLERK, organisation_id="510106040")


@pytest.fixture
def prepare(tmp_path):
    """Copies the house's script to an empty place, and runs it there."""
    folder = tmp_path / "deploy" / "compose"
    folder.mkdir(parents=True)
    script = shutil.copy(HOUSE / "deploy" / "compose" / "prepare.sh", folder)
    shutil.copy(HOUSE / ".env.example", tmp_path)

    def run():
        subprocess.run([script], check=True, capture_output=True, timeout=60, cwd="/")
        return tmp_path

    return run


def passwords(folder):
    lines = (folder / ".env").read_text("utf-8").splitlines()
    pairs = [line.partition("=") for line in lines]
    return {name: value for name, _, value in pairs if name.endswith("_PASSWORD")}


def test_every_password_is_made_and_no_two_are_the_same(prepare):
    made = passwords(prepare())
    assert len(made) == 13
    assert len(set(made.values())) == 13
    assert all(len(value) == 36 and value.isalnum() for value in made.values())


def test_only_the_owner_can_read_what_was_made(prepare):
    folder = prepare()
    assert (folder / ".env").stat().st_mode & 0o777 == 0o600
    secrets = folder / "deploy" / "compose" / "secrets"
    assert secrets.stat().st_mode & 0o777 == 0o700


def test_a_token_signed_with_the_private_key_is_believed(prepare):
    secrets = prepare() / "deploy" / "compose" / "secrets"
    issuer = Issuer((secrets / "jwt-private.pem").read_bytes(), "demo")
    verifier = Verifier((secrets / "jwt-public.pem").read_bytes(), "demo")
    token = issuer.token(CLERK, timedelta(hours=1))
    assert verifier.verify(token) == CLERK


def test_what_a_sealing_key_seals_it_opens_and_no_other(prepare):
    secrets = prepare() / "deploy" / "compose" / "secrets"
    sealers = [Sealer.from_file(file) for file in sorted(secrets.glob("sealing-*"))]
    assert len(sealers) == 4
    for sealer in sealers:
        told = sealer.seal("王芳", about="row 1")
        assert sealer.open(told, about="row 1") == "王芳"
        assert [other.knows(told) for other in sealers].count(True) == 1


def test_an_older_agency_keeps_its_key_and_gets_what_is_asked_for_besides(prepare):
    folder = prepare()
    secrets = folder / "deploy" / "compose" / "secrets"
    shared = (secrets / "sealing-intake").rename(secrets / "sealing-keys")
    (secrets / "sealing-portal").unlink()
    env = folder / ".env"
    lines = env.read_text("utf-8").splitlines()
    older = [line for line in lines if "PORTAL_BROKER" not in line]
    env.write_text("\n".join(older) + "\n", "utf-8")
    prepare()
    for service in ("intake", "portal"):
        assert (secrets / f"sealing-{service}").read_bytes() == shared.read_bytes()
    made = env.read_text("utf-8").splitlines()
    assert made[:-1] == older
    assert len(made[-1].removeprefix("PORTAL_BROKER_PASSWORD=")) == 36


def test_a_second_run_changes_nothing(prepare):
    folder = prepare()
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    prepare()
    after = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    assert after == before

"""What makes and checks a bundle, without a network: both sides know one signature."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from minqing_chassis.settings import SettingsError
from minqing_offline import bundle, install, manifest
from minqing_offline.commands import main
from routing.adapters.agencies.signing import make_private_key

pytestmark = [
    pytest.mark.unit,
    pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl checks"),
]

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A small bundle, and its signer's public key."""
    home = tmp_path_factory.mktemp("bundle")
    public = make_private_key(home / "key.pem")
    folder = home / "folder"
    (folder / "wheels").mkdir(parents=True)
    (folder / "wheels" / "a.whl").write_bytes(b"wheel")
    (folder / "source.tar.gz").write_bytes(b"source")
    manifest.write(
        folder, home / "key.pem", kind=bundle.KIND, made_at=NOON, about={"base": False}
    )
    return folder, public


@pytest.fixture
def stick(made, tmp_path):
    """The same bundle on a stick of one's own."""
    shutil.copytree(made[0], tmp_path / "stick")
    return tmp_path / "stick"


def test_the_installer_trusts_what_the_maker_signed(made):
    """Issue 7, closed networks: openssl and the library agree on the signature."""
    install.check(*made)
    assert manifest.check(*made, kind=bundle.KIND).about == {"base": False}


SPOILT = {
    r"a\.whl was changed": lambda stick: (stick / "wheels/a.whl").write_bytes(b"evil!"),
    "source.tar.gz was added, or is missing": lambda stick: (
        stick / "source.tar.gz"
    ).unlink(),
    "folder was added": lambda stick: (stick / "folder").symlink_to(stick / "wheels"),
    "evil was added": lambda stick: (stick / "evil").write_bytes(b""),
    "not signed": lambda stick: (stick / "manifest.json").write_bytes(b'{"files": {}}'),
}


@pytest.mark.parametrize("why", SPOILT)
def test_a_bundle_that_was_touched_is_not_installed(made, stick, why):
    SPOILT[why](stick)
    with pytest.raises(install.Refused, match=why):
        install.check(stick, made[1])


def test_a_link_in_the_place_of_a_file_is_not_installed(made, stick):
    (stick / "source.tar.gz").unlink()
    (stick / "source.tar.gz").symlink_to(made[0] / "source.tar.gz")
    with pytest.raises(install.Refused, match="source"):
        install.check(stick, made[1])


@pytest.mark.parametrize(
    "jws", ["", "..", "x..y", "eyJhbGciOiJub25lIn0..AA", "é..é", "MQ..AA"]
)
def test_what_is_no_signature_is_refused(made, jws):
    assert not install.is_signed(b"told", jws, made[1])


def test_another_key_is_refused_before_anything_is_installed(
    made, stick, tmp_path, monkeypatch
):
    monkeypatch.setattr(install, "HERE", stick)
    other = make_private_key(tmp_path / "other.pem")
    with pytest.raises(SystemExit, match="not signed"):
        install.main(["--trust", other, "--to", str(tmp_path / "to")])
    install.main(["--trust", made[1], "--check"])
    with pytest.raises(SystemExit, match="has no base"):
        install.main(["--trust", made[1], "--base", str(tmp_path / "base")])
    with pytest.raises(SystemExit, match="there already"):
        install.main(["--trust", made[1], "--to", str(tmp_path)])
    assert not (tmp_path / "to").exists()


def test_without_a_base_nothing_is_taken_to_be_there():
    alone = bundle.fetching(Path("/cache"), None)
    assert "Dir::State::status=/dev/null" in alone
    inside = bundle.fetching(Path("/cache"), Path("/root"))
    assert inside[:2] == ["chroot", "/root"]
    assert "--download-only" in alone and "--download-only" in inside


def test_a_bundle_goes_into_a_new_folder_and_half_of_one_is_taken_away(
    tmp_path, monkeypatch
):
    make_private_key(tmp_path / "k.pem")
    with pytest.raises(SystemExit):
        main(["bundle", str(tmp_path), "--key", str(tmp_path / "k.pem"), "--no-base"])

    def changed(words):
        raise SettingsError(words[0])

    monkeypatch.setattr(bundle, "_run", changed)
    with pytest.raises(SystemExit):
        main(["bundle", str(tmp_path / "b"), "--key", str(tmp_path / "k"), "--no-base"])
    assert not (tmp_path / "b").exists()

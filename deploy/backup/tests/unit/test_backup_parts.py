"""What a backup decides without a database: stillness, keys, the manifest."""

import json
import tarfile
from datetime import UTC, datetime

import pytest

from minqing_backup import files, keys
from minqing_backup.making import leave_mark
from minqing_backup.stillness import NeverStill, wait_until_still
from minqing_backup.surroundings import Surroundings
from minqing_chassis.files.folder import FolderStore
from minqing_chassis.settings import SettingsError
from minqing_offline.manifest import Untrusted, check, write
from routing.adapters.agencies.signing import make_private_key

pytestmark = pytest.mark.unit

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)


@pytest.fixture
def signed(tmp_path):
    """A folder with two files and a signed manifest; its signer's public key."""
    public = make_private_key(tmp_path / "key.pem")
    folder = tmp_path / "folder"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "a").write_text("one")
    (folder / "b").write_text("two")
    write(folder, tmp_path / "key.pem", kind="thing", made_at=NOON, about={"n": 1})
    return folder, public


def test_what_was_signed_is_found_as_it_was(signed):
    found = check(*signed, kind="thing")
    assert (found.made_at, found.about) == (NOON, {"n": 1})
    assert set(found.files) == {"deep/a", "b"}


def test_a_backup_leaves_its_moment_for_who_watches_it(tmp_path):
    mark = tmp_path / "backup.mark"
    for moment in (NOON, NOON.replace(day=23)):
        leave_mark(mark, moment)
        assert datetime.fromisoformat(mark.read_text().strip()) == moment
    assert [each.name for each in tmp_path.iterdir()] == ["backup.mark"]


def spoil_manifest(folder):
    told = json.loads((folder / "manifest.json").read_bytes())
    told["files"] = {}
    (folder / "manifest.json").write_text(json.dumps(told))


SPOILT = {
    "b was changed": lambda folder: (folder / "b").write_text("twO"),
    "b is missing": lambda folder: (folder / "b").unlink(),
    "c was added": lambda folder: (folder / "c").write_text(""),
    "d is a link": lambda folder: (folder / "d").symlink_to("b"),
    "not signed by that key": spoil_manifest,
    "no signed manifest": lambda folder: (folder / "manifest.jws").unlink(),
}


@pytest.mark.parametrize("why", SPOILT)
def test_a_folder_that_is_not_what_was_signed_is_refused(signed, why):
    SPOILT[why](signed[0])
    with pytest.raises(Untrusted, match=why):
        check(*signed, kind="thing")


def test_another_key_or_another_kind_is_refused(signed, tmp_path):
    other = make_private_key(tmp_path / "other.pem")
    with pytest.raises(Untrusted, match="not signed by that key"):
        check(signed[0], other, kind="thing")
    with pytest.raises(Untrusted, match="is a thing, not a backup"):
        check(*signed, kind="backup")


def test_a_file_outside_the_folder_is_refused_whoever_signed_it(tmp_path, monkeypatch):
    public = make_private_key(tmp_path / "key.pem")
    monkeypatch.setattr("minqing_offline.manifest.checksums", lambda _: {"../x": "0"})
    write(tmp_path, tmp_path / "key.pem", kind="thing", made_at=NOON, about={})
    with pytest.raises(Untrusted, match="outside"):
        check(tmp_path, public, kind="thing")


# -- stillness -------------------------------------------------------------------------


class Broker:
    """Queues that hold what the list says, one reading after the other."""

    def __init__(self, *readings, in_hand=()):
        self.readings, self.in_hand, self.time = list(readings), list(in_hand), 0.0

    def waiting(self):
        depth = self.readings.pop(0) if len(self.readings) > 1 else self.readings[0]
        return {"intake.inbox": depth, "notify.inbox": 0}

    def busy(self):
        return bool(self.in_hand and self.in_hand.pop(0))

    def pause(self, seconds):
        self.time += seconds

    def wait(self, patience=10):
        wait_until_still(
            self.waiting, self.busy, lambda: self.time, patience, self.pause
        )
        return self.time


def test_the_moment_comes_when_nothing_waited_twice_and_nobody_has_one_in_hand():
    assert Broker(0).wait() == 1.5
    assert Broker(3, 0, 0).wait() == pytest.approx(1.7)
    assert Broker(0, 2, 0, 0).wait() == pytest.approx(3.2), "one came back"
    assert Broker(0, in_hand=[True, False, False]).wait() == pytest.approx(1.7)
    assert Broker(0, in_hand=[False, True, False, False]).wait() == pytest.approx(3.2)


def test_what_never_gets_still_is_named():
    with pytest.raises(NeverStill, match=r"intake\.inbox 7"):
        Broker(7).wait()
    with pytest.raises(NeverStill, match="in hand"):
        Broker(0, in_hand=[True] * 99).wait()


# -- keys ------------------------------------------------------------------------------


def test_keys_leave_only_under_a_passphrase_and_come_back_as_they_were(tmp_path):
    file = tmp_path / "sealing-keys"
    file.write_text("newest\noldest\n")
    named = {"SEALING_KEY_FILE": file}
    sealed = keys.seal(named, b"a long passphrase")
    assert b"newest" not in sealed
    assert keys.unseal(sealed, b"a long passphrase") == {
        "SEALING_KEY_FILE": "newest\noldest\n"
    }
    with pytest.raises(SettingsError, match="another passphrase"):
        keys.unseal(sealed, b"another passphrase")
    (tmp_path / "short").write_text("short\n")
    with pytest.raises(SettingsError, match="at least 12"):
        keys.passphrase_in(tmp_path / "short")


def test_keys_that_lack_one_of_the_backups_are_known_by_their_marks(tmp_path):
    file, pem = tmp_path / "sealing-keys", tmp_path / "jwt.pem"
    file.write_text("oldest\n")
    pem.write_text("---\nbody\n---\n")
    then = keys.marks({"SEALING_KEY_FILE": file, "JWT_PRIVATE_KEY_FILE": pem})
    assert not any("oldest" in mark for each in then.values() for mark in each)
    assert len(then["JWT_PRIVATE_KEY_FILE"]) == 1
    file.write_text("newer\noldest\n")
    assert keys.missing_marks(then, {"SEALING_KEY_FILE": file}) == [
        "JWT_PRIVATE_KEY_FILE"
    ]
    file.write_text("newer\n")
    assert "SEALING_KEY_FILE" in keys.missing_marks(then, {"SEALING_KEY_FILE": file})


def test_an_agency_without_databases_or_broker_is_not_backed_up():
    with pytest.raises(SettingsError):
        Surroundings.read({"AMQP_URI": "amqp://x"})
    with pytest.raises(SettingsError):
        Surroundings.read({"DATABASE_URL_INTAKE": "postgresql://x"})


def test_the_keys_that_each_service_seals_with_are_all_in_it(tmp_path):
    told = {"AMQP_URI": "amqp://b", "DATABASE_URL_INTAKE": "postgresql://h/i"}
    names = ["SEALING_KEY_FILE_INTAKE", "SEALING_KEY_FILE_REGISTRY"]
    files = {name: str(tmp_path / name) for name in names}
    assert set(Surroundings.read(told | files).keys) == set(names)


@pytest.fixture
def around(tmp_path):
    told = {"DATABASE_URL_INTAKE": "postgresql://a/b", "AMQP_URI": "amqp://a"}
    told |= {"PICTURES_DIR_REGISTRY": str(tmp_path / "pictures")}
    told |= {"PICTURES_S3_INTAKE": "https://store/bucket"}
    return Surroundings.read(told)


def test_files_go_along_room_by_room_and_what_is_there_stays(around, tmp_path):
    one, other = "a" * 64, "b" * 64
    FolderStore(tmp_path / "pictures").put(one, b"seen")
    FolderStore(tmp_path / "pictures" / "regulations").put(other, b"read")
    assert around.buckets == {"intake": "https://store/bucket"}
    assert files.put_away(around, tmp_path) == {"registry": 2}
    archive, new = tmp_path / "registry.files.tar", tmp_path / "new"
    FolderStore(new).put(one, b"seen")
    assert files.bring_back(archive, new) == 1
    assert FolderStore(new / "regulations").get(other) == b"read"


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "notes.txt", f"elsewhere/aa/{'a' * 64}.sealed"]
)
def test_an_archive_that_holds_anything_else_is_refused(tmp_path, name):
    with tarfile.open(tmp_path / "t.tar", "x") as packed:
        packed.addfile(tarfile.TarInfo(name))
    with pytest.raises(SettingsError, match="no file"):
        files.bring_back(tmp_path / "t.tar", tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_what_its_service_lets_go_meanwhile_is_left_out(around, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_places", lambda _: [f"aa/{'a' * 64}.sealed"])
    assert files.put_away(around, tmp_path) == {"registry": 0}

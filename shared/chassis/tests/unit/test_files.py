"""Places for files: the folder, two at once, what settings say, and moving."""

import os
from dataclasses import replace
from math import inf

import pytest

from minqing_chassis.files import FilesAway, SealedFiles
from minqing_chassis.files.cli import _count, _move
from minqing_chassis.files.folder import FolderStore
from minqing_chassis.files.moving import move_all
from minqing_chassis.files.places import FilesSettings, store_of, stores_of
from minqing_chassis.files.s3 import AccessKeys, Bucket, S3Store
from minqing_chassis.files.together import NewAndOld
from minqing_chassis.sealing import Sealer
from minqing_chassis.settings import SettingsError
from shared.chassis.tests.file_promises import ONE, OTHER, SEALED, FilePromises

pytestmark = pytest.mark.unit


def blocked(tmp_path):
    """A place that cannot be: a file stands where its folder would be."""
    (tmp_path / "blocked").touch()
    return FolderStore(tmp_path / "blocked")


class TestFolder(FilePromises):
    """A folder keeps its promises."""

    @pytest.fixture
    def store(self, tmp_path):
        return FolderStore(tmp_path / "new")

    @pytest.fixture
    def away(self, tmp_path):
        return blocked(tmp_path)


class TestTwoPlaces(FilePromises):
    """Two places at once promise what one does."""

    @pytest.fixture
    def store(self, tmp_path):
        return NewAndOld(FolderStore(tmp_path / "new"), FolderStore(tmp_path / "old"))

    @pytest.fixture
    def away(self, tmp_path):
        return NewAndOld(blocked(tmp_path), FolderStore(tmp_path / "old"))


def test_a_file_is_private_and_only_the_whole_of_it_has_its_name(tmp_path, monkeypatch):
    folder = FolderStore(tmp_path)
    folder.put(ONE, SEALED)
    [file] = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert file.stat().st_mode & 0o077 == 0

    def broken(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", broken)
    with pytest.raises(FilesAway, match="No space left"):
        folder.put(OTHER, SEALED)
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == [file]


def test_a_file_that_is_let_go_while_it_is_sent_again_is_kept(tmp_path, monkeypatch):
    store = FolderStore(tmp_path)
    store.put(ONE, SEALED)

    def swept(place):
        monkeypatch.undo()
        place.unlink()
        os.utime(place)

    monkeypatch.setattr(os, "utime", swept)
    store.put(ONE, SEALED)
    assert store.get(ONE) == SEALED


def test_what_others_put_into_a_folder_is_no_file_of_ours(tmp_path):
    folder = FolderStore(tmp_path)
    folder.put(ONE, SEALED)
    for name in (f"bb/{ONE}.sealed", "aa/notes.sealed", f"aa/{ONE}.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert list(folder.older(inf)) == [ONE]


@pytest.fixture
def old(tmp_path):
    return FolderStore(tmp_path / "old")


@pytest.fixture
def new(tmp_path):
    return FolderStore(tmp_path / "new")


def test_while_files_move_each_is_found_wherever_it_lies(new, old):
    both = NewAndOld(new, old)
    old.put(ONE, SEALED)
    both.put(OTHER, SEALED)
    assert (both.get(ONE), both.get(OTHER)) == (SEALED, SEALED)
    assert (new.kept_at(ONE), old.kept_at(OTHER)) == (None, None)
    assert sorted(both.older(inf)) == sorted([ONE, OTHER])
    both.delete(ONE)
    assert old.kept_at(ONE) is None


def test_a_file_that_moves_between_two_looks_is_found(new, old):
    class Leaving(FolderStore):
        def get(self, key):
            move_all(old, new)
            return super().get(key)

    old.put(ONE, SEALED)
    assert NewAndOld(new, Leaving(old._root)).get(ONE) == SEALED


def test_files_move_sealed_as_they_are_and_a_broken_move_goes_on(new, old):
    sealer = Sealer([b"k" * 32])
    SealedFiles(old, sealer).write(ONE, b"seen")
    old.put(OTHER, SEALED)

    class Full(FolderStore):
        def put(self, key, sealed):
            if list(self.older(inf)):
                raise FilesAway("full")
            super().put(key, sealed)

    with pytest.raises(FilesAway):
        move_all(old, Full(new._root))
    assert len(list(old.older(inf))) == len(list(new.older(inf))) == 1
    told = move_all(old, new)
    assert (told.moved, told.there, told.gone) == (1, 0, 0)
    assert list(old.older(inf)) == []
    assert SealedFiles(new, sealer).read(ONE) == b"seen"


def test_a_file_stays_where_it_is_unless_the_new_place_gives_it_back(new, old):
    class Forgetful(FolderStore):
        def put(self, key, sealed):
            pass

    old.put(ONE, SEALED)
    with pytest.raises(FilesAway, match="did not keep"):
        move_all(old, Forgetful(new._root))
    assert old.get(ONE) == SEALED


def test_files_that_are_let_go_meanwhile_and_those_that_stay_are_counted(new, old):
    class Fading(FolderStore):
        def older(self, moment):
            yield OTHER
            yield from super().older(moment)

    old.put(ONE, SEALED)
    fading, seen = Fading(old._root), []
    first = move_all(fading, new, keep=True, tell=seen.append)
    assert (first.moved, first.gone, first.bytes) == (1, 1, len(SEALED))
    assert move_all(old, new, keep=True).there == 1
    assert (old.get(ONE), len(seen)) == (SEALED, 1)


ADDRESS = "https://s3.example.cn:9000/photos/sites/one?region=cn-north-1&style=virtual"


def test_a_bucket_is_said_in_one_address():
    assert Bucket.read(ADDRESS) == Bucket(
        endpoint="https://s3.example.cn:9000",
        name="photos",
        prefix="sites/one",
        region="cn-north-1",
        style="virtual",
    )
    bare = Bucket.read("http://127.0.0.1:9000/photos/")
    assert (bare.prefix, bare.region, bare.style) == ("", "us-east-1", "path")
    assert (
        bare.below("金泉/街", "intake", "") == "%E9%87%91%E6%B3%89%2F%E8%A1%97/intake/"
    )


@pytest.mark.parametrize(
    "wrong",
    [
        "photos",
        "s3://photos",
        "https://s3.example.cn",
        "https://s3.example.cn/",
        "https://me:secret@s3.example.cn/photos",
        "https://s3.example.cn/photos?style=dns",
        "https://s3.example.cn/photos?acl=public",
    ],
)
def test_what_is_no_address_of_a_bucket_is_refused(wrong):
    with pytest.raises(ValueError, match=r"must|may|style"):
        Bucket.read(wrong)


@pytest.fixture
def told(tmp_path):
    (tmp_path / "key.pem").write_text("x")
    (tmp_path / "keys").write_text("# of the photos\nme\nsecret\n")
    return {
        "AMQP_URI": "amqp://127.0.0.1",
        "DATABASE_URL_INTAKE": "postgresql://127.0.0.1/intake",
        "HTTP_ADDRESS": "127.0.0.1:0",
        "JWT_PUBLIC_KEY_FILE": str(tmp_path / "key.pem"),
        "PICTURES_DIR": str(tmp_path / "here"),
        "PICTURES_S3": ADDRESS,
        "PICTURES_S3_KEYS_FILE": str(tmp_path / "keys"),
    }


def read(told, **other):
    return FilesSettings.from_environ(told | other, "intake")


def test_settings_say_where_files_lie_and_which_place_takes_new_ones(told):
    settings = read(told)
    assert settings.pictures_s3_keys == AccessKeys("me", "secret")
    assert "secret" not in repr(settings)
    kinds = [type(each) for each in stores_of(settings)]
    assert kinds == [S3Store, FolderStore]
    assert isinstance(store_of(settings), NewAndOld)
    back = read(told, PICTURES_KEPT_IN="folder")
    assert [type(each) for each in stores_of(back)] == kinds[::-1]
    assert isinstance(store_of(read(told, PICTURES_S3="")), FolderStore)
    assert store_of(read(told, PICTURES_S3="", PICTURES_DIR="")) is None


def test_each_service_and_agency_sweeps_a_room_of_its_own_alone(told):
    mine = stores_of(read(told))[0]._at(ONE)["Key"]
    assert mine == f"sites/one/demo/intake/aa/{ONE}.sealed"
    other = replace(read(told), service="registry", agency="jinniu")
    there = stores_of(other, "regulations")[0]._at(ONE)["Key"]
    assert there == f"sites/one/jinniu/registry/regulations/aa/{ONE}.sealed"


@pytest.mark.parametrize(
    "wrong",
    [
        {"PICTURES_S3_KEYS_FILE": ""},
        {"PICTURES_KEPT_IN": "cloud"},
        {"PICTURES_KEPT_IN": "folder", "PICTURES_DIR": ""},
        {"PICTURES_KEPT_IN": "s3", "PICTURES_S3": ""},
        {"PICTURES_S3": "photos"},
    ],
)
def test_a_place_of_which_not_all_is_said_is_refused_by_name(told, wrong):
    with pytest.raises(SettingsError, match=next(iter(wrong))):
        read(told, **wrong)


def test_keys_are_two_lines(told, tmp_path):
    (tmp_path / "keys").write_text("me:secret\n")
    with pytest.raises(SettingsError, match="PICTURES_S3_KEYS_FILE must have two"):
        read(told)


def test_an_operator_counts_and_moves(new, old, capsys):
    class Told:
        keep = False

    old.put(ONE, SEALED)
    places = {"pictures": [new, old], "regulations": [new, old]}
    _count({"pictures": [new, old], "papers": []})
    _move(places, Told)
    _count({"pictures": [new]})
    assert capsys.readouterr().out.splitlines() == [
        "pictures, kept here: 0 files",
        "pictures, old place: 1 files",
        "papers: nobody said where they are kept",
        "pictures: 1 moved (13 bytes), 0 there before, 0 let go meanwhile",
        "regulations: 0 moved (0 bytes), 0 there before, 0 let go meanwhile",
        "pictures, kept here: 1 files",
    ]
    with pytest.raises(SettingsError, match="say both places"):
        _move({"pictures": [new]}, Told)

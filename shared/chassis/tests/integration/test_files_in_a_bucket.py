"""A bucket of a real S3 server keeps the same promises as a folder."""

import logging
from dataclasses import replace
from math import inf

import pytest
from moto.server import ThreadedMotoServer

from minqing_chassis.files import FilesAway
from minqing_chassis.files.folder import FolderStore
from minqing_chassis.files.moving import move_all
from minqing_chassis.files.s3 import AccessKeys, Bucket, S3Store
from minqing_local.ports import free_port
from shared.chassis.tests.file_promises import ONE, SEALED, FilePromises

pytestmark = pytest.mark.integration

KEYS = AccessKeys("name", "secret")


@pytest.fixture(scope="module")
def bucket():
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    port = free_port()
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    yield Bucket(endpoint=f"http://127.0.0.1:{port}", name="photos", prefix="site")
    server.stop()


@pytest.fixture(scope="module")
def room(bucket):
    """Rooms of the bucket, all seen by one client: half a second makes one."""
    client = S3Store(bucket, KEYS)._client
    client.create_bucket(Bucket=bucket.name)

    def opened(*rooms):
        store = S3Store(bucket, KEYS, *rooms)
        store._made = client
        return store

    return opened


@pytest.fixture
def in_bucket(room, request):
    """A room for each test."""
    return room("demo", "intake", request.node.name)


@pytest.fixture
def nowhere(bucket, monkeypatch):
    monkeypatch.setattr("minqing_chassis.files.s3.TRIES", 1)
    return replace(bucket, endpoint=f"http://127.0.0.1:{free_port()}")


class TestBucket(FilePromises):
    """A bucket keeps its promises."""

    @pytest.fixture
    def store(self, in_bucket):
        return in_bucket

    @pytest.fixture
    def away(self, nowhere):
        return S3Store(nowhere, KEYS)


def test_a_room_is_told_of_its_own_files_alone(room, in_bucket):
    other = room("demo", "registry")
    below = room("demo", "registry", "regulations")
    for each in (other, below):
        each.put(ONE, SEALED)
    in_bucket.put(ONE, SEALED)
    below.delete(ONE)
    assert list(other.older(inf)) == [ONE]


def test_a_bucket_that_is_not_there_is_away(room):
    lost = room()
    lost._bucket = replace(lost._bucket, name="nowhere")
    with pytest.raises(FilesAway, match="NoSuchBucket"):
        lost.put(ONE, SEALED)
    with pytest.raises(FilesAway):
        lost.get(ONE)
    with pytest.raises(FilesAway):
        list(lost.older(inf))


def test_more_files_than_one_answer_holds_are_listed_and_moved_back(
    in_bucket, tmp_path, monkeypatch
):
    monkeypatch.setattr("minqing_chassis.files.s3.AT_ONCE", 2)
    keys = [f"{number:064x}" for number in range(3)]
    for each in keys:
        in_bucket.put(each, SEALED)
    folder = FolderStore(tmp_path)
    assert move_all(in_bucket, folder).moved == 3
    assert sorted(folder.older(inf)) == keys
    assert list(in_bucket.older(inf)) == []

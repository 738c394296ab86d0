"""Pictures of petitions: kept once each, at most so many, let go with their time."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest

from intake.application.picturing import KeepPicture, PictureDesk, keep_picture
from intake.domain.access import Purpose
from intake.domain.errors import (
    UnknownPetition,
)
from intake.domain.picture_errors import (
    PicturesNotKept,
    TooManyPictures,
)
from intake.domain.pictures import MOST_PICTURES
from minqing_kernel.clock import FrozenClock
from minqing_kernel.pictures import CleanPicture, PictureMissing
from services.intake.tests.builders import NOON, a_clerk

pytestmark = pytest.mark.unit

MINE, OTHER = UUID(int=1), UUID(int=2)
DESK = SimpleNamespace(clock=FrozenClock(NOON))
SEEN = CleanPicture(content=b"seen", digest="d" * 64, width=4, height=3)


@dataclass
class Rows:
    """What is written down, and who looked."""

    kept: list = field(default_factory=list)
    looks: list = field(default_factory=list)

    def of(self, petition_id):
        return [each for each in self.kept if each.petition_id == petition_id]

    def add(self, picture):
        self.kept.append(picture)

    def look(self, petition_id, sha256, *, actor, purpose):
        found = [each for each in self.of(petition_id) if each.sha256 == sha256]
        if found:
            self.looks.append((actor.id, purpose))
        return found[0] if found else None

    def look_at_small(self, petition_id, *, actor, purpose):
        found = [each for each in self.of(petition_id) if each.small]
        self.looks += [(actor.id, purpose)] if found else []
        return found

    def outlived(self, before, limit):
        return [each for each in self.kept if each.kept_at < before][:limit]

    def drop(self, picture):
        self.kept.remove(picture)


class Files(dict):
    """A store in memory."""

    def keep(self, picture):
        self[picture.digest] = picture.content

    def fetch(self, digest):
        if digest not in self:
            raise PictureMissing
        return self[digest]

    def forget(self, digest):
        self.pop(digest, None)


class Petitions(dict):
    """Two petitions."""

    def get(self, petition_id):
        if petition_id not in self:
            raise UnknownPetition
        return SimpleNamespace(petition_id=petition_id)


class Album:
    """Two petitions, their pictures, and the desk that keeps them."""

    def __init__(self):
        self.rows, self.files = Rows(), Files()
        self.work = SimpleNamespace(
            petitions=Petitions({MINE: 1, OTHER: 1}), pictures=self.rows
        )
        self.desk = PictureDesk(self.rows, self.files)

    def send(self, number, petition_id=MINE):
        sha256 = f"{number:064x}"
        kept = self.desk.keep(petition_id, sha256, SEEN)
        if kept is not None:
            self.write(sha256, kept, petition_id)
        return kept

    def write(self, sha256, kept, petition_id=MINE):
        command = KeepPicture(
            petition_id=petition_id,
            sha256=sha256,
            picture=kept,
            own=True,
            actor=a_clerk(),
        )
        keep_picture(command, self.work, desk=DESK)


@pytest.fixture
def album():
    return Album()


def test_a_picture_sent_twice_is_one(album):
    first = album.send(1)
    assert album.send(1) is None
    album.write(f"{1:064x}", first)
    [kept] = album.desk.of(MINE)
    assert (kept.digest, kept.bytes, kept.own) == (first.digest, 4, True)
    assert kept.kept_at == NOON
    assert kept.digest != SEEN.digest


def test_no_petition_takes_more_than_it_may_however_they_come(album):
    for number in range(MOST_PICTURES):
        album.send(number)
    with pytest.raises(TooManyPictures):
        album.send(99)
    with pytest.raises(TooManyPictures):
        album.write("f" * 64, SEEN)
    assert len(album.files) == 1
    assert album.send(0) is None


def test_a_picture_that_another_petition_shows_too_is_a_file_of_its_own(album):
    drawn = replace(SEEN, small=b"small", has_place=True)
    album.write(f"{1:064x}", album.desk.keep(MINE, f"{1:064x}", drawn))
    [known] = album.desk.of(MINE)
    kept = album.desk.also(known, OTHER)
    album.write(known.sha256, kept, OTHER)
    [told] = album.desk.of(OTHER)
    assert (told.sha256, told.has_place, told.bytes) == (known.sha256, True, 4)
    assert len({known.digest, known.small, told.digest, told.small}) == 4
    assert album.files[told.small] == b"small"
    assert album.desk.also(known, OTHER) is None
    assert album.rows.looks == []


def test_what_is_kept_no_more_or_has_no_room_is_not_shown_by_another(album):
    album.send(1)
    [known] = album.desk.of(MINE)
    assert PictureDesk(album.rows, None).also(known, OTHER) is None
    album.files.clear()
    assert album.desk.also(known, OTHER) is None
    for number in range(2, MOST_PICTURES + 2):
        album.send(number, OTHER)
    album.files[known.digest] = b"seen"
    assert album.desk.also(known, OTHER) is None


def test_of_a_petition_that_is_not_there_none_is_written_down(album):
    with pytest.raises(UnknownPetition):
        album.write("f" * 64, SEEN, UUID(int=9))


def test_who_looks_is_written_down_with_what_for(album):
    album.send(1)
    look = {"actor": a_clerk(), "purpose": Purpose.CASE_HANDLING}
    seen = album.desk.look(MINE, f"{1:064x}", **look)
    assert (seen.content, seen.picture.saved_as) == (b"seen", "000000000000.jpg")
    assert album.rows.looks == [(a_clerk().id, Purpose.CASE_HANDLING)]
    with pytest.raises(PictureMissing):
        album.desk.look(MINE, f"{2:064x}", **look)
    assert len(album.rows.looks) == 1


def test_what_ended_long_ago_is_let_go_file_and_row(album):
    album.send(1)
    assert album.desk.let_go(NOON + timedelta(days=30), 30) == 0
    assert album.desk.let_go(NOON + timedelta(days=30, seconds=1), 30) == 1
    assert (album.rows.kept, album.files) == ([], {})


def test_where_nobody_said_where_to_keep_them_none_are_taken(album):
    desk = PictureDesk(album.rows, None)
    with pytest.raises(PicturesNotKept):
        desk.keep(MINE, "f" * 64, SEEN)
    assert desk.let_go(NOON, 1) == 0


def test_a_picture_of_two_petitions_stands_twice_so_that_each_can_go(album):
    album.send(1)
    album.send(1, OTHER)
    assert len(album.files) == 2


def test_a_paper_is_kept_as_a_picture_is_and_says_how_many_pages_it_has(album):
    paper = replace(SEEN, content=b"%PDF-", width=0, height=0, pages=3)
    assert (SEEN.media_type, paper.media_type) == ("image/jpeg", "application/pdf")
    album.write("e" * 64, album.desk.keep(MINE, "e" * 64, paper))
    [kept] = album.desk.of(MINE)
    assert (kept.pages, kept.media_type) == (3, "application/pdf")
    assert kept.saved_as == "eeeeeeeeeeee.pdf"


def test_a_small_one_is_kept_beside_and_all_are_seen_in_one_look(album):
    album.send(1)
    with_small = replace(SEEN, content=b"other", small=b"tiny")
    album.write("e" * 64, album.desk.keep(MINE, "e" * 64, with_small))
    assert sorted(album.files.values()) == [b"other", b"seen", b"tiny"]
    look = {"actor": a_clerk(), "purpose": Purpose.CASE_HANDLING}
    [seen] = album.desk.look_at_small(MINE, **look)
    assert (seen.picture.sha256, seen.content) == ("e" * 64, b"tiny")
    assert album.rows.looks == [(a_clerk().id, Purpose.CASE_HANDLING)]
    album.files.forget(seen.picture.small)
    assert album.desk.look_at_small(MINE, **look) == []
    assert album.desk.look_at_small(OTHER, **look) == []
    assert album.desk.let_go(NOON + timedelta(days=30, seconds=1), 30) == 2
    assert album.files == {}

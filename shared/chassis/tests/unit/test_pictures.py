"""Pictures (C-22): what is kept is drawn anew; what is none is refused by name."""

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile

from minqing_chassis.files.folder import FolderStore
from minqing_chassis.pictures import PictureFiles, clean
from minqing_chassis.pictures.place import place_in, place_of
from minqing_chassis.sealing import SealBroken, Sealer
from minqing_kernel.pictures import (
    LARGEST_FILE,
    LONGEST_SIDE,
    PictureMissing,
    PictureRefused,
)

pytestmark = pytest.mark.unit

HERE = b"30.6899N104.0410E"
SCRIPT = b"<html><script>alert(1)</script></html>"


def a_picture(kind="JPEG", size=(8, 6), colour=(200, 30, 30), **said) -> bytes:
    paper = io.BytesIO()
    Image.new("RGB", size, colour).save(paper, kind, **said)
    return paper.getvalue()


def a_photograph() -> bytes:
    """One that lies on its side, and tells where, when and by what it was taken."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Telephone of 冯某"
    exif.get_ifd(0x8825)[1] = HERE.decode()
    return a_picture(exif=exif.tobytes(), comment=HERE)


def a_bomb(side: int) -> bytes:
    """A PNG of a few bytes that claims to be huge."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 64)
    parts = [(b"IHDR", head), (b"IDAT", body), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data))
        + name
        + data
        + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


def many_scans(size: tuple[int, int], again: int) -> bytes:
    """A JPEG that draws its last scan over and over: a hundred bytes each time."""
    raw = a_picture(size=size, progressive=True)
    last = raw[raw.rindex(b"\xff\xda") : -2]
    return raw[:-2] + last * again + raw[-2:]


def refusal(raw: bytes) -> str:
    with pytest.raises(PictureRefused) as refused:
        clean(raw)
    return refused.value.fields["file"]


def test_c22_what_is_kept_tells_nothing_but_what_is_seen():
    raw = a_photograph()
    assert HERE in raw
    kept = clean(raw)
    assert HERE not in kept.content
    with Image.open(io.BytesIO(kept.content)) as seen:
        assert (seen.format, seen.size) == ("JPEG", (6, 8))
        assert not seen.getexif()
        assert not {"exif", "comment", "icc_profile", "xmp"} & seen.info.keys()
    assert (kept.width, kept.height) == (6, 8)


def test_c22_a_second_file_behind_the_first_does_not_come_along():
    for polyglot in (a_picture() + SCRIPT, a_picture(comment=SCRIPT)):
        assert SCRIPT in polyglot
        assert SCRIPT not in clean(polyglot).content
    assert clean(a_picture() + SCRIPT).digest == clean(a_picture()).digest


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "empty-file"),
        (SCRIPT, "not-a-picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "not-a-picture"),
        (b"GIF89a" + SCRIPT, "not-a-picture"),
        (b"\xff\xd8\xff\xe0" + SCRIPT, "not-a-picture"),
        (b"%PDF-1.7\n" + SCRIPT, "not-a-picture"),
        (a_picture("GIF"), "not-a-picture"),
        (a_picture("BMP"), "not-a-picture"),
        (a_picture("PNG", (64, 64))[:-30], "not-a-picture"),
        (a_bomb(5_000), "too-many-pixels"),
        (a_bomb(11_000), "too-many-pixels"),
        (a_bomb(60_000), "too-many-pixels"),
        (a_picture() + b"\0" * LARGEST_FILE, "too-large"),
        (many_scans((2_000, 1_000), 400), "too-many-pixels"),
        (a_picture()[:-2] + b"\xff\x01" * 10_000, "not-a-picture"),
    ],
)
def test_c22_what_is_no_picture_is_refused_by_name(raw, why):
    assert refusal(raw) == why


def test_a_picture_that_is_cut_off_is_refused_whatever_else_reads_pictures(monkeypatch):
    """The library that prints PDFs takes halves of pictures, process-wide."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    assert refusal(a_picture("PNG", (64, 64))[:-30]) == "not-a-picture"


def test_c22_a_picture_of_as_many_scans_as_cameras_write_is_drawn():
    assert clean(many_scans((64, 48), 10)).width == 64
    assert clean(a_picture(size=(64, 48), progressive=True) + many_scans((9, 9), 99))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_c22_a_large_picture_is_kept_smaller_and_in_its_shape(kind):
    kept = clean(a_picture(kind, (3_000, 1_500)))
    assert (kept.width, kept.height) == (LONGEST_SIDE, LONGEST_SIDE // 2)


def test_c22_what_is_seen_through_is_seen_on_white():
    paper = io.BytesIO()
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(paper, "PNG")
    with Image.open(io.BytesIO(clean(paper.getvalue()).content)) as seen:
        assert seen.getpixel((1, 1)) == (255, 255, 255)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_c22_whatever_is_sent_is_drawn_anew_or_refused(data):
    whole = data.draw(st.sampled_from([a_photograph(), a_picture("PNG"), a_bomb(9)]))
    at = data.draw(st.integers(0, len(whole)))
    raw = whole[:at] + data.draw(st.binary(max_size=64)) + whole[at + 8 :]
    try:
        kept = clean(raw)
    except PictureRefused:
        return
    with Image.open(io.BytesIO(kept.content)) as seen:
        seen.load()
        assert (seen.format, HERE in kept.content) == ("JPEG", False)


def test_a_folder_keeps_a_picture_sealed_under_its_own_digest(tmp_path):
    folder, kept = (
        PictureFiles(FolderStore(tmp_path / "new"), Sealer([b"k" * 32])),
        clean(a_picture()),
    )
    for _ in range(2):
        folder.keep(kept)
    assert folder.fetch(kept.digest) == kept.content
    [file] = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert b"JFIF" not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0
    other = clean(a_picture(colour=(1, 2, 3)))
    folder.keep(other)
    there = tmp_path / "new" / other.digest[:2] / f"{other.digest}.sealed"
    file.write_bytes(there.read_bytes())
    with pytest.raises(SealBroken):
        folder.fetch(kept.digest)
    for _ in range(2):
        folder.forget(kept.digest)
    for missing in (kept.digest, "../../etc/passwd", ""):
        with pytest.raises(PictureMissing):
            folder.fetch(missing)


JINKEYUAN = {1: "N", 2: (30.0, 41.0, 23.6), 3: "E", 4: (104.0, 2.0, 27.6)}


def a_photograph_there() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Telephone of 冯某"
    exif.get_ifd(0x8825).update({**JINKEYUAN, 29: "2026:11:21"})
    return a_picture(exif=exif.tobytes())


def test_its_place_stays_in_it_only_where_its_sender_wishes_so_and_alone():
    bare = clean(a_photograph_there())
    with_place = clean(a_photograph_there(), keep_place=True)
    assert (bare.has_place, with_place.has_place) == (False, True)
    assert b"Exif" not in bare.content
    kept = Image.open(io.BytesIO(with_place.content)).getexif()
    assert set(kept) == {0x8825}
    assert dict(kept.get_ifd(0x8825)) == JINKEYUAN
    again = clean(with_place.content, keep_place=True)
    assert Image.open(io.BytesIO(again.content)).getexif().get_ifd(0x8825) == JINKEYUAN


@pytest.mark.parametrize(
    "told",
    [
        {},
        {1: "N", 2: (30.0, 41.0, 23.6)},
        JINKEYUAN | {1: "up"},
        JINKEYUAN | {2: (91.0, 0.0, 0.0)},
        JINKEYUAN | {2: (31.0, -5.0, 0.0)},
        JINKEYUAN | {2: (1e10, -6e11, 0.0)},
        JINKEYUAN | {2: (30.0,)},
        JINKEYUAN | {4: "here"},
        JINKEYUAN | {4: 104},
        JINKEYUAN | {4: (float("nan"), 0.0, 0.0)},
    ],
)
def test_what_is_no_place_is_not_kept_as_one(told):
    assert place_of(told) == {}


def test_a_place_that_no_picture_can_carry_is_left_out_and_the_picture_kept():
    sent = a_photograph_there()
    kind = struct.pack(">HHL", 2, 5, 3)
    at = sent.index(kind)
    begins = sent.index(b"Exif\0\0") + 6
    angle = begins + int.from_bytes(sent[at + 8 : at + 12])
    sent = sent.replace(kind, struct.pack(">HHL", 2, 10, 3))
    sent = sent[:angle] + struct.pack(">6l", 31, 1, -5, 1, 0, 1) + sent[angle + 24 :]
    assert not clean(sent, keep_place=True).has_place


def test_a_picture_without_a_place_is_kept_without_one():
    assert not clean(a_picture(), keep_place=True).has_place
    assert place_in(b"no picture at all", ("JPEG",)) == {}


def test_a_small_one_comes_along_where_it_is_asked_for_and_says_nothing():
    assert clean(a_photograph_there()).small == b""
    large = a_picture(size=(3_000, 1_500), exif=Image.Exif().tobytes())
    kept = clean(large, keep_place=True, with_small=True)
    with Image.open(io.BytesIO(kept.small)) as seen:
        assert (seen.format, seen.size) == ("JPEG", (320, 160))
    told = clean(a_photograph_there(), keep_place=True, with_small=True)
    assert (told.has_place, b"Exif" in told.small) == (True, False)

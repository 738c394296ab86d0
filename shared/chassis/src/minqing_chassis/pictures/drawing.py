"""What is sent is never kept: it is decoded, and what is seen is drawn anew.

So nothing comes along that is not seen (个人信息保护法第6条): no place, no device, no
hour, no second file behind the first, no script. What a file is called, and
what it is said to be, does not matter.
"""

import io
import re
import struct
import warnings
import zlib
from hashlib import sha256
from typing import Final

from PIL import (
    Image,
    ImageFile,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    WebPImagePlugin,
)

from minqing_chassis.pictures.place import block_of, place_in
from minqing_kernel.pictures import (
    LARGEST_FILE,
    LONGEST_SIDE,
    SMALL_SIDE,
    CleanPicture,
    PictureRefused,
)

MOST_PIXELS: Final = {
    "JPEG": 64_000_000,
    "MPO": 64_000_000,
    "PNG": 16_000_000,
    "WEBP": 16_000_000,
}
"""What is taken, and up to which size; a JPEG is decoded at a smaller scale.

MPO is what telephones write that keep several pictures in one JPEG: the first is taken.
"""
MOST_WORK: Final = 640_000_000
"""Pixels times scans of a JPEG: ten scans, as cameras write them, of the largest.

Each scan is drawn over the whole picture, and a hundred bytes make one: without this
a file of a few megabytes would hold up the service for hours.
"""
MARKER: Final = re.compile(rb"\xff+([\x01-\xcf\xd8-\xfe])")
MOST_MARKERS: Final = 10_000
SCAN: Final = 0xDA
END: Final = 0xD9
BARE: Final = frozenset({0x01, 0xD8})
"""Markers behind which no length stands."""
DECODERS: Final = tuple(
    each.format
    for each in (
        JpegImagePlugin.JpegImageFile,
        PngImagePlugin.PngImageFile,
        WebPImagePlugin.WebPImageFile,
    )
)
QUALITY: Final = 85
SMALL_QUALITY: Final = 75
WHITE: Final = (255, 255, 255)
BROKEN: Final = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)
"""What a decoder raises about bytes that are no whole picture."""


def clean(
    raw: bytes, *, keep_place: bool = False, with_small: bool = False
) -> CleanPicture:
    """Return what is seen in a file as a JPEG of its own; raise PictureRefused.

    With `keep_place` it also says where it was taken, and nothing else; `with_small` a
    small one comes along, which says nothing.
    """
    if not raw:
        raise _refused("empty-file")
    if len(raw) > LARGEST_FILE:
        raise _refused("too-large")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            drawn = _drawn(raw)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _refused("too-many-pixels") from None
    except PictureRefused:
        raise
    except BROKEN:
        raise _refused("not-a-picture") from None
    paper = io.BytesIO()
    place = place_in(raw, DECODERS) if keep_place else {}
    told = {"exif": block_of(place)} if place else {}
    drawn.save(paper, "JPEG", quality=QUALITY, optimize=True, **told)
    content = paper.getvalue()
    return CleanPicture(
        content=content,
        digest=sha256(content).hexdigest(),
        width=drawn.width,
        height=drawn.height,
        has_place=bool(place),
        small=_small(drawn) if with_small else b"",
    )


def _small(drawn: Image.Image) -> bytes:
    """Return what was drawn in small; it is not decoded again."""
    small, paper = drawn.copy(), io.BytesIO()
    small.thumbnail((SMALL_SIDE, SMALL_SIDE))
    small.save(paper, "JPEG", quality=SMALL_QUALITY, optimize=True)
    return paper.getvalue()


def _drawn(raw: bytes) -> Image.Image:
    """Return the pixels alone, upright, no larger than is kept."""
    # The library that prints PDFs turns this on for the whole process.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with Image.open(io.BytesIO(raw), formats=DECODERS) as sent:
        if sent.width * sent.height > MOST_PIXELS[sent.format or ""]:
            raise _refused("too-many-pixels")
        if sent.format in {"JPEG", "MPO"}:
            _check_work(raw, sent.width * sent.height)
        sent.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        sent.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(sent).convert("RGBA")
    paper = Image.new("RGB", upright.size, WHITE)
    paper.paste(upright, mask=upright.getchannel("A"))
    return paper


def _check_work(raw: bytes, pixels: int) -> None:
    """Refuse a JPEG of so many scans that drawing it would take too long."""
    at, work = 0, 0
    for _ in range(MOST_MARKERS):
        found = MARKER.search(raw, at)
        if found is None or found[1][0] == END:
            return
        marker, at = found[1][0], found.end()
        if marker not in BARE:
            at += int.from_bytes(raw[at : at + 2])
        work += pixels if marker == SCAN else 0
        if work > MOST_WORK:
            raise _refused("too-many-pixels")
    raise _refused("not-a-picture")


def _refused(why: str) -> PictureRefused:
    return PictureRefused(fields={"file": why})

"""What is sent is never kept: it is decoded, and what is seen is drawn anew.

So nothing comes along that is not seen (个人信息保护法第6条): no place, no device, no
hour, no second file behind the first, no script. What a file is called, and
what it is said to be, does not matter.
"""

import io
import struct
import warnings
import zlib
from hashlib import sha256
from typing import Final

from PIL import Image, ImageOps, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from minqing_kernel.pictures import (
    LARGEST_FILE,
    LONGEST_SIDE,
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
DECODERS: Final = tuple(
    each.format
    for each in (
        JpegImagePlugin.JpegImageFile,
        PngImagePlugin.PngImageFile,
        WebPImagePlugin.WebPImageFile,
    )
)
QUALITY: Final = 85
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


def clean(raw: bytes) -> CleanPicture:
    """Return what is seen in a file as a JPEG of its own; raise PictureRefused."""
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
    drawn.save(paper, "JPEG", quality=QUALITY, optimize=True)
    content = paper.getvalue()
    return CleanPicture(
        content=content,
        digest=sha256(content).hexdigest(),
        width=drawn.width,
        height=drawn.height,
    )


def _drawn(raw: bytes) -> Image.Image:
    """Return the pixels alone, upright, no larger than is kept."""
    with Image.open(io.BytesIO(raw), formats=DECODERS) as sent:
        if sent.width * sent.height > MOST_PIXELS[sent.format or ""]:
            raise _refused("too-many-pixels")
        sent.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        sent.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(sent).convert("RGBA")
    paper = Image.new("RGB", upright.size, WHITE)
    paper.paste(upright, mask=upright.getchannel("A"))
    return paper


def _refused(why: str) -> PictureRefused:
    return PictureRefused(fields={"file": why})

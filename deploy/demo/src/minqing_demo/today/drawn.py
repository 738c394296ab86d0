"""A picture for the demo, drawn here: nobody's photograph, nobody's licence."""

import io
from typing import Final

from PIL import Image, ImageDraw

SIZE: Final = (640, 480)
SKY, GROUND, STEEL, RUST = (0x9DB4C8), (0x8A8F7A), (0x4A5766), (0xB5562B)


def walker() -> bytes:
    """Return an exercise machine that leans to one side, as JPEG; always the same."""
    width, height = SIZE
    picture = Image.new("RGB", SIZE, _colour(SKY))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, height * 2 // 3, width, height), fill=_colour(GROUND))
    for left, lean in ((200, 0), (420, 38)):
        pen.line((left, 380, left + lean, 130), fill=_colour(STEEL), width=14)
    pen.line((200, 130, 458, 130), fill=_colour(STEEL), width=14)
    for left, foot in ((260, 300), (390, 470)):
        pen.line((left, 130, foot, 350), fill=_colour(STEEL), width=9)
        pen.line((foot - 30, 352, foot + 34, 352), fill=_colour(STEEL), width=12)
    pen.ellipse((440, 112, 476, 148), outline=_colour(RUST), width=8)
    packed = io.BytesIO()
    picture.save(packed, "JPEG", quality=85)
    return packed.getvalue()


def _colour(rgb: int) -> tuple[int, int, int]:
    return rgb >> 16, rgb >> 8 & 0xFF, rgb & 0xFF

"""Contact sheets: many pages in one picture, so that a person can look at them all."""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from services.portal.tests.browsing import SCREENS

SHEETS: Final = SCREENS / "sheets"
SIDE: Final = 1500
"""So many pixels is a sheet wide and high at most: what one screen shows at once."""
SCALE: Final = {360: 0.66, 768: 0.6, 1440: 0.5}
"""Width of the window -> how much smaller its pictures are; 16 px stay readable."""
GAP, LABEL = 12, 20
LEAST: Final = 200
"""A page does not begin, and is not carried on, in less room than this, in pixels."""
PAPER, INK = "white", "black"
Piece = tuple[str, Image.Image]


@dataclass(frozen=True)
class Shot:
    """One picture of one page; `kept` pixels of its height are worth looking at.

    Below them is what stands at the foot of every page alike; 0: keep all.
    """

    name: str
    kind: str
    width: int
    kept: int = 0

    @property
    def file(self) -> Path:
        """Return where the picture is."""
        return SCREENS / f"{self.name}-{self.kind}.png"


def sheets(shots: Iterable[Shot]) -> list[Path]:
    """Lay the pictures out, one row of sheets for each kind; return the files."""
    shutil.rmtree(SHEETS, ignore_errors=True)
    SHEETS.mkdir(parents=True)
    by_kind: dict[str, list[Shot]] = {}
    for shot in shots:
        by_kind.setdefault(shot.kind, []).append(shot)
    return [file for kind, some in by_kind.items() for file in _of(kind, some)]


def _of(kind: str, shots: list[Shot]) -> Iterator[Path]:
    wide = round(shots[0].width * SCALE[shots[0].width])
    columns = filled(piece for shot in shots for piece in _small(shot, wide))
    across = max(1, (SIDE + GAP) // (wide + GAP))
    for number in count(1):
        some = [column for _, column in zip(range(across), columns, strict=False)]
        if not some:
            return
        sheet = Image.new("RGB", (len(some) * (wide + GAP) - GAP, SIDE), PAPER)
        for at, column in enumerate(some):
            _lay(sheet, column, at * (wide + GAP))
        file = SHEETS / f"{kind}-{number:02d}.png"
        sheet.quantize(256, dither=Image.Dither.NONE).save(file)
        yield file


def _small(shot: Shot, wide: int) -> Iterator[Piece]:
    with Image.open(shot.file) as whole:
        tall = min(shot.kept or whole.height, whole.height)
        page = whole.convert("RGB").crop((0, 0, whole.width, tall))
    yield shot.name, page.resize((wide, max(1, tall * wide // page.width)))


def filled(pages: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Fill columns from the top; what does not fit goes on in the next one."""
    column: list[Piece] = []
    room = SIDE
    for name, page in pages:
        top = 0
        while top < page.height:
            if room < LABEL + min(LEAST, page.height - top):
                yield column
                column, room = [], SIDE
            bottom = min(page.height, top + room - LABEL)
            label = name if not top else f"{name} …"
            column.append((label, page.crop((0, top, page.width, bottom))))
            room -= LABEL + bottom - top + GAP
            top = bottom
    if column:
        yield column


def _lay(sheet: Image.Image, column: list[Piece], left: int) -> None:
    draw, top = ImageDraw.Draw(sheet), 0
    for label, piece in column:
        draw.text((left, top), label, fill=INK, font=ImageFont.load_default(14))
        sheet.paste(piece, (left, top + LABEL))
        frame = (left, top + LABEL, left + piece.width - 1, top + LABEL + piece.height)
        draw.rectangle(frame, outline=INK)
        top += LABEL + piece.height + GAP

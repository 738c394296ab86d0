"""Pictures and papers that come with a plain form; each is made anew at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask import request

from minqing_chassis.papers import clean_paper, is_paper
from minqing_chassis.pictures import clean
from minqing_kernel.pictures import (
    LARGEST_FILE,
    CleanPicture,
    PaperRefused,
    PictureRefused,
)
from portal.adapters.limits import Kind
from portal.bootstrap import Parts
from portal.entrypoints.web.often import seldom_enough
from portal.entrypoints.web.page import words

MOST: Final = 6
"""Of one form, and of one matter that is being told."""
LARGEST: Final = MOST * LARGEST_FILE + 256 * 1024
FIELD: Final = "pictures"
FAULTS: Final = {
    "too-large": "fault.pictures.large",
    "too-many-pixels": "fault.pictures.large",
}
OTHER: Final = "fault.pictures.kind"
OF_PAPERS: Final = {
    "too-large": "fault.pdf.large",
    "too-many-pages": "fault.pdf.long",
    "encrypted-file": "fault.pdf.locked",
    "too-much-work": "fault.pdf.heavy",
}
BROKEN: Final = "fault.pdf.broken"
MIB: Final = 1024 * 1024
USUAL: Final = {"mib": 10, "pages": 30}
"""What holds of papers while intake, which knows the place's rule, never answered."""


@dataclass(frozen=True)
class Sent:
    """What came that can be kept, and what is wrong with the rest: a key of a text."""

    pictures: Sequence[CleanPicture] = ()
    fault: str = ""


def sent_pictures(parts: Parts, room: int = MOST) -> Sent:
    """Read the form's files; `room`: so many there may be.

    What is good among them is kept even where another is not.
    """
    files = [each for each in request.files.getlist(FIELD) if each.filename]
    if not files:
        return Sent()
    if len(files) > room:
        return Sent(fault="fault.pictures.many")
    if not seldom_enough(parts, Kind.PICTURE, Kind.PICTURE_FROM, len(files)):
        return Sent(fault="fault.pictures.often")
    limits, good, fault = paper_limits(parts), [], ""
    for each in files:
        try:
            good.append(_made_anew(each.read(LARGEST_FILE + 1), limits))
        except PaperRefused as no:
            fault = OF_PAPERS.get(no.fields["file"], BROKEN)
        except PictureRefused as no:
            fault = FAULTS.get(no.fields["file"], OTHER)
    return Sent(good, fault)


def paper_limits(parts: Parts) -> Mapping[str, int] | None:
    """Return how large (`mib`) a paper may be and how long (`pages`), by the rules.

    None: intake is of a version that takes no papers.
    """
    told = parts.channels.get(words().language)
    return told.answer["papers"] if told else USUAL


def _made_anew(raw: bytes, limits: Mapping[str, int] | None) -> CleanPicture:
    if limits and is_paper(raw):
        return clean_paper(
            raw, most_bytes=limits["mib"] * MIB, most_pages=limits["pages"]
        )
    keep_place = request.form.get("place-in-pictures") == "yes"
    return clean(raw, keep_place=keep_place)

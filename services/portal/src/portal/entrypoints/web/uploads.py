"""Pictures that residents send along with a plain form; each is drawn anew at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import request

from minqing_chassis.pictures import clean
from minqing_kernel.pictures import LARGEST_FILE, CleanPicture, PictureRefused
from portal.adapters.limits import Kind
from portal.bootstrap import Parts
from portal.entrypoints.web.often import seldom_enough

MOST: Final = 6
"""Of one form, and of one matter that is being told."""
LARGEST: Final = MOST * LARGEST_FILE + 256 * 1024
FIELD: Final = "pictures"
FAULTS: Final = {
    "too-large": "fault.pictures.large",
    "too-many-pixels": "fault.pictures.large",
}
OTHER: Final = "fault.pictures.kind"


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
    keep_place = request.form.get("place-in-pictures") == "yes"
    good, fault = [], ""
    for each in files:
        try:
            good.append(clean(each.read(LARGEST_FILE + 1), keep_place=keep_place))
        except PictureRefused as no:
            fault = FAULTS.get(no.fields["file"], OTHER)
    return Sent(good, fault)

"""Pictures and papers: what is kept of one, where, and what is refused, by name."""

from dataclasses import dataclass
from typing import Protocol

from minqing_kernel.errors import Invalid, NotFound

LARGEST_FILE = 12 * 1024 * 1024
"""Bytes of a file as it is sent; a telephone's photograph has 2 to 8 MiB."""
LONGEST_SIDE = 2048
"""What is kept is no larger, in pixels."""
SMALL_SIDE = 320
"""So large is the small one that is shown beside others."""
MOST_PAGES = 200
"""No place allows a paper of more."""


class PictureRefused(Invalid):
    """It is no picture that may be kept; `fields` tell why."""

    code = "picture-refused"


class PaperRefused(PictureRefused):
    """It is no paper that may be kept; `fields` tell why."""

    code = "paper-refused"


class PictureMissing(NotFound):
    """No picture is kept under that name."""

    code = "picture-missing"


@dataclass(frozen=True, kw_only=True, repr=False)
class CleanPicture:
    """A picture drawn anew: a JPEG with nothing in it but what is seen.

    Or a paper that was written anew, so many `pages` of it: a PDF, which has neither
    width nor height. `digest` is the SHA-256 of its content, and its name in the store.
    `has_place`: who sent it wished that it says where it was taken; nothing else is
    said in it. `small` is the same picture in small, where it was asked for.
    """

    content: bytes
    digest: str
    width: int
    height: int
    has_place: bool = False
    pages: int = 0
    small: bytes = b""

    @property
    def media_type(self) -> str:
        """Return what it is, as the wire says it."""
        return media_type_of(self.pages)


def media_type_of(pages: int) -> str:
    """Return what a file of so many pages is: a paper, or of none a picture."""
    return "application/pdf" if pages else "image/jpeg"


def ending_of(pages: int) -> str:
    """Return how the name of a file of so many pages ends."""
    return "pdf" if pages else "jpg"


class PictureStore(Protocol):
    """Where the files are: a folder, or whatever else keeps bytes by a name."""

    def keep(self, picture: CleanPicture) -> None:
        """Keep a picture lastingly; one that is there already stays as it is."""
        ...

    def fetch(self, digest: str) -> bytes:
        """Return what was kept; raise PictureMissing."""
        ...

    def forget(self, digest: str) -> None:
        """Let it be gone; what is not there is gone already."""
        ...

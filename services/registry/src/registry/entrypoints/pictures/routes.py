"""Routes for pictures of projects: sent, listed, fetched (C-22)."""

from collections.abc import Iterator
from typing import Final

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_chassis.pictures import clean
from minqing_kernel.errors import Invalid
from minqing_kernel.pictures import (
    LARGEST_FILE,
    PictureMissing,
    PictureRefused,
    PictureStore,
)
from registry.application.authority import is_within_reach, must_reach
from registry.application.pictures.commands import KeepPicture
from registry.bootstrap import Parts
from registry.domain.errors import OutOfReach, Taken
from registry.domain.pictures.errors import PicturesNotKept, PictureUnknown
from registry.domain.pictures.picture import PictureProfile
from registry.entrypoints.importing.templates import attached
from registry.entrypoints.pictures import schemas

TAG = "照片 Pictures"
SENT: Final = ("image/jpeg", "image/png", "image/webp", "application/octet-stream")
STILL: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
}
"""A browser saves the file, guesses nothing and runs nothing."""


class PictureDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._bus = parts.bus
        self._places = parts.reader
        self._pictures = parts.pictures
        self._store = parts.picture_store

    def put_picture(self, request: Request) -> Reply:
        """Draw what was sent anew, keep the file, then write it down.

        A file of which nothing was written down, because that failed, is in nobody's
        way: the same picture sent again finds it there.
        """
        asked = request.query
        must_reach(request.actor, self._places, asked["organisation"])
        kept, files = clean(request.raw_body), self._files()
        known = self._pictures.find(request.params["picture_id"])
        if known is not None and known.digest != kept.digest:
            raise Taken  # before its file is kept: nobody would ever ask for it
        files.keep(kept)
        command = KeepPicture(
            actor=request.actor,
            picture_id=request.params["picture_id"],
            profile=PictureProfile(
                project_id=asked["project"],
                kind=asked["kind"],
                organisation_id=asked["organisation"],
                digest=kept.digest,
                width=kept.width,
                height=kept.height,
                bytes=len(kept.content),
            ),
        )
        self._bus.handle(command, request.cause)
        return Reply(self._pictures.one(command.picture_id))

    def list_pictures(self, request: Request) -> Reply:
        """Show the pictures of a project that the caller may see."""
        found = self._pictures.of_project(request.query["project"])
        seen = [
            each
            for each in found
            if is_within_reach(request.actor, self._places, each.organisation_id)
        ]
        return Reply({"items": seen})

    def get_file(self, request: Request) -> Reply:
        """Give the file as an attachment."""
        found = self._pictures.one(request.params["picture_id"])
        must_reach(request.actor, self._places, found.organisation_id)
        content = self._files().fetch(found.digest)
        return Reply(content, headers=attached(f"{found.picture_id}.jpg") | STILL)

    def _files(self) -> PictureStore:
        if self._store is None:
            raise PicturesNotKept
        return self._store


def picture_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of pictures."""
    door, one = PictureDoor(parts), "/v1/pictures/{picture_id:uuid}"
    yield Route(
        method="PUT",
        path=one,
        operation=door.put_picture,
        summary="上传专项照片（去除拍摄信息） Keep a picture of a project (C-22)",
        roles=STAFF,
        query=schemas.KeepPictureQuery,
        takes=SENT,
        body_limit=LARGEST_FILE,
        replies={200: schemas.PictureSchema},
        errors=(PictureRefused, PicturesNotKept, OutOfReach, Taken, Invalid),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path="/v1/pictures",
        operation=door.list_pictures,
        summary="专项照片列表 List the pictures of a project",
        roles=STAFF,
        query=schemas.PicturesQuery,
        replies={200: schemas.PicturesSchema},
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=one + "/file",
        operation=door.get_file,
        summary="下载照片 Fetch a picture",
        roles=STAFF,
        replies={200: None},
        media_type="image/jpeg",
        errors=(PictureUnknown, PictureMissing, PicturesNotKept, OutOfReach),
        tag=TAG,
    )

"""Photographs of visits: sent after their visit, fetched for a purpose."""

from collections.abc import Iterator
from hashlib import sha256
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
from registry.application.visits.commands import ExpectPhoto, KeepPhoto, ReadVisit
from registry.application.visits.photos import names
from registry.application.visits.views import FullVisit
from registry.bootstrap import Parts
from registry.domain.access import Purpose
from registry.domain.errors import OutOfReach, Taken
from registry.domain.pictures.errors import PicturesNotKept
from registry.domain.visits.errors import VisitForgotten, VisitNotYours, VisitUnknown
from registry.domain.visits.photo import SHA256
from registry.entrypoints.importing.templates import attached
from registry.entrypoints.pictures.routes import SENT, STILL
from registry.entrypoints.visits.routes import TAG
from registry.entrypoints.visits.schemas import KeptPhotoSchema, VisitPurposeQuery

ONE: Final = "/v1/visits/{visit_id:uuid}/photos/{sha256}"


class VisitPhotoDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._bus = parts.bus

    def put_photo(self, request: Request) -> Reply:
        """Draw it anew, keep the file, then write down that it came.

        Its name is the hash of what was sent: sent again, it is the same.
        """
        visit_id, said = request.params["visit_id"], request.params["sha256"]
        self._must_be_expected(request)
        if sha256(request.raw_body).hexdigest() != said:
            raise Invalid(fields={"sha256": "bad-hash"})
        kept, files = clean(request.raw_body), self._files()
        files.keep(kept)
        command = KeepPhoto(
            actor=request.actor,
            visit_id=visit_id,
            sha256=said,
            digest=kept.digest,
            bytes=len(kept.content),
        )
        self._bus.handle(command, request.cause)
        return Reply({"visit_id": visit_id, "sha256": said})

    def get_photo(self, request: Request) -> Reply:
        """Give it as an attachment; the look at the visit is written down first."""
        visit_id, said = request.params["visit_id"], request.params["sha256"]
        command = ReadVisit(
            actor=request.actor,
            visit_id=visit_id,
            purpose=Purpose(request.query["purpose"]),
        )
        seen: FullVisit = self._bus.handle(command, request.cause)
        before = [photo for each in seen.before for photo in each.photos]
        digest = self._parts.visit_photos.digest_of(visit_id, said)
        if digest is None or not names(said, [*seen.visit.photos, *before]):
            raise PictureMissing
        content = self._files().fetch(digest)
        return Reply(content, headers=attached(f"{said[:12]}.jpg") | STILL)

    def _must_be_expected(self, request: Request) -> None:
        """Refuse before a file is kept; the command decides once more."""
        visit_id, said = request.params["visit_id"], request.params["sha256"]
        if not SHA256.match(said):
            raise Invalid(fields={"sha256": "bad-hash"})
        command = ExpectPhoto(actor=request.actor, visit_id=visit_id, sha256=said)
        self._bus.handle(command, request.cause)

    def _files(self) -> PictureStore:
        if self._parts.picture_store is None:
            raise PicturesNotKept
        return self._parts.picture_store


def visit_photo_routes(parts: Parts) -> Iterator[Route]:
    """Yield the routes of visits' photographs."""
    door = VisitPhotoDoor(parts)
    yield Route(
        method="PUT",
        path=ONE,
        operation=door.put_photo,
        summary="上传走访照片（可重发，去除拍摄信息） Keep a photograph a visit names",
        roles=STAFF,
        takes=SENT,
        body_limit=LARGEST_FILE,
        replies={200: KeptPhotoSchema},
        errors=(
            *(VisitUnknown, VisitNotYours, VisitForgotten, OutOfReach),
            *(PictureRefused, PicturesNotKept, Taken, Invalid),
        ),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=ONE,
        operation=door.get_photo,
        summary="下载走访照片（留痕） Fetch a visit's photograph, logged",
        roles=STAFF,
        query=VisitPurposeQuery,
        replies={200: None},
        media_type="image/jpeg",
        errors=(VisitUnknown, OutOfReach, PictureMissing, PicturesNotKept, Invalid),
        tag=TAG,
    )

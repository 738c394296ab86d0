"""Pictures of petitions, by HTTP: sent by code or desk, looked at for a purpose."""

from hashlib import sha256
from typing import Any, Final

from marshmallow import Schema, fields, validate

from intake.application.picturing import KeepPicture
from intake.bootstrap import Parts
from intake.domain.access import Purpose
from intake.domain.errors import (
    OutsideScope,
    TooManyTries,
    UnknownPetition,
)
from intake.domain.picture_errors import (
    PicturesNotKept,
    TooManyPictures,
)
from intake.domain.pictures import SHA256
from intake.entrypoints.finding import by_this_code_or_desk, seen_by
from intake.entrypoints.schemas import PurposeQuerySchema
from minqing_chassis.http.route import PUBLIC, STAFF, Reply, Request, Route
from minqing_chassis.pictures import clean
from minqing_contracts.moments import Moment
from minqing_kernel.errors import Invalid
from minqing_kernel.pictures import LARGEST_FILE, PictureMissing, PictureRefused

TAG: Final = "诉求 Petitions"
ALL: Final = "/v1/petitions/{receipt}/pictures"
ONE: Final = ALL + "/{sha256}"
SENT: Final = ("image/jpeg", "image/png", "image/webp", "application/octet-stream")
STILL: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
}
"""A browser saves the file, guesses nothing and runs nothing."""


class SentHeaders(Schema):
    """The tracking code, of who has no token; and whether its place may stay in it."""

    code = fields.String(data_key="Tracking-Code", validate=validate.Length(1, 64))
    keep_place = fields.Boolean(data_key="Keep-Place", load_default=False)


class PictureSchema(Schema):
    """What is told of a picture before anybody looks at it."""

    sha256 = fields.String(required=True)
    width = fields.Integer(required=True)
    height = fields.Integer(required=True)
    bytes = fields.Integer(required=True)
    has_place = fields.Boolean(required=True)
    own = fields.Boolean(
        required=True, metadata={"description": "its petitioner sent it; else staff"}
    )
    kept_at = Moment(required=True)


class PicturesSchema(Schema):
    """The pictures of a petition, the oldest first."""

    items = fields.List(fields.Nested(PictureSchema), required=True)


class KeptSchema(Schema):
    """Which one was kept."""

    sha256 = fields.String(required=True)


class PictureDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [
            Route(
                method="PUT",
                path=ONE,
                operation=self.put_picture,
                summary="附照片（去除拍摄信息，可重发） Send a picture with a petition",
                description=(
                    "居民凭查询码（请求头 Tracking-Code），工作人员凭令牌。路径末段为"
                    "所传文件的 SHA-256。每件最多 24 张。With the code in a header, "
                    "or a member of staff's token; the path ends with the SHA-256 of "
                    "what is sent. What is seen is drawn anew; its place stays only "
                    "with `Keep-Place: true`."
                ),
                roles=PUBLIC,
                headers=SentHeaders,
                takes=SENT,
                body_limit=LARGEST_FILE,
                replies={200: KeptSchema},
                errors=(
                    *(UnknownPetition, TooManyTries, OutsideScope, Invalid),
                    *(PictureRefused, PicturesNotKept, TooManyPictures),
                ),
                tag=TAG,
            ),
            Route(
                method="GET",
                path=ALL,
                operation=self.list_pictures,
                summary="照片列表 List a petition's pictures",
                roles=STAFF,
                replies={200: PicturesSchema},
                errors=(UnknownPetition, OutsideScope),
                tag=TAG,
            ),
            Route(
                method="GET",
                path=ONE,
                operation=self.get_picture,
                summary="下载照片（留痕） Fetch a petition's picture; logged",
                roles=STAFF,
                query=PurposeQuerySchema,
                replies={200: None},
                media_type="image/jpeg",
                errors=(UnknownPetition, OutsideScope, PictureMissing, PicturesNotKept),
                tag=TAG,
            ),
        ]

    def put_picture(self, request: Request) -> Reply:
        """Draw it anew, keep the file, then write it down; the same again is one."""
        code, said = request.headers.get("code"), request.params["sha256"]
        petition_id, own = by_this_code_or_desk(self._parts, request, code)
        if not SHA256.match(said) or sha256(request.raw_body).hexdigest() != said:
            raise Invalid(fields={"sha256": "bad-hash"})
        drawn = clean(request.raw_body, keep_place=request.headers["keep_place"])
        kept = self._parts.pictures.keep(petition_id, said, drawn)
        if kept is not None:
            command = KeepPicture(
                petition_id=petition_id,
                sha256=said,
                picture=kept,
                own=own,
                actor=request.actor,
            )
            self._parts.bus.handle(command, request.cause)
        return Reply({"sha256": said})

    def list_pictures(self, request: Request) -> Reply:
        """Tell what there is; to look at one is another door."""
        found = seen_by(self._parts, request)
        items: list[Any] = self._parts.pictures.of(found.petition_id)
        return Reply({"items": items})

    def get_picture(self, request: Request) -> Reply:
        """Give it as an attachment, once the look is written down."""
        found, said = seen_by(self._parts, request), request.params["sha256"]
        content = self._parts.pictures.look(
            found.petition_id,
            said,
            actor=request.actor,
            purpose=Purpose(request.query["purpose"]),
        )
        name = f'attachment; filename="{said[:12]}.jpg"'
        return Reply(content, headers={"Content-Disposition": name} | STILL)

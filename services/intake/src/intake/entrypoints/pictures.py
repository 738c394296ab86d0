"""Pictures of petitions, by HTTP: sent by code or desk, looked at for a purpose."""

from base64 import b64encode
from hashlib import sha256
from typing import Final

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
from minqing_chassis.papers import clean_paper, is_paper
from minqing_chassis.pictures import clean
from minqing_contracts.moments import Moment
from minqing_kernel.errors import Invalid
from minqing_kernel.pictures import (
    LARGEST_FILE,
    CleanPicture,
    PaperRefused,
    PictureMissing,
    PictureRefused,
)

TAG: Final = "诉求 Petitions"
ALL: Final = "/v1/petitions/{receipt}/pictures"
ONE: Final = ALL + "/{sha256}"
SMALL: Final = "/v1/petitions/{receipt}/small-pictures"
SENT: Final = (
    *("image/jpeg", "image/png", "image/webp"),
    *("application/pdf", "application/octet-stream"),
)
MIB: Final = 1024 * 1024
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
    media_type = fields.String(required=True)
    width = fields.Integer(required=True)
    height = fields.Integer(required=True)
    pages = fields.Integer(
        required=True, metadata={"description": "of a paper (PDF); of a picture none"}
    )
    bytes = fields.Integer(required=True)
    has_place = fields.Boolean(required=True)
    own = fields.Boolean(
        required=True, metadata={"description": "its petitioner sent it; else staff"}
    )
    kept_at = Moment(required=True)


class PicturesSchema(Schema):
    """The pictures of a petition, the oldest first."""

    items = fields.List(fields.Nested(PictureSchema), required=True)


class SmallPictureSchema(Schema):
    """One of a petition's pictures in small: a JPEG of at most 320 pixels a side."""

    sha256 = fields.String(required=True)
    jpeg = fields.String(required=True, metadata={"format": "byte"})


class SmallPicturesSchema(Schema):
    """The small ones, the oldest first; papers and what came long ago have none."""

    items = fields.List(fields.Nested(SmallPictureSchema), required=True)


class KeptSchema(Schema):
    """Which one was kept."""

    sha256 = fields.String(required=True)


class PictureDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [self._sent(), *self._seen()]

    def _sent(self) -> Route:
        return Route(
            method="PUT",
            path=ONE,
            operation=self.put_picture,
            summary="附照片、文件（去除隐藏信息） Send a picture or a paper",
            description=(
                "居民凭查询码（请求头 Tracking-Code），工作人员凭令牌。路径末段为"
                "所传文件的 SHA-256。每件最多 24 个。With the code in a header, "
                "or a member of staff's token; the path ends with the SHA-256 of "
                "what is sent. What is seen is drawn anew; its place stays only "
                "with `Keep-Place: true`. A PDF is written anew without what "
                "acts, is attached or tells of who made it; `papers` of "
                "`/v1/channels` says how large and long it may be."
            ),
            roles=PUBLIC,
            headers=SentHeaders,
            takes=SENT,
            body_limit=LARGEST_FILE,
            replies={200: KeptSchema},
            errors=(
                *(UnknownPetition, TooManyTries, OutsideScope, Invalid),
                *(PictureRefused, PaperRefused, PicturesNotKept, TooManyPictures),
            ),
            tag=TAG,
        )

    def _seen(self) -> list[Route]:
        return [
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
                or_media_type="application/pdf",
                errors=(UnknownPetition, OutsideScope, PictureMissing, PicturesNotKept),
                tag=TAG,
            ),
            Route(
                method="GET",
                path=SMALL,
                operation=self.get_small,
                summary="看小图（一次留痕） See a petition's pictures in small; logged",
                roles=STAFF,
                query=PurposeQuerySchema,
                replies={200: SmallPicturesSchema},
                errors=(UnknownPetition, OutsideScope, PicturesNotKept),
                tag=TAG,
            ),
        ]

    def put_picture(self, request: Request) -> Reply:
        """Draw it anew, keep the file, then write it down; the same again is one."""
        code, said = request.headers.get("code"), request.params["sha256"]
        petition_id, own = by_this_code_or_desk(self._parts, request, code)
        if not SHA256.match(said) or sha256(request.raw_body).hexdigest() != said:
            raise Invalid(fields={"sha256": "bad-hash"})
        drawn = self._drawn(request)
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

    def _drawn(self, request: Request) -> CleanPicture:
        """Draw a picture, or write a paper anew, by the rules of today."""
        raw = request.raw_body
        if not is_paper(raw):
            keep_place = request.headers["keep_place"]
            return clean(raw, keep_place=keep_place, with_small=True)
        policy = self._parts.policy_at(self._parts.clock.now())
        return clean_paper(
            raw,
            most_bytes=policy.paper_mib_at_most * MIB,
            most_pages=policy.paper_pages_at_most,
        )

    def list_pictures(self, request: Request) -> Reply:
        """Tell what there is; to look at one is another door."""
        found = seen_by(self._parts, request)
        kept = self._parts.pictures.of(found.petition_id)
        items = [{**vars(each), "media_type": each.media_type} for each in kept]
        return Reply({"items": items})

    def get_picture(self, request: Request) -> Reply:
        """Give it as an attachment, once the look is written down."""
        found, said = seen_by(self._parts, request), request.params["sha256"]
        seen = self._parts.pictures.look(
            found.petition_id,
            said,
            actor=request.actor,
            purpose=Purpose(request.query["purpose"]),
        )
        told = {
            "Content-Type": seen.picture.media_type,
            "Content-Disposition": f'attachment; filename="{seen.picture.saved_as}"',
        }
        return Reply(seen.content, headers=told | STILL)

    def get_small(self, request: Request) -> Reply:
        """Give all in small, once that look is written down."""
        found = seen_by(self._parts, request)
        seen = self._parts.pictures.look_at_small(
            found.petition_id,
            actor=request.actor,
            purpose=Purpose(request.query["purpose"]),
        )
        items = [
            {"sha256": each.picture.sha256, "jpeg": b64encode(each.content).decode()}
            for each in seen
        ]
        return Reply({"items": items})

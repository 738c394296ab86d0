"""Intake's door for the pictures and papers of a matter, as staff go through it."""

from typing import Any
from urllib.parse import quote

from marshmallow import fields, validate

from portal.adapters.desk_doors import Asker, StaffDoor
from portal.adapters.replies import Reply


class PictureReply(Reply):
    """One picture or paper that came with a matter, before anybody looks at it."""

    sha256 = fields.String(required=True)
    width = fields.Integer(required=True)
    height = fields.Integer(required=True)
    bytes = fields.Integer(load_default=0)
    pages = fields.Integer(load_default=0)
    has_place = fields.Boolean(load_default=False)
    own = fields.Boolean(load_default=True)
    kept_at = fields.AwareDateTime(required=True)


class PicturesReply(Reply):
    """Those of a matter, the oldest first."""

    items = fields.List(fields.Nested(PictureReply), required=True)


class SmallPictureReply(Reply):
    """One picture in small; `jpeg` is base64."""

    sha256 = fields.String(required=True)
    jpeg = fields.String(
        required=True, validate=validate.Regexp(r"^[A-Za-z0-9+/]+={0,2}\Z")
    )


class SmallPicturesReply(Reply):
    """Those of a matter that have a small one, the oldest first."""

    items = fields.List(fields.Nested(SmallPictureReply), required=True)


class PictureDoor:
    """Every look is written down by intake, with what it is for."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def of(self, asker: Asker, number: str) -> list[dict[str, Any]]:
        """Return what is told of the pictures that came with a matter."""
        path = f"/v1/petitions/{quote(number, safe='')}/pictures"
        told = self._door.read(path, asker, PicturesReply)
        found: list[dict[str, Any]] = told["items"]
        return found

    def one(self, asker: Asker, number: str, sha256: str, purpose: str) -> bytes:
        """Return a picture; intake writes down who looked, and what for."""
        path = f"/v1/petitions/{quote(number, safe='')}/pictures/{sha256}"
        return self._door.paper(path, asker, {"purpose": purpose})

    def small(self, asker: Asker, number: str, purpose: str) -> list[dict[str, Any]]:
        """Return all pictures in small; intake writes down one look, and what for."""
        path = f"/v1/petitions/{quote(number, safe='')}/small-pictures"
        query = {"purpose": purpose}
        told = self._door.read(path, asker, SmallPicturesReply, query)
        found: list[dict[str, Any]] = told["items"]
        return found

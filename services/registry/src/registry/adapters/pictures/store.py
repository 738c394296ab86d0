"""The pictures' table, their collection, and the looks at them."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Integer,
    String,
    Table,
    Uuid,
)

from minqing_chassis.database import Database
from minqing_chassis.unit_of_work import SqlWork, Tell, Told
from minqing_contracts.registry_pictures import PictureKeptV1
from registry.adapters.shelf import Shelf
from registry.adapters.tables import metadata
from registry.application.pictures.views import PictureView
from registry.domain.pictures.errors import PictureUnknown
from registry.domain.pictures.events import PictureKept
from registry.domain.pictures.picture import Picture, PictureKind, PictureProfile

pictures = Table(
    "pictures",
    metadata,
    Column("picture_id", Uuid, primary_key=True),
    Column("project_id", Uuid, nullable=False, index=True),
    Column("kind", String(32), nullable=False),
    Column(
        "organisation_id",
        ForeignKey("organisations.organisation_id"),
        nullable=False,
    ),
    Column("digest", String(64), nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("kept_by", String(320), nullable=False),
    Column("kept_at", DateTime(timezone=True), nullable=False),
    Column("revision", Integer, nullable=False),
    CheckConstraint("char_length(digest) = 64", name="pictures_digest"),
)
COLUMNS = """
picture_id, project_id, kind, organisation_id, digest, width, height, bytes, kept_by,
kept_at
"""
OF_PROJECT = f"""
select {COLUMNS} from pictures where project_id = :id order by kept_at, picture_id
limit 500
"""
ONE = f"select {COLUMNS} from pictures where picture_id = :id"


class SqlPictures(Shelf[Picture]):
    """All pictures."""

    def __init__(self, work: SqlWork) -> None:
        super().__init__(
            work,
            pictures,
            to_row=_row,
            from_row=_picture,
            missing=PictureUnknown,
        )


class SqlPictureReader:
    """Reads outside any unit of work."""

    def __init__(self, database: Database) -> None:
        self._read = database.rows

    def of_project(self, project_id: UUID) -> Sequence[PictureView]:
        """Return the pictures of a project, the oldest first."""
        return [PictureView(**row) for row in self._read(OF_PROJECT, id=project_id)]

    def find(self, picture_id: UUID) -> PictureView | None:
        """Return a picture, if it is known."""
        rows = self._read(ONE, id=picture_id)
        return PictureView(**rows[0]) if rows else None

    def one(self, picture_id: UUID) -> PictureView:
        """Return a picture, or raise PictureUnknown."""
        found = self.find(picture_id)
        if found is None:
            raise PictureUnknown
        return found


def _row(picture: Picture) -> dict[str, Any]:
    return vars(picture.profile) | {
        "picture_id": picture.picture_id,
        "kept_by": picture.kept_by,
        "kept_at": picture.kept_at,
        "revision": picture.revision,
    }


def _picture(row: Mapping[Any, Any]) -> Picture:
    own = {"picture_id", "kept_by", "kept_at", "revision"}
    said = {key: each for key, each in row.items() if key not in own}
    return Picture(
        profile=PictureProfile(**said | {"kind": PictureKind(row["kind"])}),
        **{key: row[key] for key in own},
    )


def _kept(fact: PictureKept) -> Told:
    return Told(
        subject=f"picture:{fact.picture_id}",
        revision=1,
        step="picture-kept",
        at=fact.at,
        event=PictureKeptV1(
            picture_id=fact.picture_id,
            project_id=fact.project_id,
            kind=fact.kind,
            organisation_id=fact.organisation_id,
            kept_at=fact.at,
        ),
        detail={"project_id": str(fact.project_id), "digest": fact.digest},
    )


TELL_OF_PICTURES: Tell = {PictureKept: _kept}

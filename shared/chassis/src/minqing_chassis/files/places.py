"""Which place a service was told for its files, from its settings."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from minqing_chassis.files.folder import FolderStore
from minqing_chassis.files.s3 import AccessKeys, Bucket, S3Store
from minqing_chassis.files.store import Store
from minqing_chassis.files.together import NewAndOld
from minqing_chassis.settings import (
    BaseSettings,
    SettingsError,
    existing_file,
    setting,
)

FOLDER: Final = "folder"
S3: Final = "s3"


def kept_in(value: str) -> str:
    """Accept the word for one of the places."""
    if value not in {FOLDER, S3}:
        raise ValueError("must be folder or s3")
    return value


def access_keys(value: str) -> AccessKeys:
    """Accept a file with the keys of a store."""
    return AccessKeys.from_file(existing_file(value))


@dataclass(frozen=True, kw_only=True)
class FilesSettings(BaseSettings):
    """Where a service keeps the files that people send; nowhere where none is said.

    `pictures_dir` is a folder; `pictures_s3` a bucket (minqing_chassis.files.s3), of
    which `pictures_s3_keys` are the keys. Where both are said, `pictures_kept_in` tells
    which takes what is new (s3); the other one is read until all has moved.
    """

    pictures_dir: Path | None = setting("PICTURES_DIR", Path, default=None)
    pictures_s3: Bucket | None = setting("PICTURES_S3", Bucket.read, default=None)
    pictures_s3_keys: AccessKeys | None = setting(
        "PICTURES_S3_KEYS_FILE", access_keys, default=None, secret=True
    )
    pictures_kept_in: str | None = setting("PICTURES_KEPT_IN", kept_in, default=None)

    def __post_init__(self) -> None:
        """Refuse a place of which not all is said."""
        if self.pictures_s3 and not self.pictures_s3_keys:
            raise SettingsError("PICTURES_S3 needs PICTURES_S3_KEYS_FILE")
        if self.pictures_kept_in == S3 and not self.pictures_s3:
            raise SettingsError("PICTURES_KEPT_IN=s3 needs PICTURES_S3")
        if self.pictures_kept_in == FOLDER and not self.pictures_dir:
            raise SettingsError("PICTURES_KEPT_IN=folder needs PICTURES_DIR")


def stores_of(settings: FilesSettings, room: str = "") -> list[Store]:
    """Return the places of a service's files: first the one that takes what is new.

    In a bucket each agency and each service has a room: what one sweeps is its own.
    """
    found: dict[str, Store] = {}
    if settings.pictures_s3 and settings.pictures_s3_keys:
        rooms = (settings.agency, settings.service, room)
        found[S3] = S3Store(settings.pictures_s3, settings.pictures_s3_keys, *rooms)
    if settings.pictures_dir:
        found[FOLDER] = FolderStore(settings.pictures_dir / room)
    first = settings.pictures_kept_in or next(iter(found), "")
    return [found.pop(first), *found.values()] if found else []


def store_of(settings: FilesSettings, room: str = "") -> Store | None:
    """Return the place of a service's files; None where nobody said one."""
    stores = stores_of(settings, room)
    if len(stores) > 1:
        return NewAndOld(*stores)
    return stores[0] if stores else None

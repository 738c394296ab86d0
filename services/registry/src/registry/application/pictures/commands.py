"""What can be asked of the pictures' room."""

from dataclasses import dataclass
from uuid import UUID

from registry.application.commands import RegistryCommand
from registry.domain.pictures.picture import PictureProfile


@dataclass(frozen=True, kw_only=True)
class KeepPicture(RegistryCommand):
    """Write down a picture whose file is kept already."""

    picture_id: UUID
    profile: PictureProfile

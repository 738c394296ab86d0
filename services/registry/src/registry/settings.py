"""What registry must be told before it starts."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from minqing_chassis.files.places import FilesSettings
from minqing_chassis.settings import existing_file, setting, url


@dataclass(frozen=True, kw_only=True)
class Settings(FilesSettings):
    """The common settings and those of files; the sealing keys are not optional here.

    `sections_file`: what the archive asks; it is checked before anything starts.
    `public_url`: where the public finds these doors; links in feeds begin with it.
    Where no place of files is said, no pictures of projects are taken.
    `jwt_private_key_file`: signs passes of staff; without it nobody can sign in.
    """

    sealing_key_file: Path = setting("SEALING_KEY_FILE", existing_file)
    sections_file: Path | None = setting("SECTIONS_FILE", existing_file, default=None)
    jwt_private_key_file: Path | None = setting(
        "JWT_PRIVATE_KEY_FILE", existing_file, default=None
    )

    public_url: str | None = setting("PUBLIC_URL", url("https", "http"), default=None)

    @property
    def base_url(self) -> str:
        """Return what absolute links begin with, without a slash at the end."""
        return (self.public_url or f"http://{self.http_address}").rstrip("/")

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the environment; raise SettingsError that names all faults at once."""
        return cls.from_environ(environ, "registry")

"""Sealed pictures, each under the name that its owner gave it."""

from minqing_chassis.files import SealedFiles
from minqing_kernel.pictures import CleanPicture, PictureMissing


class PictureFiles(SealedFiles):
    """Keeps pictures, in whatever place for files."""

    def keep(self, picture: CleanPicture) -> None:
        """Keep a picture lastingly; one that is there already counts as new."""
        self.write(picture.digest, picture.content)

    def fetch(self, digest: str) -> bytes:
        """Return what was kept; raise PictureMissing."""
        try:
            return self.read(digest)
        except FileNotFoundError:
            raise PictureMissing from None

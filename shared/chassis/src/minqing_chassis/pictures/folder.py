"""A folder of sealed pictures, each under the SHA-256 of what was drawn.

To keep them elsewhere is another class with the same three verbs.
"""

from minqing_chassis.sealed_folder import SealedFolder
from minqing_kernel.pictures import CleanPicture, PictureMissing


class PictureFolder(SealedFolder):
    """Keeps pictures below a folder, which is made when the first one comes."""

    def keep(self, picture: CleanPicture) -> None:
        """Keep a picture lastingly; one that is there already stays as it is."""
        self.write(picture.digest, picture.content)

    def fetch(self, digest: str) -> bytes:
        """Return what was kept; raise PictureMissing."""
        try:
            return self.read(digest)
        except FileNotFoundError:
            raise PictureMissing from None

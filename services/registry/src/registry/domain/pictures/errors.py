"""What the pictures' room refuses, by name."""

from minqing_kernel.errors import Conflict, NotFound


class PictureUnknown(NotFound):
    """No picture has this id."""

    code = "picture-unknown"


class PicturesNotKept(Conflict):
    """Nobody told this service where pictures are to be kept."""

    code = "pictures-not-kept"

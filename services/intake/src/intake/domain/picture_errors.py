"""Why a picture is not taken."""

from minqing_kernel.errors import Conflict


class TooManyPictures(Conflict):
    """No petition has more than 24 pictures."""

    code = "too-many-pictures"


class PicturesNotKept(Conflict):
    """Nobody told this service where pictures are to be kept."""

    code = "pictures-not-kept"

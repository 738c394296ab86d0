"""Pictures that people send: drawn anew, and kept sealed."""

from minqing_chassis.pictures.drawing import clean
from minqing_chassis.pictures.kept import PictureFiles

__all__ = ["PictureFiles", "clean"]

"""Pictures that people send: drawn anew, and kept sealed."""

from minqing_chassis.pictures.drawing import clean
from minqing_chassis.pictures.folder import PictureFolder

__all__ = ["PictureFolder", "clean"]

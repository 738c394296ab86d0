"""Files that are kept sealed, and the places where they may lie."""

from minqing_chassis.files.sealed import SealedFiles
from minqing_chassis.files.store import FilesAway, Store

__all__ = ["FilesAway", "SealedFiles", "Store"]

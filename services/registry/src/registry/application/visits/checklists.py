"""What patrols found, point by point (D-30)."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class PointCount:
    """How often a point of a kind's list was answered, and how."""

    kind: str
    point: str
    visits: int
    fine: int
    hazard: int
    absent: int

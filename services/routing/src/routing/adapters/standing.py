"""A standing as plain JSON, and back."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from routing.application.views import Standing


def write_standing(standing: Standing) -> dict[str, Any]:
    """Return a standing as JSON can say it."""
    return asdict(standing) | {
        "petition_id": str(standing.petition_id),
        "due_at": standing.due_at and standing.due_at.isoformat(),
    }


def read_standing(said: dict[str, Any]) -> Standing:
    """Return the standing that `write_standing` wrote."""
    due_at = said["due_at"]
    return Standing(
        **said
        | {
            "petition_id": UUID(said["petition_id"]),
            "due_at": datetime.fromisoformat(due_at) if due_at else None,
        }
    )

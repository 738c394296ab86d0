"""What assessments can be asked to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from registry.application.commands import RegistryCommand


@dataclass(frozen=True, kw_only=True, repr=False)
class ScoreSheet(RegistryCommand):
    """Score somebody of the period that begins on a day; one's own sheet again."""

    form: str
    staff_id: str
    since: date
    scores: Mapping[str, int]

"""What stands on every copy: who had it, for what organisation, when, and why.

It is read by people: the moment is China's, the purpose is in words of their language.
"""

from datetime import datetime

from registry.application.exporting.ports import Export
from registry.domain.values import CHINA
from registry.entrypoints.exporting.words import purpose_in_words, table


def mark_of(export: Export, language: str) -> str:
    """Return what stands on every page of a list that leaves."""
    said = (
        export.by.id,
        export.work_name,
        export.by.organisation_id,
        moment_in_words(export.at, language),
        str(export.export_id),
        purpose_in_words(export.purpose, language),
    )
    return " ".join(each for each in said if each)


def moment_in_words(at: datetime, language: str) -> str:
    """Return a moment as the clocks of China show it, and that they do."""
    return f"{at.astimezone(CHINA):%Y-%m-%d %H:%M} {table()['clock'][language]}"

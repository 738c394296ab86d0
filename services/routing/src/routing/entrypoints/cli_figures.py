"""Figures on the command line."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict

from routing.application.counted_views import (
    AnswerTimes,
)
from routing.application.views import (
    Counted,
)
from routing.bootstrap import Parts


def print_answer_times(
    parts: Parts,
    within: Sequence[int],
    *,
    organisation_id: str | None,
    category: str | None,
    from_archive: bool | None,
    as_json: bool,
) -> None:
    """Write how long petitioners waited, for people or for programs."""
    units = parts.directories.current().units
    counted = Counted(
        organisation_ids=units.under(organisation_id) if organisation_id else None,
        category=category,
        from_archive=from_archive,
    )
    times = parts.reports.answer_times(within, counted)
    said = json.dumps(asdict(times)) if as_json else _in_words(times)
    sys.stdout.write(said + "\n")


def _in_words(times: AnswerTimes) -> str:
    lines = [f"cases {times.cases}, answered {times.answered}"]
    lines += [
        f"within {count.days} days: {count.answered} of {times.answered}"
        f" ({count.share:.1%})"
        for count in times.within
    ]
    if times.answered:
        lines.append(f"median {times.median_days} days, longest {times.longest_days}")
    return "\n".join(lines)

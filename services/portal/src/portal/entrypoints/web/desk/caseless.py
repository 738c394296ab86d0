"""The page of a case while nobody tells of it: what intake tells of its matter."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from flask import Response

from portal.bootstrap import Parts
from portal.domain.clocks import left
from portal.entrypoints.web.desk.decisions import LOOKS
from portal.entrypoints.web.desk.drafting import begun
from portal.entrypoints.web.desk.history import history_of
from portal.entrypoints.web.desk.looks import asker, category_names, unit_names
from portal.entrypoints.web.desk.pictures import pictures_of
from portal.entrypoints.web.desk.schemas import PURPOSES
from portal.entrypoints.web.desk.splitting import OVER
from portal.entrypoints.web.page import draw

NOTHING_TOLD: Final[Mapping[str, Any]] = MappingProxyType(
    {"assignments": (), "remarks": (), "resolutions": (), "dossier": {}}
)
"""Of what the history of a case is made beside what intake tells."""


def draw_caseless(
    parts: Parts,
    number: str,
    faults: Mapping[str, str],
    *,
    status: int,
    revealed: dict[str, Any] | None,
) -> Response:
    """Show a matter without its case: until routing answers, an answer is a draft.

    Intake says who may see it, and hides it from whom it accuses (条例第30条). Raises
    Refused, and Away where intake does not answer either.
    """
    matter = parts.desk.matters.matter(asker(), number)
    names, category = category_names(parts), matter["category"] or ""
    units, found = unit_names(parts), begun(parts, matter["receipt"])
    over = matter["state"] in OVER or matter["agency"]
    waits = not (matter["reply"] or over)
    return draw(
        "desk/caseless.html",
        status,
        case={"receipt": matter["receipt"]},
        matter=matter,
        came_pictures=pictures_of(parts, matter),
        category=names.get(category, category),
        clock=left(matter["deadline"], parts.clock.now()) if waits else None,
        waits=waits,
        draft=found.shown,
        taken=found.taken,
        look=LOOKS.get(matter["state"], "working"),
        units=units,
        history=history_of(NOTHING_TOLD, matter, units),
        purposes=PURPOSES,
        faults=faults,
        revealed=revealed,
    )

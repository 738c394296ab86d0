"""What of other agencies may be the same matter, for the pages of one petition."""

from typing import Any

from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.entrypoints.web.desk.looks import asker


def same_elsewhere(parts: Parts, receipt: str) -> list[dict[str, Any]]:
    """Return what routing found; the page stands without, where it may not be told."""
    try:
        return parts.desk.handovers.same(asker(), receipt)
    except Away:
        return []
    except Refused as no:
        if no.status == 401:
            raise
        return []

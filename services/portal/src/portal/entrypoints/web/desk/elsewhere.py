"""What of other agencies may be the same matter, for the pages of one petition."""

from typing import Any

from portal.bootstrap import Parts
from portal.entrypoints.web.desk.looks import asker, told_or_none


def same_elsewhere(parts: Parts, receipt: str) -> list[dict[str, Any]]:
    """Return what routing found; the page stands without, where it may not be told."""
    return told_or_none(lambda: parts.desk.handovers.same(asker(), receipt)) or []

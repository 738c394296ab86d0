"""A print as a file that is saved under its number."""

from urllib.parse import quote
from uuid import UUID

from minqing_chassis.http.route import Reply
from routing.application.documents.views import Printed


def as_file(printed: Printed, document_id: UUID) -> Reply:
    """Answer with a print; it is named by its 文号 (RFC 6266, 8187), else by its id."""
    named = quote(f"{printed.number}.pdf", safe="")
    name = f"attachment; filename={document_id}.pdf; filename*=UTF-8''{named}"
    return Reply(printed.pdf, headers={"Content-Disposition": name})

"""The words that the pages of receptions and of one's own data put together."""

from portal.entrypoints.web.data_asked import CHECKED, KINDS, PARTS
from portal.entrypoints.web.desk import data_requests
from portal.entrypoints.web.desk.receiving import LOOKS

STATES = (*LOOKS, "cancelled")


def receptions():
    """Return their keys."""
    return {
        "desk.nav.reception",
        *("book.full", "book.free", "book.gone", "ways.away"),
        *(f"booking.state.{each}" for each in STATES),
        *(f"booking.after.{each}" for each in STATES),
        *(f"reception.did.{each}" for each in ("arrived", "missed")),
    }


PURPOSES = ("visit", "benefit-check", "correction", "own-request", "notice")


def own_data():
    """Return those of one's own data."""
    return {
        *(f"own.{each}" for each in PARTS),
        "desk.nav.data",
        *(
            f"{words}.{kind}"
            for words in ("data.ask", "data.lead", "data.which", "datadesk.kind")
            for kind in KINDS
        ),
        *(f"fault.data.{kind}" for kind in KINDS),
        *(f"data.state.{each}" for each in data_requests.LOOKS),
        *(f"datadesk.did.{each}" for each in data_requests.LOOKS),
        *(f"datadesk.checked.{each}" for each in CHECKED),
        "fault.data-reason.empty",
        *(f"own.for.{each}" for each in PURPOSES),
    }

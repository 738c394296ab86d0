"""The words that the pages of receptions put together."""

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

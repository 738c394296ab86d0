"""The words that the pages of receptions and of one's own data put together."""

from portal.entrypoints.web.desk.receiving import LOOKS
from portal.entrypoints.web.pages.own_data import CONTACT

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
        *(f"own.{each}" for each in CONTACT),
        *(f"own.for.{each}" for each in PURPOSES),
    }

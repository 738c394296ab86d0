"""The words that the newer pages of staff put together from codes."""

from portal.entrypoints.web.desk import callbacks, duties, visits

PLACES = ("callback", "houses", "visits", "duties")
FOUND = ("open", "settled", "due", "registered", "refused")


def composed():
    """Every key that a template builds."""
    items = ("topic", "diary", *visits.ITEMS)
    return {
        *(f"desk.nav.{each}" for each in PLACES),
        *(f"callback.of.{each}" for each in callbacks.KINDS),
        *(f"callback.did.{each}" for each in ("yes", "no")),
        *(f"callback.reached.{each}" for each in ("yes", "no")),
        *(f"tally.{each}" for each in callbacks.TALLY),
        *(f"miss.{each}" for each in callbacks.MISSES),
        *(f"finding.state.{each}" for each in FOUND),
        *(f"visit.item.{each}" for each in items),
        *(f"visit.outcome.{each}" for each in visits.OUTCOMES),
        *(f"visit.did.{each}" for each in ("record", "finding", "close")),
        *(f"family.{each}" for each in visits.FAMILIES),
        *(f"duty.state.{each}" for each in duties.STANDINGS),
        *(f"fault.{each}.empty" for each in ("diary", "finding")),
        *("callback.since", "callback.until", "callback.none"),
        *("duty.behind", "duty.all", "visit.none"),
    }

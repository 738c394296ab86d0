"""The words that the newer pages of staff put together from codes."""

from portal.entrypoints.web.desk import (
    callbacks,
    deciding,
    duties,
    files,
    publishing,
    reports,
    rules,
    trends,
    visits,
)

PLACES = (
    *("callback", "houses", "visits", "duties", "decide", "field"),
    *("reports", "publish", "import", "policies", "more"),
)
FOUND = ("open", "settled", "due", "registered", "refused")


def composed():
    """Every key that a template builds."""
    items = ("topic", "diary", *visits.ITEMS)
    return {
        *leading(),
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


def leading():
    """The words of pages for who decides, publishes, imports, and looks rules up."""
    return {
        *(f"watch.tab.{each}" for each in ("board", "trends", "reports", "duties")),
        *(f"trend.{each}" for each in ("of", "by", "against", "sort")),
        *(f"trend.by.{each}" for each in trends.APART),
        *(f"trend.against.{each}" for each in trends.AGAINST),
        *(f"trend.sort.{each}" for each in trends.SORTS),
        *(f"report.name.{each}" for each in reports.NAMES),
        *(f"decide.step.{each}" for each in deciding.STEPS),
        *(f"decide.did.{each}" for each in deciding.STEPS),
        *(f"review.stage.{each}" for each in deciding.STAGES),
        *(f"review.state.{each}" for each in deciding.STATES),
        *(f"review.outcome.{each}" for each in deciding.OUTCOMES),
        *(f"publish.state.{each}" for each in publishing.STATES),
        *(f"publish.why.{each}" for each in publishing.REASONS),
        *(f"publish.did.{each}" for each in ("write", "approve", "reject", "withdraw")),
        *("publish.done", "publish.result"),
        *(f"fault.{each}.empty" for each in ("opinion", "done", "result")),
        *(f"import.state.{each}" for each in files.STATES),
        *(f"import.count.{each}" for each in files.COUNTS),
        *(f"term.{each}" for each in rules.UNITS),
        *(f"policy.of.{each}" for each in rules.OWNERS),
    }

"""The words that the pages of operators, and of help that is owed, put together."""

from portal.domain.suspects import BEGINNINGS, LASTING, MENDING, OTHER
from portal.domain.watching import RULES, Measured
from portal.entrypoints.web.desk.benefits import (
    FINDINGS,
    OF_HOMES,
    OF_PEOPLE,
    OWN_FACTS,
)
from portal.entrypoints.web.desk.set_aside import OF_DIFFERENCES, OF_LETTERS


def composed():
    """Return them."""
    lists = [("quarantine", OF_LETTERS), ("differences", OF_DIFFERENCES)]
    told = {f"suspect.{word}" for word in {OTHER, *(word for _, word in BEGINNINGS)}}
    told |= {f"difference.{kind}" for kind in MENDING | LASTING}
    return {
        *told,
        *(f"benefits.of.{each}" for each in FINDINGS),
        *(f"benefits.{part}.{each}" for part in ("see", "none") for each in OF_PEOPLE),
        *(f"plans.{part}.{each}" for part in ("of", "none") for each in OF_HOMES),
        *(f"fact.{each}" for each in OWN_FACTS),
        *("benefits.title", "plans.title", "desk.nav.benefits"),
        *(f"watched.{each.series}" for each in RULES),
        *(f"ops.first.{each.runbook}" for each in RULES),
        *(f"ops.measured.{each}" for each in Measured if each is not Measured.STATE),
        *(f"ops.state.{each}" for each in range(3)),
        *(f"{each}.do" for each in told),
        *(f"{name}.of.{state}" for name, states in lists for state in states),
        *(f"{name}.none.{state}" for name, states in lists for state in states),
        *(f"{name}.title" for name, _ in lists),
        *("quarantine.did.admit", "quarantine.did.dismiss", "differences.did.settle"),
    }

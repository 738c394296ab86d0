"""What the database keeps of ledgers: two at once, refusals of its own, new keys."""

from threading import Barrier, Thread

import pytest
from sqlalchemy.exc import IntegrityError

from minqing_chassis.sealing import Sealer
from registry.adapters.archive.rotation import rotate
from registry.application.ledgers.checking import check_ledgers
from registry.domain.ledgers.policy import STABILITY, AboutKind
from services.registry.tests.builders import STREET
from services.registry.tests.integration.ledger_place import (
    CLERK,
    CONSENT,
    HEAD,
    HOME,
    ITEM,
    PUBLIC,
    SECRET,
    TOLD,
    TWIN,
    bring_to_approval,
    said,
    town,
)
from services.registry.tests.ledger_builders import (
    a_head,
    about,
    enter,
    meet,
    report,
    write,
)

pytestmark = pytest.mark.integration

__all__ = ["town"]


def test_a17_the_database_itself_refuses_an_own_approval_and_a_restricted_item(
    town, db
):
    bring_to_approval(town)
    secret = {"ledger": STABILITY, "reason": "screened"}
    town(enter(SECRET, a_head(), **secret))
    own = "update publications set approver = upper(author), state = 'rejected'"
    moved = f"update publications set item_id = '{SECRET}'"
    opened = f"{moved}, restricted = true"
    bare = "update publications set state = 'published', approver = 'x'"
    silent = "update publications set personal = true, consent_on = null"
    for wrong in (own, moved, opened, bare, silent):
        with pytest.raises(IntegrityError), db.engine.begin() as connection:
            connection.exec_driver_sql(wrong)


@pytest.fixture
def both(call):
    """Knock twice at once; return the answers."""
    start = Barrier(2)

    def knock_twice(*requests):
        told = []

        def knock(request):
            start.wait()
            told.append(call(*request))

        hands = [Thread(target=knock, args=(each,)) for each in requests]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()
        return sorted(told, key=lambda answer: answer.status_code)

    return knock_twice


def test_two_at_once_enter_and_decide_once(town, call, both, parts, db):
    doors = [f"/v1/ledger-items/{each}" for each in (ITEM, TWIN)]
    won, lost = both(*(("PUT", each, CLERK, said()) for each in doors))
    assert (won.status_code, lost.status_code) == (200, 409)
    assert lost.json["type"].endswith("already-in-ledger")
    [stands] = db.rows("select item_id from ledger_items")
    item, path = stands["item_id"], f"/v1/publications/{TOLD}/decision"
    town(meet(item))
    town(report(item))
    town(write(item, TOLD, **CONSENT))
    other = ("supervisor", STREET, "other-head")
    yes, no = ({"approve": each, "revision": 1} for each in (True, False))
    told = both(("POST", path, HEAD, yes), ("POST", path, other, no))
    assert [each.status_code for each in told] == [200, 409]
    steps = db.rows("select count(*) as n from ledger_steps where step = 'publish'")
    shown = call("GET", PUBLIC).json["items"]
    assert steps[0]["n"] == len(shown)
    audit = check_ledgers(parts.ledgers.audit, parts.clock, parts.rules)
    assert (audit.items, audit.faults) == (1, [])


def test_a17_who_enters_in_stability_while_it_is_approved_keeps_it_from_the_public(
    town, call, both
):
    bring_to_approval(town, about=about(AboutKind.HOUSEHOLD, HOME))
    secret = said(ledger=STABILITY, reason="screened")
    yes = {"approve": True, "revision": 1}
    told = both(
        ("POST", f"/v1/publications/{TOLD}/decision", HEAD, yes),
        ("PUT", f"/v1/ledger-items/{SECRET}", HEAD, secret),
    )
    assert [each.status_code for each in told] in ([200, 200], [200, 409])
    assert call("GET", PUBLIC).json["items"] == []


def test_a_new_sealing_key_takes_ledgers_over(town, db):
    bring_to_approval(town)
    both = Sealer([bytes(32), bytes(range(32))])
    done = rotate(db, both)
    assert (done.ledger_items, done.publications, done.ledger_meetings) == (1, 1, 1)
    assert done.ledger_steps == 3

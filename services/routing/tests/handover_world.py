"""What people may do in a hand-over, what must hold, and how a broken link heals.

One list of acts, one list of promises: the explorer walks them all within a bound, and
hypothesis walks them at random beyond it.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from minqing_kernel.errors import DomainError
from routing.domain.handover import receiving, reconciling, sending
from routing.domain.handover.forms import FORMS, Form
from routing.domain.handover.leg import Leg
from routing.domain.handover.lifecycle import (
    AT_WORK,
    DOING,
    ENDED,
    SENT_OPEN,
    ReceivedState,
    SentState,
)
from routing.domain.handover.protocol import obey
from routing.domain.handover.reconciling import again, remind
from routing.domain.handover.terms import Tenure, Terms
from routing.domain.handover.words import Accept
from routing.domain.statements.comparing import Known, compare
from routing.domain.statements.letters import line_of

MATTER = UUID(int=0xA)
IN_TIME = datetime(2026, 3, 2, 9, tzinfo=UTC)
UNTIL = IN_TIME + timedelta(days=5)
LATE = UNTIL + timedelta(days=1)
DUE = IN_TIME + timedelta(days=30)

STREET, DISTRICT, BUREAU = "jinquan-street", "jinniu-district", "civil-affairs"

CLOSED = ReceivedState.CLOSED
SENT_REST = ENDED | {SentState.HANDED_OVER, SentState.ANSWERED}
RECEIVED_REST = frozenset(
    {
        ReceivedState.REFUSED,
        ReceivedState.TAKEN,
        ReceivedState.ANSWERED,
        ReceivedState.RETURNED,
        ReceivedState.CLOSED,
    }
)


def begin(*agencies, matter_id=MATTER):
    """The first agency owns the matter; the others know nothing of it."""
    first = agencies[0]
    legs = {each: Leg(matter_id=matter_id, me=each, first=first) for each in agencies}
    tenure = Tenure(owner=first, handover_id=None, since=IN_TIME)
    legs[first] = replace(legs[first], history=(tenure,))
    return legs


def terms(leg, number, form, to, **changed):
    """An ordinary offer of that form, as its owner would make it."""
    epoch = leg.epoch + FORMS[form].ownership
    due = None if FORMS[form].ownership else DUE
    about = {"reason": "", "due": due, "until": UNTIL} | changed
    return Terms(
        handover_id=UUID(int=number),
        form=form,
        sender=leg.me,
        to=to,
        epoch=epoch,
        **about,
    )


def acts(leg, others, forms, number):
    """Yield (what, decision) for all that people and sweepers may do now.

    `number` names the next offer; None: none may be made any more.
    """
    for label, attempt in _attempts(leg, others, forms, number):
        try:
            decision = attempt()
        except DomainError:
            continue
        yield label, decision


def _attempts(leg, others, forms, number):
    if number is not None:
        yield from _offers(leg, others, forms, number)
    for row in leg.sent:
        yield from _of_sender(leg, row.terms.handover_id)
    for row in leg.received:
        yield from _of_receiver(leg, row.terms.handover_id)


def _offers(leg, others, forms, number):
    for form in forms:
        for to in others:
            if form is not Form.RETURN:
                made = terms(leg, number, form, to)
                yield f"offers {form}", lambda m=made: sending.offer(leg, m, at=IN_TIME)
    for row in leg.received if Form.RETURN in forms else ():
        made = terms(
            leg, number, Form.RETURN, row.terms.sender, returns=row.terms.handover_id
        )
        yield (
            "hands back",
            lambda m=made: sending.hand_back(leg, m, at=IN_TIME, return_by=UNTIL),
        )


def _of_sender(leg, key):
    yield f"recalls {key.int}", lambda: sending.recall(leg, key)
    yield f"expires {key.int}", lambda: sending.expire(leg, key, at=LATE)
    yield f"grants return {key.int}", lambda: sending.grant_return(leg, key)
    yield f"denies return {key.int}", lambda: sending.deny_return(leg, key)


def _of_receiver(leg, key):
    yield f"accepts {key.int}", lambda: receiving.accept(leg, key, at=IN_TIME)
    yield f"refuses {key.int}", lambda: receiving.refuse(leg, key, reason="no")
    yield f"finishes {key.int}", lambda: receiving.finish(leg, key, result="done")
    yield (
        f"gives back {key.int}",
        lambda: receiving.give_back(leg, key, reason="no", at=IN_TIME, return_by=UNTIL),
    )


def hearings(leg, word):
    """Yield what hearing that word does; an acceptance comes in time, or too late."""
    for at in (IN_TIME, LATE) if isinstance(word, Accept) else (IN_TIME,):
        yield obey(leg, word, at=at)


# -- what must hold --------------------------------------------------------------------


def broken(legs):
    """Name the promise that these legs break at this very moment, or None."""
    if sum(leg.acts for leg in legs) > 1:
        return "two agencies act"
    if not any(leg.accountable or leg.asked for leg in legs):
        return "nobody is accountable"
    told = [leg.history for leg in legs if not leg.asked]
    if any(_forked(a, b) for a in told for b in told):
        return "histories fork"
    if any(leg.rival for leg in legs):
        return "contested without a waiver"
    if any(_is_reviewed(leg) and (leg.acts or _goes_on(leg)) for leg in legs):
        return "not left as it is while a superior reviews it"
    return None


def _is_reviewed(leg):
    return any(e.terms.form is Form.REVIEW and e.state in AT_WORK for e in leg.sent)


def _goes_on(leg):
    return any(e.terms.moves.ownership and e.state in SENT_OPEN for e in leg.sent)


def _forked(one, other):
    shorter = min(len(one), len(other))
    return one[:shorter] != other[:shorter]


def healed(legs, *, daily=False, by_statements=False):
    """All on its way is lost, then links and clocks work again: what comes of it?

    People do nothing more; the sender's sweeper ends what nobody answered, and takes
    duties back. `daily`: the daily question is asked, too: who has nothing to do with
    the owner any more learns by it. `by_statements`: nobody repeats anything but the
    questions after a restore; statements of account alone find what was lost. Returns
    the legs; raises AssertionError where words never end, or work is thrown away.
    """
    before, legs = legs, dict(legs)
    talk = _compare if by_statements else _talk
    talk(legs, daily)
    for leg in before.values():
        _ensure_kept(leg, legs)
    for me, leg in list(legs.items()):
        for row in leg.sent:
            legs[me] = _swept(legs[me], row.terms.handover_id)
    talk(legs, daily)
    return legs


def _ensure_kept(leg, after):
    """What somebody works on ends only because its sender ended it.

    Who was restored itself may believe to work on what had ended already.
    """
    for row in leg.received if not leg.incarnation else ():
        key = row.terms.handover_id
        if row.state in DOING and after[leg.me].received_row(key).state is CLOSED:
            assert after[row.terms.sender].find_sent(key), "work is thrown away"


def _swept(leg, key):
    state = leg.sent_row(key).state
    if state is SentState.OFFERED:
        return sending.expire(leg, key, at=LATE).leg
    return sending.recall(leg, key).leg if state in AT_WORK else leg


def _talk(legs, daily):
    """Every side repeats what it waits for until all is quiet."""
    for _ in range(12):
        before = dict(legs)
        words = [word for leg in legs.values() for word in reconciling.remind(leg)]
        for leg in legs.values() if daily else ():
            words += reconciling.compare(leg, set(legs) - {leg.me})
        _deliver(legs, words)
        if legs == before:
            return
    raise AssertionError("they never come to rest")


def differing(legs):
    """Return who differs with whom, as their statements of account show it."""
    return [
        (one, other)
        for one in legs.values()
        for other in legs.values()
        if one.me != other.me and any(compare(_known(one, other), _line(other, one)))
    ]


def _known(leg, other):
    return Known(leg=leg, line=line_of(leg, other.me)) if leg.history else None


def _line(leg, hearer):
    return line_of(leg, hearer.me) if leg.history or leg.rows else None


def _compare(legs, _):
    """Each compares with each, and both say again what they differ in, until quiet."""
    for _ in range(12):
        before = dict(legs)
        asking = [w for leg in legs.values() if leg.asked for w in remind(leg)]
        _deliver(legs, asking)
        for one, other in differing(legs):
            _deliver(legs, [*again(one, other.me), *again(other, one.me)])
        if legs == before:
            return
    raise AssertionError("they never come to rest by statements")


def _deliver(legs, words):
    said = 0
    while words:
        word, *words = words
        decision = obey(legs[word.to], word, at=IN_TIME)
        legs[word.to] = decision.leg
        words += decision.words
        said += 1
        assert said < 500, "words without end"


def unsettled(legs, *, by_statements=False):
    """Name what is not in order after healing, or None."""
    every = list(legs.values())
    if any(leg.asked for leg in every):
        return "still reconciling"
    if len({leg.history for leg in every if leg.epoch}) != 1:
        return "histories differ"
    if sum(leg.acts for leg in every) != 1:
        return "not exactly one acts"
    if sum(leg.accountable for leg in every) != 1:
        return "not exactly one is accountable"
    if any(row.state not in SENT_REST for leg in every for row in leg.sent):
        return "a sender waits for ever"
    if any(row.state not in RECEIVED_REST for leg in every for row in leg.received):
        return "a receiver waits for ever"
    if by_statements and differing(legs):
        return "statements differ for ever"
    return None

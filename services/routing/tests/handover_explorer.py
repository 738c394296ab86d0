"""Every order of everything that can happen between two agencies, within a bound.

Breadth first. What was once said may be heard at any later time, any number of times,
or never: that is loss, delay, repetition, reordering, a partition, and a crash between
the commit and the sending. A backup may be taken at any moment and restored at any
later one, by either side. From every state the links are cut, all on its way is lost,
and what both sides then repeat by themselves must bring the matter to rest.

Whatever can be said without any leg's changing counts as said at once: a word more on
its way allows everything that was possible without it, for it may never arrive. For the
same reason a state is passed over where the same one with more words was seen.
"""

from collections import deque
from dataclasses import dataclass

from minqing_kernel.errors import DomainError
from routing.domain.handover.protocol import is_void
from routing.domain.handover.reconciling import again, remind, restored
from routing.domain.handover.words import Ask
from services.routing.tests.handover_world import (
    DISTRICT,
    STREET,
    acts,
    begin,
    broken,
    healed,
    hearings,
    unsettled,
)

SIDES = (STREET, DISTRICT)


@dataclass(frozen=True, kw_only=True)
class Bound:
    """How far is explored: which forms, how many offers, how many restores of each.

    `forgets`: words that are void for ever are left out; that they are is shown by the
    runs without it.
    """

    forms: tuple
    offers: int
    restores: tuple = (0, 0)
    forgets: bool = False


@dataclass(frozen=True, kw_only=True)
class Found:
    """How many states there are, and the shortest way to what is wrong."""

    states: int
    fault: str | None = None
    way: tuple = ()


class Explorer:
    """Legs and words are numbers here: each pair of them is computed once."""

    def __init__(self, bound):
        self.bound = bound
        self.legs, self.words = [], []
        self.leg_ids, self.word_ids = {}, {}
        self.to = [0, 0]
        self.refused = None
        self.void = {}
        self.widest = {}
        self.heard, self.done, self.judged, self.repeated = {}, {}, {}, {}

    def run(self):
        """Walk everything; stop at the first fault."""
        legs = begin(*SIDES)
        pair = tuple(self._leg(legs[side]) for side in SIDES)
        first = (pair, 0, (None, None), self.bound.offers, self.bound.restores)
        came, queue = {first: None}, deque([first])
        while queue:
            state = queue.popleft()
            fault = self._fault(state[0])
            if fault:
                return Found(states=len(came), fault=fault, way=_way(came, state))
            for label, after in self._after(state):
                if after not in came and self._is_wider(after):
                    came[after] = (state, label)
                    queue.append(after)
            if self.refused:
                fault, name = self.refused
                way = (*_way(came, state), name)
                return Found(states=len(came), fault=fault, way=way)
        return Found(states=len(came))

    def _is_wider(self, state):
        """Tell whether no state was seen that differs by having more words only."""
        legs, said, *rest = state
        seen = self.widest.setdefault((legs, *rest), [])
        if any(said | each == each for each in seen):
            return False
        seen[:] = [each for each in seen if said | each != said]
        seen.append(said)
        return True

    def _after(self, state):
        for side in (0, 1):
            for label, legs, said, *rest in self._steps(state, side):
                yield label, (legs, self._saturated(legs, said), *rest)

    def _steps(self, state, side):
        legs, said, backups, offers, restores = state
        for leg, new, label in self._hearings(legs[side], side, said):
            if leg != legs[side]:
                yield (
                    label,
                    _put(legs, side, leg),
                    said | new,
                    backups,
                    offers,
                    restores,
                )
        for label, leg, new, used in self._do(legs[side], side, offers):
            both = _put(legs, side, leg)
            yield label, both, said | new, backups, offers - used, restores
        if restores[side]:
            yield from self._kept(state, side)

    def _saturated(self, legs, said):
        """Add what is repeated, and answered, while both legs stay as they are."""
        before = None
        while said != before:
            before = said
            for side in (0, 1):
                said |= self._repeat(legs[side])
                for leg, new, _ in self._hearings(legs[side], side, said):
                    said |= new if leg == legs[side] else 0
        return self._without_void(legs, said) if self.bound.forgets else said

    def _without_void(self, legs, said):
        for side in (0, 1):
            rest = said & self.to[side]
            while rest:
                bit = rest & -rest
                rest ^= bit
                if self._is_void(legs[side], bit.bit_length() - 1):
                    said ^= bit
        return said

    def _is_void(self, leg, word):
        if (leg, word) not in self.void:
            told = self.words[word]
            void = is_void(self.legs[leg], told) and not isinstance(told, Ask)
            self.void[leg, word] = void
        return self.void[leg, word]

    def _hearings(self, leg, side, said):
        said &= self.to[side]
        while said:
            bit = said & -said
            said ^= bit
            yield from self._hear(leg, side, bit.bit_length() - 1)

    def _kept(self, state, side):
        legs, said, backups, offers, restores = state
        me = SIDES[side]
        saved = _put(backups, side, legs[side])
        if saved != backups:
            yield f"{me} is backed up", legs, said, saved, offers, restores
        if backups[side] is not None:
            times = self.bound.restores[side] - restores[side] + 1
            made = restored(self.legs[backups[side]], times, {SIDES[1 - side]})
            both = _put(legs, side, self._leg(made.leg))
            left = _put(restores, side, restores[side] - 1)
            asked = said | self._said(made.words)
            yield f"{me} is restored", both, asked, backups, offers, left

    # -- each computed once ------------------------------------------------------------

    def _hear(self, leg, side, word):
        key = (leg, word)
        if key not in self.heard:
            told = self.words[word]
            name = f"{told.to} hears {type(told).__name__} {_number(told)}"
            try:
                decisions = list(hearings(self.legs[leg], told))
            except DomainError as error:
                self.refused = (f"an honest word is refused: {error.code}", name)
                decisions = []
            self.heard[key] = [
                (
                    self._leg(each.leg),
                    self._said(each.words),
                    name,
                )
                for each in decisions
            ]
        return self.heard[key]

    def _do(self, leg, side, offers):
        key = (leg, offers)
        if key not in self.done:
            self.done[key] = list(self._doing(self.legs[leg], side, offers))
        return self.done[key]

    def _doing(self, leg, side, offers):
        me, other = SIDES[side], SIDES[1 - side]
        number = self.bound.offers - offers + 1 if offers else None
        for label, decision in acts(leg, [other], self.bound.forms, number):
            used = int(label.startswith(("offers", "hands back")))
            words = self._said(decision.words)
            yield f"{me} {label}", self._leg(decision.leg), words, used

    def _repeat(self, leg):
        if leg not in self.repeated:
            told = self.legs[leg]
            other = SIDES[1 - SIDES.index(told.me)]
            self.repeated[leg] = self._said((*remind(told), *again(told, other)))
        return self.repeated[leg]

    def _fault(self, pair):
        if pair not in self.judged:
            legs = [self.legs[each] for each in pair]
            self.judged[pair] = broken(legs) or _unhealed(legs)
        return self.judged[pair]

    def _leg(self, leg):
        if leg not in self.leg_ids:
            self.leg_ids[leg] = len(self.legs)
            self.legs.append(leg)
        return self.leg_ids[leg]

    def _said(self, words):
        said = 0
        for word in words:
            key = (type(word), word)
            if key not in self.word_ids:
                self.word_ids[key] = len(self.words)
                self.to[SIDES.index(word.to)] |= 1 << len(self.words)
                self.words.append(word)
            said |= 1 << self.word_ids[key]
        return said


def _unhealed(legs):
    try:
        both = {leg.me: leg for leg in legs}
        by = {"by_statements": True}
        return unsettled(healed(both)) or unsettled(healed(both, **by), **by)
    except AssertionError as error:
        return str(error)


def _number(word):
    terms = getattr(word, "terms", None)
    return terms.handover_id.int if terms else ""


def _put(pair, side, new):
    return (new, pair[1]) if side == 0 else (pair[0], new)


def _way(came, state):
    way = []
    while came[state]:
        state, label = came[state]
        way.append(label)
    return tuple(reversed(way))

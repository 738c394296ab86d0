"""One message, one effect: the bus opens, runs, collects, commits."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest

from minqing_kernel.bus import CommandBus
from minqing_kernel.messages import Cause, Command, Incoming

pytestmark = pytest.mark.unit


@dataclass(frozen=True, kw_only=True)
class Add(Command):
    amount: int


@dataclass(frozen=True, kw_only=True)
class Stumble(Command):
    pass


@dataclass
class Ledger:
    """What lasts."""

    entries: list[int] = field(default_factory=list)
    seen: set[UUID] = field(default_factory=set)
    causes: list[Cause] = field(default_factory=list)
    commits: int = 0
    opened: int = 0
    closed: int = 0


class Work:
    """A unit of work over a ledger: nothing lasts before `commit`."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.entries: list[int] = []
        self.causes: list[Cause] = []
        self.admitted: set[UUID] = set()

    @property
    def inbox(self):
        return self

    def admit(self, message_ids: Sequence[UUID]) -> set[UUID]:
        self.admitted = set(message_ids) - self.ledger.seen
        return set(self.admitted)

    def __enter__(self):
        self.ledger.opened += 1
        return self

    def __exit__(self, *_):
        self.ledger.closed += 1

    def collect(self, cause: Cause) -> None:
        self.causes.append(cause)

    def commit(self) -> None:
        self.ledger.entries += self.entries
        self.ledger.causes += self.causes
        self.ledger.seen |= self.admitted
        self.ledger.commits += 1


def add(command: Add, work: Work) -> int:
    work.entries.append(command.amount)
    return command.amount * 10


def stumble(command: Stumble, work: Work) -> None:
    work.entries.append(-1)
    raise RuntimeError("it went wrong")


def bus_over(ledger: Ledger) -> CommandBus[Work]:
    return CommandBus(lambda: Work(ledger), {Add: add, Stumble: stumble})


def a_cause() -> Cause:
    return Cause(correlation_id=uuid4())


def incoming(amount: int, message_id: UUID | None = None) -> Incoming:
    return Incoming(command=Add(amount=amount), cause=a_cause(), message_id=message_id)


def test_one_command_is_one_transaction_and_its_answer_comes_back():
    ledger = Ledger()
    assert bus_over(ledger).handle(Add(amount=4), a_cause()) == 40
    assert (ledger.entries, ledger.commits, ledger.opened) == ([4], 1, 1)


def test_facts_are_collected_on_account_of_what_caused_them():
    ledger, cause = Ledger(), a_cause()
    bus_over(ledger).handle(Add(amount=4), cause)
    assert ledger.causes == [cause]


def test_a_command_that_fails_leaves_nothing_and_says_so():
    ledger = Ledger()
    with pytest.raises(RuntimeError, match="it went wrong"):
        bus_over(ledger).handle(Stumble(), a_cause())
    assert (ledger.entries, ledger.commits) == ([], 0)
    assert ledger.closed == ledger.opened == 1


def test_a_command_that_nobody_handles_is_refused():
    with pytest.raises(KeyError):
        bus_over(Ledger()).handle(Command(), a_cause())


def test_a_group_is_one_transaction():
    ledger = Ledger()
    done = bus_over(ledger).handle_group([incoming(n, uuid4()) for n in (1, 2, 3)])
    assert (done, ledger.entries, ledger.commits) == (3, [1, 2, 3], 1)


def test_each_message_of_a_group_is_collected_on_its_own_account():
    ledger = Ledger()
    group = [incoming(n, uuid4()) for n in (1, 2)]
    bus_over(ledger).handle_group(group)
    assert ledger.causes == [message.cause for message in group]


def test_a_message_that_came_in_an_earlier_group_changes_nothing():
    ledger, again = Ledger(), uuid4()
    bus = bus_over(ledger)
    bus.handle_group([incoming(1, again)])
    assert bus.handle_group([incoming(1, again), incoming(2, uuid4())]) == 1
    assert ledger.entries == [1, 2]


def test_a_message_that_stands_twice_in_a_group_has_one_effect():
    ledger, twice = Ledger(), uuid4()
    assert bus_over(ledger).handle_group([incoming(1, twice), incoming(1, twice)]) == 1
    assert ledger.entries == [1]


def test_a_message_without_an_id_is_handled_each_time():
    ledger = Ledger()
    assert bus_over(ledger).handle_group([incoming(1), incoming(1)]) == 2
    assert ledger.entries == [1, 1]


def test_one_bad_message_takes_its_whole_group_back():
    ledger = Ledger()
    bad = Incoming(command=Stumble(), cause=a_cause(), message_id=uuid4())
    with pytest.raises(RuntimeError):
        bus_over(ledger).handle_group([incoming(1, uuid4()), bad])
    assert (ledger.entries, ledger.seen, ledger.commits) == ([], set(), 0)

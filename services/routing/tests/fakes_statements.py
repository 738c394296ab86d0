"""What is shared with neighbours, in memory: for the use cases of statements."""

from minqing_kernel.errors import DomainError
from routing.application.statements.commands import (
    AskForStatements,
    HearRequest,
    HearStatement,
    TellStatement,
)
from routing.domain.statements.comparing import Known
from routing.domain.statements.letters import Mark, Statement, line_of


class FakeAccounts:
    """Reads the matters of an agency in memory; letters wait in `kept`."""

    def __init__(self, kept):
        self.kept, self.me = kept, kept["me"]

    def listeners(self):
        return sorted(self.kept["listeners"])

    def shared(self, neighbour, after, limit):
        found = sorted(self._all(neighbour).items())
        lines = [each.line for key, each in found if after is None or key > after]
        return lines[:limit]

    def known(self, neighbour, theirs, after, upto):
        named = {each.matter_id: each.heard.number for each in theirs}
        found = {
            key: dealing
            for key, dealing in self.kept["matters"].items()
            if (key in named and neighbour in dealing.leg.others)
            or (self._shares(dealing, neighbour) and _in(key, after, upto))
        }
        return {
            key: self._known(each, neighbour, named.get(key, 0))
            for key, each in found.items()
        }

    def send(self, letter, at):
        self.kept["accounts"].append(letter)

    def want_statement(self, neighbour, at):
        self.kept["wanted"].append(neighbour)

    def record(self, neighbour, found, looked_at, at):
        rows = self.kept["differences"]
        for key in looked_at:
            rows.pop((neighbour, key), None)
        for each in found:
            rows[neighbour, each.matter_id] = each

    def _all(self, neighbour):
        return {
            key: self._known(each, neighbour, 0)
            for key, each in self.kept["matters"].items()
            if self._shares(each, neighbour)
        }

    def _shares(self, dealing, neighbour):
        return any(neighbour in {e.terms.sender, e.terms.to} for e in dealing.leg.rows)

    def _known(self, dealing, neighbour, number):
        chain, head = dealing.chain, dealing.heads.get(neighbour)
        last = chain[-1] if chain else None
        line = line_of(
            dealing.leg,
            neighbour,
            receipt=dealing.receipt,
            head=Mark(number=last.number, digest=last.digest) if last else Mark(),
            heard=Mark(number=head.number, digest=head.digest) if head else Mark(),
        )
        signed = next((e.digest for e in chain if e.number == number), None)
        return Known(leg=dealing.leg, line=line, signed=signed)


def _in(key, after, upto):
    return (after is None or key > after) and (upto is None or key <= upto)


def tell(town, by, to, limit=20):
    """Tell all pages of a statement; they arrive when `exchange` is called."""
    after = None
    for _ in range(limit):
        after = town[by].do(TellStatement(to=to, after=after)).next
        if after is None:
            return
    raise AssertionError("pages without end")


def exchange(town, rounds=30):
    """Bring statements and requests, and the words that follow, until all is quiet."""
    for _ in range(rounds):
        town.wire.settle()
        letters = [e for a in town.agencies.values() for e in taken(a)]
        if not letters:
            return
        for letter in letters:
            hear(town, letter)
    raise AssertionError("statements without end")


def taken(agency):
    """Take out what an agency wants to send beside words."""
    letters = list(agency.kept["accounts"])
    agency.kept["accounts"].clear()
    return letters


def hear(town, letter):
    """Let a statement or a request arrive; return why it was refused, if it was."""
    kind = isinstance(letter, Statement)
    command = HearStatement(statement=letter) if kind else HearRequest(request=letter)
    try:
        town[letter.to].do(command)
    except DomainError as error:
        return error.code
    return None


def ask_all(town, agency):
    """Have an agency ask every neighbour for what it knows."""
    return town[agency].do(AskForStatements())

"""What a letter asks this agency to do, as a command."""

from datetime import datetime

from minqing_kernel.messages import Actor, Command, Role
from routing.adapters.agencies.post import Letter
from routing.adapters.agencies.wire import Said
from routing.application.handovers.commands import HearWord
from routing.application.same.commands import HearMarks
from routing.application.statements.commands import HearRequest, HearStatement
from routing.domain.same.matters import Marks
from routing.domain.statements.letters import Account, Request, Statement
from routing.domain.timeline.chain import Seal


def of_agency(sender: str) -> Actor:
    """Return in whose name a neighbour's letter is obeyed."""
    return Actor(id=f"agency:{sender}", role=Role.SYSTEM)


def of_account(account: Account, said_at: datetime) -> Command:
    """Return the command of a letter about many matters."""
    if isinstance(account, Marks):
        return HearMarks(letter=account, said_at=said_at)
    if isinstance(account, Statement):
        return HearStatement(statement=account)
    assert isinstance(account, Request)
    return HearRequest(request=account)


def of_word(said: Said, letter: Letter) -> HearWord:
    """Return the command of a word about one matter."""
    mark, sender = said.seal, said.word.sender
    seal = mark and Seal(agency=sender, signature=mark.signature)
    return HearWord(
        word=said.word,
        said_at=said.at,
        body=letter.body,
        signature=letter.signature,
        file=said.file,
        head=said.head,
        number=mark.number if mark else None,
        seal=seal or None,
    )

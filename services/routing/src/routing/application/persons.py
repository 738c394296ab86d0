"""Whoever decides is another person than whoever asked, not another account."""

from minqing_kernel.messages import Actor
from routing.application.ports import RoutingWork
from routing.domain.errors import AskedByYourself


def must_be_another(actor: Actor, asker: str | None, work: RoutingWork) -> None:
    """Let pass whoever is not the asker, by whatever account; where nobody asked, all.

    Raises AskedByYourself. Of whom registry told no person, the account counts.
    """
    if asker is None:
        return
    own = {each.casefold() for each in work.staff.accounts_of(actor.id)}
    if asker.casefold() in own:
        raise AskedByYourself

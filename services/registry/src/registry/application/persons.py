"""Who decides, and by which accounts they are known."""

from minqing_kernel.messages import Actor
from registry.application.ports import RegistryWork
from registry.domain.persons import Decider


def decider(actor: Actor, work: RegistryWork) -> Decider:
    """Return who acts, with every account of theirs."""
    return Decider(actor.id, work.staff.alike({actor.id})[actor.id])

"""Submitting once: a repeated request gets the answer that was given before."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from intake.application.commands import OnceKey, SubmitPetition, SubmitTogether
from intake.application.ports import Submissions
from intake.application.views import Answers, Submitted
from intake.domain.errors import KeyReused
from intake.domain.gathering import Gathering
from minqing_kernel.errors import DomainError
from minqing_kernel.messages import Cause, Command


class Handles(Protocol):
    """The part of the command bus that is needed here."""

    def handle(self, command: Command, cause: Cause) -> Any:  # noqa: ANN401
        """Run one command."""
        ...


class Submitter:
    """Tries first and asks afterwards: the key's own row decides every race.

    A first submission costs one round trip; only a refused one is looked up.
    """

    def __init__(self, bus: Handles, submissions: Submissions) -> None:
        self._bus = bus
        self._submissions = submissions

    def submit(
        self,
        petitions: Sequence[SubmitPetition],
        cause: Cause,
        gathering: Gathering | None = None,
    ) -> Answers:
        """Write them down, all or none, or return what was answered before.

        Raises KeyReused when the key belongs to another submission, and whatever the
        command raises.
        """
        command = SubmitTogether(petitions=tuple(petitions), gathering=gathering)
        return self.once(command, [each.once for each in petitions], cause)

    def once(
        self, command: Command, keys: Sequence[OnceKey | None], cause: Cause
    ) -> Answers:
        """Run a command that answers with petitions, or return what it answered.

        Raises as `submit` does.
        """
        try:
            given = self._bus.handle(command, cause)
        except DomainError as refusal:
            return self._answered_before(keys, refusal)
        return Answers(submitted=given)

    def _answered_before(
        self, once: Sequence[OnceKey | None], refusal: DomainError
    ) -> Answers:
        keys = [each for each in once if each is not None]
        if not keys:
            raise refusal
        known = self._submissions.answered(keys[0].scope, [each.key for each in keys])
        if not known:
            raise refusal
        return Answers(submitted=_same(keys, known), replayed=True)


def _same(
    keys: Sequence[OnceKey], known: Mapping[str, tuple[str, Submitted]]
) -> tuple[Submitted, ...]:
    answers = []
    for each in keys:
        if each.key not in known or known[each.key][0] != each.fingerprint:
            raise KeyReused
        answers.append(known[each.key][1])
    return tuple(answers)

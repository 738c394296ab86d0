"""Organisations in time: what one is from a day on, and who continues it."""

from collections.abc import Sequence
from datetime import datetime

from minqing_kernel.clock import Clock
from registry.application.authority import must_govern
from registry.application.editions.commands import RecordSuccession
from registry.application.editions.ports import EditionsWork
from registry.domain.editions.edition import Edition, edition_on, starting_day
from registry.domain.editions.succession import Succession
from registry.domain.errors import ChangedMeanwhile, OrganisationUnknown
from registry.domain.organisation import Organisation


def keep_edition(
    edition: Edition,
    known: Organisation,
    work: EditionsWork,
    *,
    above: Sequence[str],
    at: datetime,
    seen: int | None = None,
) -> None:
    """Let an organisation be so from a day on; its latest edition is how it stands.

    Saying again what holds on that day changes nothing. Raises ChangedMeanwhile where
    another revision than the `seen` one stands.
    """
    past = work.editions.of(edition.organisation_id)
    holding = edition_on(past, edition.since)
    if holding is not None and holding.profile == edition.profile:
        return
    if seen is not None and seen != known.revision:
        raise ChangedMeanwhile
    if past and edition.since < past[-1].since:
        known.recall(edition.since, at=at)
    else:
        known.record_as(edition.profile, above=above, at=at)
    work.editions.keep(edition)


def record_succession(
    command: RecordSuccession, work: EditionsWork, *, clock: Clock
) -> None:
    """End an organisation and name who continues it (条例第24条).

    Its files, staff and grids stay in its name and come under its first successor.
    """
    now = clock.now()
    said = Succession(
        organisation_id=command.organisation_id,
        successors=list(command.successors),
        since=starting_day(command.since, now),
        ground=command.ground,
    )
    work.organisations.lock_tree()
    known = work.organisations.find(said.organisation_id)
    if known is None:
        raise OrganisationUnknown
    said.check_heirs([work.organisations.find(each) for each in said.successors])
    must_govern(
        command.actor, work.organisations, {said.organisation_id, *said.successors}
    )
    if said == work.successions.of(said.organisation_id) and not known.profile.active:
        return
    work.successions.keep(said)
    keep_edition(
        Edition(
            organisation_id=said.organisation_id,
            since=said.since,
            profile=said.ended(known.profile),
        ),
        known,
        work,
        above=work.organisations.lineage(said.successors[0]),
        at=now,
    )

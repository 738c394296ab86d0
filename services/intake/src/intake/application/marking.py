"""Marking petitions for comparison with those of neighbours."""

import logging
from datetime import date

from intake.application.desk import Desk
from intake.application.ports import IntakeWork
from intake.domain.contact import Contact
from intake.domain.marking import Fingerprints, Marked, looked, told
from intake.domain.petition import Petition

log = logging.getLogger(__name__)


def mark(
    petition: Petition, work: IntakeWork, desk: Desk, contact: Contact | None = None
) -> None:
    """Mark a petition for every neighbour that a key is shared with.

    One that accuses somebody is compared with nobody's (条例第30条). `contact` is what
    was told just now; otherwise it is what was sealed.
    """
    if desk.pair_keys is None:
        return
    now = desk.clock.now()
    day = desk.policy_at(now).day(petition.received_at)
    known = _recalled(petition, desk) if contact is None else contact
    open_to_all = known is not None and not petition.nature.accused
    work.marks.note(
        Marked(
            petition_id=petition.petition_id,
            receipt=petition.receipt,
            revision=petition.revision,
            organisation_id=petition.organisation_id,
            received_at=petition.received_at,
            marked_at=now,
            marks=tuple(
                _made(each, petition, known if open_to_all else None, day, desk)
                for each in desk.pair_keys.agencies()
            ),
        )
    )


def _made(
    agency: str, petition: Petition, contact: Contact | None, day: date, desk: Desk
) -> Fingerprints:
    assert desk.pair_keys is not None
    if contact is None:
        return Fingerprints(agency=agency, told=(), looked=())
    about = contact, petition.category, petition.division_code, day
    keyed = desk.pair_keys.fingerprints
    return Fingerprints(
        agency=agency,
        told=keyed(agency, told(*about)),
        looked=keyed(agency, looked(*about)),
    )


def _recalled(petition: Petition, desk: Desk) -> Contact | None:
    """Return what was sealed, for this alone; nobody sees it."""
    if petition.contact is None:
        return None
    try:
        return Contact(**desk.seals.open(petition.contact, str(petition.petition_id)))
    except Exception:
        log.exception("the contact of %s cannot be opened", petition.receipt)
        return None

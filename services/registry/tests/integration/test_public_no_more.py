"""What may be public no more is gone at once, on a real database."""

from dataclasses import replace
from threading import Thread
from uuid import uuid4

import pytest

from minqing_kernel.errors import DomainError, Invalid
from minqing_kernel.messages import SYSTEM
from registry.adapters.ledgers.audit import SqlLedgerAudit
from registry.application.archive.commands import HearPetition
from registry.domain.archive.petitions import PetitionState, Standing, Told
from registry.domain.ledgers.policy import AboutKind
from registry.domain.ledgers.publication import WithdrawalReason
from services.registry.tests.builders import (
    OTHER,
    STREET,
    TODAY,
    record_staff,
)
from services.registry.tests.ledger_builders import (
    about,
    decide,
    enter,
    meet,
    report,
    take_back,
    write,
)

pytestmark = pytest.mark.integration


def hear(petition_id, revision=1, accused=()):
    intake = Told(revision=revision, state=PetitionState.ACCEPTED)
    standing = Standing(
        petition_id=petition_id, receipt="R1", intake=intake, accused=accused
    )
    return HearPetition(actor=SYSTEM, standing=standing)


@pytest.fixture
def drafted(say):
    """Return how to bring a petition so far that its draft may be approved."""
    say(record_staff())
    say(record_staff("street-head", organisation_id=STREET))

    def draft(**words):
        item, told, petition = uuid4(), uuid4(), uuid4()
        say(hear(petition))
        for command in (
            enter(item, about=about(AboutKind.PETITION, petition)),
            meet(item),
            report(item),
            write(item, told, **words),
        ):
            say(command)
        return item, told, petition

    return draft


def test_art30_what_turns_out_to_accuse_is_public_no_more_whoever_is_first(
    say, drafted, db
):
    made = [drafted() for _ in range(4)]

    def approve(told):
        try:
            say(decide(told))
        except DomainError as error:
            assert error.code == "not-publishable"

    threads = [
        Thread(target=target)
        for _, told, petition in made
        for target in (
            lambda told=told: approve(told),
            lambda petition=petition: say(hear(petition, 2, (OTHER,))),
        )
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert db.rows("select id from public_ledger") == []
    assert list(SqlLedgerAudit(db).misfit([])) == []
    states = {row["state"] for row in db.rows("select state from publications")}
    assert states <= {"draft", "withdrawn"}


def test_art25_consent_that_was_withdrawn_is_not_used_again(say, drafted):
    agreed = {"personal": True, "consent_on": TODAY, "consent_ref": "同意书2026-7"}
    item, told, _ = drafted(**agreed)
    say(decide(told))
    say(replace(take_back(told), reason=WithdrawalReason.CONSENT_WITHDRAWN))
    with pytest.raises(Invalid) as refused:
        say(write(item, uuid4(), **agreed))
    assert refused.value.fields == {"consent_on": "consent-withdrawn"}

"""Whatever a test needs, saying only what matters to it."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import UUID

from intake.application.commands import (
    ImportPetition,
    OnceKey,
    RecordCategory,
    SubmitPetition,
)
from intake.application.importing import Parsed
from intake.domain.category import Category
from intake.domain.channel import Channel
from intake.domain.contact import Contact
from intake.domain.organisation import Organisation
from intake.domain.petition import Petition
from intake.domain.progress import CaseFact, CaseStep
from minqing_kernel.identity import new_id
from minqing_kernel.messages import Actor, Cause, Role

NOON = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)
DAY = timedelta(days=1)
PETITION = UUID("01a20000-0000-7000-8000-000000000001")
STREET = "440307010"
COMMUNITY = "440307010001"
OTHER_COMMUNITY = "440307010002"
STORY = Cause(correlation_id=UUID(int=7))

_numbers = count(1)


def a_clerk(organisation_id: str | None = COMMUNITY) -> Actor:
    return Actor(id="clerk-1", role=Role.CLERK, organisation_id=organisation_id)


def the_operator() -> Actor:
    return Actor(id="operator", role=Role.OPS)


def a_supervisor(organisation_id: str | None = STREET) -> Actor:
    return Actor(id="boss-1", role=Role.SUPERVISOR, organisation_id=organisation_id)


def a_contact(**changes: str) -> Contact:
    return Contact.of(**{"name": "周某某", "telephone": "138 0000 8000"} | changes)


def a_submission(**changes: object) -> SubmitPetition:
    said: dict[str, object] = {
        "channel": Channel.WEB,
        "text": "小区门口的路灯不亮，已经三天了。",
        "category": "street-lighting",
        "division_code": COMMUNITY,
        "contact": a_contact(),
    }
    return SubmitPetition(**{**said, **changes})


def a_waiting_submission(**changes: object) -> SubmitPetition:
    """One that says neither what it is about nor where."""
    return a_submission(**{"category": None, "division_code": "", **changes})


def a_key(key: str = "key-1", fingerprint: str = "a" * 64) -> OnceKey:
    return OnceKey(scope="anyone", key=key, fingerprint=fingerprint)


def an_old_record(ref: str = "2759", **changes: object) -> ImportPetition:
    said: dict[str, object] = {
        "source": "old-system",
        "external_ref": ref,
        "channel": Channel.WEB,
        "text": "马路卫生很差。",
        "received_at": datetime(2019, 4, 8, 0, 37, 20, tzinfo=UTC),
        "category": "general",
    }
    return ImportPetition(**{**said, **changes})


def a_row(line: int, ref: str | None = None, **changes: object) -> Parsed:
    return Parsed(line=line, command=an_old_record(ref or f"r{line}", **changes))


def a_petition(**changes: object) -> Petition:
    said: dict[str, object] = {
        "petition_id": new_id(),
        "receipt": f"MQ-2611-{next(_numbers):06d}0",
        "channel": Channel.WEB,
        "title": "路灯不亮",
        "text": "小区门口的路灯不亮。",
        "place": "",
        "category": "street-lighting",
        "division_code": COMMUNITY,
        "organisation_id": None,
        "contact": None,
        "reachable": True,
        "received_at": NOON,
    }
    return Petition(**{**said, **changes})


def a_waiting_petition(**changes: object) -> Petition:
    petition = a_petition(**{"category": None, "division_code": "", **changes})
    petition.arrive(NOON)
    petition.release()
    return petition


def an_organisation(
    organisation_id: str = COMMUNITY, parent_id: str | None = STREET, **changes: object
) -> Organisation:
    said: dict[str, object] = {
        "organisation_id": organisation_id,
        "revision": 1,
        "name": f"单位 {organisation_id}",
        "kind": "community",
        "parent_id": parent_id,
        "division_code": organisation_id,
        "active": True,
    }
    return Organisation(**{**said, **changes})


def a_street_with_two_communities() -> list[Organisation]:
    return [
        an_organisation(STREET, None, kind="street"),
        an_organisation(COMMUNITY),
        an_organisation(OTHER_COMMUNITY),
    ]


def a_category(code: str = "street-lighting", **changes: object) -> Category:
    said: dict[str, object] = {
        "code": code,
        "names": {"zh-CN": "路灯", "zh-TW": "路燈", "en": "Street lighting"},
        "valid_from": date(2010, 1, 1),
    }
    return Category(**{**said, **changes})


def a_listing(category: Category, actor: Actor | None = None) -> RecordCategory:
    return RecordCategory(**vars(category), actor=actor or the_operator())


def a_fact(revision: int, step: CaseStep, **changes: object) -> CaseFact:
    said: dict[str, object] = {
        "revision": revision,
        "step": step,
        "at": NOON + revision * DAY,
        "organisation_id": COMMUNITY,
    }
    return CaseFact(**{**said, **changes})


def a_whole_case() -> list[CaseFact]:
    """Assigned, started, overdue, answered, reopened, answered again, closed."""
    return [
        a_fact(1, CaseStep.ASSIGNED, due_at=NOON + 60 * DAY),
        a_fact(2, CaseStep.STARTED),
        a_fact(3, CaseStep.ESCALATED, superior_id=STREET),
        a_fact(4, CaseStep.RESOLVED, reply="修好了。", outcome="resolved"),
        a_fact(5, CaseStep.REOPENED, due_at=NOON + 90 * DAY),
        a_fact(6, CaseStep.RESOLVED, reply="真的修好了。", outcome="resolved"),
        a_fact(7, CaseStep.CLOSED),
    ]

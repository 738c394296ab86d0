"""Campaigns (B-12) and regulations (D-24), without a database."""

from dataclasses import replace
from datetime import date
from functools import partial
from uuid import UUID, uuid4

import pytest

from minqing_kernel.errors import Invalid
from registry.application.steering import commands
from registry.application.steering.views import campaign_view
from registry.domain.archive.errors import PetitionUnheard
from registry.domain.errors import OutOfReach
from registry.domain.steering import campaign as campaigns
from registry.domain.steering.campaign import CampaignProfile, Theme
from registry.domain.steering.errors import CampaignUnknown, RegulationFileRefused
from registry.domain.steering.regulation import FileReference, RegulationProfile
from services.registry.tests.builders import COMMUNITY, NOON, OTHER, STREET
from services.registry.tests.steering_house import (
    ACCUSING,
    CLERK,
    FAR,
    HEAD,
    ONE,
    PETITION,
    THREE,
    TWO,
    say,
    store,
)

pytestmark = pytest.mark.unit

__all__ = ["say", "store"]
FILE = FileReference(name="办法.pdf", sha256="ab" * 32, size=1024)


def a_campaign(actor=HEAD, **changes):
    said = {
        "name": "大走访",
        "theme": Theme.VISITING,
        "organisation_id": COMMUNITY,
        "since": date(2026, 1, 1),
        "until": date(2026, 6, 30),
    }
    profile = CampaignProfile(**said | changes)
    return commands.RecordCampaign(actor=actor, campaign_id=ONE, profile=profile)


def group(petition_id=PETITION, actor=HEAD, campaign_id=ONE, *, grouped=True):
    return commands.GroupPetition(
        actor=actor, campaign_id=campaign_id, petition_id=petition_id, grouped=grouped
    )


def test_b12_a_campaign_has_a_name_an_end_and_kinds_and_says_the_same_once(say, store):
    for _ in range(2):
        told = say(a_campaign(visit_kinds=frozenset({"home", "courtyard"})))
    facts = [each for each in store.facts if hasattr(each, "campaign_id")]
    assert (told.revision, len(facts)) == (1, 1)
    shown = campaign_view(told, 0)
    assert (shown.theme, shown.visit_kinds) == ("visiting", ["courtyard", "home"])
    assert {each.value for each in Theme} == {
        "visiting",
        "research",
        "inspection",
        "resolution",
        "help",
        "other",
    }


def test_b12_a_campaign_ends_after_it_begins_and_is_set_by_those_who_govern(say):
    with pytest.raises(Invalid):
        say(a_campaign(until=date(2025, 12, 31)))
    for actor in (FAR, CLERK):
        with pytest.raises(OutOfReach):
            say(a_campaign(actor))
    say(a_campaign())
    with pytest.raises(OutOfReach):
        say(a_campaign(organisation_id=OTHER))


def test_b12_a_petition_is_grouped_once_and_let_go(say, store):
    say(a_campaign())
    for _ in range(2):
        told = say(group())
    assert (told.revision, told.petitions) == (2, {PETITION})
    for _ in range(2):
        told = say(group(grouped=False))
    assert (told.revision, told.petitions) == (3, frozenset())


def test_art30_b12_what_is_unknown_or_accuses_those_who_ask_is_not_grouped(say):
    say(a_campaign())
    for petition_id in (uuid4(), ACCUSING):
        with pytest.raises(PetitionUnheard):
            say(group(petition_id))
    with pytest.raises(CampaignUnknown):
        say(group(campaign_id=uuid4()))
    with pytest.raises(OutOfReach):
        say(group(actor=FAR))


def test_b12_a_campaign_does_not_grow_without_end(say, monkeypatch):
    monkeypatch.setattr(campaigns, "MOST_PETITIONS", 0)
    say(a_campaign())
    with pytest.raises(Invalid):
        say(group())


def a_regulation(regulation_id=ONE, actor=HEAD, **changes):
    said = {
        "title": "劳动信息员管理暂行办法",
        "number": "深大鹏办〔2015〕3号",
        "organisation_id": STREET,
        "since": date(2015, 3, 1),
        "file": FILE,
    }
    return commands.RecordRegulation(
        actor=actor,
        regulation_id=regulation_id,
        profile=RegulationProfile(**said | changes),
    )


def test_d24_a_regulation_has_its_number_days_and_file_and_is_said_once(say, store):
    for _ in range(2):
        say(a_regulation())
    assert store.regulations[ONE].revision == 1
    say(a_regulation(title="劳动信息员管理办法"))
    assert store.regulations[ONE].revision == 2
    with pytest.raises(OutOfReach):
        say(a_regulation(actor=FAR))


@pytest.mark.parametrize(
    "changes", [{"sha256": "AB" * 32}, {"sha256": ""}, {"size": 0}, {"name": " "}]
)
def test_d24_a_file_that_cannot_be_is_refused(changes):
    with pytest.raises(Invalid):
        replace(FILE, **changes)


def test_d24_a_regulation_supersedes_an_older_one_and_never_in_a_circle(say, store):
    say(a_regulation())
    newer = {"number": "4号", "since": date(2018, 1, 1), "supersedes": ONE}
    say(a_regulation(TWO, **newer))
    wrong = [
        a_regulation(THREE, number="5号", supersedes=THREE),
        a_regulation(THREE, number="5号", supersedes=TWO, since=date(2018, 1, 1)),
        a_regulation(
            THREE,
            number="5号",
            supersedes=ONE,
            organisation_id=COMMUNITY,
            since=date(2019, 1, 1),
        ),
        a_regulation(ONE, supersedes=TWO, since=date(2020, 1, 1)),
    ]
    for command in wrong:
        with pytest.raises(Invalid):
            say(command)
    assert set(store.regulations) == {ONE, TWO}
    assert isinstance(store.regulations[TWO].profile.supersedes, UUID)


def test_d24_who_sent_a_regulations_file_first_is_kept(say, store):
    say(a_regulation())
    take = partial(commands.TakeRegulationFile, regulation_id=ONE, sha256=FILE.sha256)
    with pytest.raises(OutOfReach):
        say(take(actor=FAR))
    assert store.regulations[ONE].file_sent is None
    say(take(actor=HEAD))
    again = replace(HEAD, id="li-na")
    say(take(actor=again))
    sent = store.regulations[ONE].file_sent
    assert (sent.by, sent.at, store.regulations[ONE].revision) == (HEAD.id, NOON, 2)
    say(a_regulation(file=replace(FILE, sha256="cd" * 32)))
    assert store.regulations[ONE].file_sent is None
    with pytest.raises(RegulationFileRefused):
        say(take(actor=HEAD))

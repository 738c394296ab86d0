"""What no rule keeps any more is forgotten; what is left still counts (第19条)."""

from argparse import ArgumentParser
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import FrozenClock
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import SYSTEM, Actor, Role
from registry.application.archive.commands import ReadSection
from registry.application.commands import RecordDeath
from registry.application.lives.commands import RecordDeparture, RecordReturn, UndoLife
from registry.application.privacy.commands import (
    AskForRight,
    DecideRequest,
    ForgetFile,
    ForgetRequest,
)
from registry.application.privacy.retention import NOWHERE, due_of
from registry.application.rules import Rules
from registry.domain.access import Purpose
from registry.domain.archive.errors import Erased
from registry.domain.archive.keeping import parts_of
from registry.domain.archive.section import SubjectKind
from registry.domain.errors import StillHere
from registry.domain.lives.change import LifeKind, UndoGround
from registry.domain.particulars import ANONYMOUS
from registry.domain.privacy.policy import PrivacyPolicy, RetentionRule, Since
from registry.domain.privacy.request import RequestKind
from registry.domain.resident import Resident
from registry.domain.sensitivity import Sensitivity
from registry.entrypoints.privacy.cli import add_privacy
from services.registry.tests.archive_builders import CLERK, CONDITION, define, edit
from services.registry.tests.builders import (
    NOON,
    TODAY,
    a_cause,
    record_household,
    record_resident,
    the_tree,
)
from services.registry.tests.fakes import Store, in_memory

pytestmark = pytest.mark.unit

MINE, HOME = uuid4(), uuid4()
ME = Actor(id=str(MINE), role=Role.RESIDENT)
LONG_AGO = date(2020, 2, 29)
BASIS = "[M]"


READ = ReadSection(
    actor=CLERK,
    subject=SubjectKind.RESIDENT,
    subject_id=MINE,
    section="health",
    purpose=Purpose.VISIT,
)


def rule(section="health", sensitivity=3, since=Since.DEATH, years=5):
    return RetentionRule(
        section=section,
        sensitivity=Sensitivity(sensitivity),
        since=since,
        years=years,
        basis=BASIS,
    )


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def say(store):
    bus = in_memory(store)
    for command in (
        *the_tree(),
        define(),
        define("employment", CONDITION),
        record_household(HOME),
        record_resident(MINE, household_id=HOME),
        edit(MINE, illness="糖尿病", condition="重病"),
    ):
        bus.handle(command, a_cause(command.actor))
    return lambda command: bus.handle(command, a_cause(command.actor))


def forget(store, *rules, command=None):
    policy = PrivacyPolicy(retention=rules)
    bus = in_memory(store, Rules(policy_at=lambda _: policy))
    return bus.handle(command or ForgetFile(actor=SYSTEM, resident_id=MINE), a_cause())


def dies(on=LONG_AGO) -> RecordDeath:
    return RecordDeath(actor=CLERK, resident_id=MINE, died_on=on)


def leaves(on=LONG_AGO) -> RecordDeparture:
    return RecordDeparture(actor=CLERK, resident_id=MINE, left_on=on)


def test_c12_d16_what_help_was_found_goes_by_a_rule_of_its_own(say, store):
    say(dies())
    assert forget(store, rule("help")) == []
    store.helped.add(MINE)
    assert forget(store, rule("help", years=99)) == []
    assert forget(store, rule("help")) == ["help"]
    assert store.helped == set()


def test_class_3_goes_first_and_the_rest_stays(say, store):
    say(dies())
    assert forget(store, rule()) == ["health:sensitive"]
    (entry,) = store.entries[MINE, "health"]
    assert (entry.values, entry.withheld) == ({"condition": "重病"}, {"illness"})
    assert store.whole_files_forgotten == []
    (look,) = store.looks
    assert (look.purpose, look.fields) == (Purpose.RETENTION, ["health:sensitive"])
    assert forget(store, rule()) == []
    assert len(store.looks) == 1


def test_a_whole_file_goes_and_its_person_still_counts(say, store):
    say(dies())
    rules = (rule("*", 2), rule("particulars", 2))
    gone = forget(store, *rules)
    assert gone == ["health:common", "health:sensitive", "particulars:2"]
    assert store.whole_files_forgotten == store.homes_forgotten == [MINE]
    resident = store.residents[MINE]
    assert resident.profile.particulars.name == ANONYMOUS
    assert resident.profile.particulars.identity_number is None
    assert resident.profile.household_id is None
    assert resident.profile.organisation_id
    assert len(store.entries[MINE, "health"]) == 1
    assert forget(store, *rules) == []
    with pytest.raises(Erased):
        say(READ)


def test_the_number_goes_before_the_name(say, store):
    say(leaves())
    departed = Since.DEPARTURE
    assert forget(store, rule("particulars", 3, departed)) == ["particulars:3"]
    words = store.residents[MINE].profile.particulars
    assert (words.identity_number, words.name) != (None, ANONYMOUS)
    assert store.homes_forgotten == []
    assert forget(store, rule("particulars", 3, departed)) == []
    assert forget(store, rule("particulars", 2, departed)) == ["particulars:2"]
    say(RecordReturn(actor=CLERK, resident_id=MINE, returned_on=TODAY))
    assert store.residents[MINE].forgotten is None


def test_a_name_said_anew_after_a_mistaken_death_is_forgotten_again(say, store):
    rules = (rule("particulars", 2),)
    say(dies())
    assert forget(store, *rules)
    undo = {"kind": LifeKind.DEATH, "ground": UndoGround.WRONG_PERSON}
    say(UndoLife(actor=CLERK, resident_id=MINE, **undo))
    say(record_resident(MINE, name="白小梨", readmit=True))
    say(dies())
    assert forget(store, *rules) == ["particulars:2"]
    assert store.residents[MINE].profile.particulars.name == ANONYMOUS


@pytest.mark.parametrize(
    ("ends", "rules"),
    [
        ([], [rule(), rule(since=Since.DEPARTURE)]),
        ([dies()], [rule(since=Since.DEPARTURE)]),
        ([dies()], [rule("education")]),
        ([dies(date(2021, 3, 3))], [rule()]),
        ([dies()], []),
    ],
)
def test_what_a_rule_still_keeps_stays(say, store, ends, rules):
    for each in ends:
        say(each)
    assert forget(store, *rules) == []
    assert store.entries[MINE, "health"][0].values["illness"] == "糖尿病"


def asks() -> AskForRight:
    return AskForRight(
        actor=ME,
        request_id=uuid4(),
        kind=RequestKind.CORRECTION,
        section="health",
        statement="写错了",
        values={"condition": "良好"},
    )


def test_an_open_request_keeps_the_file(say, store):
    say(asks())
    say(dies())
    assert forget(store, rule("*", 2)) == []


def test_the_words_of_a_request_go_and_that_it_was_made_stays(say, store):
    asked = asks()
    say(asked)
    forgets = ForgetRequest(actor=SYSTEM, request_id=asked.request_id)
    rules = (rule("requests", 2, Since.CLOSING, 0), rule())
    assert forget(store, *rules, command=forgets) == []
    decision = {"granted": True, "reason": "属实"}
    say(DecideRequest(actor=CLERK, request_id=asked.request_id, **decision))
    later = rule("requests", 2, Since.CLOSING, 3)
    assert forget(store, later, command=forgets) == []
    assert forget(store, *rules, command=forgets) == ["requests"]
    assert forget(store, *rules, command=forgets) == []
    request = store.requests[asked.request_id]
    assert (request.wording, request.decided_by) == (None, CLERK.id)
    assert store.looks[-1].purpose is Purpose.RETENTION


def test_an_open_file_is_not_forgotten(store, say):
    resident: Resident = store.residents[MINE]
    with pytest.raises(StillHere):
        resident.forget(Sensitivity.SENSITIVE, at=datetime.now(UTC))


@pytest.mark.parametrize(
    ("today", "years", "last"),
    [
        (date(2026, 3, 2), 5, date(2021, 3, 2)),
        (date(2024, 2, 29), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 4, date(2020, 2, 28)),
    ],
)
def test_years_end_on_the_same_day_and_never_too_soon(today, years, last):
    assert rule(years=years).last_day(today) == last


@pytest.mark.parametrize(
    "changes",
    [
        {"sensitivity": 1},
        {"years": -1},
        {"section": "requests"},
        {"since": Since.CLOSING},
    ],
)
def test_a_rule_that_cannot_be_is_refused(changes):
    with pytest.raises(Invalid):
        rule(**changes)


def test_a_rule_says_which_parts_it_covers():
    common, sensitive = parts_of("health")
    assert (rule().covers(common), rule().covers(sensitive)) == (False, True)
    whole = rule("*", 2)
    assert (whole.covers(common), whole.covers(sensitive)) == (True, True)
    assert not rule("education").covers(sensitive)
    kept = replace(whole, besides=frozenset({"health"}))
    assert not kept.covers(common)
    assert replace(rule(), besides=kept.besides).covers(sensitive)


def test_what_is_due_is_asked_for_page_by_page():
    keys = sorted(uuid4() for _ in range(5))

    class Reader:
        def due(self, rule, today, after):
            return [key for key in keys if key > after][:2]

    assert list(due_of(Reader(), rule(), TODAY)) == keys


@dataclass
class Job:
    """What the job needs of a process's parts."""

    clock: FrozenClock
    privacy: object
    rules: Rules
    bus: CommandBus
    picture_store: object = None


class Due:
    """Finds one file and one request too old."""

    def __init__(self, found):
        self._found = found

    def due(self, rule, today, after):
        return [self._found[rule.section]] if after == NOWHERE else []


def job(store, capsys, *arguments, rules=(), found=None):
    policy = PrivacyPolicy(retention=rules)
    now = Rules(policy_at=lambda _: policy)
    parts = Job(FrozenClock(NOON), Due(found), now, in_memory(store, now))
    parser = ArgumentParser()
    add_privacy(parser.add_subparsers(), lambda: parts)
    told = parser.parse_args(["retention", "run", *arguments])
    told.run(told)
    return capsys.readouterr().out.splitlines()


def test_the_job_counts_first_and_forgets_then_and_may_be_repeated(say, store, capsys):
    asked = asks()
    say(asked)
    decision = {"granted": False, "reason": "不实"}
    say(DecideRequest(actor=CLERK, request_id=asked.request_id, **decision))
    say(dies())
    rules = (rule(), rule("requests", 2, Since.CLOSING, 0))
    said = {"rules": rules, "found": {"health": MINE, "requests": asked.request_id}}
    dry = job(store, capsys, "--dry-run", **said)
    assert [line.rpartition(": ")[2] for line in dry] == ["1 due"] * 2
    assert store.looks == []
    for count in (1, 0):
        done = job(store, capsys, **said)
        assert [line.rpartition(": ")[2] for line in done] == [f"{count} forgotten"] * 2
    assert len(store.looks) == 2
    assert job(store, capsys) == [
        "no rule of retention is in force: nothing is forgotten"
    ]

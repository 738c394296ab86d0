"""What intake's parts promise each other: the fakes and the real ones pass this suite.

A subclass gives the fixture `intake`: `bus` and `reader` over the same rows, with the
categories and organisations of `builders` known.
"""

from datetime import timedelta
from itertools import permutations
from uuid import uuid4

import pytest

from intake.application.commands import (
    AcceptPetition,
    ForgetOldKeys,
    NoteCaseFact,
    NoteWrongCode,
    RefusePetition,
    SubmitTogether,
)
from intake.application.handlers import TRIES_LAST
from intake.domain.channel import Channel
from intake.domain.errors import AlreadyImported, KeyTaken, UnknownPetition
from intake.domain.lifecycle import PetitionState
from intake.domain.progress import CaseStep
from intake.domain.refusal import RefusalReason
from minqing_kernel.clock import SystemClock
from minqing_kernel.messages import Incoming
from services.intake.tests.builders import (
    COMMUNITY,
    PETITION,
    STORY,
    a_clerk,
    a_key,
    a_submission,
    a_waiting_submission,
    a_whole_case,
    an_old_record,
)


def submit(intake, *petitions):
    return intake.bus.handle(SubmitTogether(petitions=petitions), STORY)


def note(intake, petition_id, facts, *, message_ids=None):
    ids = message_ids or [uuid4() for _ in facts]
    return intake.bus.handle_group(
        [
            Incoming(
                command=NoteCaseFact(petition_id=petition_id, fact=fact),
                cause=STORY,
                message_id=message_id,
            )
            for fact, message_id in zip(facts, ids, strict=True)
        ]
    )


class PetitionPromises:
    """A petition is kept as it was written down, and decided once."""

    def test_a_petition_comes_back_as_it_was_written_down(self, intake):
        [answer] = submit(intake, a_submission(place="金科路1号", title="路灯"))
        found = intake.reader.petition(answer.receipt)
        assert (found.title, found.place) == ("路灯", "金科路1号")
        assert (found.channel, found.state) == (Channel.WEB, PetitionState.ACCEPTED)
        assert (found.revision, found.petition_id) == (1, answer.petition_id)
        assert found.received_at == found.decided_at == answer.received_at
        assert found.contact is not None
        assert found.progress.revision == 0

    def test_words_of_any_script_come_back_unchanged(self, intake):
        words = "臺賬 𠮷 😀 'quote' \"double\" \\back\\ %(x)s :rows {brace} \u202e"
        [answer] = submit(intake, a_submission(text=words))
        assert intake.reader.petition(answer.receipt).text == words

    def test_an_unknown_number_finds_nothing(self, intake):
        assert intake.reader.petition("MQ-2611-0000000") is None

    def test_numbers_are_never_given_twice(self, intake):
        answers = submit(intake, *[a_submission() for _ in range(7)])
        assert len({each.receipt for each in answers}) == 7

    def test_an_accepted_petition_is_kept_so(self, intake):
        [answer] = submit(intake, a_waiting_submission())
        command = AcceptPetition(
            petition_id=answer.petition_id,
            category="street-lighting",
            division_code=COMMUNITY,
            actor=a_clerk(),
        )
        assert intake.bus.handle(command, STORY) == 3
        found = intake.reader.petition(answer.receipt)
        assert (found.state, found.revision) == (PetitionState.ACCEPTED, 3)
        assert (found.category, found.division_code) == ("street-lighting", COMMUNITY)

    def test_a_refused_petition_keeps_its_reason(self, intake):
        [answer] = submit(intake, a_waiting_submission())
        command = RefusePetition(
            petition_id=answer.petition_id,
            reason=RefusalReason.UNCLEAR,
            explanation="请补充地址。",
            actor=a_clerk(),
        )
        intake.bus.handle(command, STORY)
        found = intake.reader.petition(answer.receipt)
        assert found.refusal is RefusalReason.UNCLEAR
        assert found.explanation == "请补充地址。"

    def test_what_is_unknown_is_not_decided(self, intake):
        command = AcceptPetition(
            petition_id=PETITION, category="street-lighting", actor=a_clerk()
        )
        with pytest.raises(UnknownPetition):
            intake.bus.handle(command, STORY)

    def test_a_record_of_an_older_system_is_taken_once(self, intake):
        intake.bus.handle(an_old_record("7"), STORY)
        with pytest.raises(AlreadyImported):
            intake.bus.handle(an_old_record("7"), STORY)
        intake.bus.handle(an_old_record("7", source="another"), STORY)
        assert intake.reader.known("old-system", ["7", "8"]) == {"7"}


class KeyPromises:
    """An idempotency key belongs to the first who commits it."""

    def test_a_key_is_taken_once(self, intake):
        submit(intake, a_submission(once=a_key()))
        with pytest.raises(KeyTaken):
            submit(intake, a_submission(once=a_key()))

    def test_a_submission_whose_key_is_taken_leaves_nothing(self, intake):
        [kept] = submit(intake, a_submission(once=a_key()))
        with pytest.raises(KeyTaken):
            submit(intake, a_submission(), a_submission(once=a_key()))
        known = intake.reader.answered("anyone", ["key-1", "key-2"])
        assert known == {"key-1": ("a" * 64, kept)}

    def test_a_fresh_key_is_not_let_go(self, intake):
        submit(intake, a_submission(once=a_key()))
        intake.bus.handle(ForgetOldKeys(), STORY)
        assert intake.reader.answered("anyone", ["key-1"])


class ProgressPromises:
    """Facts about cases end the same in any order."""

    @pytest.mark.parametrize("order", [*permutations(range(3))])
    def test_any_order_of_facts_ends_the_same(self, intake, order):
        [answer] = submit(intake, a_submission())
        facts = [a_whole_case()[:2], a_whole_case()[2:4], a_whole_case()[4:]]
        for at in order:
            note(intake, answer.petition_id, list(reversed(facts[at])))
        progress = intake.reader.petition(answer.receipt).progress
        assert progress.in_order == a_whole_case()
        assert progress.latest.step is CaseStep.CLOSED

    def test_a_fact_told_again_changes_nothing(self, intake):
        [answer] = submit(intake, a_submission())
        for _ in range(2):
            note(intake, answer.petition_id, a_whole_case())
            note(intake, answer.petition_id, a_whole_case()[:1])
        progress = intake.reader.petition(answer.receipt).progress
        assert progress.in_order == a_whole_case()

    def test_a_message_that_comes_twice_is_handled_once(self, intake):
        [answer] = submit(intake, a_submission())
        ids = [uuid4(), uuid4()]
        facts = a_whole_case()[:2]
        assert note(intake, answer.petition_id, facts, message_ids=ids) == 2
        assert note(intake, answer.petition_id, facts, message_ids=ids) == 0

    def test_a_fact_may_come_before_its_petition_is_known(self, intake):
        assert note(intake, uuid4(), a_whole_case()) == 7


class GuessPromises:
    """Wrong codes are counted in windows of fifteen minutes."""

    def test_wrong_codes_are_counted_until_the_window_ends(self, intake):
        for _ in range(3):
            intake.bus.handle(NoteWrongCode(receipt="MQ-1"), STORY)
        # a fake's wall clock stands at another time than a real database's guesses
        now = getattr(intake, "wall_clock", SystemClock()).now()
        assert intake.reader.wrong_tries("MQ-1", now) == 3
        assert intake.reader.wrong_tries("MQ-2", now) == 0
        later = now + TRIES_LAST + timedelta(minutes=1)
        assert intake.reader.wrong_tries("MQ-1", later) == 0

    def test_a_window_that_is_open_is_not_let_go(self, intake):
        intake.bus.handle(NoteWrongCode(receipt="MQ-1"), STORY)
        intake.bus.handle(ForgetOldKeys(), STORY)
        now = getattr(intake, "wall_clock", SystemClock()).now()
        assert intake.reader.wrong_tries("MQ-1", now) == 1

"""Who told several matters at once gets one letter with every number and code."""

from uuid import UUID

import pytest

from minqing_contracts.intake_splits import PetitionSplitV1
from notify.application.ports import Contact
from notify.domain.notice import THE_PETITIONER, notices_for
from notify.domain.occurrence import Step
from services.notify.tests.builders import COMMUNITY, NOON
from services.notify.tests.sending_desk import Desk
from services.notify.tests.unit.test_letters import letters
from services.notify.tests.unit.test_translation import hear

pytestmark = pytest.mark.unit

PARTS = [UUID(int=6), UUID(int=7)]


def told(reachable=True, **more):
    return hear(
        PetitionSplitV1(
            petition_id=UUID(int=5),
            receipt="MQ-2611-0000184",
            revision=3,
            channel="hotline",
            division_code=COMMUNITY,
            organisation_id=COMMUNITY,
            reachable=reachable,
            part_ids=PARTS,
            part_receipts=["MQ-2611-0000192", "MQ-2611-0000206"],
            split_at=NOON,
            **more,
        )
    )


def test_of_a_division_comes_one_letter_with_every_number_and_code():
    [notice] = notices_for(told().occurrence, wall=NOON)
    assert (notice.step, notice.recipient) == (Step.SPLIT, THE_PETITIONER)
    assert notice.part_ids == tuple(PARTS)
    to = Contact(tracking_code="AAAA-1111", part_codes=("BBBB-2222", None))
    body = letters(language="zh-CN").compose(notice, to).body
    assert "一起说了 3 件事" in body
    assert body.splitlines()[1:-1] == [
        "第1件（原来那件）：编号 MQ-2611-0000184，查询码 AAAA-1111",
        "第2件：编号 MQ-2611-0000192，查询码 BBBB-2222",
        "第3件：编号 MQ-2611-0000206，查询码 -",
    ]


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("zh-CN", ["第1件（原来那件，路灯）：", "第2件（电梯）：", "第3件："]),
        ("zh-TW", ["第1件（原來那件，路灯）：", "第2件（电梯）：", "第3件："]),
        (
            "en",
            [
                "Matter 1 (the one from before, 路灯): ",
                "Matter 2 (电梯): ",
                "Matter 3:",
            ],
        ),
    ],
)
def test_each_line_says_which_matter_it_is_and_what_it_is_about(language, lines):
    about = {"category": "lighting", "part_categories": ["lift", None]}
    [notice] = notices_for(told(**about).occurrence, wall=NOON)
    names = {"lighting": "路灯", "lift": "电梯"}
    hand = letters(language=language, category_name=lambda code, _: names.get(code))
    shown = hand.compose(notice, Contact(tracking_code="A", part_codes=("B", "C"))).body
    told_lines = shown.splitlines()[1:-1]
    assert all(t.startswith(e) for t, e in zip(told_lines, lines, strict=True))


def test_the_codes_of_the_parts_are_asked_with_the_first_ones():
    desk = Desk()
    [notice] = notices_for(told().occurrence, wall=NOON)
    ids = (notice.petition_id, PARTS[0])
    desk.contacts.known = {
        each: Contact(name="冯一", email="f@example.org", tracking_code=f"C{each.int}")
        for each in ids
    }
    desk.put(notice)
    assert desk.send() == 1
    [message] = desk.sent
    assert (message.to.tracking_code, message.to.part_codes) == ("C5", ("C6", None))
    assert desk.contacts.calls == 1


def test_who_left_no_way_to_be_told_reads_it_where_the_parts_are_given_out():
    assert notices_for(told(reachable=False).occurrence, wall=NOON) == []

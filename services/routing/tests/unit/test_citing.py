"""A written answer cites its document, or is refused."""

import pytest

from routing.domain.citing import cited
from routing.domain.dossier import Dossier, Settled
from routing.domain.errors import ReferenceNeeded
from routing.domain.lifecycle import CaseState
from routing.domain.resolution import Outcome
from services.routing.tests.builders import a_handler, a_started_case, later

pytestmark = pytest.mark.unit

NUMBER = "〔2012〕145号"
WRITTEN = Settled(case_kind="reply")


def test_b16_a_written_answer_without_a_number_is_refused_and_nothing_moves():
    case = a_started_case(dossier=Dossier(settled=WRITTEN))
    with pytest.raises(ReferenceNeeded) as refusal:
        case.resolve(Outcome.RESOLVED, "已办", by=a_handler(), at=later(days=3))
    assert refusal.value.fields == {"policy_ref": "required"}
    assert (case.state, case.resolutions) == (CaseState.STARTED, [])


def test_b16_the_number_stands_at_the_end_of_the_answer():
    case = a_started_case(dossier=Dossier(settled=WRITTEN))
    case.resolve(
        Outcome.RESOLVED, "已办", by=a_handler(), at=later(days=3), policy_ref=NUMBER
    )
    assert case.resolution.reply == f"已办\n\n【依据】{NUMBER}"


@pytest.mark.parametrize(
    ("reply", "given", "settled", "said"),
    [
        ("已办", None, Settled(), "已办"),
        ("已办", None, Settled(case_kind="immediate"), "已办"),
        (
            "已办",
            None,
            Settled(case_kind="reply", policy_ref="甲号"),
            "已办\n\n【依据】甲号",
        ),
        ("已办", "乙号", Settled(policy_ref="甲号"), "已办\n\n【依据】乙号"),
        ("依甲号办理", "甲号", WRITTEN, "依甲号办理"),
    ],
)
def test_b16_the_given_number_wins_and_is_cited_once(reply, given, settled, said):
    assert cited(reply, given, settled) == said

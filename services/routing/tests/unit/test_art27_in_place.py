"""条例第27条 三到位: solved where due, explained where not, helped where in need."""

import pytest

from routing.adapters.plain import from_plain, to_plain
from routing.domain.errors import BadJudgement
from routing.domain.lifecycle import CaseState
from routing.domain.resolution import Aid, AidKind, Finding, Judged, Outcome
from services.routing.tests.builders import a_handler, a_started_case, later

pytestmark = pytest.mark.unit

F, TO = Finding, Outcome
HELP = Aid(kind=AidKind.MEDICAL, note="可到街道民政科申请医疗救助")


def answer(judged, outcome):
    case = a_started_case()
    case.resolve(outcome, "答复", by=a_handler(), at=later(days=3), judged=judged)
    return case.resolution


@pytest.mark.parametrize(
    ("finding", "outcome", "wrong"),
    [
        (F.SUPPORTED, TO.RESOLVED, None),
        (F.SUPPORTED, TO.REFERRED, None),
        (F.SUPPORTED, TO.EXPLAINED, "must-be-solved"),
        (F.EXPLAINED, TO.EXPLAINED, None),
        (F.EXPLAINED, TO.REFERRED, None),
        (F.EXPLAINED, TO.RESOLVED, "must-be-explained"),
        (F.NOT_SUPPORTED, TO.EXPLAINED, None),
        (F.NOT_SUPPORTED, TO.REFERRED, None),
        (F.NOT_SUPPORTED, TO.RESOLVED, "must-be-explained"),
    ],
)
def test_art27_an_answer_does_what_its_finding_asks(finding, outcome, wrong):
    judged = Judged(finding=finding, reasons="缺乏政策依据")
    if wrong is None:
        assert answer(judged, outcome).judged == judged
    else:
        with pytest.raises(BadJudgement) as refused:
            answer(judged, outcome)
        assert refused.value.fields == {"outcome": wrong}


@pytest.mark.parametrize("finding", [F.EXPLAINED, F.NOT_SUPPORTED])
def test_art27_what_is_not_supported_is_explained_with_reasons(finding):
    with pytest.raises(BadJudgement) as refused:
        answer(Judged(finding=finding, reasons=" "), TO.EXPLAINED)
    assert refused.value.fields == {"judged.reasons": "required"}


def test_art27_who_is_in_need_is_helped_or_told_how_whatever_the_finding():
    for finding in Finding:
        judged = Judged(finding=finding, reasons="无依据", in_need=True)
        with pytest.raises(BadJudgement) as refused:
            answer(judged, TO.REFERRED)
        assert refused.value.fields == {"judged.aid": "required"}
    judged = Judged(finding=F.SUPPORTED, in_need=True, aid=(HELP,))
    assert answer(judged, TO.RESOLVED).judged.aid == (HELP,)


def test_art27_a_refused_answer_leaves_the_case_as_it_was():
    case = a_started_case()
    before = case.revision
    with pytest.raises(BadJudgement):
        case.resolve(
            TO.RESOLVED,
            "好",
            by=a_handler(),
            at=later(days=3),
            judged=Judged(finding=F.NOT_SUPPORTED, reasons="无依据"),
        )
    assert (case.state, case.revision) == (CaseState.STARTED, before)


def test_an_answer_need_not_be_judged_and_what_is_judged_is_kept_whole():
    assert answer(None, TO.RESOLVED).judged is None
    judged = Judged(finding=F.EXPLAINED, reasons="理由", in_need=True, aid=(HELP,))
    assert from_plain(Judged, to_plain(judged)) == judged

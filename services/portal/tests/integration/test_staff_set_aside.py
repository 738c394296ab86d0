"""来函隔离与对账差异: what waits for who governs the agency, and its end."""

import pytest

from services.portal.tests.handover_stand_in import set_aside

pytestmark = pytest.mark.integration

LETTERS, DIFFERENCES = "/ops/quarantine", "/ops/differences"
LETTER = f"{LETTERS}/{set_aside()['/v1/agency-quarantine'][0]['letter_id']}"
DIFFERENCE = (
    f"{DIFFERENCES}/{set_aside()['/v1/agency-differences'][0]['difference_id']}"
)


@pytest.fixture
def others(staff_site):
    staff_site[1].between_agencies()
    return staff_site[1]


def test_a_forged_letter_is_listed_by_who_it_claims_to_be_from_and_why(
    colleague, others
):
    assert colleague.sign_in("ops").says("来函隔离区")
    for words in (
        "成都市金牛区人民政府",
        "签名不对",
        "没有授权",
        "转办 · 噪声扰民",
        "不在名录",
        "2 次",
    ):
        assert colleague.get(LETTERS).says(words), words
    colleague.get(f"{LETTERS}?agency=jinniu-district&of=dismissed&after=nowhere")
    assert colleague.says("没有不予采信的来函")
    told = others.looks[-1]
    assert (told["agency"], told["state"]) == ("jinniu-district", "dismissed")
    colleague.get(f"{LETTERS}?of=anything")
    assert others.looks[-1]["state"] == "open"
    assert colleague.sign_in("wang").get(LETTERS).status == 403


def test_a_letter_is_left_for_a_reason_or_looked_at_again(colleague, others):
    colleague.sign_in("chen").get("/desk/handovers")
    assert colleague.says("来函隔离区")
    assert colleague.get(LETTERS).send(f"{LETTER}/dismiss", reason=" ").status == 422
    assert colleague.send(f"{LETTER}/burn", reason="x").status == 404
    colleague.get(LETTERS).send(f"{LETTER}/dismiss", reason="电话核实，不是对方发的")
    assert colleague.says("已记为不予采信")
    assert others.acts[-1][:2] == ("dismiss", {"reason": "电话核实，不是对方发的"})
    assert colleague.send(f"{LETTER}/admit", reason="").says("核验通过")
    assert others.acts[-1][:2] == ("admit", None)
    others.refusing = True
    again = colleague.send(f"{LETTER}/admit", reason="")
    assert (again.status, again.says("有规定，不行。")) == (409, True)


def test_what_reconciliation_cannot_mend_is_listed_and_settled_with_what_was_found(
    colleague, others
):
    colleague.sign_in("ops").get(DIFFERENCES)
    for words in ("本机关的记录缺了一段", "本机关的记录被改过", "one-of-tomorrow"):
        assert colleague.says(words), words
    assert colleague.send(f"{DIFFERENCE}/settle", reason="").status == 422
    colleague.get(DIFFERENCES).send(f"{DIFFERENCE}/settle", reason="已向区里补要材料")
    assert colleague.says("已记为处理过")
    assert others.acts[-1][:2] == ("settle", {"reason": "已向区里补要材料"})
    others.refusing = True
    assert colleague.send(f"{DIFFERENCE}/settle", reason="x").status == 409

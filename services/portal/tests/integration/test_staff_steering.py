"""The rarer verbs on the page of a case: each where routing offers it, in its form."""

import pytest

from portal.entrypoints.web.desk.steering import STEERING
from services.portal.tests.desk_stand_in import MAY, due, sheet
from services.portal.tests.door_stand_in import UNIT
from services.portal.tests.staff_rooms import CASE, act

pytestmark = pytest.mark.integration

END = "2026-12-01T23:59:59+08:00"


def owed(number=4, unit=UNIT, **more):
    """A contribution that a unit owes."""
    told = {
        "number": number,
        "organisation_id": unit,
        "unit_name": "街道城管办",
        "asks": "请核实灯杆权属",
        "due_at": due(3),
        "answer": None,
        "waived": None,
    }
    return told | more


def opened(staff_site, *offers, **dossier):
    """Let routing offer these verbs, of a case to which this happened."""
    staff_site[1].sheet = sheet(may=[*MAY, *offers], dossier=dossier)


SENT = [
    (
        "co-ask",
        {"unit": UNIT, "asks": "核实权属", "due_on": "2026-12-01"},
        ("co-tasks", {"organisation_id": UNIT, "asks": "核实权属", "due_at": END}),
    ),
    (
        "transfer",
        {"unit": UNIT, "report_back": "true"},
        ("transfer", {"organisation_id": UNIT, "report_back": True}),
    ),
    (
        "suspend",
        {"ground": "hearing", "reason": "28 日听证"},
        ("suspend", {"ground": "hearing", "reason": "28 日听证"}),
    ),
    ("resume", {}, ("resume", None)),
    ("raise", {}, ("raise", None)),
    ("recuse", {}, ("recuse", None)),
    (
        "supervise",
        {"measure": "yellow-card", "reason": "再拖"},
        ("supervise", {"measure": "yellow-card", "reason": "再拖"}),
    ),
    (
        "owners",
        {"leader": "chen.zhu", "section": "x-1", "community": UNIT},
        (
            "owners",
            {"leader_id": "chen.zhu", "section_id": "x-1", "community_id": UNIT},
        ),
    ),
    (
        "sponsor",
        {"leader": "chen.zhu"},
        ("sponsor", {"leader_id": "chen.zhu", "note": ""}),
    ),
    (
        "date",
        {"leader": "chen.zhu", "due_on": "2026-12-01"},
        ("date", {"leader_id": "chen.zhu", "due_at": END}),
    ),
    ("severity", {"severity": "urgent"}, ("severity", {"severity": "urgent"})),
    (
        "park",
        {"leader": "chen.zhu", "months": "6", "reason": "十年前的拆迁"},
        (
            "suspend",
            {
                "ground": "legacy",
                "reason": "十年前的拆迁",
                "leader_id": "chen.zhu",
                "review_months": 6,
            },
        ),
    ),
    (
        "parties",
        {"parties": "物业公司\n\n城管办\n物业公司"},
        ("parties", {"parties": ["城管办", "物业公司"]}),
    ),
    (
        "feasibility",
        {"verdict": "feasible", "owner": UNIT, "due_on": "2026-12-01"},
        (
            "feasibility",
            {
                "verdict": "feasible",
                "explanation": "",
                "owner_id": UNIT,
                "due_at": END,
            },
        ),
    ),
    (
        "legacy-review",
        {"note": "仍无进展"},
        ("periodic-review", {"note": "仍无进展"}),
    ),
    (
        "raise-decision",
        {"granted": "false", "reason": "仍由社区办"},
        ("raise/decision", {"granted": False, "reason": "仍由社区办"}),
    ),
    ("designate", {"unit": UNIT}, ("designate", {"organisation_id": UNIT})),
]


def test_every_verb_goes_to_its_door_with_what_the_form_says(colleague, staff_site):
    opened(staff_site, *(each.offer for each in STEERING.values()))
    colleague.sign_in("chen").get(CASE)
    for name, said, _ in SENT:
        act(colleague, name, **said)
        assert colleague.status == 200, name
    wanted = [door for _, _, door in SENT]
    assert [(verb, body) for verb, body, _ in staff_site[1].acts] == wanted
    assert colleague.says("已指定办理单位")


@pytest.mark.parametrize(
    ("name", "said", "words"),
    [
        ("co-ask", {"unit": UNIT, "due_on": "明天", "asks": "看"}, "日期"),
        ("co-ask", {"unit": "", "asks": ""}, "请写请他们做什么"),
        ("transfer", {"unit": UNIT}, "请选转办或交办"),
        ("date", {"leader": "chen.zhu"}, "日期"),
        ("park", {"leader": "chen.zhu", "reason": "久", "months": "25"}, "1 到 24"),
        ("parties", {"parties": "长" * 65}, "64 字以内"),
        ("feasibility", {"verdict": "deferred"}, "请写说明"),
        ("feasibility", {"verdict": "feasible"}, "请选单位"),
        ("supervise", {"reason": "拖"}, "请选督办、黄牌或红牌"),
    ],
)
def test_a_faulty_form_stays_open_and_nothing_is_sent(
    colleague, staff_site, name, said, words
):
    opened(staff_site, *(each.offer for each in STEERING.values()))
    act(colleague.sign_in("chen").get(CASE), name, **said)
    assert colleague.status == 422
    assert colleague.says(words)
    assert f'id="act-{name}" open' in colleague.page.text
    assert staff_site[1].acts == []


def test_only_what_routing_offers_has_a_form(colleague, staff_site):
    colleague.sign_in().get(CASE)
    for name in STEERING:
        assert f"{CASE}/{name}" not in colleague.page.text, name
    opened(staff_site, "suspend")
    assert f"{CASE}/suspend" in colleague.get(CASE).page.text
    assert f"{CASE}/resume" not in colleague.page.text


def test_a_contribution_is_answered_where_it_is_owed_and_waived_by_who_leads(
    colleague, staff_site
):
    far = owed(5, "org-far", unit_name="区住建局")
    opened(staff_site, "answer-co-task", "waive-co-task", co_tasks=[owed(), far])
    colleague.sign_in().get(CASE)
    assert colleague.says("请核实灯杆权属")
    assert colleague.page.text.count(f"{CASE}/co-answer") == 1
    assert colleague.page.text.count(f"{CASE}/co-waive") == 2
    act(colleague, "co-answer", task="4", answer="属物业")
    act(colleague, "co-waive", task="5", reason="已查清")
    (answered, said, _), (waived, why, _) = staff_site[1].acts
    assert (answered, said) == ("co-tasks/4/answer", {"answer": "属物业"})
    assert (waived, why) == ("co-tasks/5/waive", {"reason": "已查清"})
    assert act(colleague.get(CASE), "co-answer", task="4", answer="").status == 422
    assert act(colleague.get(CASE), "co-answer", task="../1", answer="x").status == 422


def test_what_was_contributed_is_read_with_the_words_of_who_was_excused(
    colleague, staff_site
):
    given = owed(4, answer="灯杆属物业", waived=None)
    excused = owed(5, unit_name="区住建局", waived="settled-anew")
    opened(staff_site, "waive-co-task", co_tasks=[given, excused])
    colleague.sign_in().get(CASE)
    for words in ("灯杆属物业", "受理时改定，不再需要"):
        assert colleague.says(words), words
    assert f"{CASE}/co-waive" not in colleague.page.text


def test_leaders_of_the_unit_and_of_those_above_can_be_chosen(colleague, staff_site):
    opened(staff_site, "sponsor")
    colleague.sign_in("chen").get(CASE)
    assert '<option value="chen.zhu"' in colleague.page.text


def test_before_an_answer_the_page_says_what_is_owed_and_who_will_be_told(
    colleague, staff_site
):
    far = owed(5, "org-far", unit_name="区住建局")
    opened(staff_site, co_tasks=[owed(answer="好"), far])
    staff_site[1].sheet["reachable"] = True
    staff_site[1].told["others"] = 2
    colleague.sign_in().get(CASE)
    for words in ("还有 1 项协办没有答复", "通知诉求人：138****1234", "另外 2 位"):
        assert colleague.says(words), words
    opened(staff_site, co_tasks=[])
    staff_site[1].sheet["reachable"] = False
    colleague.get(CASE)
    assert colleague.says("不会发出通知")
    assert not colleague.says("项协办没有答复")


def test_a_unit_reads_what_others_wait_for_and_opens_it_at_its_task(
    colleague, staff_site
):
    doors = staff_site[1]
    colleague.sign_in().get("/desk/co-tasks")
    assert f'href="{CASE}#task-4"' in colleague.page.text
    for words in ("金泉街道社会事务科", "还剩 2 天", "公共照明"):
        assert colleague.says(words), words
    assert colleague.get("/desk/co-tasks?after=nowhere").says("还剩 2 天")
    doors.helping = []
    assert colleague.get("/desk/co-tasks").says("没有等本单位协办的事")
    doors.away = True
    assert colleague.get("/desk/co-tasks").status in {200, 503}


def test_who_answers_for_it_and_what_the_petitioner_said_stand_in_the_margin(
    colleague, staff_site
):
    owners = {"leader_id": "chen.zhu", "section_id": "far-1", "community_id": UNIT}
    dossier = {
        "owners": owners,
        "sponsor": {"leader_id": "chen.zhu", "since": due(-1), "note": ""},
        "severity": "major",
        "parties": ["物业公司"],
        "feasibility": {"verdict": "deferred"},
    }
    opened(staff_site, **dossier)
    colleague.sign_in().get(CASE)
    for words in (
        "分管领导",
        "陈主任",
        "far-1",
        "包案领导",
        "重大",
        "物业公司",
        "暂缓",
    ):
        assert colleague.says(words), words
    assert not colleague.says("当事人评价")
    answer = {"revision": 4, "reply": "好", "resolved_at": due(0), "resolved_by": "w"}
    staff_site[1].sheet["resolutions"] = [answer]
    colleague.get(CASE)
    assert colleague.status == 200

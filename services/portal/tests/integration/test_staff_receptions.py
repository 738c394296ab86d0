"""接访: the list of a reception's day, and one key for who came (D-10)."""

import pytest

pytestmark = pytest.mark.integration
LIST = "/desk/reception"


def test_a14_the_list_of_the_day_is_masked_and_says_who_is_expected(colleague):
    colleague.sign_in("chen")
    colleague.get(LIST)
    assert colleague.says("张*三")
    assert colleague.says("预约 4 人：待到 2，已到 1，未到 1。")
    assert colleague.page.text.count("autofocus") == 1
    assert colleague.says("MQ-2611-0000022")


def test_d10_one_key_writes_the_arrival_down_and_the_code_is_read_out(
    colleague, staff_site
):
    colleague.sign_in("chen")
    colleague.get(LIST).send(f"{LIST}/YY-2611-0000002/receive", day="2026-11-25")
    assert colleague.says("已登记到访。")
    assert colleague.says("7K3M-9Q2T")
    assert "7K3M" not in colleague.path
    colleague.send(f"{LIST}/YY-2611-0000003/miss", day="no-day")
    assert colleague.says("已记为未到。")
    done = [path for _, path, _ in staff_site[1].calls if path.endswith("/receive")]
    assert done == ["/v1/reception-bookings/YY-2611-0000002/receive"]


def test_what_is_refused_is_said_and_what_is_no_act_is_not_there(
    colleague, staff_site, monkeypatch
):
    colleague.sign_in("chen")
    colleague.get(LIST).send(f"{LIST}/YY-2611-0000002/frame")
    assert colleague.status == 404
    colleague.get(LIST)
    answer = staff_site[1].booking_answer

    def refuse(method, path, *rest):
        if path.endswith("/miss"):
            return 409, {"type": "urn:minqing:problem:not-the-day", "title": "还没开始"}
        return answer(method, path, *rest)

    monkeypatch.setattr(staff_site[1], "booking_answer", refuse)
    colleague.send(f"{LIST}/YY-2611-0000002/miss")
    assert (colleague.status, colleague.says("还没开始")) == (409, True)


def test_a_handler_has_no_reception_desk(colleague):
    colleague.sign_in("wang")
    assert colleague.get(LIST).status == 403

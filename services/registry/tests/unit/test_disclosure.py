"""What a public text gives away, however it is written; nothing of it gets out."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minqing_chassis.http.writing import write_json
from registry.adapters.ledgers.feed import as_rss
from registry.application.ledgers.views import PublicNotice
from registry.domain.ledgers.disclosure import Hidden, finding
from registry.domain.ledgers.errors import (
    TellsTooMuch,
)
from registry.domain.ledgers.policy import STATUTORY_LEDGERS, AboutKind
from services.registry.tests.builders import (
    ADDRESS,
    NAME,
    TELEPHONE,
    TODAY,
    an_identity,
    record_resident,
)
from services.registry.tests.fakes_ledgers import LedgerStore
from services.registry.tests.ledger_builders import (
    DONE,
    OUTCOME,
    about,
    decide,
    enter,
    meet,
    report,
    write,
)
from services.registry.tests.ledger_town import HOME, a_town

pytestmark = pytest.mark.unit

ITEM, TWIN, PETITION, TOLD = (uuid4() for _ in range(4))
CONSENT = {"consent_on": TODAY, "consent_ref": "同意书2026-7"}
AT_HOME = {"about": about(AboutKind.HOUSEHOLD, HOME)}


HIDDEN = Hidden(
    names=[NAME, "张三", "baixiaoli"],
    numbers=[an_identity(), TELEPHONE],
    addresses=[ADDRESS, "成都市金牛区金科苑东街65号9栋2单元4号"],
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("白 小 梨家已修好", "person"),
        ("小梨家", "person"),
        ("張三反映", "person"),
        ("白某反映", "person"),
        ("Bai Xiaoli 反映", "person"),
        ("李女士反映", "person"),
        ("欧阳先生反映", "person"),
        ("老白家的灯", "person"),
        ("尾号8000的住户", "number"),
        ("138零零13八OOO", "number"),
        ("微信号bai", "number"),
        ("bai@example.org", "number"),
        ("重病在家", "health-or-hardship"),
        ("一三八零零一三八零零零", "number"),
        ("１３８ ００１-３８０００", "number"),
        ("末尾是38000", "number"),
        ("电话02887654321", "number"),
        ("138：0013：8000", "number"),
        ("13:80:01:38:00:0", "number"),
        ("138%0013%8000", "number"),
        ("姓白的住户", "person"),
        ("白氏一家", "person"),
        ("帮助陈老师", "person"),
        ("刘同志家", "person"),
        ("帮助陈**修好", "person"),
        ("李ＸＸ反映", "person"),
        ("张○○反映", "person"),
        ("Bái Xiǎolí 反映", "person"),
        ("HIV 检测", "health-or-hardship"),
        ("三栋二单元", "door"),
        ("９－２－４", "door"),
        ("住2-402", "door"),
        ("梨花巷已修好", "door"),
        ("金科苑东街的居民", "door"),
        ("糖\u200b尿 病", "health-or-hardship"),
        ("低 保户", "health-or-hardship"),
    ],
)
def test_a17_what_gives_somebody_away_is_found_however_it_is_written(text, kind):
    assert finding(text, HIDDEN, STATUTORY_LEDGERS.words) == kind


@pytest.mark.parametrize(
    "text",
    [
        "满意率98.5%，1200户参加，8:30-17:30办理，占比100%",
        "向书记、主任汇报，小区改造，家庭医生签约，修好轮椅坡道",
        "病虫害防治完成，问题症结已查明",
        "更换路灯38盏，惠及35户居民，花费12000元",
        "2026年3月2日完工，3-5天见效，新建公厕一座",
        "由于某些原因延期，现已办结",
        "金科苑社区道路已修好，开放时间8:30至17:30",
    ],
)
def test_what_gives_nobody_away_may_be_said(text):
    assert finding(text, HIDDEN, STATUTORY_LEDGERS.words) is None


SURNAMES, GIVEN = "白秦欧阮", "梨川霜禾麓岚屿溪"
NAMES = st.builds(
    "{}{}".format, st.sampled_from(SURNAMES), st.text(GIVEN, min_size=1, max_size=2)
)
PHONES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
DOORS = st.builds(
    "{}巷{}号{}栋{}单元{}号".format,
    st.text(GIVEN, min_size=2, max_size=3),
    *(st.integers(1, 99) for _ in range(4)),
)
ORDERS = st.integers(0, 999).map(lambda at: an_identity(order=f"{at:03}"))
HABITS = st.sampled_from(
    [
        str,
        " ".join,
        "-".join,
        lambda s: s.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789"}),
        lambda s: s.translate(str.maketrans("0123456789", "〇一二三四五六七八九")),
        lambda s: "\u200b".join(s),
    ]
)
FIELDS = st.sampled_from(["question", "result", "done", "outcome", "note", "minutes"])


def public_of(store):
    """Return all that anybody can read without a token: JSON and RSS."""
    notices = [
        PublicNotice(
            id=each.public_id,
            finished_on=each.notice.finished_on,
            entered_on=each.notice.entered_on,
            published_at=each.decided_at,
            **each.notice.texts,
        )
        for each in store.publications.values()
        if each.notice is not None
    ]
    rss = as_rss(notices, "https://minqing.example/v1/public/ledger")
    return write_json([vars(each) for each in notices]).decode() + rss.decode()


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    name=NAMES, phone=PHONES, number=ORDERS, door=DOORS, at=FIELDS, write_it=HABITS,
    which=st.sampled_from(["name", "phone", "number", "door"]),
)  # fmt: skip
def test_a17_nothing_of_anybody_reaches_the_public_whatever_field_it_is_put_into(
    name, phone, number, door, at, write_it, which
):
    store = LedgerStore()
    say = a_town(store)
    say(
        record_resident(
            uuid4(),
            household_id=HOME,
            name=name,
            identity_number=number if number != an_identity() else None,
            telephone=phone,
            registered_address=door,
        )
    )
    secret = {"name": name, "phone": phone, "number": number, "door": door}[which]
    put = lambda field, text: f"{text}{write_it(secret)}" if field == at else text  # noqa: E731
    say(
        enter(
            ITEM,
            question=put("question", "漏水"),
            result=put("result", "好"),
            **AT_HOME,
        )
    )
    say(meet(ITEM, minutes=put("minutes", "议了")))
    say(report(ITEM, note=put("note", "报了")))
    try:
        words = {"done": put("done", DONE), "result": put("outcome", OUTCOME)}
        say(write(ITEM, TOLD, **words, **CONSENT))
        say(decide(TOLD))
    except TellsTooMuch as refusal:
        assert at in {"done", "outcome"}
        assert secret not in f"{refusal} {refusal.fields}"
    else:
        assert at not in {"done", "outcome"}
    public = public_of(store)
    for each in (name, phone, number, door, write_it(secret)):
        assert each not in public
    assert (DONE in public) is (at not in {"done", "outcome"})


def test_names_of_one_character_and_no_numbers_are_no_reason_to_refuse():
    bare = Hidden(names=["梨"], numbers=["1"], addresses=["无"])
    assert finding("梨园道路已修好", bare, [""]) is None
    assert finding("已修好12处", Hidden(addresses=["金科苑"]), ()) is None

"""B-29: a family cannot pay for a funeral; urgent, escalated twice on the same day."""

from minqing_demo import cast
from minqing_demo.acts import Assign, CallBack, Overdue, Record, Resolve, Start
from minqing_demo.places import DABEI, HANBIN_CIVIL_AFFAIRS, LAOCHENG
from minqing_demo.story import Form, Story, on

STORY = Story(
    row="B-29",
    site="安康汉滨 大北街社区",
    title="居民病故，家中无钱安葬",
    in_english="A resident died and the family cannot pay for the funeral; urgent",
    door=DABEI,
    channel="home-visit",
    submission=Form(
        at=on(7, 7, 8, 20),
        by=cast.B_GRID_HEAD,
        said={
            "text": (
                "网格长急报：住户周守田今晨因癌症去世，多年看病已花光积蓄，家中只有在读的女儿，"
                "没有钱安葬。请求马上帮助。"
            ),
            "category": "funeral-aid",
            "division_code": DABEI,
            "place": "大北社区纱帽石953号",
            "contact": {"name": "周小禾", "telephone": "12800000029"},
        },
    ),
    acts=(
        Assign(
            at=on(7, 7, 8, 30),
            by=cast.B_COMMUNITY_CLERK,
            to=DABEI,
            due=on(7, 7, 9, 30),
        ),
        Record(
            at=on(7, 7, 8, 50),
            by=cast.B_COMMUNITY_CLERK,
            path=f"/v1/residents/{cast.B_DECEASED}/death",
            body={"died_on": "2026-07-07"},
        ),
        Overdue(at=on(7, 7, 9, 30)),
        Assign(
            at=on(7, 7, 9, 45),
            by=cast.B_STREET_LEADER,
            to=LAOCHENG,
            due=on(7, 7, 10, 30),
        ),
        Overdue(at=on(7, 7, 10, 30)),
        Assign(
            at=on(7, 7, 10, 40),
            by=cast.B_DISTRICT_LEADER,
            to=HANBIN_CIVIL_AFFAIRS,
            handler=cast.B_CIVIL_AFFAIRS_HANDLER.id,
            due=on(7, 7, 18, 0),
        ),
        Start(at=on(7, 7, 11, 0), by=cast.B_CIVIL_AFFAIRS_HANDLER),
        Resolve(
            at=on(7, 7, 16, 20),
            by=cast.B_CIVIL_AFFAIRS_HANDLER,
            reply=(
                "民政局已减免火化费用，社区派人协助办理后事。您的学费，"
                "社区和学校会在开学前一起来看望商量，请放心。"
            ),
        ),
        CallBack(
            at=on(7, 10, 9, 30),
            by=cast.B_DISTRICT_CLERK,
            solved=True,
            satisfied=True,
            reason="后事已办妥，感谢",
        ),
    ),
)

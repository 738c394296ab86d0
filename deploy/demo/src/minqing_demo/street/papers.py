"""What stands in people's files: sections of 民生档案, invented from who they are.

Some who meet a rule have no benefit yet (应享尽享, C-12); of the three classes of C-07
there are many, most of them without a plan.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from random import Random
from typing import Any, Final

from minqing_demo.street.seeds import HouseholdSeed, PersonSeed

TODAY: Final = date(2026, 1, 1)
"""The day to which ages are counted, as of the street itself."""
MOST_NEEDY, EVERY_OTHER = 160, 40
"""So many homes in need have whole files, and of the others one in so many."""
SCHOOL, GROWN, RETIRED, OLD = 7, 19, 60, 65
GRADES: Final = (
    (13, "小学及以下"),
    (16, "初中"),
    (19, "高中或中专"),
    (45, "本科及以上"),
    (58, "高中或中专"),
    (70, "初中"),
    (200, "小学及以下"),
)
WORKS: Final = ("社区超市", "物流园", "服装厂", "物业公司", "小学食堂", "汽修店")
WISHES: Final = ("离家近的保洁", "看护老人", "车棚看守", "超市理货", "家政培训后上岗")
DEMANDS: Final = (
    "希望楼道加装扶手",
    "希望社区食堂送餐",
    "希望组织免费体检",
    "希望增设电动车充电点",
    "希望周末开放活动室",
)
KINDS: Final = ("视力", "听力", "肢体", "智力", "精神")
SEVERE: Final = ("一级", "二级")
Section = tuple[str, Mapping[str, Any]]


def whole_files(homes: Iterator[HouseholdSeed]) -> Iterator[HouseholdSeed]:
    """Yield the homes whose files say more than who lives there."""
    needy = 0
    for number, home in enumerate(homes):
        in_need = any(each.hardships for each in home.people)
        needy += in_need
        if (in_need and needy <= MOST_NEEDY) or number % EVERY_OTHER == 0:
            yield home


def sections_of(person: PersonSeed) -> Iterator[Section]:
    """Yield what somebody's file says beside who they are and why they are helped."""
    chance, age = Random(str(person.resident_id)), (TODAY - person.born).days // 365
    yield "employment", _employment(person, age, chance)
    if age >= SCHOOL:
        yield "education", {"level": next(said for end, said in GRADES if age < end)}
    health = _health(person, age, chance)
    yield "health", health
    yield "insurance", _insurance(age, chance)
    yield "civil-affairs", _help(person, age, health, chance)
    if age >= GROWN and chance.random() < 0.15:
        answered = chance.random() < 0.5
        yield "demands", {"demand": chance.choice(DEMANDS), "answered": answered}


def _employment(person: PersonSeed, age: int, chance: Random) -> Mapping[str, Any]:
    if age < SCHOOL:
        return {"status": "无劳动能力"}
    if age < GROWN:
        return {"status": "在校"}
    if age >= RETIRED:
        return {"status": "退休"}
    if "unemployed" in person.hardships:
        return {"status": "失业", "wish": chance.choice(WISHES)}
    if chance.random() < 0.2:
        return {"status": "灵活就业", "wish": chance.choice(WISHES)}
    return {"status": "在职", "work_unit": chance.choice(WORKS)}


def _health(person: PersonSeed, age: int, chance: Random) -> Mapping[str, Any]:
    ill = "seriously-ill" in person.hardships
    weak = age >= OLD and chance.random() < 0.6
    said: dict[str, Any] = {
        "condition": "重病" if ill else "慢性病" if weak else "健康"
    }
    if "disabled" in person.hardships:
        said["disability"] = chance.choice(KINDS)
        said["disability_level"] = chance.choice(("一级", "二级", "三级", "四级"))
    return said


def _insurance(age: int, chance: Random) -> Mapping[str, Any]:
    by_work = age >= GROWN and chance.random() < 0.5
    pension = "职工" if by_work else "城乡居民"
    return {
        "medical": pension,
        "pension": pension if age >= GROWN else "未参保",
    }


def _help(
    person: PersonSeed, age: int, health: Mapping[str, Any], chance: Random
) -> Mapping[str, Any]:
    """Return what somebody gets; a few of the severely disabled get nothing yet."""
    kinds, monthly = [], 0
    if "low-income" in person.hardships:
        kinds.append("低保")
        monthly += chance.randint(380, 720)
    if health.get("disability_level") in SEVERE and chance.random() < 0.6:
        kinds.append("残疾人补贴")
        monthly += 100
    if "seriously-ill" in person.hardships:
        kinds.append("医疗救助")
    if age >= OLD and chance.random() < 0.04:
        kinds.append("优抚")
        monthly += chance.randint(600, 900)
    return {"kinds": kinds, "monthly": f"{monthly}.00"} if monthly else {"kinds": kinds}

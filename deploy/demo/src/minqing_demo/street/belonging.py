"""Where a household is registered: here, in another part of the city, far away."""

from random import Random
from typing import Final

from minqing_demo.street.seeds import Registration

RESIDENT, ELSEWHERE, MOVED_IN, TRANSITIONAL = (
    "户籍常住",
    "人户分离",
    "流动人口",
    "拆迁过渡",
)
WAYS: Final = {RESIDENT: 70, ELSEWHERE: 9, MOVED_IN: 18, TRANSITIONAL: 3}
"""How many households of a hundred live here in which way (A-18, A-19)."""
WAY_NAMES: Final = tuple(WAYS)
WAY_WEIGHTS: Final = tuple(WAYS.values())
RENTS: Final = {RESIDENT: 0.02, ELSEWHERE: 0.3, MOVED_IN: 0.9, TRANSITIONAL: 1.0}
"""How likely each is to rent."""
IN_THE_CITY: Final = (
    ("510105", "青羊区", ("蜀风花园", "锦里西路", "文翁巷")),
    ("510107", "武侯区", ("桐梓路", "红牌新村", "洗面桥巷")),
    ("510108", "成华区", ("建设新村", "猛追湾巷", "双林横路")),
)
FAR_AWAY: Final = (
    ("511304", "南充市嘉陵区", "凤垭村"),
    ("511602", "广安市广安区", "龙台村"),
    ("511702", "达州市通川区", "罗江村"),
    ("513401", "西昌市", "礼州村"),
    ("510502", "泸州市江阳区", "方山村"),
    ("510703", "绵阳市涪城区", "丰谷村"),
    ("511402", "眉山市东坡区", "太和村"),
    ("500101", "重庆市万州区", "高梁村"),
    ("520302", "遵义市红花岗区", "深溪村"),
)
TORN_DOWN: Final = ("510106040004", "金牛区淳风桥社区")


def registration(division: str, address: str, chance: Random) -> Registration:
    """Return where a household behind this door is registered."""
    way = chance.choices(WAY_NAMES, WAY_WEIGHTS)[0]
    if way == RESIDENT:
        return Registration(residence=way, division=division, address=address)
    code, where = _other(way, chance)
    return Registration(residence=way, division=code, address=where)


def _other(way: str, chance: Random) -> tuple[str, str]:
    number = chance.randint(1, 60)
    if way == TRANSITIONAL:
        code, place = TORN_DOWN
        return code, f"{place}{chance.randint(1, 8)}组{number}号"
    if way == MOVED_IN:
        code, place, village = chance.choice(FAR_AWAY)
        return code, f"{place}{village}{chance.randint(1, 9)}组{number}号"
    code, place, roads = chance.choice(IN_THE_CITY)
    return code, f"成都市{place}{chance.choice(roads)}{number}号"


def rents(residence: str, chance: Random) -> bool:
    """Tell whether a household that lives here in such a way rents its home."""
    return chance.random() < RENTS[residence]

"""What a public text gives away: people, numbers, doors, health (A-17, 第25、28条).

Everything is compared in one form: one script, one width, one kind of digit, no spaces.
Rather a text too many is refused than one too few: its author words it anew, and
another person still reads it before the public does.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from minqing_kernel.simplified import simplify

CHINESE_DIGITS: Final = str.maketrans(
    "〇○零一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖", "00012345678912123456789"
)
SOUND_OF_DIGITS: Final = 7
"""So many digits in a row are a number by which somebody is known."""
SHARED_DIGITS: Final = 5
"""So many digits in a row out of a number on file are a part of it."""
ANY: Final = "[0-9a-z十百廿卅甲乙丙丁]"
DOOR: Final = re.compile(
    rf"{ANY}(?:号|栋|幢|单元|室|楼|弄|门牌|户室|房(?!改))|[a-z]座|[0-9]座(?=[0-9])|[0-9a-z]#|#[0-9]"
    r"|[0-9]+[-/~][0-9]+[-/~][0-9]+|(?<![0-9])[0-9]{1,2}[-/~][0-9]{3,4}(?![0-9])"
    r"|门牌|房号|[东西]户(?!外)"
)
DASHES: Final = str.maketrans("—–―‐‑−－～﹣﹟＃", "-------~-##")
BREAKS: Final = re.compile(r"[:：%％]")
BETWEEN: Final = re.compile(r"(?<=[0-9])[\W_]+(?=[0-9])")
DIGITS: Final = re.compile(r"[0-9]+")
TITLES: Final = (
    r"(?:某(?![些种个项处段类1年月日天])|先生|女士|太太|小姐|大爷|大妈|大娘|大叔|大姐|大哥"
    r"|阿姨|婆婆|奶奶|爷爷|师傅)"
)
SURNAMES: Final = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严魏陶姜戚谢邹喻苏潘葛范彭郎鲁韦马苗方"
    "俞任袁柳鲍史唐费薛雷贺倪汤滕殷罗毕郝邬傅卞康伍余顾孟黄穆萧尹姚邵汪祁毛臧戴宋庞熊纪舒屈项"
    "祝董梁杜阮蓝闵席贾路娄江颜郭梅盛林刁钟徐邱骆夏蔡田樊胡凌霍虞柯管卢莫房裘缪丁宣邓洪诸左崔"
    "吉龚程邢裴陆荣翁荀甄靳段焦侯秋仲伊宁仇甘厉祖武刘詹龙叶黎白蒲赖卓屠蒙池乔闻翟谭姬申桂牛尚"
    "温庄晏柴瞿阎艾容向易廖庾耿匡寇"
)
ADDRESSING: Final = re.compile(f"[{SURNAMES}]{TITLES}")
STREET: Final = re.compile(r"[^省市区县镇乡]{2,8}?(?:路|街(?!道)|巷|弄|胡同)")
SHORTEST_NAME: Final = 2
GIVEN_NAME: Final = 3
"""Of a name so long what follows the surname names somebody, too."""
SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True, kw_only=True, repr=False)
class Hidden:
    """What is on file of the people whom a matter concerns; none of it may be told."""

    names: Collection[str] = ()
    numbers: Collection[str] = ()
    addresses: Collection[str] = ()


def finding(text: str, hidden: Hidden, words: Collection[str]) -> str | None:
    """Return what a text gives away, or None for nothing.

    The answer tells what kind of thing it is, never which.
    """
    plain, letters = one_form(text), _letters(text)
    if tells_of_hardship(text, words):
        return "health-or-hardship"
    if DOOR.search(plain) or _names_address(letters, hidden):
        return "door"
    return named(text, hidden)


def tells_of_hardship(text: str, words: Collection[str]) -> bool:
    """Tell whether a text holds one of the words of health and hardship."""
    letters = _letters(text)
    folded = (_letters(each) for each in words)
    return any(each and each in letters for each in folded)


def named(text: str, hidden: Hidden) -> str | None:
    """Return whether a text gives away a person or a number, or None for neither."""
    plain, letters = one_form(text), _letters(text)
    if _names_somebody(letters, hidden) or ADDRESSING.search(letters):
        return "person"
    digits = _digits(plain)
    if any(len(run) >= SOUND_OF_DIGITS for run in digits):
        return "number"
    return "number" if _shares_digits(digits, hidden.numbers) else None


def one_form(text: str) -> str:
    """Return a text in the one form in which it is compared."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = "".join(_plain(each) for each in plain)
    plain = simplify(SPACES.sub("", plain)).translate(DASHES)
    return plain.translate(CHINESE_DIGITS)


def _plain(character: str) -> str:
    """Return a digit of any script as ours; what is not seen goes."""
    if unicodedata.category(character) in {"Cf", "Mn", "Me", "Cc"}:
        return "" if character not in "\n\t" else " "
    digit = unicodedata.digit(character, None)
    return character if digit is None else str(digit)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", one_form(text))


def _names_somebody(letters: str, hidden: Hidden) -> bool:
    return any(
        piece in letters
        or (len(piece) >= GIVEN_NAME and piece[1:] in letters)
        or re.search(re.escape(piece[0]) + TITLES, letters) is not None
        for piece in map(_letters, hidden.names)
        if len(piece) >= SHORTEST_NAME
    )


def _digits(plain: str) -> list[str]:
    parts = BREAKS.split(plain)
    joined = (BETWEEN.sub("", part) for part in parts)
    return [run for part in joined for run in DIGITS.findall(part)]


def _shares_digits(runs: Collection[str], numbers: Collection[str]) -> bool:
    on_file = ["".join(DIGITS.findall(one_form(each))) for each in numbers]
    pieces = {
        run[at : at + SHARED_DIGITS]
        for run in runs
        for at in range(len(run) - SHARED_DIGITS + 1)
    }
    return any(piece in number for piece in pieces for number in on_file)


def _names_address(letters: str, hidden: Hidden) -> bool:
    return any(piece in letters for each in hidden.addresses for piece in _pieces(each))


def _pieces(address: str) -> Iterator[str]:
    """Yield a whole address, and its street or lane: finer than a community."""
    plain = _letters(address)
    if len(plain) >= SHORTEST_NAME:
        yield plain
    after_district = re.split(r"[省市区县镇乡]|街道|社区", plain)[-1]
    street = STREET.match(after_district)
    if street:
        yield street[0]

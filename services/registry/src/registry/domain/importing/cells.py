"""Cells as offices really fill them: read into one written form, or refused by a code.

Text loses what no eye sees (every kind of space at its ends, zero width) and full-width
letters and digits; its words stay as they were typed (E-1). What a spreadsheet has
already spoilt is refused, never guessed.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Final

from minqing_kernel.errors import Invalid
from minqing_kernel.search_text import search_key
from minqing_kernel.text import clean
from registry.domain.importing.columns import Column, Form
from registry.domain.masks import HIDDEN

Cell = str | int | float | bool | date | datetime | None

EXACT_DIGITS: Final = 15
"""A spreadsheet keeps no more digits of a number than these."""
LONGEST_CELL: Final = 32_767
"""No spreadsheet holds more in a cell; what claims to is not read through."""
FULL_WIDTH: Final = {
    full: full - 0xFEE0
    for full in range(0xFF01, 0xFF5F)
    if chr(full - 0xFEE0).isalnum() or chr(full) in "－＋＠．＿／"
}
BLANKS: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
SPACES: Final = re.compile(r"[\s\u00a0\u3000]+")
FORMULA_TEXT: Final = re.compile(r'="(.*)"\Z', re.DOTALL)
FORMULA_ERRORS: Final = frozenset(
    ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
)
"""What stands in a cell whose formula found nothing: nobody is called so."""
SCIENTIFIC: Final = re.compile(r"[+-]?\d+(?:\.\d+)?e[+-]?\d+\Z", re.IGNORECASE)
DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 0?0:00.*)?\Z")
PLAIN_DAY: Final = re.compile(r"(\d{4})(\d{2})(\d{2})\Z")
CHINESE_DIGITS: Final = str.maketrans("〇零○一二三四五六七八九", "000123456789")
CHINESE_DAY: Final = re.compile(r"(.{4})年(.{1,3})月(.{1,3})[日号]\Z")
WHOLE: Final = re.compile(r"-?\d{1,13}\Z", re.ASCII)
AMOUNT: Final = re.compile(r"\d{1,9}(?:\.\d{1,2})?\Z", re.ASCII)
BETWEEN: Final = re.compile(r"[、,，;；/|\s]+")
YES_NO: Final[Mapping[str, bool]] = {
    **dict.fromkeys(("是", "y", "yes", "true", "1", "启用", "有", "√", "对"), True),
    **dict.fromkeys(("否", "n", "no", "false", "0", "停用", "无", "×", "x"), False),
}


class Unfit(ValueError):
    """The cell does not fit its column; the message is the code of why."""


Value = str | int | bool | list[str]


def read_cell(cell: Cell, column: Column) -> Value | None:
    """Return what a cell says, None for an empty one; raise Unfit."""
    if isinstance(cell, str) and len(cell) > LONGEST_CELL:
        raise Unfit("too-long")
    if cell in FORMULA_ERRORS:
        raise Unfit("formula-error")
    empty = cell is None or (isinstance(cell, str) and not cell.strip())
    value = None if empty else READERS[column.form](cell, column)
    if value is None or value == "":
        if column.required:
            raise Unfit("required")
        return None
    return value


def plain(cell: Cell) -> str:
    """Return a cell as text, in the width and with the spaces of plain text."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**EXACT_DIGITS:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return _text(str(cell))


def _text(said: str) -> str:
    try:
        text = clean(said).translate(BLANKS)
    except Invalid:
        raise Unfit("unreadable") from None
    found = FORMULA_TEXT.match(text)
    text = found[1] if found else text.removeprefix("'")
    return SPACES.sub(" ", text.translate(FULL_WIDTH)).strip()


def _as_text(cell: Cell, column: Column) -> str:
    text = plain(cell)
    if HIDDEN in text:
        raise Unfit("masked-value")
    return text


def _compact(cell: Cell) -> str:
    """Return a cell without any space, composed for comparison (NFKC)."""
    return unicodedata.normalize("NFKC", plain(cell)).replace(" ", "")


def _as_id(cell: Cell, column: Column) -> str:
    _refuse_spoilt(cell)
    return _compact(cell)


def _as_identity(cell: Cell, column: Column) -> str:
    """Refuse what was a number in the spreadsheet: its last digits are lost."""
    digits = isinstance(cell, int | float) and abs(cell) >= 10**EXACT_DIGITS
    text = _compact(cell)
    if digits or SCIENTIFIC.match(text):
        raise Unfit("identity-digits-lost")
    if "*" in text:
        raise Unfit("masked-value")
    return text.upper()


def _as_telephone(cell: Cell, column: Column) -> str:
    _refuse_spoilt(cell)
    text = _compact(cell)
    if "*" in text:
        raise Unfit("masked-value")
    return text


def _refuse_spoilt(cell: Cell) -> None:
    spoilt = isinstance(cell, int | float) and abs(cell) >= 10**EXACT_DIGITS
    if spoilt or SCIENTIFIC.match(_compact(cell)):
        raise Unfit("scientific-notation")


def _as_number(cell: Cell, column: Column) -> int:
    text = _compact(cell).replace(",", "")
    if not WHOLE.match(text):
        raise Unfit("not-an-integer")
    return int(text)


def _as_amount(cell: Cell, column: Column) -> str:
    text = _compact(cell).replace(",", "").lstrip("¥").removesuffix("元")
    if not AMOUNT.match(text):
        raise Unfit("bad-amount")
    return text


def _as_day(cell: Cell, column: Column) -> str:
    if isinstance(cell, date):
        return plain(cell)
    text = plain(cell)
    found = DAY.match(text) or PLAIN_DAY.match(text) or _chinese_day(text)
    try:
        year, month, day = (int(each) for each in found.groups())  # type: ignore[union-attr]
        return date(year, month, day).isoformat()
    except (AttributeError, ValueError):
        raise Unfit("not-a-date") from None


def _chinese_day(text: str) -> re.Match[str] | None:
    """Read 二〇一四年九月二十一日."""
    found = CHINESE_DAY.match(text)
    if found is None:
        return None
    year, *rest = found.groups()
    month, day = (_tens(each) for each in rest)
    return DAY.match(f"{year.translate(CHINESE_DIGITS)}-{month}-{day}")


def _tens(said: str) -> str:
    """Return 二十一 as 21, 十 as 10."""
    if "十" not in said:
        return said.translate(CHINESE_DIGITS)
    before, _, after = said.partition("十")
    tens = before.translate(CHINESE_DIGITS) or "1"
    return tens + (after.translate(CHINESE_DIGITS) or "0")


def _as_yes_no(cell: Cell, column: Column) -> bool:
    if isinstance(cell, bool):
        return cell
    said = YES_NO.get(_compact(cell).casefold())
    if said is None:
        raise Unfit("not-yes-or-no")
    return said


def _as_choice(cell: Cell, column: Column) -> str:
    return _meant(plain(cell), column)


def _as_choices(cell: Cell, column: Column) -> list[str]:
    said = [each for each in BETWEEN.split(plain(cell)) if each]
    return list(dict.fromkeys(_meant(each, column) for each in said))


def _meant(said: str, column: Column) -> str:
    found = column.meanings.get(said) or column.meanings.get(search_key(said))
    if found is None:
        raise Unfit("not-one-of-options")
    return found


READERS: Final[Mapping[Form, Callable[[Cell, Column], Value]]] = {
    Form.TEXT: _as_text,
    Form.ID: _as_id,
    Form.CODE: _as_id,
    Form.IDENTITY: _as_identity,
    Form.TELEPHONE: _as_telephone,
    Form.NUMBER: _as_number,
    Form.AMOUNT: _as_amount,
    Form.DAY: _as_day,
    Form.YES_NO: _as_yes_no,
    Form.CHOICE: _as_choice,
    Form.CHOICES: _as_choices,
}

HIDES: Final = re.compile(r"[^\W_]", re.UNICODE)
LONGEST_SHOWN: Final = 40
SHORT_CODE: Final = re.compile(r"[A-Za-z0-9-]{0,32}\Z")
SOMEBODYS_NUMBER: Final = re.compile(r"(?<!\d)(?:(?:86)?1\d{10}|\d{14,})(?!\d)")


def shown(cell: Cell, column: Column) -> str:
    """Return a cell as a report may show it; of a personal word only its shape.

    So, too, of what may be one that slipped into the wrong column: anything that is no
    short code where a code belongs, and long numbers wherever they stand.
    """
    text = "" if cell is None else str(cell)[:LONGEST_SHOWN]
    text = text.encode("utf-8", "replace").decode().replace("\x00", "?")
    if column.personal or _slipped(text, column):
        text = HIDES.sub("*", text)
    return text


def _slipped(text: str, column: Column) -> bool:
    """Tell whether this may be somebody's name or number in a column of something else.

    No division's code is longer than twelve digits, none of eleven begins with 1.
    """
    code = column.form in {Form.ID, Form.CODE} and not SHORT_CODE.match(text)
    return code or bool(SOMEBODYS_NUMBER.search(text))

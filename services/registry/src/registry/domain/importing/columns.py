"""A template: which columns a file of rows has, and what each takes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from minqing_kernel.search_text import search_key


class Form(StrEnum):
    """What stands in a cell."""

    TEXT = "text"
    ID = "id"
    CODE = "code"
    IDENTITY = "identity"
    TELEPHONE = "telephone"
    NUMBER = "number"
    AMOUNT = "amount"
    DAY = "day"
    YES_NO = "yes-no"
    CHOICE = "choice"
    CHOICES = "choices"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its heading, what else it is called, what may stand in it.

    `options` give for each Chinese word what it means. `personal` words are never shown
    by a report of faults.
    """

    code: str
    title: str
    form: Form = Form.TEXT
    required: bool = False
    aliases: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    personal: bool = False

    @cached_property
    def names(self) -> frozenset[str]:
        """What a heading is compared by, whatever script and width it came in."""
        return frozenset(search_key(name) for name in (self.title, *self.aliases))

    @cached_property
    def meanings(self) -> Mapping[str, str]:
        """The options by what a cell is compared by."""
        words = {search_key(word): code for word, code in self.options.items()}
        return {code: code for code in self.options.values()} | words


@dataclass(frozen=True, kw_only=True)
class Template:
    """All columns of one kind of file; `key` names those that tell rows apart."""

    kind: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    note: str = ""

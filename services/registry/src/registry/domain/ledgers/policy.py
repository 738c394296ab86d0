"""The ledgers of a place as dated data; here what holds where it says nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.domain.ledgers.words import HEALTH_AND_HARDSHIP
from registry.domain.profiles import STAFF_ROLES


class AboutKind(StrEnum):
    """What an item is about: 诉求, 居民, 户, 企业商户, 场所, 其他事项."""

    PETITION = "petition"
    RESIDENT = "resident"
    HOUSEHOLD = "household"
    FIRM = "firm"
    PLACE = "place"
    MATTER = "matter"


@dataclass(frozen=True, kw_only=True)
class Named:
    """Something that has a code and is called so."""

    code: str
    title: str


N = TypeVar("N", bound=Named)


@dataclass(frozen=True, kw_only=True)
class ExitReason(Named):
    """Why something is struck off (销号); `solved` counts as 妥善解决 (A-25)."""

    solved: bool = False


@dataclass(frozen=True, kw_only=True)
class AttendeeClass(Named):
    """Who comes to a meeting (C-10); a `sensitive` status is in no public version."""

    sensitive: bool = False


@dataclass(frozen=True, kw_only=True)
class LedgerKind(Named):
    """A ledger: what it may be about, why in and out, who reads it.

    Nothing of a `restricted` one is ever published or in a bulletin (A-17, B-23).
    """

    about: frozenset[AboutKind]
    entry_reasons: Sequence[Named]
    exit_reasons: Sequence[ExitReason]
    readers: frozenset[Role]
    restricted: bool
    basis: str

    def entry_reason(self, code: str) -> Named:
        """Return a reason to enter by its code, or raise Invalid on `reason`."""
        return _of(self.entry_reasons, code, "reason")

    def exit_reason(self, code: str) -> ExitReason:
        """Return a reason to strike off by its code, or raise Invalid on `reason`."""
        return _of(self.exit_reasons, code, "reason")


@dataclass(frozen=True, kw_only=True)
class Tile(Named):
    """One of 四个知晓 (A-27): what stands in these ledgers about these."""

    ledgers: frozenset[str]
    about: frozenset[AboutKind]
    basis: str


@dataclass(frozen=True, kw_only=True)
class LedgerPolicy:
    """The ledgers of a place at a moment; `words` no public text may hold."""

    ledgers: Sequence[LedgerKind]
    categories: Sequence[Named]
    attendees: Sequence[AttendeeClass]
    tiles: Sequence[Tile]
    words: frozenset[str]

    def ledger(self, code: str) -> LedgerKind:
        """Return a ledger by its code, or raise Invalid on `ledger`."""
        return _of(self.ledgers, code, "ledger")

    def category(self, code: str) -> Named:
        """Return a category by its code, or raise Invalid on `category`."""
        return _of(self.categories, code, "category")

    def tile(self, code: str) -> Tile:
        """Return a tile by its code, or raise Invalid on `tile`."""
        return _of(self.tiles, code, "tile")

    def readable_by(self, role: Role) -> list[str]:
        """Return the codes of the ledgers that a role reads."""
        return [each.code for each in self.ledgers if role in each.readers]


def _of(named: Sequence[N], code: str, field: str) -> N:
    for each in named:
        if each.code == code:
            return each
    raise Invalid(fields={field: f"unknown-{field}"})


def _named(words: str) -> tuple[Named, ...]:
    pairs = (each.split("=") for each in words.split())
    return tuple(Named(code=code, title=title) for code, title in pairs)


def _exits(words: str, solved: str) -> tuple[ExitReason, ...]:
    return tuple(
        ExitReason(code=each.code, title=each.title, solved=each.code == solved)
        for each in _named(words)
    )


def _ledger(
    code: str, title: str, about: str, into: str, out: str, basis: str
) -> LedgerKind:
    restricted = code == STABILITY
    return LedgerKind(
        code=code,
        title=title,
        about=frozenset(AboutKind(each) for each in about.split()),
        entry_reasons=_named(into),
        exit_reasons=_exits(out, "solved"),
        readers=frozenset({Role.SUPERVISOR}) if restricted else ALL_STAFF,
        restricted=restricted,
        basis=basis,
    )


STABILITY: Final = "stability"
"""稳定工作台账: under this code a ledger is restricted wherever it is kept (A-17)."""
ALL_STAFF: Final = STAFF_ROLES - {Role.OPS}
ANYTHING: Final = "petition resident household firm place matter"
OUT: Final = "solved=已解决 explained=已解释说明 moved=已迁出 error=误建"
STATUTORY_LEDGERS: Final = LedgerPolicy(
    ledgers=(
        _ledger(
            "petitions",
            "民生诉求台账",
            ANYTHING,
            "reported=群众反映 visited=走访发现 gathered=集中反映 returned=反弹",
            OUT + " transferred=转出办理",
            "A-15",
        ),
        _ledger(
            "hardship",
            "困难群众台账",
            "petition resident household matter",
            "assessed=核定困难 visited=走访发现 applied=本人申请 returned=再次困难",
            "solved=困难解除 ceased=不再符合 moved=已迁出 deceased=死亡 error=误建",
            "A-15",
        ),
        _ledger(
            STABILITY,
            "稳定工作台账",
            ANYTHING,
            "screened=排查发现 reported=上报交办 returned=反复",
            OUT,
            "A-15, B-23",
        ),
    ),
    categories=_named(
        "traffic=交通秩序 sanitation=环境卫生 appearance=市容市貌 security=治安状况"
        " welfare=社会福利保障 civility=精神文明 building=社区建设 service=社区服务"
    ),
    attendees=tuple(
        AttendeeClass(
            code=each.code, title=each.title, sensitive=each.code == "united-front"
        )
        for each in _named(
            "deputy=人大代表 cppcc=政协委员 party=社区党员 retired=企退人员"
            " united-front=统战人员 representative=居民代表 staff=工作人员"
        )
    ),
    tiles=(
        Tile(
            code="community",
            title="村情社情",
            ledgers=frozenset({"petitions"}),
            about=frozenset({AboutKind.FIRM, AboutKind.PLACE}),
            basis="A-27",
        ),
        Tile(
            code="households",
            title="户情民情",
            ledgers=frozenset({"petitions", "hardship"}),
            about=frozenset({AboutKind.RESIDENT, AboutKind.HOUSEHOLD}),
            basis="A-27",
        ),
        Tile(
            code="wishes",
            title="期盼愿望",
            ledgers=frozenset({"petitions"}),
            about=frozenset({AboutKind.PETITION, AboutKind.MATTER}),
            basis="A-27",
        ),
        Tile(
            code="difficulties",
            title="问题困难",
            ledgers=frozenset({"hardship"}),
            about=frozenset(AboutKind),
            basis="A-27",
        ),
    ),
    words=HEALTH_AND_HARDSHIP,
)
"""No statute sets them: the ledgers that the rows name. Categories are C-18's."""

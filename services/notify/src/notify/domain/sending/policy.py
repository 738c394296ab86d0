"""The place's rules of telling: means, quiet hours, digest, limits, fail-over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from types import MappingProxyType
from typing import Final

from notify.domain.sending.means import Means


@dataclass(frozen=True, kw_only=True)
class QuietHours:
    """From when until when nobody is disturbed by these means; may span midnight."""

    begins: time
    ends: time
    means: frozenset[Means] = frozenset({Means.SMS, Means.CALL})


@dataclass(frozen=True, kw_only=True)
class Limit:
    """What a provider takes: so many a second, and at most `burst` at once."""

    per_second: float
    burst: int


@dataclass(frozen=True, kw_only=True)
class FailOver:
    """When a provider is passed over: of its last calls too many were in vain.

    Judged over `window` once it saw `least` calls; for `cool_down` nobody asks it.
    """

    window: timedelta = timedelta(minutes=1)
    least: int = 5
    share: float = 0.5
    cool_down: timedelta = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class SendingPolicy:
    """What holds where a place says nothing: at once, and nobody is spared.

    `holidays_hold`: on rest days desks are left alone until the next working day, by
    these means. `digest_at`: when a desk's notices of low urgency come as one.
    `resends_unkeyed`: a message that may or may not have gone by a provider without an
    idempotency key goes once more, marked as possibly doubled; else a person calls.
    """

    petitioner_order: tuple[Means, ...] = (Means.SMS, Means.EMAIL, Means.FILE)
    desk_order: tuple[Means, ...] = (Means.EMAIL, Means.FILE)
    quiet: QuietHours | None = None
    holidays_hold: frozenset[Means] = frozenset()
    digest_at: time | None = None
    limits: Mapping[str, Limit] = field(default_factory=dict)
    fail_over: FailOver = field(default_factory=FailOver)
    resends_unkeyed: bool = True
    bases: Mapping[str, str] = field(default_factory=dict, compare=False)

    def basis(self, rule: str) -> str:
        """Return where one of the rules above comes from."""
        return self.bases.get(rule, BASES[rule])


BASES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "petitioner_order": "本系统默认（条例第23条要求告知，未定方式）",
        "desk_order": "本系统默认",
        "quiet": "本系统默认：不设免打扰时段",
        "holidays_hold": "本系统默认：节假日照常告知",
        "digest_at": "本系统默认：不汇总",
        "limits": "与服务商的约定",
        "fail_over": "本系统默认",
        "resends_unkeyed": "本系统默认（docs/guarantees.md 第20条）",
    }
)
"""Where each rule comes from as long as a place says nothing."""

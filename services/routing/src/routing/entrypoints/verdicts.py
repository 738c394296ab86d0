"""What any act on a case may be refused for."""

from minqing_kernel.errors import DomainError, Forbidden, TransitionRefused
from routing.domain.errors import (
    AccusedUnit,
    CaseNotFound,
    KeyReused,
    NotYours,
    StaleRevision,
)

REFUSALS: tuple[type[DomainError], ...] = (
    CaseNotFound,
    NotYours,
    Forbidden,
    StaleRevision,
    KeyReused,
    TransitionRefused,
    AccusedUnit,
)

"""The life of a project, as one table; the README's drawing is made from it."""

from enum import StrEnum

from minqing_kernel.state_machine import StateMachine, on


class ProjectState(StrEnum):
    """Where a project stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class ProjectStep(StrEnum):
    """What may be done to a project."""

    JOIN = "join"
    COUNT = "count"
    BUDGET = "budget"
    REPORT = "report"
    FINISH = "finish"
    DROP = "drop"


S, T = ProjectState, ProjectStep

PROJECT_LIFE: StateMachine[ProjectState, ProjectStep] = StateMachine(
    on(T.JOIN, leaving={S.OPEN}, reach=S.OPEN),
    on(T.COUNT, leaving={S.OPEN}, reach=S.OPEN),
    on(T.BUDGET, leaving={S.OPEN}, reach=S.OPEN),
    on(T.REPORT, leaving={S.OPEN}, reach=S.OPEN),
    on(T.FINISH, leaving={S.OPEN}, reach=S.DONE),
    on(T.DROP, leaving={S.OPEN}, reach=S.DROPPED),
)

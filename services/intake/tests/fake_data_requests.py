"""In-memory requests about data, with the database's own refusals."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from intake.domain.data_errors import (
    UnknownDataRequest,
)
from intake.domain.data_request import DataRequest


class FakeDataRequests:
    """What petitioners ask of their data; changes reach the store at commit."""

    def __init__(
        self, rows: dict[UUID, DataRequest], later: Callable[..., None]
    ) -> None:
        self._rows = rows
        self._later = later
        self.touched: list[DataRequest] = []

    def add(self, request: DataRequest) -> None:
        self._hold(request)

    def get(self, key: UUID) -> DataRequest:
        if key not in self._rows:
            raise UnknownDataRequest
        return self._hold(replace(self._rows[key]))

    def get_many(self, keys: list[UUID]) -> dict[UUID, DataRequest]:
        return {each: self.get(each) for each in keys if each in self._rows}

    def open_of(self, petition_id: UUID) -> int:
        mine = (e for e in self._rows.values() if e.petition_id == petition_id)
        return sum(each.is_open for each in mine)

    def forget_before(self, moment: datetime) -> None:
        def act() -> None:
            for key, each in self._rows.items():
                if each.answered_at is not None and each.answered_at < moment:
                    self._rows[key] = replace(each, sealed=None)

        self._later(act)

    def _hold(self, request: DataRequest) -> DataRequest:
        self.touched.append(request)
        self._later(lambda: self._rows.update({request.request_id: request}))
        return request

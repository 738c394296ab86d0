"""Informers by HTTP: who they are, what they see, how the months stand (D-22)."""

from typing import Final

from intake.application.informer_lists import (
    KEEPERS,
    GiveEnterprise,
    RecordInformer,
    TakeEnterprise,
)
from intake.application.informing import (
    RemindInformers,
)
from intake.bootstrap import Parts
from intake.domain.errors import (
    BrokenPetition,
    MonthNotBegun,
    OutsideScope,
    UnknownEnterprise,
    UnknownInformer,
    UnknownReference,
)
from intake.entrypoints import informer_schemas as schemas
from intake.entrypoints.channels.informer import TAG
from intake.entrypoints.channels.once import contact_of
from intake.entrypoints.informer_reports_seen import named, require_own
from minqing_chassis.http.route import Reply, Request, Route

INFORMER: Final = "/v1/informers/{informer}"
ENTERPRISE: Final = INFORMER + "/enterprises/{enterprise}"


class InformerListDoor:
    """Who reports on which enterprises."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return self._informers()

    def _informers(self) -> list[Route]:
        return [
            Route(
                method="PUT",
                path=INFORMER,
                operation=self.put_informer,
                summary="登记信息员 Of which enterprises somebody reports",
                roles=KEEPERS,
                body=schemas.InformerFormSchema,
                replies={200: schemas.InformerSchema},
                errors=(
                    OutsideScope,
                    UnknownReference,
                    UnknownEnterprise,
                    BrokenPetition,
                ),
                tag=TAG,
            ),
            Route(
                method="GET",
                path=INFORMER,
                operation=self.get_informer,
                summary="查看信息员 An informer, without the telephone",
                roles=KEEPERS,
                replies={200: schemas.InformerSchema},
                errors=(UnknownInformer, OutsideScope),
                tag=TAG,
            ),
            *self._ones(),
            Route(
                method="POST",
                path="/v1/informer-reports/reminders",
                operation=self.remind,
                summary="催报 Remind who is behind, once a day",
                roles=KEEPERS,
                body=schemas.MonthQuerySchema,
                replies={200: schemas.RemindedSchema},
                errors=(OutsideScope, MonthNotBegun),
                tag=TAG,
            ),
        ]

    def _ones(self) -> list[Route]:
        return [
            Route(
                method="PUT",
                path=ENTERPRISE,
                operation=self.give,
                summary="交一家企业 Let an informer report on one more enterprise",
                roles=KEEPERS,
                body=schemas.OneEnterpriseFormSchema,
                replies={200: schemas.InformerSchema},
                errors=(
                    OutsideScope,
                    UnknownReference,
                    UnknownEnterprise,
                    BrokenPetition,
                ),
                tag=TAG,
            ),
            Route(
                method="DELETE",
                path=ENTERPRISE,
                operation=self.take,
                summary="收回一家企业 Let an informer report on one no more",
                roles=KEEPERS,
                replies={200: schemas.InformerSchema},
                errors=(UnknownInformer, OutsideScope, UnknownEnterprise),
                tag=TAG,
            ),
        ]

    def give(self, request: Request) -> Reply:
        """Let an informer report on one more enterprise."""
        command = GiveEnterprise(
            informer_id=_informer_in(request),
            enterprise_id=request.params["enterprise"],
            organisation_id=request.body["organisation_id"],
            contact=contact_of(request.body.get("contact")),
            actor=request.actor,
        )
        self._parts.bus.handle(command, request.cause)
        return self.get_informer(request)

    def take(self, request: Request) -> Reply:
        """Let an informer report on one enterprise no more."""
        command = TakeEnterprise(
            informer_id=request.params["informer"],
            enterprise_id=request.params["enterprise"],
            actor=request.actor,
        )
        self._parts.bus.handle(command, request.cause)
        return self.get_informer(request)

    def put_informer(self, request: Request) -> Reply:
        """Keep an informer."""
        command = RecordInformer(
            informer_id=_informer_in(request),
            organisation_id=request.body["organisation_id"],
            enterprises=frozenset(request.body["enterprises"]),
            contact=contact_of(request.body.get("contact")),
            actor=request.actor,
        )
        self._parts.bus.handle(command, request.cause)
        return self.get_informer(request)

    def get_informer(self, request: Request) -> Reply:
        """Show an informer's enterprises, and whether a reminder would arrive."""
        informer_id = request.params["informer"]
        found = self._parts.informers.informer(informer_id)
        if found is None:
            raise UnknownInformer
        require_own(self._parts, request, found["organisation_id"])
        rows = self._parts.informers.of_informer(informer_id)
        told = [named(row) for row in rows]
        return Reply(dict(found) | {"enterprises": told})

    def remind(self, request: Request) -> Reply:
        """Remind, and say how many are behind."""
        own = request.actor.organisation_id
        command = RemindInformers(
            month=request.body["month"],
            organisation_id=request.body.get("organisation") or own or "",
            actor=request.actor,
        )
        behind = self._parts.bus.handle(command, request.cause)
        told = [each for each in behind if each.reachable]
        before = sum(each.reminded for each in told)
        return Reply(
            {
                "reminded": len(told) - before,
                "before": before,
                "unreachable": [e.informer_id for e in behind if not e.reachable],
            }
        )


def _informer_in(request: Request) -> str:
    informer_id: str = request.params["informer"]
    if not schemas.INFORMER_ID.fullmatch(informer_id):
        raise BrokenPetition(fields={"informer": "pattern"})
    return informer_id

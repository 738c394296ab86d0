"""The operations on campaigns (B-12)."""

from collections.abc import Sequence

from minqing_chassis.http.route import Reply, Request
from registry.application.authority import known_lineage, must_see_place
from registry.application.steering.commands import GroupPetition, RecordCampaign
from registry.application.steering.views import CampaignView, campaign_view
from registry.bootstrap import Parts
from registry.domain.steering.campaign import Campaign, CampaignProfile
from registry.domain.steering.errors import CampaignUnknown
from registry.domain.values import civil_day


class CampaignDoor:
    """Decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def put_campaign(self, request: Request) -> Reply:
        """Say what a campaign is."""
        kinds = frozenset(request.body["visit_kinds"])
        command = RecordCampaign(
            actor=request.actor,
            campaign_id=request.params["campaign_id"],
            profile=CampaignProfile(**request.body | {"visit_kinds": kinds}),
        )
        found = self._parts.bus.handle(command, request.cause)
        return Reply(self._shown([found], request)[0])

    def group(self, request: Request) -> Reply:
        """Take a petition in."""
        return self._group(request, grouped=True)

    def let_go(self, request: Request) -> Reply:
        """Take a petition out."""
        return self._group(request, grouped=False)

    def _group(self, request: Request, *, grouped: bool) -> Reply:
        command = GroupPetition(actor=request.actor, grouped=grouped, **request.params)
        found = self._parts.bus.handle(command, request.cause)
        return Reply(self._shown([found], request)[0])

    def list_campaigns(self, request: Request) -> Reply:
        """Show the campaigns of a place and below."""
        place = request.query["organisation"]
        known_lineage(self._parts.reader, place, "organisation")
        must_see_place(request.actor, self._parts.reader, place)
        found = self._parts.oversight.steering.campaigns(place)
        on = request.query["on"]
        held = [
            e for e in found if on is None or e.profile.since <= on <= e.profile.until
        ]
        return Reply({"items": self._shown(held, request)})

    def count(self, request: Request) -> Reply:
        """Show what a campaign comes to, counted now."""
        found = self._parts.oversight.steering.campaign(request.params["campaign_id"])
        if found is None:
            raise CampaignUnknown
        places, actor = self._parts.reader, request.actor
        must_see_place(actor, places, found.profile.organisation_id)
        on = request.query["on"] or civil_day(self._parts.clock.now())
        line = places.lineage(actor.organisation_id or "")
        steering = self._parts.oversight.steering
        totals = steering.totals(found, on, line)
        shown = self._shown([found], request)[0]
        return Reply(vars(totals) | {"campaign": shown, "on": on})

    def _shown(self, found: Sequence[Campaign], request: Request) -> list[CampaignView]:
        line = self._parts.reader.lineage(request.actor.organisation_id or "")
        grouped = self._parts.oversight.steering.grouped(found, line)
        return [campaign_view(each, grouped[each.campaign_id]) for each in found]

"""The operations on campaigns (B-12)."""

from minqing_chassis.http.route import Reply, Request
from registry.application.authority import known_lineage, must_see_place
from registry.application.steering.commands import GroupPetition, RecordCampaign
from registry.application.steering.views import campaign_view
from registry.bootstrap import Parts
from registry.domain.steering.campaign import CampaignProfile
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
        return Reply(campaign_view(self._parts.bus.handle(command, request.cause)))

    def group(self, request: Request) -> Reply:
        """Take a petition in."""
        return self._group(request, grouped=True)

    def let_go(self, request: Request) -> Reply:
        """Take a petition out."""
        return self._group(request, grouped=False)

    def _group(self, request: Request, *, grouped: bool) -> Reply:
        command = GroupPetition(actor=request.actor, grouped=grouped, **request.params)
        return Reply(campaign_view(self._parts.bus.handle(command, request.cause)))

    def list_campaigns(self, request: Request) -> Reply:
        """Show the campaigns of a place and below."""
        place = request.query["organisation"]
        known_lineage(self._parts.reader, place, "organisation")
        must_see_place(request.actor, self._parts.reader, place)
        found = self._parts.steering.campaigns(place)
        on = request.query["on"]
        held = [
            e for e in found if on is None or e.profile.since <= on <= e.profile.until
        ]
        return Reply({"items": list(map(campaign_view, held))})

    def count(self, request: Request) -> Reply:
        """Show what a campaign comes to, counted now."""
        found = self._parts.steering.campaign(request.params["campaign_id"])
        if found is None:
            raise CampaignUnknown
        places, actor = self._parts.reader, request.actor
        must_see_place(actor, places, found.profile.organisation_id)
        on = request.query["on"] or civil_day(self._parts.clock.now())
        line = places.lineage(actor.organisation_id or "")
        totals = self._parts.steering.totals(found, on, line)
        return Reply(vars(totals) | {"campaign": campaign_view(found), "on": on})

"""Routes for everybody: what was published, as JSON and as a feed. No token is read."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256

from minqing_chassis.http.route import PUBLIC, Reply, Request, Route
from registry.adapters.ledgers.feed import as_rss
from registry.application.ledgers.views import PublicNotice
from registry.bootstrap import Parts
from registry.domain.ledgers.errors import PublicationUnknown
from registry.entrypoints.ledgers import publication_schemas as schemas
from registry.entrypoints.structure import page_of

TAG = "公开 Public"
LIST = "/v1/public/ledger"
RSS = "application/rss+xml; charset=utf-8"


class PublicDoor:
    """The operations: everything comes from the one de-identifying view."""

    def __init__(self, parts: Parts) -> None:
        self._public = parts.ledgers.public
        self._link = parts.settings.base_url + LIST

    def list_published(self, request: Request) -> Reply:
        """Show what is public now, the newest first."""
        found = self._found(request)
        told = page_of(found, request).body
        return _unless_known(request, found, told)

    def feed_published(self, request: Request) -> Reply:
        """Show what is public now as a feed."""
        found = self._found(request)
        return _unless_known(request, found, as_rss(found, self._link))

    def _found(self, request: Request) -> Sequence[PublicNotice]:
        asked = request.query
        return self._public.page(
            asked["organisation"],
            before=asked["before"],
            limit=asked["limit"],
            category=asked["category"],
            place=asked["place"],
            month=asked["month"],
        )

    def list_choices(self, _: Request) -> Reply:
        """Show by what the list may be narrowed."""
        headers = {"Cache-Control": "public, max-age=60"}
        return Reply(self._public.choices(), headers=headers)

    def show_published(self, request: Request) -> Reply:
        """Show one notice; of one that was withdrawn the day alone."""
        found = self._public.one(request.params["public_id"])
        if found is None:
            raise PublicationUnknown
        is_gone = isinstance(found, date)
        told = {
            "notice": None if is_gone else found,
            "withdrawn_on": found if is_gone else None,
        }
        return Reply(told, headers={"Cache-Control": "public, no-cache"})


def _unless_known(
    request: Request, found: Sequence[PublicNotice], body: object
) -> Reply:
    """Return the body, or nothing to who has it already.

    A copy may be kept, but is asked after each time: what was withdrawn is gone.
    """
    headers = _headers(found)
    if request.header("If-None-Match") == headers["ETag"]:
        return Reply(status=304, headers=headers)
    return Reply(body, headers=headers)


def _headers(found: Sequence[PublicNotice]) -> Mapping[str, str]:
    mark = sha256(repr(found).encode()).hexdigest()[:32]
    return {"ETag": f'"{mark}"', "Cache-Control": "public, no-cache"}


def public_routes(parts: Parts) -> Iterator[Route]:
    """Yield the public's routes."""
    door = PublicDoor(parts)
    yield Route(
        method="GET",
        path=LIST,
        operation=door.list_published,
        summary="晒账：公开列表（无需登录） The public list",
        roles=PUBLIC,
        reads_token=False,
        query=schemas.PublicListQuery,
        replies={200: schemas.PublicListSchema, 304: None},
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=LIST + "/{public_id:uuid}",
        operation=door.show_published,
        summary="晒账：一件事项，已撤回的只写日期（无需登录） One notice",
        roles=PUBLIC,
        reads_token=False,
        replies={200: schemas.PublicEntrySchema},
        errors=(PublicationUnknown,),
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=LIST + "/choices",
        operation=door.list_choices,
        summary="晒账：可筛选的类别、地方、月份（无需登录） What it may be narrowed by",
        roles=PUBLIC,
        reads_token=False,
        replies={200: schemas.PublicChoicesSchema},
        tag=TAG,
    )
    yield Route(
        method="GET",
        path=LIST + "/feed",
        operation=door.feed_published,
        summary="晒账：RSS 订阅（无需登录） The public list as RSS",
        roles=PUBLIC,
        reads_token=False,
        query=schemas.PublicListQuery,
        replies={200: None},
        media_type=RSS,
        tag=TAG,
    )

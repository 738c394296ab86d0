"""Whether somebody does something too often, from one device or one address."""

from flask import request

from portal.adapters.limits import Kind, site_of
from portal.bootstrap import Parts
from portal.entrypoints.web.page import visitor


def seldom_enough(parts: Parts, here: Kind, from_there: Kind, more: int = 1) -> bool:
    """Count one more try of both, or so many; say whether neither is one too many."""
    said = request.headers.get("X-Forwarded-For", "")
    trusted = parts.settings.trusted_proxies
    site = site_of(request.remote_addr or "", said, trusted)
    few = site is None or parts.limits.allows(from_there, site, more)
    return parts.limits.allows(here, visitor().form_key(), more) and few

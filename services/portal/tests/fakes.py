"""The portal's world without a database: what is kept, who carries, a door."""

import json
from uuid import UUID

from portal.application.ports import Away
from portal.application.views import Claimed, Receipt
from portal.domain.errors import KeptTwice, LinkUnknown, MatterUnknown


class FakeSealer:
    """Seals nothing, but binds to the row as the real one does."""

    def seal(self, document, about):
        return json.dumps([about, document])

    def open(self, token, about):
        bound, document = json.loads(token)
        assert bound == about
        return document


class FakeKept(dict):
    """The kept matters, by id."""

    def add(self, aggregate):
        if aggregate.matter_id in self:
            raise KeptTwice
        self[aggregate.matter_id] = aggregate

    def get(self, key):
        if key not in self:
            raise MatterUnknown
        return self[key]


class FakeLinks(dict):
    """The personal links, by id."""

    def add(self, aggregate):
        self[aggregate.link_id] = aggregate

    def get(self, key):
        if key not in self:
            raise LinkUnknown
        return self[key]

    def held_by(self, kind, holder_id):
        mine = [e for e in self.values() if (e.kind, e.holder_id) == (kind, holder_id)]
        return [each for each in mine if each.state == "issued"]


class FakeHeard(list):
    """The facts that were taken."""

    take = list.append


class FakeWork:
    """One transaction that always lasts."""

    def __init__(self):
        self.kept, self.heard = FakeKept(), FakeHeard()
        self.links = FakeLinks()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def collect(self, cause):
        pass

    def commit(self):
        pass


class FakeClaims:
    """Hands out what waits in the kept matters; notes what was put back."""

    def __init__(self, kept):
        self._kept = kept
        self.taken, self.back = set(), []

    def claim(self, matter_id: UUID):
        kept = self._kept.get(matter_id)
        if kept.state != "waiting" or matter_id in self.taken:
            return None
        self.taken.add(matter_id)
        return Claimed(matter_id=matter_id, sealed=kept.sealed)

    def claim_next(self):
        for matter_id in self._kept:
            claimed = self.claim(matter_id)
            if claimed:
                return claimed
        return None

    def put_back(self, matter_id):
        self.back.append(matter_id)


class FakeIntake:
    """Takes matters once for each key, unless it is told to raise."""

    def __init__(self):
        self.error = None
        self.taken = {}

    def submit(self, body, key, language):
        if self.error is not None:
            raise self.error
        number = len(self.taken) + 1
        return self.taken.setdefault(
            key, Receipt(receipt=f"MQ-2611-{number:07d}", code="7K3M-9Q2T")
        )


AWAY = Away("gone")

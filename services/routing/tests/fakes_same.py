"""Same matters in memory: the same promises as the rows, for the use cases alone."""

from types import SimpleNamespace

from routing.domain.same.matters import Echo, Mark


class FakeSame:
    """One agency's fingerprints; `open` are its cases in hand, by their receipts."""

    def __init__(self):
        self.own, self.far, self.found = {}, {}, {}
        self.open, self.was_told, self.answered = {}, set(), set()

    def keep(self, mark):
        known = self.own.get((mark.petition_id, mark.agency))
        if known is None or known.revision < mark.revision:
            self.own[mark.petition_id, mark.agency] = mark

    def theirs_like(self, agency, looked):
        marks = [e for (of, _), e in self.far.items() if of == agency]
        return [each for each in marks if set(each.prints) & set(looked)]

    def ours_like(self, agency, told):
        mine = [e for (_, of), e in self.own.items() if of == agency]
        return [each for each in mine if set(each.looked) & set(told)]

    def hear(self, agency, marks, said_at):
        self.far |= {(agency, each.mark_id): each for each in marks}

    def let_go(self, agency, gone, said_at):
        for each in gone:
            self.far.pop((agency, each), None)

    def told(self, agency, petition_ids):
        return {each for each in petition_ids if (each, agency) in self.was_told}

    def note(self, found, at):
        for each in found:
            self.found.setdefault((each.petition_id, each.agency, each.mark_id), each)

    def to_tell(self, agency, at, limit):
        fresh = [
            e
            for (key, of), e in self.own.items()
            if of == agency and key in self.open and (key, of) not in self.was_told
        ][:limit]
        self.was_told |= {(each.petition_id, agency) for each in fresh}
        return [
            Mark(
                mark_id=each.petition_id,
                receipt=each.receipt,
                prints=each.told,
                accepted_at=at,
                due_at=self.open[each.petition_id],
            )
            for each in fresh
        ]

    def to_take_back(self, agency, at, limit):
        ended = [k for k, of in self.was_told if of == agency and k not in self.open]
        self.was_told -= {(each, agency) for each in ended}
        return ended[:limit]

    def to_answer(self, agency, at, limit):
        fresh = [
            (key, each)
            for key, each in self.found.items()
            if key[1] == agency and key[0] in self.open and each.found_here
        ]
        asked = [(key, e) for key, e in fresh if key not in self.answered][:limit]
        self.answered |= {key for key, _ in asked}
        return [
            Echo(
                mark_id=e.mark_id,
                matter_id=e.petition_id,
                receipt=self.own[e.petition_id, agency].receipt,
                grade=e.grade,
            )
            for _, e in asked
        ]

    def forget(self, at):
        self.far.clear()


class FakeSameWork:
    """A unit of work with this room alone; letters wait in `sent`."""

    def __init__(self):
        self.same, self.sent = FakeSame(), []
        self.accounts = SimpleNamespace(
            send=lambda letter, at: self.sent.append(letter)
        )
        self.dealings = SimpleNamespace(
            incarnation=lambda: SimpleNamespace(number=0), heard_of=lambda _: 0
        )

    def ends(self, petition_id):
        self.same.open = {
            k: due for k, due in self.same.open.items() if k != petition_id
        }

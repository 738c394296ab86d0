"""An office with a register, and files that are worked through."""

from uuid import uuid4

from minqing_kernel.messages import Role
from registry.application.importing.commands import (
    StartImport,
    UndoImport,
)
from registry.application.importing.running import ImportRunner
from registry.domain.importing.batch import ImportSource
from services.registry.tests.builders import (
    AT_HOME,
    COMMUNITY,
    STREET,
    a_cause,
    an_actor,
    an_identity,
    the_tree,
)
from services.registry.tests.importing_fakes import (
    FileStore,
    InMemoryDesk,
    with_files,
)

CLERK = an_actor(Role.CLERK, COMMUNITY)
HEAD = an_actor(Role.SUPERVISOR, STREET)
OPS = an_actor(Role.OPS, None)
ONE, TWO, THREE = (an_identity(order=order) for order in ("123", "456", "789"))
HOMES = f"户编号,住址\n甲-1,{AT_HOME}\n甲-2,梨花巷7号\n"
PEOPLE = f"姓名,身份证号,户编号\n白小梨,{ONE},甲-1\n白小桃,{TWO},\n白小梅,,甲-1\n"
HEALTH = f"身份证号码,健康状况\n{ONE},良好\n{TWO},尚可\n"


class Office:
    """A register, its bus and somebody who works through files."""

    def __init__(self) -> None:
        self.store = FileStore()
        self.bus = with_files(self.store)
        self.desk = InMemoryDesk(self.store)
        self.runner = ImportRunner(bus=self.bus, desk=self.desk)
        for command in the_tree():
            self.say(command)

    def say(self, command):
        return self.bus.handle(command, a_cause(command.actor))

    def start(self, kind, text, actor=CLERK, **changes):
        batch_id = uuid4()
        said = {"organisation_id": None, "dry_run": False} | changes
        source = ImportSource(
            kind=kind, file_name="book.csv", fingerprint="f", by=actor, **said
        )
        self.say(
            StartImport(
                actor=actor, batch_id=batch_id, source=source, content=text.encode()
            )
        )
        return batch_id

    def bring(self, kind, text, actor=CLERK, **changes):
        batch_id = self.start(kind, text, actor, **changes)
        self.runner.run_due()
        return self.store.batches[batch_id]

    def undo(self, batch, actor=CLERK):
        self.say(UndoImport(actor=actor, batch_id=batch.batch_id))
        self.runner.run_due()
        return self.store.batches[batch.batch_id]

    def codes(self, batch):
        results = self.store.results[batch.batch_id].values()
        return [(r.no, f.column, f.code) for r in results for f in r.faults]

    def steps(self):
        return [f.step for f in self.store.facts if hasattr(f, "step")]


def ends(batch):
    return {name: n for name, n in vars(batch.counts).items() if n}

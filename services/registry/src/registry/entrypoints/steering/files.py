"""The file of a regulation: sent by who governs, fetched by workers (D-24)."""

from minqing_chassis.http.route import Reply, Request
from registry.application.authority import must_govern
from registry.application.steering.commands import TakeRegulationFile
from registry.application.steering.ports import RegulationFiles
from registry.bootstrap import Parts
from registry.domain.steering.errors import RegulationFilesNotKept
from registry.entrypoints.importing.templates import attached
from registry.entrypoints.pictures.routes import STILL


class RegulationFileDoor:
    """Decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._bus = parts.bus
        self._places = parts.reader
        self._regulations = parts.oversight.steering
        self._kept = parts.oversight.regulation_files

    def put_file(self, request: Request) -> Reply:
        """Keep the file that was recorded, and who sent it first."""
        found = self._regulations.regulation(request.params["regulation_id"])
        profile, digest = found.profile, found.profile.file.sha256
        must_govern(request.actor, self._places, {profile.organisation_id})
        profile.file.check(request.raw_body)
        self._files().write(digest, request.raw_body)
        command = TakeRegulationFile(
            actor=request.actor, regulation_id=found.regulation_id, sha256=digest
        )
        self._bus.handle(command, request.cause)
        return Reply(status=204)

    def get_file(self, request: Request) -> Reply:
        """Give the file as an attachment."""
        found = self._regulations.regulation(request.params["regulation_id"])
        file = found.profile.file
        content = self._files().fetch(file.sha256)
        return Reply(content, headers=attached(file.saved_as) | STILL)

    def _files(self) -> RegulationFiles:
        if self._kept is None:
            raise RegulationFilesNotKept
        return self._kept

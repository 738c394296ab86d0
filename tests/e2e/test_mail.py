"""Letters by real SMTP: notify runs with a post office instead of the file channel."""

from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller

from minqing_local.ports import free_port
from minqing_local.service_process import ServiceProcess

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


class PostOffice:
    """Takes every letter and keeps it."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):
        letter = message_from_bytes(envelope.content, policy=policy.default)
        self.letters.append((tuple(envelope.rcpt_tos), letter))
        return "250 kept"

    def about(self, receipt):
        """Return the letters whose subject names a receipt number, by recipient."""
        found = [pair for pair in self.letters if receipt in pair[1]["Subject"]]
        return {to[0]: letter for to, letter in found}, len(found)


@pytest.fixture(scope="module")
def post_office(agency):
    """A post office, and notify sending by it until the module ends."""
    office = PostOffice()
    door = Controller(office, hostname="127.0.0.1", port=free_port())
    door.start()
    environ = agency.environ("notify") | {"SMTP_URL": f"smtp://127.0.0.1:{door.port}"}
    del environ["MAIL_OUT_DIR"]
    notify = ServiceProcess(
        "notify", agency.url("notify"), environ, agency.log("notify"), agency.folder
    )
    agency.stop_part("notify")
    try:
        notify.launch()
        notify.wait_until_ready()
        yield office
    finally:
        notify.stop()
        agency.start_part("notify")
        door.stop()


def test_the_petitioner_and_the_desk_each_get_one_letter(walker, post_office):
    matter = walker.submit()
    told = [("assigned", "owner"), ("assigned", "petitioner")]
    for notice in walker.wait_until_told(matter, told):
        assert notice["channel"] == "smtp"
    letters, count = post_office.about(matter.receipt)
    assert count == len(told)
    assert set(letters) == {"lin@example.org", "e2e-community@example.org"}
    assert "林一" in letters["lin@example.org"].get_content()
    assert len({letter["Message-ID"] for letter in letters.values()}) == count


def test_who_left_no_address_is_noted_and_holds_nobody_up(walker, post_office):
    matter = walker.submit(contact={"telephone": "12800000099"})

    def ends():
        return {n["audience"]: n["status"] for n in walker.notices(matter)}

    walker.stage.wait(
        lambda: ends() == {"owner": "sent", "petitioner": "no-address"},
        f"every notice about {matter.receipt} to come to its end",
    )

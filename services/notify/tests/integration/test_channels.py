"""The channels, each against the real thing: a folder, and a listening SMTP server."""

import email
import json
import os
import ssl
from datetime import UTC, datetime
from email.policy import default
from pathlib import Path
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from minqing_local.ports import free_port
from notify.adapters.channels.file import FileChannel
from notify.adapters.channels.smtp import SmtpChannel
from notify.application.ports import ChannelAway, ChannelRefused, ChannelUnsure, Contact
from services.notify.tests.builders import a_message
from services.notify.tests.channel_promises import ChannelPromises

pytestmark = pytest.mark.integration


class TestFileChannel(ChannelPromises):
    """Into a folder."""

    @pytest.fixture
    def folder(self, tmp_path):
        return tmp_path / "mail"

    @pytest.fixture
    def channel(self, folder):
        return FileChannel(folder)

    @pytest.fixture
    def arrived(self, folder):
        def read():
            found = [json.loads(f.read_text("utf-8")) for f in folder.glob("*/*")]
            return [(UUID(d["key"]), d["subject"], d["body"]) for d in found]

        return read

    def test_a_message_sent_twice_is_one_file(self, channel, arrived):
        message = a_message()
        channel.send(message)
        channel.send(message)
        assert len(arrived()) == 1

    def test_only_the_owner_may_read_a_letter(self, channel):
        message = a_message()
        channel.send(message)
        assert Path(channel.path_of(message)).stat().st_mode & 0o777 == 0o600

    def test_the_draft_of_a_killed_sender_is_finished_by_the_next(
        self, channel, arrived
    ):
        message = a_message()
        path = Path(channel.path_of(message))
        path.parent.mkdir(parents=True)
        path.with_name(f"{path.name}.draft").write_text('{"key": ' * 1000)
        channel.send(message)
        assert [(key, subject) for key, subject, _ in arrived()] == [
            (message.key, message.subject)
        ]

    def test_somebody_with_a_telephone_only_is_reached(self, channel):
        assert channel.reaches(Contact(telephone="13800008000"))

    def test_a_folder_that_takes_no_file_is_away(self, tmp_path):
        (tmp_path / "mail").write_text("in the way")
        with pytest.raises(ChannelAway):
            FileChannel(tmp_path / "mail").send(a_message())

    def test_a_file_that_could_not_be_finished_leaves_nothing(
        self, channel, folder, monkeypatch
    ):
        def full(*_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "replace", full)
        with pytest.raises(ChannelAway, match="No space"):
            channel.send(a_message())
        assert list(folder.glob("*/*")) == []


class Postman:
    """Takes mail, or refuses it as told."""

    def __init__(self):
        self.mails = []
        self.sessions = set()
        self.refuse_recipient = ""
        self.refuse_text = ""
        self.hangs_up = False

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.refuse_recipient:
            return self.refuse_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.refuse_text:
            return self.refuse_text
        if self.hangs_up:
            server.transport.close()
            return "250 OK"
        self.sessions.add(session.peer)
        self.mails.append(email.message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@pytest.fixture
def postman():
    return Postman()


def post_office(postman, port, **options):
    """Open a server that takes logins with one password."""
    return Controller(
        postman,
        **options,
        hostname="127.0.0.1",
        port=port,
        auth_require_tls=False,
        auth_exclude_mechanism=["LOGIN"],
        authenticator=lambda *a: AuthResult(
            success=a[-1].password == b"geheim:@/", handled=False
        ),
    )


def self_signed(folder):
    """Return a context whose certificate nobody signed but its owner."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2120, 1, 1, tzinfo=UTC))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    file = folder / "self-signed.pem"
    file.write_bytes(
        key.private_bytes(pem, form, plain) + certificate.public_bytes(pem)
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(file)
    return context


@pytest.fixture
def server(postman):
    controller = post_office(postman, free_port())
    controller.start()
    yield controller
    if controller.server is not None:
        controller.stop()


class TestSmtpChannel(ChannelPromises):
    """To a server that listens."""

    @pytest.fixture
    def channel(self, server):
        channel = SmtpChannel(
            f"smtp://127.0.0.1:{server.port}", "民情 <mq@example.org>"
        )
        yield channel
        channel.rest()

    @pytest.fixture
    def arrived(self, postman):
        def read():
            return [
                (
                    UUID(mail["Message-ID"].strip("<>").partition("@")[0]),
                    mail["Subject"],
                    mail.get_content(),
                )
                for mail in postman.mails
            ]

        return read

    def test_a_mail_says_who_writes_to_whom_and_in_which_story(self, channel, postman):
        message = a_message()
        channel.send(message)
        (mail,) = postman.mails
        assert str(mail["To"]) == "冯一 <feng@example.org>"
        assert mail["Message-ID"] == f"<{message.key}@example.org>"
        assert mail["X-Correlation-Id"] == str(message.correlation_id)
        assert mail["Auto-Submitted"] == "auto-generated"

    def test_a_batch_goes_over_one_connection(self, channel, postman):
        for _ in range(5):
            channel.send(a_message())
        assert len(postman.sessions) == 1

    @pytest.mark.parametrize(
        ("answer", "error"),
        [("550 unknown", ChannelRefused), ("451 later", ChannelAway)],
    )
    def test_a_refused_recipient_is_refused_or_tried_later_as_the_server_says(
        self, channel, postman, answer, error
    ):
        postman.refuse_recipient = answer
        with pytest.raises(error) as refusal:
            channel.send(a_message())
        assert "example.org" not in str(refusal.value)
        postman.refuse_recipient = ""
        channel.send(a_message())
        assert len(postman.mails) == 1

    @pytest.mark.parametrize(
        ("answer", "error"),
        [("554 spam", ChannelRefused), ("452 full", ChannelAway)],
    )
    def test_a_refused_text_is_refused_or_tried_later_as_the_server_says(
        self, channel, postman, answer, error
    ):
        postman.refuse_text = answer
        with pytest.raises(error):
            channel.send(a_message())

    @pytest.mark.parametrize(
        "to",
        [
            Contact(name="a", email="no address"),
            Contact(name="a\r\nBcc: all@example.org", email="a@example.org"),
            Contact(name="a", email="a@example.org\r\nBcc: all@example.org"),
        ],
    )
    def test_an_address_that_is_none_is_refused_before_anything_goes(
        self, channel, postman, to
    ):
        with pytest.raises(ChannelRefused):
            channel.send(a_message(to=to))
        assert postman.mails == []

    def test_a_server_that_went_away_is_found_again_when_it_is_back(
        self, channel, server, postman
    ):
        channel.send(a_message())
        server.stop()
        with pytest.raises(ChannelAway):
            channel.send(a_message())
        again = post_office(postman, server.port)
        again.start()
        channel.send(a_message())
        again.stop()
        assert len(postman.mails) == 2

    def test_a_server_that_dies_with_the_text_in_hand_may_have_taken_it(
        self, channel, postman
    ):
        channel.send(a_message())
        postman.hangs_up = True
        with pytest.raises(ChannelUnsure):
            channel.send(a_message())

    def test_a_login_opens_the_server_and_a_wrong_one_waits(self, server, postman):
        good = f"smtp://mq:geheim%3A%40%2F@127.0.0.1:{server.port}"
        channel = SmtpChannel(good, "mq@example.org")
        channel.send(a_message())
        channel.rest()
        assert len(postman.mails) == 1
        with pytest.raises(ChannelAway, match="Authentication"):
            SmtpChannel(good.replace("geheim", "falsch"), "mq").send(a_message())

    def test_a_server_whose_certificate_nobody_vouches_for_gets_no_mail(
        self, postman, server, tmp_path
    ):
        server.stop()
        context = self_signed(tmp_path)
        doubtful = post_office(postman, server.port, tls_context=context)
        doubtful.start()
        with pytest.raises(ChannelAway, match="Cert"):
            SmtpChannel(f"smtp://127.0.0.1:{server.port}", "mq").send(a_message())
        doubtful.stop()
        assert postman.mails == []

    def test_a_secure_door_is_asked_securely(self, server):
        with pytest.raises(ChannelAway):
            SmtpChannel(f"smtps://127.0.0.1:{server.port}", "mq").send(a_message())

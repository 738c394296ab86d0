"""The SMTP channel: e-mail, with the notice's id as Message-ID.

SMTP has no idempotency key: a crash between the server's answer and our row repeats the
one message in hand, under the same Message-ID, by which mail readers can drop it.
"""

import contextlib
import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any
from urllib.parse import unquote, urlsplit

from notify.application.ports import (
    ChannelAway,
    ChannelRefused,
    ChannelUnsure,
    Contact,
    Message,
)
from notify.domain.sending.means import Means

TIMEOUT_SECONDS = 5.0
"""For each answer of the server; a slower one is asked again later."""
PERMANENT = range(500, 600)


class _Handing(smtplib.SMTP):
    """Remembers that a text was on its way: from then on, silence says nothing."""

    handed_over = False

    def data(self, msg: Any) -> tuple[int, bytes]:  # noqa: ANN401
        """Hand the text over."""
        self.handed_over = True
        return super().data(msg)


class _Plain(_Handing):
    """Over a plain connection."""


class _Secure(_Handing, smtplib.SMTP_SSL):
    """Over TLS from the start."""


Server = _Plain | _Secure


class SmtpChannel:
    """Sends over one connection a batch.

    `url` is smtps:// or smtp:// (with STARTTLS where the server offers it).
    """

    name = "smtp"
    means = Means.EMAIL
    keyed = False
    bare = False
    window = 1

    def __init__(self, url: str, sender: str) -> None:
        self._url = urlsplit(url)
        self._sender = sender
        self._domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
        self._server: Server | None = None

    def reaches(self, contact: Contact) -> bool:
        """Say whether there is an e-mail address."""
        return bool(contact.email)

    def send(self, message: Message) -> None:
        """Send a mail; a refused recipient or text is refused for good."""
        mail = self._mail(message)
        try:
            server = self._connected()
            server.handed_over = False
            server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            self._judge([code for code, _ in error.recipients.values()], error)
        except smtplib.SMTPDataError as error:
            self._judge([error.smtp_code], error)
        except (smtplib.SMTPException, OSError) as error:
            unsure = self._server is not None and self._server.handed_over
            self.rest()
            raise (ChannelUnsure if unsure else ChannelAway)(_said(error)) from error

    def rest(self) -> None:
        """Say goodbye to the server."""
        server, self._server = self._server, None
        if server is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                server.quit()

    def _connected(self) -> Server:
        if self._server is None:
            self._server = self._connect()
        return self._server

    def _connect(self) -> Server:
        server = self._open()
        try:
            self._introduce(server)
        except (smtplib.SMTPException, OSError):
            server.close()
            raise
        return server

    def _introduce(self, server: Server) -> None:
        server.ehlo_or_helo_if_needed()
        if self._url.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        if self._url.username:
            password = unquote(self._url.password or "")
            server.login(unquote(self._url.username), password)

    def _open(self) -> Server:
        host, port = self._url.hostname or "", self._url.port
        if self._url.scheme == "smtp":
            return _Plain(host, port or 25, timeout=TIMEOUT_SECONDS)
        return _Secure(
            host,
            port or 465,
            timeout=TIMEOUT_SECONDS,
            context=ssl.create_default_context(),
        )

    def _judge(self, codes: list[int], error: smtplib.SMTPException) -> None:
        if all(code in PERMANENT for code in codes):
            raise ChannelRefused(_said(error)) from error
        raise ChannelAway(_said(error)) from error

    def _mail(self, message: Message) -> EmailMessage:
        mail = EmailMessage()
        try:
            mail["To"] = Address(message.to.name, addr_spec=message.to.email or "")
            mail["From"] = self._sender
            mail["Subject"] = message.subject
        except (ValueError, IndexError) as error:
            raise ChannelRefused("not an address that mail can go to") from error
        mail["Message-ID"] = f"<{message.key}@{self._domain}>"
        mail["X-Correlation-Id"] = str(message.correlation_id)
        mail["Auto-Submitted"] = "auto-generated"
        mail["Content-Language"] = message.language
        mail.set_content(message.body)
        return mail


def _said(error: Exception) -> str:
    """Return what went wrong without the address it was about."""
    code = getattr(error, "smtp_code", None)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = next(iter(error.recipients.values()))[0]
    return f"{type(error).__name__} {code or ''}".strip()

"""An SMTP server that keeps what it gets."""

from __future__ import annotations

import email
import email.policy
import json
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from processes import free_port

SENDER = "creditlake@example.org"


class Mailbox:
    """Listens on a free port of the loopback interface."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.port = free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        """Keep a message; the server calls it."""
        self.messages.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"

    def connection(self) -> str:
        """Airflow's connection to it, as JSON."""
        extra = {"disable_ssl": True, "disable_tls": True, "from_email": SENDER}
        return json.dumps({"conn_type": "smtp", "host": "127.0.0.1", "port": self.port, "extra": extra})

    def texts(self, subject: str) -> list[str]:
        """The texts of the messages whose subject contains this."""
        return [
            message.get_body(("html", "plain")).get_content()
            for message in self.messages
            if subject in message["subject"]
        ]

    def stop(self) -> None:
        """Stop listening."""
        self._controller.stop()


NOTIFIER = {
    "class": "airflow.providers.smtp.notifications.smtp.SmtpNotifier",
    "arguments": {
        "to": "{{ creditlake.contact or 'night@example.org' }}",
        "subject": "{{ creditlake.subject }}",
        "html_content": "<pre>{{ creditlake.message | e }}</pre>",
    },
}
"""The notifier of a deployment that sends mail."""

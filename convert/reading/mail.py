"""Saved web archives (.mht, .mhtml) and e-mail (.eml): the page or the message in them.

RFC 2557 and RFC 5322. Of several parts the HTML one is read, else the plain text; its
character encoding is told from its bytes, whatever the message says.
"""

import re
from typing import NamedTuple

from convert.errors import InputError

_HEADER = rb"[A-Za-z][A-Za-z0-9-]{1,40}:[ \t]?[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n"
_SIGNS = (b"mime-version", b"content-type", b"message-id", b"received")
_LEAD = b"\xef\xbb\xbf\r\n"


class Letter(NamedTuple):
    """What is read of a message: the body's bytes, its subject, the files attached to it."""

    body: bytes
    subject: str
    attached: tuple[str, ...]


def looks(data: bytes) -> bool:
    """Whether some bytes begin with the headers of a message."""
    at = len(data) - len(data.lstrip(_LEAD))
    found: set[bytes] = set()
    if not data[at : at + 1].isalpha():
        return False
    pattern = re.compile(_HEADER)
    while header := pattern.match(data, at):
        found.add(header[0].partition(b":")[0].lower())
        at = header.end()
    return len(found) > 1 and any(sign in found for sign in _SIGNS)


def opened(data: bytes, name: str = "") -> Letter:
    """The message in `data`. Raises InputError where it is damaged or has no text."""
    from email.errors import MessageError

    # What Python's parser of headers is known to raise on damaged ones.
    try:
        return _opened(data, name)
    except (MessageError, LookupError, ValueError, TypeError, AttributeError) as error:
        raise InputError("input.damaged", name=name, error=error) from error


def _opened(data: bytes, name: str) -> Letter:
    from email import message_from_bytes, policy

    message = message_from_bytes(data.lstrip(_LEAD), policy=policy.default)
    found: dict[str, list[bytes]] = {"text/html": [], "text/plain": []}
    attached = []
    for part in message.walk():
        if part.get_content_disposition() == "attachment":
            attached.append(str(part.get_filename() or part.get_content_type()))
        elif part.get_content_type() in found:
            # `decode` undoes base64 and quoted-printable; None is only given for multiparts.
            body = part.get_payload(decode=True)
            found[part.get_content_type()].append(body if isinstance(body, bytes) else b"")
    bodies = found["text/html"] or found["text/plain"]
    body = max(bodies, key=len, default=b"")
    if not body.strip():
        raise InputError("mail.empty", name=name)
    return Letter(body, " ".join(str(message.get("Subject", "")).split()), tuple(attached))

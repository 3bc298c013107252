"""Web archives and e-mail: what looks like one, and what is read of it."""

import base64

import pytest

from convert.errors import InputError
from convert.reading.mail import Letter, looks, opened

SIGNED = "MIME-Version: 1.0\nX-A: 1\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (SIGNED, True),
        ("From: a\r\nRECEIVED: b\r\n", True),
        ("From: a\nmessage-id: <b>\n", True),
        ("Subject:\nContent-Type: text/plain;\n\tcharset=gbk\n\n甲", True),
        ("From: a\n b\n c\nReceived:d\n", True),
        ("\ufeff\r\n\nReceived: b\nFrom: a\n", True),
        ("From: a\nTo: b\n", False),
        ("Received: a\n", False),
        ("Received: a\nReceived: b\n", False),
        ("Received: a\nFrom b", False),
        ("Received: a\nFrom: b", False),
        ("1From: a\nReceived: b\n", False),
        (" From: a\nReceived: b\n", False),
        ("A: a\nReceived: b\n", False),
        ("Ab: a\nReceived: b\n", True),
        ("A" * 41 + ": a\nReceived: b\n", True),
        ("A" * 42 + ": a\nReceived: b\n", False),
        ("内容: 甲\nReceived: b\n", False),
        ("序号 任务\n", False),
        ("", False),
    ],
)
def test_a_message_begins_with_its_headers(text: str, found: bool) -> None:
    assert looks(text.encode()) is found


def part(kind: str, body: str, *lines: str) -> str:
    return "\n".join(["--b", f"Content-Type: {kind}", *lines, "", body])


def whole(*parts: str, subject: str = "Subject: a") -> bytes:
    head = f"{subject}\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
    return (head + "\n".join(parts) + "\n--b--\n").encode()


def test_of_several_parts_the_longest_page_is_read() -> None:
    data = whole(
        part("text/plain", "长" * 99),
        part("text/html", "<q>短</q>"),
        part("TEXT/HTML; charset=gbk", "<p>长长长</p>"),
        part("image/png", "x" * 999),
    )
    assert opened(data) == Letter("<p>长长长</p>".encode(), "a", ())
    plain = whole(part("text/plain", "龥"), part("text/plain", "一一一"))
    assert opened(plain).body == "一一一".encode()


def test_what_is_encoded_is_decoded() -> None:
    coded = base64.b64encode("<p>甲</p>".encode("gbk")).decode()
    data = whole(part("text/html", coded, "Content-Transfer-Encoding: base64"))
    assert opened(data).body == "<p>甲</p>".encode("gbk")
    quoted = whole(
        part("text/html", "=3Cp>=E7=94=B2", "Content-Transfer-Encoding: quoted-printable")
    )
    assert opened(quoted).body == "<p>甲".encode()


def test_attachments_are_named_and_not_read() -> None:
    data = whole(
        part("text/html", "<p>甲" * 99, 'Content-Disposition: attachment; filename="a b.html"'),
        part("application/pdf", "x", "Content-Disposition: attachment"),
        part("text/plain", "正文", "Content-Disposition: inline"),
    )
    assert opened(data) == Letter("正文".encode(), "a", ("a b.html", "application/pdf"))


def test_the_subject_is_one_line() -> None:
    word = "=?utf-8?b?" + base64.b64encode("甲乙".encode()).decode() + "?="
    body = part("text/plain", "x")
    assert opened(whole(body, subject=f"Subject: {word}\n  丙  b")).subject == "甲乙 丙 b"
    assert opened(whole(body, subject="X-A: 1")).subject == ""


@pytest.mark.parametrize("parts", [(), (part("text/html", " \n "),), (part("image/png", "x"),)])
def test_a_message_without_text_is_refused(parts: tuple[str, ...]) -> None:
    with pytest.raises(InputError, match=r"^a\.eml") as caught:
        opened(whole(*parts), "a.eml")
    assert caught.value.sentence == "mail.empty"


def test_a_damaged_message_is_refused_by_name() -> None:
    data = b"\xef\xbb\xbf\r\nMIME-Version: 1.0\nContent-Disposition: attachment; filename*0*\n\nx"
    with pytest.raises(InputError, match=r"^a\.eml .*IndexError|^a\.eml") as caught:
        opened(data, "a.eml")
    assert caught.value.facts["name"] == "a.eml"


def test_marks_and_blank_lines_before_the_headers_are_left_aside() -> None:
    assert opened("\ufeff\r\nSubject: a\nX: y\n\n甲".encode()) == Letter("甲".encode(), "a", ())

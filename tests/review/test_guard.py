"""What must be refused, or do no harm."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from convert import job
from convert.reading import apart
from convert.review.limits import limit
from convert.review.shelf import harmless
from convert.style import style
from tests.hostile.texts import TEXTS
from tests.review.desks import ORIGIN, TEXT, Client, written

OCTETS = "application/octet-stream"


# A process whose reader does `harm` in place of reading.
HARM = """
import json, sys; sys.path[:] = json.loads(sys.argv[1])
from convert.reading import child, study
def opened(*asked):
    {harm}
study.opened = opened
child.main()
"""


@pytest.fixture
def client(tmp_path: Path) -> Client:
    return Client(written(tmp_path))


@pytest.fixture(scope="module")
def heap(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """One server for many documents."""
    client = Client(inbox=tmp_path_factory.mktemp("inbox"))
    yield client
    client.session.shelf.end()


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "10.0.0.1:5000", "[::1]x"]
)
def test_a_wrong_host_is_refused(client: Client, host: str) -> None:
    assert client.http.get("/token/", headers={"Host": host}).status_code in (400, 403)


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:6000", ""])
def test_a_wrong_origin_is_refused(client: Client, origin: str) -> None:
    path = f"/reports/{client.keys[0]}"
    found = client.post(path, headers={"Origin": origin}, json={"do": "title", "text": "x"})
    assert found.status_code == 403
    assert client.report()["title"] != "x"


def test_another_sites_request_is_refused(client: Client) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    found = client.post(f"/reports/{client.keys[0]}", headers=headers, json={"do": "undo"})
    assert found.status_code == 403


@pytest.mark.parametrize("token", ["Token", "tokem", "token1", "%00", "词"])
def test_a_wrong_token_is_refused(client: Client, token: str) -> None:
    for path in ("/", "/reports", "/static/app.js"):
        assert client.http.get(f"/{token}{path}", base_url=ORIGIN).status_code == 404


def test_without_the_cookie_nothing_is_told(client: Client) -> None:
    client.http.delete_cookie("convert-review", path="/token/", domain="127.0.0.1")
    assert client.get("/reports").status_code == 403


def test_the_cookie_is_for_this_page_only(client: Client) -> None:
    cookie = client.get("/").headers["Set-Cookie"]
    for part in ("HttpOnly", "SameSite=Strict", "Path=/token/"):
        assert part in cookie


def test_a_wrong_method_is_refused(client: Client) -> None:
    for method in ("PUT", "DELETE", "PATCH", "TRACE"):
        headers = {"Origin": ORIGIN}
        path = f"/token/reports/{client.keys[0]}"
        found = client.http.open(
            path, method=method, base_url=ORIGIN, headers=headers, content_type="application/json"
        )
        assert found.status_code == 405


def test_a_form_cannot_order_anything(client: Client) -> None:
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain"):
        found = client.post(f"/reports/{client.keys[0]}", data=b"{}", content_type=kind)
        assert found.status_code == 415


def test_a_huge_body_is_refused_unread(client: Client) -> None:
    for path in ("/reports", f"/reports/{client.keys[0]}"):
        claimed = {"CONTENT_LENGTH": str(2**30)}
        found = client.post(path, environ_overrides=claimed, content_type=OCTETS)
        assert found.status_code == 413


def test_an_order_may_not_be_long(client: Client) -> None:
    long = "长" * (limit("text") + 1)
    path = f"/reports/{client.keys[0]}"
    assert client.post(path, json={"do": "title", "text": long}).status_code == 400


@pytest.mark.parametrize(
    "order",
    [
        [],
        {},
        {"do": "exec"},
        {"do": "border"},
        {"do": "border", "row": 0, "column": 1, "at": 1},
        {"do": "border", "row": "START", "column": 0, "at": 1},
        {"do": "border", "row": "START", "column": 99, "at": 1},
        {"do": "border", "row": "START", "column": 1, "at": 10**9},
        {"do": "border", "row": "START", "column": 1, "at": -1},
        {"do": "border", "row": "START", "column": True, "at": 1.5},
        {"do": "reading", "row": "START", "cuts": [3, 2, 1, 0]},
        {"do": "reading", "row": "START", "cuts": "1234"},
        {"do": "split", "row": "START", "at": 0},
        {"do": "join", "row": "START"},
        {"do": "kind", "row": "START", "kind": "script"},
        {"do": "title", "text": 7},
        {"do": "column", "at": 99, "text": "x"},
        {"do": "field", "at": None, "label": "x", "value": "y"},
    ],
)
def test_an_order_that_makes_no_sense_changes_nothing(client: Client, order: object) -> None:
    before = client.report()
    if isinstance(order, dict) and order.get("row") == "START":
        order = {**order, "row": before["rows"][0]["start"]}
    assert client.post(f"/reports/{client.keys[0]}", json=order).status_code == 400
    assert client.report() == before


@pytest.mark.parametrize(
    "path",
    [
        "/static/../guard.py",
        "/static/..%2fguard.py",
        "/static/%2e%2e/server.py",
        "/static//etc/passwd",
    ],
)
def test_no_path_leads_out_of_the_static_files(client: Client, path: str) -> None:
    found = client.get(path)
    assert found.status_code in (308, 400, 404)
    assert "flask" not in found.text.lower()


@pytest.mark.parametrize("style", ["../../etc/passwd", "x.toml", "/tmp/x.toml", "brief.toml"])
def test_a_style_is_never_a_file(client: Client, style: str) -> None:
    path = f"/reports/{client.keys[0]}/as/md"
    assert client.get(path, query_string={"style": style}).status_code == 404


@pytest.mark.parametrize("format_name", ["../x", "exe", "csv-metadata.json"])
def test_an_output_is_a_known_format(client: Client, format_name: str) -> None:
    found = client.get(f"/reports/{client.keys[0]}/as/{format_name}")
    assert found.status_code in (200, 404, 422)
    assert found.status_code != 200 or format_name.startswith("csv")


NAMES = [
    "../../etc/passwd",
    "C:\\windows\\system32\\x.txt",
    "x\u202etxt.exe",
    "a" * 5000 + ".txt",
    "\x00\r\nSet-Cookie: a=b",
    "",
    "...",
    "CON",
    "<script>alert(1)</script>.txt",
]


@pytest.mark.parametrize("name", NAMES)
def test_an_uploads_name_is_never_a_path(tmp_path: Path, name: str) -> None:
    box = tmp_path / "inbox"
    client = Client(inbox=box)
    found = client.http.post(
        "/token/reports",
        base_url=ORIGIN,
        query_string={"name": name},
        data=TEXT.encode(),
        content_type=OCTETS,
        headers={"Origin": ORIGIN},
    )
    assert found.status_code == 200
    assert {path.parent for path in tmp_path.rglob("*") if path.is_file()} == {box}
    key = found.get_json()["key"]
    saved = client.get(f"/reports/{key}/as/md")
    assert "\n" not in saved.headers["Content-Disposition"]
    assert "attachment" in saved.headers["Content-Disposition"]


def test_a_name_is_shown_without_what_hides_or_turns_it() -> None:
    assert harmless("../../x\u202etxt.exe") == "xtxt.exe"
    assert harmless("") == "report.txt"


@pytest.mark.skipif(os.name != "posix", reason="resource limits")
@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("while True: pass", "seconds"),
        ("import re; re.fullmatch('(a+)+', 'a' * 40 + 'b')", "seconds"),
        ("x = [bytes(1 << 20) for _ in range(5000)]", "memory_mb"),
        ("import os; os._exit(3)", "垮掉"),
    ],
)
def test_a_document_that_does_harm_harms_its_own_process_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str, said: str
) -> None:
    """As if a reader could be made to do so: the drop is refused, and the page goes on."""
    client = Client(inbox=tmp_path / "inbox")
    session = client.session.shelf
    monkeypatch.setattr(session, "_options", job.Options(style("brief"), limits={"seconds": 1}))
    with monkeypatch.context() as patch:
        patch.setattr(apart, "_CODE", HARM.format(harm=f"exec({harm!r})"))
        found = client.post("/reports?name=a.txt", data=TEXT.encode(), content_type=OCTETS)
    assert found.status_code == 422
    assert said in found.get_json()["error"]
    assert not list((tmp_path / "inbox").iterdir())
    again = client.post("/reports?name=a.txt", data=TEXT.encode(), content_type=OCTETS)
    assert client.report(again.get_json()["key"])["rows"]
    session.end()


@pytest.mark.parametrize("name", sorted(TEXTS)[::5])
def test_hostile_texts_are_read_by_another_process(name: str, heap: Client) -> None:
    made = TEXTS[name]()
    data = made if isinstance(made, bytes) else made.encode("utf-8", "surrogatepass")
    found = heap.post("/reports", query_string={"name": name}, data=data, content_type=OCTETS)
    assert found.status_code in (200, 422)


def test_every_answer_carries_the_policy(client: Client) -> None:
    for path in ("/", "/reports", "/nothing", "/static/none.js"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"


def test_hostile_cells_are_plain_data(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>javascript:alert(2)\u202e"
    client = Client(written(tmp_path, TEXT.replace("甲工程", evil)))
    found = client.get(f"/reports/{client.keys[0]}")
    assert found.mimetype == "application/json"
    assert "<script>" in "".join(client.texts(0))
    assert "<script>alert" not in client.get("/").text
    saved = client.get(f"/reports/{client.keys[0]}/as/html")
    assert saved.mimetype == OCTETS

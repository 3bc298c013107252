"""A session of the review page for tests, and its client."""

from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from convert import job
from convert.review.server import Session, create
from convert.review.shelf import Shelf
from convert.style import style

TEXT = "\n".join(
    (
        "索 引 号 H002/2020-44648 成文日期 2020-10-09",
        "",
        "某区2020年重点任务执行情况",
        "",
        "序号任务内容完成情况存在问题下一步打算",
        "1推进甲工程建设。已完成投资3亿元,主体封顶。继续推进。",
        "2新建乙公园5个。建成3个。征地困难。加快征地。",
        "3实施丙改造。2020年6月开工。12月完工。",
        "",
    )
)
HOST = "127.0.0.1:5000"
ORIGIN = f"http://{HOST}"


class Client:
    """What the page asks of the server."""

    def __init__(self, *inputs: Path, inbox: Path | None = None) -> None:
        options = job.Options(style("brief"))
        box = inbox or inputs[0].parent / "inbox"
        self.session = Session(Shelf(inputs, options, box), "token", "cookie", options.style)
        self.http: FlaskClient = create(self.session).test_client()
        self.get("/")

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.http.get(f"/token{path}", base_url=ORIGIN, **more)

    def post(self, path: str, headers: dict[str, str] | None = None, **more: Any) -> TestResponse:
        headers = {"Origin": ORIGIN, **(headers or {})}
        return self.http.post(f"/token{path}", base_url=ORIGIN, headers=headers, **more)

    @property
    def keys(self) -> list[str]:
        return self.session.shelf.keys()

    def report(self, key: str = "") -> dict[str, Any]:
        found = self.get(f"/reports/{key or self.keys[0]}")
        assert found.status_code == 200, found.text
        made: dict[str, Any] = found.get_json()
        return made

    def do(self, what: str, **more: Any) -> dict[str, Any]:
        found = self.post(f"/reports/{self.keys[0]}", json={"do": what, **more})
        assert found.status_code == 200, found.text
        made: dict[str, Any] = found.get_json()
        return made

    def row(self, place: int) -> dict[str, Any]:
        made: dict[str, Any] = self.report()["rows"][place]
        return made

    def texts(self, place: int) -> list[str]:
        return [cell[0] for cell in self.row(place)["cells"]]


def written(folder: Path, text: str = TEXT, name: str = "report.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path

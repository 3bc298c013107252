"""The page's server: pages and plain data over HTTP, nothing else."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from flask import (
    Flask,
    Response,
    abort,
    jsonify,
    render_template,
    request,
    send_file,
    send_from_directory,
)
from werkzeug.exceptions import HTTPException

from convert.errors import ConvertError
from convert.messages import language
from convert.plugins import BUILT_IN, names
from convert.review import preview
from convert.review.desk import Desk
from convert.review.guard import COOKIE, PDF, guarded
from convert.review.limits import limit
from convert.review.shelf import Shelf
from convert.review.words import told, words
from convert.style import Style
from convert.style import names as styles
from convert.style import style as style_of

_WIDTH, _WIDEST = 900, 2000
"""Pixels of a page's picture: as a rule, and at most."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(slots=True)
class Session:
    """One run of the server: its reports, its secrets, and who is looking."""

    shelf: Shelf
    token: str
    cookie: str
    style: Style
    seen: Callable[[str], None] = field(default=lambda page: None)
    """Told that the page of that name is open."""
    left: Callable[[str], None] = field(default=lambda page: None)
    """Told that it was closed."""


def create(session: Session) -> Flask:
    """The application; all of its addresses begin with the session's token."""
    app = Flask(__name__, static_folder=None)
    # What is told in an order is meant in it, such as the styles.
    app.json.sort_keys = False  # type: ignore[attr-defined]
    guarded(app, session.token, session.cookie)
    _pages(app, session)
    _reports(app, session)
    _outputs(app, session)
    app.register_error_handler(ConvertError, _told)
    app.register_error_handler(HTTPException, _refused)
    return app


def _told(error: ConvertError) -> tuple[Response, int]:
    """What the user can act on, in his language."""
    return jsonify(error=told(error)), 422


def _refused(error: HTTPException) -> tuple[Response, int]:
    return jsonify(error=error.name), error.code or 500


def _pages(app: Flask, session: Session) -> None:
    @app.get("/<token>/")
    def page(token: str) -> Response:
        shown = render_template("page.html", token=token, lang=language(), words=words())
        response = Response(shown)
        path = f"/{token}/"
        response.set_cookie(COOKIE, session.cookie, httponly=True, samesite="Strict", path=path)
        return response

    @app.get("/<token>/static/<path:file>")
    def static(token: str, file: str) -> Response:
        return send_from_directory(Path(__file__).with_name("static"), file)

    @app.post("/<token>/here/<page>")
    def here(token: str, page: str) -> Response:
        session.seen(page)
        return jsonify()

    @app.post("/<token>/gone/<page>")
    def gone(token: str, page: str) -> Response:
        session.left(page)
        return jsonify()


def _reports(app: Flask, session: Session) -> None:
    @app.get("/<token>/reports")
    def reports(token: str) -> Response:
        return jsonify(reports=session.shelf.listed())

    @app.post("/<token>/reports")
    def drop(token: str) -> Response:
        key = session.shelf.drop(request.get_data(), request.args.get("name", ""))
        return jsonify(key=key)

    @app.get("/<token>/reports/<key>")
    def report(token: str, key: str) -> Response:
        return jsonify(_desk(session, key).whole())

    @app.post("/<token>/reports/<key>")
    def order(token: str, key: str) -> Response:
        asked = request.get_json()
        if not isinstance(asked, dict):
            abort(400)
        try:
            return jsonify(_desk(session, key).order(asked))
        except ValueError:
            abort(400)


def _desk(session: Session, key: str) -> Desk:
    try:
        return session.shelf.desk(key)
    except KeyError:
        abort(404)


def _outputs(app: Flask, session: Session) -> None:
    @app.get("/<token>/formats")
    def formats(token: str) -> Response:
        own = session.style
        looks = {own.name: own.label.get(language(), own.name)}
        looks |= {name: style_of(name).label[language()] for name in styles()}
        return jsonify(formats=list(names()), styles=looks, style=own.name)

    @app.get("/<token>/reports/<key>/as/<name>")
    def output(token: str, key: str, name: str) -> Response:
        desk = _desk(session, key)
        data = desk.output(name, _style(session))
        if name == "pdf" and "show" in request.args:
            # The browser's own viewer prints it.
            return Response(data, mimetype=PDF)
        return _file(data, f"{desk.stem}.{name}")

    @app.get("/<token>/reports/<key>/pages")
    def pages(token: str, key: str) -> Response:
        desk, style = _desk(session, key), _style(session)
        shown = min(preview.count(desk.output("pdf", style)), limit("pages"))
        return jsonify(pages=shown, word=preview.word_styles(desk.output("docx", style)))

    @app.get("/<token>/reports/<key>/pages/<int:number>")
    def picture(token: str, key: str, number: int) -> Response:
        pdf = _desk(session, key).output("pdf", _style(session))
        width = min(request.args.get("width", _WIDTH, type=int), _WIDEST)
        try:
            return Response(preview.picture(pdf, number - 1, max(width, 1)), mimetype="image/png")
        except IndexError:
            abort(404)

    @app.get("/<token>/reports/<key>/all")
    def everything(token: str, key: str) -> Response:
        desk = _desk(session, key)
        made = desk.outputs(BUILT_IN, _style(session))
        return _file(_zipped(made), f"{desk.stem}.zip")


def _style(session: Session) -> Style:
    """The style asked for by name; never a file."""
    name = request.args.get("style", "")
    if not name or name == session.style.name:
        return session.style
    if name not in styles():
        abort(404)
    return style_of(name)


def _file(data: bytes, name: str) -> Response:
    kind = "application/octet-stream"
    return send_file(io.BytesIO(data), kind, as_attachment=True, download_name=name)


def _zipped(files: list[tuple[str, bytes]]) -> bytes:
    """A ZIP of some files, the same bytes for the same files."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return held.getvalue()

"""Who is let in: only the page that the command has opened, on this computer."""

import hmac
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request

from convert.review.limits import limit

COOKIE = "convert-review"
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    )
)
"""Content-Security-Policy: our own files only, and no text that becomes markup."""
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
PDF = "application/pdf"
_VIEWED = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
"""Of a PDF that is shown: Chromium's own viewer is a frame of another origin, which the other
headers would keep out. Who knows neither token nor cookie never comes so far."""
_LOOPBACK = ("127.0.0.1", "localhost")
_SITES = (None, "same-origin", "none")


def guarded(app: Flask, token: str, cookie: str) -> None:
    """Have every request checked before it is answered, and every answer marked."""

    def check() -> None:
        _check_host()
        _check_token(token)
        if request.endpoint != "page":
            _check_cookie(cookie)
        _check_size()
        if request.method not in ("GET", "HEAD"):
            _check_origin()

    def mark(response: Response) -> Response:
        response.headers.update(_VIEWED if response.mimetype == PDF else _HEADERS)
        return response

    app.before_request(check)
    app.after_request(mark)


def _check_host() -> None:
    """A name that an attacker has pointed at this computer is not let in (DNS rebinding)."""
    host = urlsplit(f"//{request.host}").hostname
    if host not in _LOOPBACK:
        abort(403)


def _check_token(token: str) -> None:
    given = request.path.split("/")[1]
    if not hmac.compare_digest(given.encode(), token.encode()):
        abort(404)


def _check_cookie(cookie: str) -> None:
    given = request.cookies.get(COOKIE, "")
    if not hmac.compare_digest(given.encode(), cookie.encode()):
        abort(403)


def _check_origin() -> None:
    """What changes something must come from our own page, and in no form's disguise."""
    if request.headers.get("Origin") != f"http://{request.host}":
        abort(403)
    if request.headers.get("Sec-Fetch-Site") not in _SITES:
        abort(403)
    if request.mimetype not in ("application/json", "application/octet-stream"):
        abort(415)


def _check_size() -> None:
    if request.content_length is None and "Transfer-Encoding" in request.headers:
        abort(411)
    upload = request.endpoint == "drop"
    if (request.content_length or 0) > limit("upload" if upload else "order"):
        abort(413)

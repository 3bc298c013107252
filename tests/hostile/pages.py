"""Web pages and messages made to harm."""

from tests.hostile.texts import MANY, Made

TABLE = (
    "<table><tr><th>序号<th>任务内容<th>完成情况</tr>"
    "<tr><td>1<td>建设广场<td>已完成</tr><tr><td>2<td>修缮道路<td>施工</tr></table>"
)


def page(body: str, head: str = "") -> str:
    """A page with a task table behind its body."""
    return f"<!DOCTYPE html><html><head><title>题</title>{head}</head><body>{body}{TABLE}</body></html>"


def inside(cell: str) -> str:
    """A page with that in a cell."""
    return page("").replace("建设广场", cell)


def table(rows: str) -> str:
    """A page with those rows behind its header."""
    return page("").replace("<tr><td>1", f"{rows}<tr><td>1")


PAGES: dict[str, Made] = {
    "cdata-open.html": lambda: inside("见<![附件]>表"),
    "cdata.html": lambda: inside("<![CDATA[甲<b>]]>"),
    "marked-open.html": lambda: inside("<!["),
    "atheris.html": lambda: b"<table>" + bytes.fromhex("043c215b03265d022ebf") + TABLE.encode(),
    "declaration.html": lambda: inside("<!甲>乙"),
    "less-than.html": lambda: inside("a<b & c"),
    "angles.html": lambda: inside("<" * MANY),
    "angles-closed.html": lambda: inside("<>" * 50_000),
    "tag-open.html": lambda: inside("<a" * MANY),
    "tag-open-spaced.html": lambda: inside("<a " * 50_000),
    "tag-unclosed.html": lambda: page("<p" + " a" * 50_000),
    "attributes.html": lambda: inside("<p " + "a=1 " * 20_000 + ">甲"),
    "attributes-named.html": lambda: inside(
        "<p " + " ".join(f"a{at}=1" for at in range(5000)) + ">甲"
    ),
    "attribute-long.html": lambda: inside(f'<p title="{"a" * 300_000}">甲'),
    "quote-open.html": lambda: inside('<p title="' + "a" * 50_000),
    "quotes-open.html": lambda: inside('<p a="' * 20_000),
    "quotes-many.html": lambda: inside("<p " + "\"'" * 20_000),
    "comment-open.html": lambda: inside("<!--"),
    "comments-open.html": lambda: inside("<!--" * 50_000),
    "comments-short.html": lambda: inside("<!-->甲<!--->乙<!---->"),
    "comments-before.html": lambda: "<!---->" * 60 + "x" + page(""),
    "comments-before-open.html": lambda: "<!-- -->" * 5000 + "<!--" + page(""),
    "comments-nested.html": lambda: inside("<!-- <!-- --> --> 甲"),
    "declarations-before.html": lambda: "<?xml ?>" * 3000 + " " * 3000 + page(""),
    "spaces-before.html": lambda: " " * 300_000 + page(""),
    "scripts-open.html": lambda: inside("<script>" * 20_000),
    "scripts-half-open.html": lambda: inside("<script></script" * 10_000),
    "script-ends.html": lambda: inside("</script" * 20_000),
    "script-spaces.html": lambda: inside("<script>a</script" + " " * 50_000),
    "styles-open.html": lambda: page("<style>" * 20_000),
    "textarea-open.html": lambda: page("<textarea>"),
    "title-open.html": lambda: page("", "<title>"),
    "plaintext.html": lambda: page("<plaintext>"),
    "xmp-open.html": lambda: page("<xmp>"),
    "noscript.html": lambda: page("<noscript><table><tr><td>甲</noscript>"),
    "template.html": lambda: page("<template><table><tr><td>甲</template>"),
    "select.html": lambda: inside("<select><option>甲<option>乙<table><tr><td>丙</select>"),
    "frameset.html": lambda: page("<frameset><frame src=x></frameset>"),
    "svg.html": lambda: inside("<svg><foreignObject><table><tr><td>甲</table></svg>"),
    "math.html": lambda: inside("<math><mtext><table><tr><td>甲</table></math>"),
    "object.html": lambda: inside("<object data=file:///etc/passwd><embed src=//x><iframe src=x>"),
    "image.html": lambda: inside('<img src="file:///etc/passwd"><img src=http://127.0.0.1/x>'),
    "base.html": lambda: page("", "<base href=//x/><meta http-equiv=refresh content=0;url=x>"),
    "charset-wrong.html": lambda: page("", "<meta charset=utf-7>"),
    "charset-gbk.html": lambda: page("", "<meta charset=utf-8>").encode("gb18030"),
    "entities-broken.html": lambda: inside("&#x110000;&#0;&#xD800;&#xFFFFFFFFFF;&lt&nosuch;&"),
    "entities-many.html": lambda: inside("&" * MANY),
    "entities-long.html": lambda: inside("&" + "a" * MANY + ";"),
    "entities-laugh.html": lambda: (
        '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + inside("&b;&b;")[15:]
    ),
    "external.html": lambda: (
        '<!DOCTYPE html SYSTEM "file:///etc/passwd" [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        + inside("&e;")[15:]
    ),
    "numeric.html": lambda: inside("&#" + "9" * MANY + ";"),
    "divs.html": lambda: page("<div>" * 15_000 + "甲"),
    "divs-too-deep.html": lambda: page("<div>" * MANY),
    "fonts.html": lambda: inside("<font>" * 10_000 + "甲"),
    "inline-misnested.html": lambda: inside("<b><i>甲</b></i>" * 5000),
    "paragraphs.html": lambda: page("<p>" * MANY),
    "items.html": lambda: page("<ul>" + "<li>甲" * 10_000),
    "lists-deep.html": lambda: page("<ul><li>" * 5000),
    "ends-only.html": lambda: page("</div></p></table>" * 10_000),
    "tables-deep.html": lambda: page("<table><tr><td>" * 99 + "甲"),
    "tables-too-deep.html": lambda: page("<table><tr><td>" * 20_000),
    "tables-open.html": lambda: page("<table>" * 99),
    "tables-many.html": lambda: page("<table><tr><td>甲</table>" * 3000),
    "tables-headed.html": lambda: page(TABLE * 300),
    "rows-many.html": lambda: table("<tr><td>1<td>甲<td>乙" * 3000),
    "rows-empty.html": lambda: table("<tr>" * 30_000),
    "cells-many.html": lambda: table("<tr>" + "<td>甲" * 10_000),
    "cells-too-many.html": lambda: table("<tr>" + "<td>" * 20_000),
    "cells-outside.html": lambda: page("<td>甲<tr>乙<th>丙"),
    "ends-missing.html": lambda: page("").replace("</tr>", ""),
    "span-huge.html": lambda: table("<tr><td colspan=100000000>甲"),
    "span-tall.html": lambda: table("<tr><td rowspan=100000000>甲"),
    "span-both.html": lambda: table("<tr><td colspan=100000000 rowspan=100000000>甲"),
    "spans-many.html": lambda: table("<tr><td colspan=1000 rowspan=65534>甲" * 300),
    "spans-wide.html": lambda: table("<tr>" + "<td colspan=1000>甲" * 15 + "</tr>"),
    "spans-too-wide.html": lambda: table("<tr>" + "<td colspan=1000>甲" * 17 + "</tr>"),
    "span-zero.html": lambda: table("<tr><td colspan=0 rowspan=0>甲<td>乙"),
    "span-strange.html": lambda: table(
        "<tr><td colspan=-1>甲<td rowspan=1e9>乙<td colspan='２'>丙<tr><td colspan= 9x>丁"
    ),
    "head-tall.html": lambda: page("").replace("<th>序号", "<th rowspan=65534>序号"),
    "hidden.html": lambda: page("<p style='display:none'>甲" * 5000),
    "style-long.html": lambda: page("<p style='" + "display:" * 20_000 + "'>甲"),
    "nul.html": lambda: inside("甲\0乙<\0b>丙"),
    "controls.html": lambda: inside("".join(f"&#{at};" for at in range(1, 160))),
    "surrogates.html": lambda: inside("甲").encode("utf-16") + b"\x00\xd8<\x00",
    "tag-names.html": lambda: inside("<甲><a甲><a:b><-x><x-y><b\u202e>丙"),
    "words-long.html": lambda: inside("&nbsp;" * 20_000 + "甲"),
    "spaces.html": lambda: inside("甲" + " " * 300_000 + "乙"),
    "breaks.html": lambda: inside("<br>" * 20_000),
    "pre.html": lambda: inside("<pre>" + "\n" * 50_000 + "甲</pre>"),
    "pre-deep.html": lambda: page("<pre>" * 5000 + " 甲 "),
    "script-url.html": lambda: inside('<a href="javascript:alert(1)" onclick=x>甲</a>'),
    "case.html": lambda: page("").upper(),
    "php.html": lambda: inside("<?php system('x') ?>乙"),
    "cut.html": lambda: page("")[:-60],
    "cut-tag.html": lambda: page("")[:-100],
    "wide.html": lambda: page("").encode("utf-16"),
    "word-conditional.html": lambda: inside("<![if !mso]>甲<![endif]><!--[if mso]>乙<![endif]-->"),
    "no-table.html": lambda: "<html><body>" + "<p>甲。</p>" * 300 + "</body></html>",
    "large.html": lambda: page("<p>" + "甲乙丙丁" * 200_000),
}

_MIME = "MIME-Version: 1.0\r\nContent-Type: "
_MIXED = _MIME + 'multipart/mixed; boundary="x"\r\n\r\n'

MAIL: dict[str, Made] = {
    "no-boundary.eml": lambda: _MIME + "multipart/mixed\r\n\r\n" + TABLE,
    "boundary-never.eml": lambda: _MIXED + TABLE,
    "boundary-open.eml": lambda: _MIXED + "--x\r\nContent-Type: text/html\r\n\r\n" + page(""),
    "name-cut.eml": lambda: (
        _MIXED + "--x\r\nContent-Disposition: attachment; filename*0*\r\n\r\na\r\n--x--"
    ),
    "boundaries.eml": lambda: _MIXED + "--x\r\n" * 20_000,
    "parts-deep.eml": lambda: (
        _MIME
        + "".join(
            f'multipart/mixed; boundary="{n}"\r\n\r\n--{n}\r\nContent-Type: ' for n in range(300)
        )
        + "text/html\r\n\r\n"
        + page("")
    ),
    "messages-deep.eml": lambda: (_MIME + "message/rfc822\r\n\r\n") * 300 + page(""),
    "base64-broken.eml": lambda: (
        _MIME + "text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!" + "A" * 9999
    ),
    "quoted-broken.eml": lambda: (
        _MIME
        + "text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=ZZ=\r\n"
        + page("")
    ),
    "encoding-unknown.eml": lambda: (
        _MIME + "text/html; charset=x-no\r\nContent-Transfer-Encoding: x-no\r\n\r\n" + page("")
    ),
    "header-long.eml": lambda: f"Subject: {'a' * 300_000}\r\n{_MIME}text/html\r\n\r\n{page('')}",
    "header-folded.eml": lambda: "Subject: a" + "\r\n a" * 10_000 + f"\r\n{_MIME}text/html\r\n\r\n",
    "headers-many.eml": lambda: "X-A: b\r\n" * 10_000 + f"{_MIME}text/html\r\n\r\n{page('')}",
    "subject-coded.eml": lambda: (
        f"Subject: {'=?utf-8?B?55Sy?= ' * 500}\r\n{_MIME}text/html\r\n\r\n{page('')}"
    ),
    "subject-broken.eml": lambda: (
        f"Subject: =?x-no?B?!!?= =?utf-8?Q?=ff?=\r\n{_MIME}text/html\r\n\r\n{page('')}"
    ),
    "name-path.eml": lambda: (
        _MIXED
        + '--x\r\nContent-Disposition: attachment; filename="../../x"\r\n\r\na\r\n'
        + f"--x\r\nContent-Type: text/html\r\n\r\n{page('')}\r\n--x--"
    ),
    "name-coded.eml": lambda: (
        _MIXED + "--x\r\nContent-Disposition: attachment; filename*0*\r\n\r\na\r\n--x--"
    ),
    "type-broken.eml": lambda: 'Content-Type: ;;;="\r\nMIME-Version: a\r\n\r\n' + page(""),
    "empty.eml": lambda: _MIXED + "--x--",
    "bytes.eml": lambda: (_MIME + "text/plain\r\n\r\n").encode() + bytes(range(256)) * 100,
}

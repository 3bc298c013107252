"""HTML put in order before a parser sees it: what is no markup is made text.

A parser follows the standard, and the standard drops silently what a careless page meant
to show: `a<b & c</td>` is an element b to it, `<!甲>` a comment, an unclosed `<!--` the end
of the page. Here a `<` stays one only where an element of HTML (or a prefixed one, as Word
writes them) begins or ends there and its tag closes before the next `<`.
"""

import re
from collections.abc import Mapping

# Every element of HTML 4 and 5, and those that only old pages have.
_NAMES = """
a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big
blink blockquote body br button canvas caption center cite code col colgroup command content
data datalist dd del details dfn dialog dir div dl dt element em embed fieldset figcaption
figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe
image img input ins isindex kbd keygen label layer legend li link listing main map mark
marquee math menu menuitem meta meter nav nobr noembed noframes nolayer noscript object ol
optgroup option output p param picture plaintext pre progress q rb rbc rp rt rtc ruby s samp
script search section select shadow slot small source spacer span strike strong style sub
summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul
var video wbr xml xmp ucapcontent ucaptitle
"""
_TAG = re.compile(
    r"</?([a-zA-Z][\w:.-]*)(?=[\s/>])(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>",
    re.ASCII,
)
_LOOSE = re.compile(r"</?([a-zA-Z][\w:.-]*)(?=[\s/>])[^<>]*>", re.ASCII)
_OTHER = re.compile(
    r"<!--(?:>|->|.*?-->)|<!doctype\b[^<>]*>|<!\[(?:if|endif)\b[^<>]*>|<\?xml\b[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
# What stands in these is no markup, whatever it looks like.
_RAW = re.compile(r"<(script|style)\b[^<>]*+>", re.IGNORECASE)
_ENDS = {
    "comment": re.compile("-->"),
    **{name: re.compile(rf"</{name}\s*+>", re.IGNORECASE) for name in ("script", "style")},
}
# Elements of other vocabularies (o:p) and of scripts' own making (el-table).
_OF_OTHERS = re.compile(r"[a-zA-Z]\w*(?::[a-zA-Z]|-)[\w.-]*", re.ASCII)
_KNOWN = frozenset(_NAMES.split())


def mended(html: str) -> str:
    """`html` with every `<` that begins no markup written as `&lt;`, and scripts left out.

    U+0000, which parsers replace or drop, becomes a space.
    """
    html = html.replace("\0", " ")
    parts: list[str] = []
    at = 0
    # An end that is missing is looked for once, not again for each `<!--` or `<script>`.
    last = {
        kind: max((m.start() for m in end.finditer(html)), default=-1)
        for kind, end in _ENDS.items()
    }
    while (found := html.find("<", at)) >= 0:
        parts.append(html[at:found])
        at, part = _piece(html, found, last)
        parts.append(part)
    parts.append(html[at:])
    return "".join(parts)


def _piece(html: str, at: int, last: Mapping[str, int]) -> tuple[int, str]:
    """The markup or text that begins with the `<` at `at`, and where it ends.

    `last` is where the last end of each kind of raw text stands.
    """
    raw = _RAW.match(html, at)
    if raw and raw.end() <= last[raw[1].lower()]:
        end = _ENDS[raw[1].lower()].search(html, raw.end())
        if end:
            return end.end(), ""
    tag = _TAG.match(html, at) or _LOOSE.match(html, at)
    if tag and (tag[1].lower() in _KNOWN or _OF_OTHERS.fullmatch(tag[1])):
        return tag.end(), tag[0]
    if html[at + 1 : at + 2] in "!?" and (at < last["comment"] or not html.startswith("<!--", at)):
        other = _OTHER.match(html, at)
        if other:
            return other.end(), other[0]
    return at + 1, "&lt;"

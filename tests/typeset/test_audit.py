"""What was drawn, measured from the operators: nothing lost, nothing outside its cell."""

import random
import re
import tomllib
from collections import defaultdict
from importlib.resources import files
from itertools import pairwise

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from convert.plugins import writer
from convert.style import names, style
from tests.typeset.readback import Element, Pdf
from tests.typeset.reports import report

RULES = tomllib.loads((files("convert.typeset") / "breaks.toml").read_text(encoding="utf-8"))
# A hundredth of a point is what coordinates are rounded to; lines add up a few of them.
NEAR = 0.06

WORDS = st.sampled_from(
    re.split(
        r"\|",
        "提升政策兑现时效|，用好|“亲清在线”|数字平台|。|确保|《关于加快兑现的通知》|（试行）|、|：|；|——|……"
        "|5.99亿元|3.59万家|100%|2020年9月30日|0.5个百分点|1,896,000元|-5.3%|第三季度"
        "|http://www.a.gov.cn/b?c=1|GDP|COVID-19|the |quick |fox |·|一是|二是|(|)|,|.|㎡|①|䶮|㐂|𠮷"
        "|\ue815|a\u0301|“|”|》。|）、|\u00a0|\u3000|\u200b|\t| |H002/2020-44648|￥300|A4|“152”"
        "|重点项目|落地率|————|。。。|！？",
    )
)
CELL = st.one_of(
    st.just(""),
    st.integers(1, 400).map(str),
    st.sampled_from(["区发改局", "2020-10-09", "2020年12月底", "无"]),
    st.lists(WORDS, max_size=40).map("".join),
    st.lists(st.lists(WORDS, max_size=20).map("".join), min_size=2, max_size=4).map("\n".join),
    st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=30),
    st.tuples(WORDS, st.integers(1, 300)).map(lambda pair: pair[0] * pair[1]),
)


@st.composite
def reports(draw):
    count = draw(st.integers(1, 12))
    columns = draw(st.lists(st.text("任务内容情况A", max_size=9), min_size=count, max_size=count))
    row = st.lists(CELL, min_size=count, max_size=count)
    heading = st.sampled_from(["一、经济发展", "（二）民生"]).map(lambda text: [text])
    rows = draw(st.lists(st.one_of(row, row, row, heading) if count > 1 else row, max_size=6))
    return report(rows, columns, title=draw(st.lists(WORDS, max_size=20).map("".join)))


def cells(made):
    """The texts that the structure tree should hold, by row."""
    return [[row.texts[0]] if row.kind == "heading" else list(row.texts) for row in made.rows]


# A report shrinks too slowly to wait for.
@settings(phases=[Phase.explicit, Phase.generate])
@given(reports(), st.sampled_from(names()))
def test_every_page_holds_every_cell_in_its_place(made, name):
    pdf = Pdf(writer("pdf")(made, style(name)))
    if made.rows:
        assert pdf.table == cells(made)
        heads = pdf.tree.all("THead")[0].kids[0].kids
        assert [cell.text for cell in heads] == list(made.columns)
    assert pdf.tree.all("H1")[0].text == made.title
    for row in pdf.tree.all("TR"):
        for at, cell in enumerate(row.kids):
            audit(pdf, cell, at, len(row.kids))
    for page in pdf.pages:
        apart(page)


def audit(pdf, cell, at, count):
    """Glyphs within the cell's rules; lines that begin and end as they may."""
    for text in cell.texts():
        page = pdf.pages[text.page]
        edges = sorted({rule[0] for rule in page.rules if rule[0] == rule[2]})
        left, right = (edges[at], edges[at + 1]) if count > 1 else (edges[0], edges[-1])
        tops = sorted({rule[1] for rule in page.rules if rule[1] == rule[3]})
        for glyph in text.glyphs:
            if glyph.drawn.strip():
                assert left - NEAR <= glyph.left, (glyph, left)
                assert glyph.right <= right + NEAR, (glyph, right)
                inside = [y for y in tops if y <= glyph.base + 0.88 * glyph.size + NEAR]
                above = [y for y in tops if y > glyph.base - 0.12 * glyph.size - NEAR]
                assert len(inside) + len(above) == len(tops), (glyph, tops)
    for element in [kid for kid in cell.kids if isinstance(kid, Element)] or [cell]:
        marks(element)


def marks(paragraph):
    """避头尾 in a paragraph's lines, where its words are short enough to keep to it."""
    lines = defaultdict(str)
    for text in paragraph.texts():
        for glyph in text.glyphs:
            lines[text.page, glyph.base] += glyph.drawn
    shown = [line.strip() for line in lines.values() if line.strip()]
    if any(
        re.search(f"[{SIGNS}]{{3}}|[!-~]{{9}}", line + next_) for line, next_ in pairwise(shown)
    ):
        return
    if min(map(len, shown), default=9) < 4 and len(shown) > 1 and max(map(len, shown)) < 8:
        return
    for line, following in pairwise(shown):
        assert following[0] not in RULES["no_start"], (line, following)
        assert line[-1] not in RULES["no_end"], (line, following)


SIGNS = re.escape(RULES["no_start"] + RULES["no_end"])


def apart(page):
    """No two glyphs on one base line overlap, but marks that meet share their blank halves."""
    lines = defaultdict(list)
    for glyph in page.glyphs:
        if glyph.drawn.strip() and not glyph.turned:
            lines[round(glyph.base, 1)].append(glyph)
    for glyphs in lines.values():
        glyphs.sort(key=lambda glyph: glyph.left)
        for one, other in pairwise(glyphs):
            shared = 0.5 * one.size if one.drawn in MARKS and other.drawn in MARKS else 0.0
            assert one.right <= other.left + shared + NEAR, (one, other)


MARKS = "，。、；：）》」』】〉〕”’（《「『【〈〔“‘"

PHRASES = (
    "加快推进“最多跑一次”改革|《关于加快兑现的通知》|（含缓缴35.8亿元）|同比增长5.3%|累计完成投资61.06亿元|在“亲清在线”平台"
    "|（一）完善机制|①抓好落实|打造样板——形成|等重点领域……的|“152”重点项目|《意见》（试行）|9月底|2020年10月9日|惠及企业3.59万家|A4|GDP|新增1,896个岗位"
    "|力争“应上尽上”|区发改局|落地率100%|H002/2020-44648|“十四五”规划|（《办法》）|0.5个百分点"
)
STOPS = "，，，、、；：。。！？"


def test_ten_thousand_lines_begin_and_end_as_they_may():
    pick = random.Random(9704)
    phrases = PHRASES.split("|")
    text = [
        "".join(pick.choice(phrases) + pick.choice(STOPS) for _ in range(30)) for _ in range(640)
    ]
    made = report([[str(i), *text[4 * i : 4 * i + 4]] for i in range(160)])
    pdf = Pdf(writer("pdf")(made, style("brief")))
    count, wrong = 0, []
    for cell in pdf.tree.all("TD"):
        lines = defaultdict(str)
        for part in cell.texts():
            for glyph in filter(lambda glyph: glyph.drawn, part.glyphs):
                lines[part.page, glyph.base] += glyph.drawn
        count += len(lines)
        wrong += [
            (line, following)
            for line, following in pairwise(lines.values())
            if following[0] in RULES["no_start"] or line[-1] in RULES["no_end"]
        ]
    assert count > 10_000
    assert wrong == []

"""Reports to typeset in tests."""

from convert.report import Cell, Field, Note, Report, Row

TASK = "提升政策兑现时效，用好“亲清在线”数字平台，确保应对疫情各项扶持政策落实到位。"
STATE = (
    "目前已上线24条政策，其中21条开始兑现。截至9月15日，累积兑现资金5.99亿元，惠及企业3.59万家，"
    "其中，区级政策兑现资金1.6亿元，惠及企业1896家、职工9798人次（含《关于加快兑现的通知》）。"
)
NAMES = ("序号", "任务内容", "工作举措与完成情况", "问题与困难", "下一步工作打算")


def report(rows, columns=NAMES, title="杭州市某区发展和改革局2020年重点任务执行情况", notes=()):
    """A report of these rows; a row of one text is a heading."""
    fields = (
        Field("索引号", "H002/2020-44648"),
        Field("成文日期", "2020-10-09", mark="："),
        Field("发布机构", "区发改局"),
        Field("访问次数", ""),
    )
    return Report(
        title, fields, tuple(columns), tuple(_row(row, len(columns)) for row in rows), notes
    )


def _row(texts, count):
    kind = "heading" if len(texts) == 1 else "task"
    return Row(kind, tuple(Cell(text) for text in (*texts, *[""] * (count - len(texts)))))


def brief(count=12):
    """A report of some pages, with two paragraphs, empty cells, a note and rare characters."""
    rows = [
        [str(i), TASK, STATE + "\n" + STATE[: 7 * i], "", TASK[i:]] for i in range(1, count + 1)
    ]
    return report(
        [["一、经济发展"], *rows, ["77", "䶮、𬭸、㛃、〇，𠮷", "", "", STATE * 12]],
        notes=(Note("unplaced", "分享："),),
    )

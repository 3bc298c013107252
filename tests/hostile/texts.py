"""Texts, CSV, JSON and Markdown made to harm: name of the file, and what is in it."""

import json
from collections.abc import Callable

HEAD = "某区重点工作进展\n索引号：A-1\n序号 任务内容 完成情况\n"
ROWS = "1 建设广场。 已完成。\n2 修缮道路。 正在施工。\n"
PAGE = HEAD + ROWS
MANY = 100_000

Made = Callable[[], bytes | str]


def json_of(**changed: object) -> str:
    """A small report as JSON, with some of it replaced."""
    made: dict[str, object] = {
        "title": "题",
        "columns": ["序号", "任务内容"],
        "rows": [["1", "甲"], ["2", "乙"]],
    }
    return json.dumps({**made, **changed}, ensure_ascii=False)


def cell(**said: object) -> str:
    """A report whose first cell says so of itself."""
    return json_of(rows=[[{"text": "1", **said}, "甲"], ["2", "乙"]])


TEXTS: dict[str, Made] = {
    "one-byte.txt": lambda: b"a",
    "bom-only.txt": lambda: b"\xef\xbb\xbf",
    "bom-twice.txt": lambda: "\ufeff\ufeff" + PAGE,
    "nul.txt": lambda: PAGE.replace("广场", "广\0场"),
    "all-nul.txt": lambda: bytes(MANY),
    "controls.txt": lambda: PAGE + "".join(map(chr, range(32))),
    "c1-controls.txt": lambda: PAGE + "".join(map(chr, range(0x7F, 0xA0))),
    "line-ends.txt": lambda: PAGE.replace("。", "。\v\f\x1c\x1d\x1e\x85\u2028\u2029"),
    "lone-cr.txt": lambda: PAGE.replace("\n", "\r"),
    "utf16-odd.txt": lambda: PAGE.encode("utf-16") + b"\x41",
    "utf16-surrogate.txt": lambda: PAGE.encode("utf-16") + b"\x00\xd8\x41\x00",
    "utf16-no-mark.txt": lambda: PAGE.encode("utf-16-le"),
    "utf32.txt": lambda: PAGE.encode("utf-32"),
    "utf7.txt": lambda: PAGE.encode("utf-7"),
    "utf8-surrogate.txt": lambda: PAGE.encode() + b"\xed\xa0\x80",
    "utf8-overlong.txt": lambda: PAGE.encode() + b"\xc0\xaf\xe0\x80\xaf",
    "utf8-beyond.txt": lambda: PAGE.encode() + b"\xf4\x90\x80\x80",
    "utf8-cut.txt": lambda: PAGE.encode()[:-2],
    "gbk-cut.txt": lambda: PAGE.encode("gb18030")[:-2],
    "gb18030-four.txt": lambda: PAGE.encode("gb18030") + b"\xe3\x32\x9a\x35\xe3\x32\x9a\x36",
    "gb18030-private.txt": lambda: PAGE.encode("gb18030") + b"\xa6\xd9\xfe\x59\xa8\xbc",
    "big5.txt": lambda: "本府重點工作進展情形\n序號 任務內容 完成情況\n1 甲 已完成\n".encode(
        "big5"
    ),
    "hz.txt": lambda: PAGE.encode("hz", "replace"),
    "mixed.txt": lambda: HEAD.encode() + ROWS.encode("gb18030"),
    "latin.txt": lambda: "été à Zürich – naïve\n".encode("cp1252") * 50,
    "random.txt": lambda: bytes((at * at * 7 + at * 31) % 251 for at in range(MANY)),
    "spaces.txt": lambda: PAGE.replace(" ", " " * MANY),
    "wide-spaces.txt": lambda: PAGE.replace(" ", "\u3000" * 30_000),
    "spaces-in-cell.txt": lambda: PAGE.replace("广场", "广" + " " * MANY + "场"),
    "spaces-only.txt": lambda: " " * 1_000_000 + "a",
    "tabs.txt": lambda: PAGE.replace(" ", "\t" * MANY),
    "blank-lines.txt": lambda: PAGE.replace("\n", "\n" * MANY),
    "blank-lines-spaced.txt": lambda: PAGE.replace("\n", "\n \n" * 30_000),
    "pipes.txt": lambda: PAGE + "|" * MANY,
    "pipes-spaced.txt": lambda: PAGE + "| " * 50_000,
    "rules.txt": lambda: PAGE + "+---" * 30_000,
    "dashes.txt": lambda: PAGE + "-" * MANY,
    "digits.txt": lambda: PAGE + "1" * MANY,
    "digits-dotted.txt": lambda: PAGE + "1." * 50_000,
    "numbers-counting.txt": lambda: HEAD + "".join(f"{n} 甲{n}。 乙。\n" for n in range(3000)),
    "numbers-falling.txt": lambda: HEAD + "".join(f"{n} 甲。 乙。\n" for n in range(2000, 0, -1)),
    "numbers-same.txt": lambda: HEAD + "1 甲。 乙。\n" * 2000,
    "numbers-chinese.txt": lambda: PAGE + "一二三四五六七八九十百千万亿" * 5000,
    "numbers-huge.txt": lambda: HEAD + f"{'9' * 5000} 甲。 乙。\n1 丙 丁\n",
    "long-line.txt": lambda: PAGE + "建设广场已完成" * 30_000,
    "long-latin.txt": lambda: PAGE + "a" * 300_000,
    "long-row.txt": lambda: PAGE + "建设广场已完成" * 7000,
    "one-line.txt": lambda: PAGE.replace("\n", " "),
    "one-line-long.txt": lambda: PAGE.replace("\n", " ") * 500,
    "header-often.txt": lambda: PAGE * 500,
    "header-words.txt": lambda: "序号 " * 20_000,
    "header-wide.txt": lambda: "序号 " + "任务内容 " * 3000 + "\n" + ROWS,
    "header-alone.txt": lambda: HEAD,
    "labels.txt": lambda: "索引号：" * 20_000 + PAGE,
    "colons.txt": lambda: "：" * MANY + PAGE,
    "brackets.txt": lambda: PAGE + "（" * 50_000 + "）" * 50_000,
    "brackets-square.txt": lambda: "【" * 50_000 + PAGE,
    "dates.txt": lambda: PAGE + "2020年10月9日" * 10_000,
    "dates-broken.txt": lambda: PAGE + "2020年 " * 20_000,
    "path-signs.txt": lambda: "位置" + ">" * MANY + PAGE,
    "semicolons.txt": lambda: PAGE + "；" * MANY,
    "full-stops.txt": lambda: PAGE + "。" * MANY,
    "accents.txt": lambda: PAGE.replace("广", "广" + "\u0301" * MANY),
    "joiners.txt": lambda: PAGE.replace("广", "广" + "\u200d\ufe0f" * 20_000),
    "directions.txt": lambda: PAGE.replace("广", "\u202e\u2066广\u2069" * 500),
    "private.txt": lambda: PAGE + "".join(map(chr, range(0xE000, 0xF900))),
    "nonsense-planes.txt": lambda: PAGE + "".join(chr(0x10000 + at * 257) for at in range(4000)),
    "markup-in-text.txt": lambda: PAGE.replace("广场", "<img src=x onerror=alert(1)>见<附件1>&e;"),
    "formula.txt": lambda: PAGE.replace("建设", "=HYPERLINK(1)"),
    "shell.txt": lambda: PAGE.replace("建设", "$(reboot) `id` ; rm -rf / %n %s {0} {{x}}"),
    "paths.txt": lambda: PAGE.replace("建设", "../../etc/passwd file:///etc/passwd \\\\host\\a"),
}

CSV: dict[str, Made] = {
    "quote-open.csv": lambda: '序号,任务内容,完成情况\n1,"甲,乙\n2,丙,丁\n',
    "quotes-odd.csv": lambda: "序号,任务内容\n" + '"' * 99_999,
    "quotes-even.csv": lambda: "序号,任务内容\n1," + '"' * MANY,
    "quotes-inside.csv": lambda: '序号,任务内容\n1,甲"乙"丙\n2,"丁"戊\n',
    "field-huge.csv": lambda: f"序号,任务内容\n1,{'甲' * 200_000}\n",
    "field-too-huge.csv": lambda: f'序号,任务内容\n1,"{"a" * 4_100_000}"\n',
    "commas.csv": lambda: "序号,任务内容\n" + "," * 16_000,
    "commas-too-many.csv": lambda: "序号,任务内容\n" + "," * 20_000,
    "columns-too-many.csv": lambda: ",".join(map(str, range(20_000))) + "\n",
    "short-lines.csv": lambda: "序号,任务内容\n" + "1,甲\n" * 10_000,
    "empty-lines.csv": lambda: "序号,任务内容\n" + "\n" * MANY,
    "nul.csv": lambda: "序号,任务内容\n1,甲\0乙\n",
    "cr.csv": lambda: "序号,任务内容\r1,甲\r2,乙\r",
    "separator.csv": lambda: "sep=\\\n序号\\任务内容\n1\\甲\n",
    "separator-quote.csv": lambda: 'sep="\n序号"任务内容\n1"甲\n',
    "separator-line.csv": lambda: "sep=\r\r\n序号,任务内容\n1,甲\n",
    "ragged.csv": lambda: "序号,任务内容\n" + "".join("1" + "," * at + "\n" for at in range(300)),
    "formulas.csv": lambda: "序号,任务内容\n1,=cmd|' /C calc'!A0\n2,@SUM(A1)\n3,+1+1\n",
    "apostrophes.csv": lambda: "序号,任务内容\n1,'''=1\n2,'\n",
    "header-only.csv": lambda: "序号,任务内容\n",
    "one-column.csv": lambda: "序号\n1\n2\n",
    "tabs.tsv": lambda: "序号\t任务内容\n" + "\t" * 10_000,
}

JSON: dict[str, Made] = {
    "deep-lists.json": lambda: "[" * MANY,
    "deep-objects.json": lambda: '{"columns":' * MANY,
    "deep-cell.json": lambda: json_of().replace('"甲"', "[" * 900 + "]" * 900),
    "cut.json": lambda: json_of()[:-5],
    "trailing.json": lambda: json_of() + "}",
    "huge-number.json": lambda: json_of().replace('"甲"', "9" * 10_000),
    "huge-exponent.json": lambda: json_of().replace('"甲"', "1e999"),
    "not-a-number.json": lambda: json_of().replace('"甲"', "NaN"),
    "surrogate.json": lambda: json_of().replace("甲", "\\ud800"),
    "surrogates-turned.json": lambda: json_of().replace("甲", "\\udc00\\ud800"),
    "nul.json": lambda: json_of().replace("甲", "\\u0000"),
    "controls.json": lambda: json_of(rows=[["1", "".join(map(chr, range(32)))]]),
    "noncharacters.json": lambda: json_of(rows=[["1", "\ufffe\uffff\U0001fffe"]]),
    "same-key.json": lambda: json_of()[:-1] + ', "columns": []}',
    "title-list.json": lambda: json_of(title=["a"]),
    "title-null.json": lambda: json_of(title=None),
    "title-lines.json": lambda: json_of(title="甲\n乙\t\r\n丙"),
    "no-columns.json": lambda: json_of(columns=[]),
    "columns-text.json": lambda: json_of(columns="序号"),
    "columns-null.json": lambda: json_of(columns=None),
    "columns-many.json": lambda: json_of(columns=["栏"] * 20_000, rows=[]),
    "columns-empty-names.json": lambda: json_of(columns=["", ""]),
    "rows-object.json": lambda: json_of(rows={"a": 1}),
    "rows-numbers.json": lambda: json_of(rows=[1, 2]),
    "rows-null.json": lambda: json_of(rows=[None]),
    "rows-text.json": lambda: json_of(rows=["甲乙"]),
    "rows-wide.json": lambda: json_of(rows=[["1", "2", "3"]]),
    "rows-many.json": lambda: json_of(rows=[["1", "甲"]] * 10_000),
    "cell-true.json": lambda: json_of(rows=[[True, "甲"]]),
    "cell-list.json": lambda: json_of(rows=[[["1"], "甲"]]),
    "cell-no-text.json": lambda: json_of(rows=[[{}, "甲"]]),
    "cell-huge.json": lambda: json_of(rows=[["1", "甲乙" * 100_000]]),
    "span-huge.json": lambda: cell(colspan=10**9),
    "span-tall.json": lambda: cell(rowspan=10**9),
    "span-negative.json": lambda: cell(colspan=-1),
    "span-infinite.json": lambda: cell(colspan=1e999),
    "span-text.json": lambda: cell(rowspan="x"),
    "confidence-two.json": lambda: cell(confidence=2),
    "confidence-nan.json": lambda: cell(confidence=float("nan")),
    "confidence-text.json": lambda: cell(confidence="x"),
    "why-list.json": lambda: cell(why=[1]),
    "fields-wrong.json": lambda: json_of(metadata=[["a"]]),
    "fields-object.json": lambda: json_of(fields={"a": "b"}),
    "fields-empty.json": lambda: json_of(metadata=[["", ""]] * 100),
    "readings-wrong.json": lambda: json_of(rows=[{"cells": ["1", "2"], "readings": [{}]}]),
    "readings-nan.json": lambda: json_of(
        rows=[{"cells": ["1", "2"], "readings": [{"cells": [], "probability": float("nan")}]}]
    ),
    "notes-wrong.json": lambda: json_of(notes=[{"kind": "x"}]),
    "notes-strange.json": lambda: json_of(notes=[{"kind": "x" * 1000, "text": "\u202e"}]),
    "unplaced-wrong.json": lambda: json_of(unplaced=[{}]),
    "kind-unknown.json": lambda: json_of(rows=[{"kind": "boss", "cells": ["1", "2"]}]),
    "list.json": lambda: "[1, 2]",
    "null.json": lambda: "null",
    "lines-broken.jsonl": lambda: '{"type": "report", "columns": ["a"]}\n{"type": "row"\n',
    "lines-empty.jsonl": lambda: '{"type": "report", "columns": ["a"]}\n' + "\n" * MANY,
    "lines-no-rows.jsonl": lambda: '{"type": "report", "columns": ["a"]}\n' + "[]\n" * 1000,
    "lines-reports.jsonl": lambda: '{"type": "report", "title": "a", "columns": ["a"]}\n' * 1000,
}

MARKDOWN: dict[str, Made] = {
    "pipes.md": lambda: "|序号|任务内容|\n|-|-|\n" + "|" * 15_000 + "\n",
    "pipes-escaped.md": lambda: "|序号|任务内容|\n|-|-|\n|1|" + "\\|" * 50_000 + "|\n",
    "backslashes.md": lambda: "|序号|任务内容|\n|-|-|\n|1|" + "\\" * 50_001 + "|\n",
    "stars.md": lambda: "|序号|任务内容|\n|-|-|\n|1|" + "*" * 20_000 + "|\n",
    "stars-open.md": lambda: "|序号|任务内容|\n|-|-|\n|1|" + "**a" * 10_000 + "|\n",
    "underscores.md": lambda: "|序号|任务内容|\n|-|-|\n|1|" + "__a " * 10_000 + "|\n",
    "backticks.md": lambda: "|序号|任务内容|\n|-|-|\n|1|" + "`" * 20_000 + "|\n",
    "backticks-open.md": lambda: "|序号|任务内容|\n|-|-|\n|1|" + "`a" * 10_001 + "|\n",
    "links-open.md": lambda: "|序号|任务内容|\n|-|-|\n|1|" + "[" * 20_000 + "|\n",
    "links.md": lambda: "|序号|任务内容|\n|-|-|\n|1|" + "[a](" * 10_000 + "|\n",
    "link-script.md": lambda: (
        "|序号|任务内容|\n|-|-|\n|1|[a](javascript:alert(1)) ![b](file:///x)|\n"
    ),
    "breaks.md": lambda: "|序号|任务内容|\n|-|-|\n|1|" + "<br>" * 20_000 + "|\n",
    "angles.md": lambda: "|序号|任务内容|\n|-|-|\n|1|" + "<" * 20_000 + "|\n",
    "entities.md": lambda: "|序号|任务内容|\n|-|-|\n|1|" + "&#x110000;&#0;&#xd800;&lt" * 99 + "|\n",
    "quotes.md": lambda: "> " * 20_000 + "a\n\n|序号|任务内容|\n|-|-|\n|1|甲|\n",
    "rules.md": lambda: "|序号|任务内容|\n|-|-|\n" * 2000,
    "rule-long.md": lambda: "|序号|任务内容|\n" + "|-" * 20_000 + "|x\n",
    "rule-spaces.md": lambda: "|序号|任务内容|\n|-" + " " * 50_000 + "x\n",
    "headline.md": lambda: (
        "#" * 20_000 + "\n# " + "# " * 20_000 + "\n|序号|任务内容|\n|-|-|\n|1|甲|\n"
    ),
    "field-open.md": lambda: "- **" + "a*" * 20_000 + "\n\n|序号|任务内容|\n|-|-|\n|1|甲|\n",
    "front-open.md": lambda: "---\n" + "a: b\n" * 20_000,
    "front-strange.md": lambda: "---\ntitle: !!python/object/apply:os.system [true]\n---\n" + PAGE,
    "columns.md": lambda: "|序号" * 3000 + "|\n" + "|-" * 3000 + "|\n" + "|1" * 3000 + "|\n",
    "ragged.md": lambda: "|序号|任务内容|\n|-|-|\n" + "".join("|a" * n + "|\n" for n in range(300)),
    "no-rows.md": lambda: "|序号|任务内容|\n|-|-|\n",
    "html.md": lambda: "|序号|任务内容|\n|-|-|\n|1|<script>alert(1)</script><!--|\n",
}

"""Ten thousand reports through one command: are all accounted for, how fast, in what memory.

    python benchmarks/batch.py make DIR --count 10000 --damaged 50   # DIR/in and DIR/truth.jsonl
    python benchmarks/batch.py run DIR --jobs 2                      # DIR/out, and its figures
    python benchmarks/batch.py check DIR                             # every cell of every report
    python benchmarks/batch.py speed DIR --count 200 --rounds 3      # 1 job against 2, alternated

The reports are made up, each different from all others, of 3 to 60 rows, in the formats that
convert reads: web pages, CSV, Markdown, JSON, and text with tabs. So the figures are those of
reading and writing; text whose borders are lost costs more (see docs/recovery.md).
"""

import argparse
import json
import os
import random
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from convert import write
from convert.report import Cell, Field, Report, Row


def listed(words: str) -> list[str]:
    """Words from a line."""
    return words.split()


PLACES = listed("临江 青川 宁阳 石泉 安桥 湖东 麻坪 江口 澧阳 邓州 东港 西岭 北河 南浦")
BUREAUS = listed("发展改革 教育 科技 财政 人社 住建 交通 水利 农业农村 商务 文旅 卫健 应急 审计")
VERBS = listed("推进 完成 启动 开展 加快 落实 组织 实施 建成 开工 整治 提升")
THINGS = listed(
    "道路改造 管网更新 学位扩建 河道治理 老旧小区改造 招商引资 数据共享 医保参保 耕地保护"
)
TROUBLES = listed("资金缺口 用地指标不足 审批周期长 施工条件差 人员不足 部门协同不够")
COLUMNS = (
    ("序号", "任务内容", "完成情况", "存在问题", "下一步打算"),
    ("序号", "重点任务", "落实情况", "困难和问题", "下步工作"),
    ("编号", "工作任务", "责任单位", "推进情况", "存在困难", "下步安排"),
)
FORMATS = ("html", "html", "csv", "md", "json", "txt")
DAMAGED = ("docx", "xlsx", "pdf", "txt", "json", "html", "empty")


def tell(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def sentence(number: int, at: int, chance: random.Random) -> str:
    """A sentence that occurs nowhere else: it holds the report's and the row's numbers."""
    parts = [
        f"{chance.choice(VERBS)}{chance.choice(THINGS)}{chance.randrange(1, 900)}处"
        for _ in range(chance.randrange(1, 5))
    ]
    return f"{'，'.join(parts)}，台账编号{number}之{at}。"


def report(number: int) -> Report:
    """Report `number`; the same every time."""
    chance = random.Random(number)
    columns = chance.choice(COLUMNS)
    rows = []
    for at in range(1, chance.choice((3, 8, 15, 15, 30, 60)) + 1):
        cells = [str(at), *(sentence(number, at, chance) for _ in columns[1:])]
        if chance.random() < 0.4:
            cells[-2] = ""
        elif chance.random() < 0.3:
            cells[-2] = f"{chance.choice(TROUBLES)}（{number}之{at}）"
        rows.append(Row("task", tuple(map(Cell, cells))))
    place, bureau = chance.choice(PLACES), chance.choice(BUREAUS)
    fields = (
        Field("索引号", f"{place}{number:06}"),
        Field("发布机构", f"{place}市{bureau}局"),
        Field("发布日期", f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}"),
    )
    title = f"{place}市{bureau}局2024年重点任务进展情况（第{number}号）"
    return Report(title, fields, columns, tuple(rows))


def contents(number: int) -> tuple[str, bytes]:
    """Suffix and bytes of the file that holds report `number`."""
    made, suffix = report(number), FORMATS[number % len(FORMATS)]
    if suffix != "txt":
        return suffix, write(made, suffix)
    lines = [made.title, *(f"{field.label}：{field.value}" for field in made.fields)]
    lines += ["\t".join(made.columns), *("\t".join(row.texts) for row in made.rows)]
    return suffix, "\n".join(lines).encode()


def damaged(number: int) -> tuple[str, bytes]:
    """A file that is no report, or no more."""
    kind = DAMAGED[number % len(DAMAGED)]
    noise = random.Random(number).randbytes(400)
    if kind in ("docx", "xlsx"):
        return kind, b"PK\x03\x04" + noise
    if kind == "pdf":
        return kind, b"%PDF-1.7\n" + noise
    if kind == "json":
        return kind, write(report(number), "json")[:300]
    if kind == "html":
        return kind, f"<html><body><p>通知第{number}号</p></body></html>".encode()
    return "txt", b"" if kind == "empty" else noise


def make(folder: Path, count: int, broken: int) -> None:
    """`count` files in folders of a hundred, `broken` of them damaged, and the truth of each."""
    wrong = set(random.Random(count).sample(range(count), broken))
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "in").mkdir(parents=True)
    with (folder / "truth.jsonl").open("w", encoding="utf-8") as truth:
        for number in range(count):
            suffix, data = damaged(number) if number in wrong else contents(number)
            name = f"{PLACES[number // 100 % len(PLACES)]}{number // 100}/{number:06}.{suffix}"
            path = folder / "in" / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
            truth.write(json.dumps([name, number, number in wrong], ensure_ascii=False) + "\n")


def command(folder: Path, out: Path, jobs: int, formats: str) -> list[str]:
    """The command to be measured."""
    where = [str(folder), "-o", str(out), "--to", formats, "--jobs", str(jobs), "--quiet"]
    return [sys.executable, "-m", "convert", *where]


def run(folder: Path, jobs: int, formats: str) -> None:
    """Run it; the parent's memory is sampled with the number of files done by then."""
    out = folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    began = time.monotonic()
    parent = subprocess.Popen(command(folder / "in", out, jobs, formats))
    samples = list(watched(parent, out / ".convert/journal.sqlite"))
    seconds = time.monotonic() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    total = samples[-1][0] if samples else 0
    window = min(1000, total // 3)
    first = [memory for done, memory in samples if 0 < done <= window]
    last = [memory for done, memory in samples if done >= total - window]
    tell(f"exit status {parent.returncode}, {seconds:.0f} s, {jobs} jobs, load {load()}")
    tell(f"CPU of the parent {used.ru_utime + used.ru_stime:.0f} s (workers not counted)")
    if first and last:
        begin, end = statistics.mean(first), statistics.mean(last)
        tell(f"parent's memory: {begin:.1f} MiB in the first {window} files, {end:.1f} MiB in the")
        tell(f"last ({end / begin - 1:+.1%}), peak {max(memory for _, memory in samples):.1f}")
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    tell(f"outputs {size / 2**20:.0f} MiB in {out}")


def watched(parent: "subprocess.Popen[bytes]", journal: Path) -> Iterator[tuple[int, float]]:
    """(files done, MiB of the parent) until it ends."""
    while parent.poll() is None:
        time.sleep(0.5)
        if journal.exists() and (memory := resident(parent.pid)):
            yield done(journal), memory


def done(journal: Path) -> int:
    """Files that the journal has the outcome of."""
    base = sqlite3.connect(f"file:{journal}?mode=ro", uri=True, timeout=5)
    try:
        return int(base.execute("select count(*) from outcomes").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        base.close()


def resident(process: int) -> float:
    """MiB of a process; 0 where it is gone."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def load() -> str:
    """The machine's load averages: figures of a busy machine mean little."""
    return " ".join(f"{value:.1f}" for value in os.getloadavg())


def check(folder: Path) -> None:
    """Every input is in run.json; every cell is where it was; each damaged one has a sentence."""
    made = json.loads((folder / "out/run.json").read_bytes())
    found = {each["name"]: each for each in made["inputs"]}
    right, told, wrong = 0, 0, []
    with (folder / "truth.jsonl").open(encoding="utf-8") as truth:
        for line in truth:
            name, number, broken = json.loads(line)
            each = found.pop(name, {"state": "missing"})
            if broken:
                told += each["state"] == "failed" and bool(each["error"])
            elif same(folder / "out", each, number):
                right += 1
            else:
                wrong.append(name)
    tell(str(made["totals"]))
    tell(f"{right} right, {told} damaged ones told of, {len(wrong)} wrong, {len(found)} unknown")
    for name in wrong[:10]:
        tell(f"wrong: {name}")


def same(out: Path, each: dict[str, Any], number: int) -> bool:
    """Whether the JSON that was written holds the report's cells."""
    if each["state"] != "done":
        return False
    name = next(output["name"] for output in each["outputs"] if output["format"] == "json")
    rows = json.loads((out / name).read_bytes())["rows"]
    truth = report(number)
    return [[cell["text"] for cell in row["cells"]] for row in rows] == [
        list(row.texts) for row in truth.rows
    ]


def speed(folder: Path, count: int, rounds: int, formats: str) -> None:
    """The same files with 1 and with 2 jobs, in turn; medians of wall time.

    Each run has an output folder of its own, removed at the end only: just after thousands of
    files were removed ext4 makes new ones three times as slowly (it looks for numbers of files
    that were not in use a short while ago), and one run more so than the next.
    """
    part, outs = folder / "part", folder / "part-outs"
    for old in (part, outs):
        shutil.rmtree(old, ignore_errors=True)
        old.mkdir()
    for path in sorted((folder / "in").rglob("*.*"))[:count]:
        shutil.copy(path, part / path.name)
    taken: dict[int, list[float]] = {1: [], 2: []}
    for turn in range(rounds):
        for jobs in taken:
            out = outs / f"{turn}-{jobs}"
            os.sync()
            began = time.monotonic()
            subprocess.run(command(part, out, jobs, formats), check=False)
            taken[jobs].append(time.monotonic() - began)
            tell(f"{jobs} jobs: {taken[jobs][-1]:.1f} s, load {load()}")
    one, two = statistics.median(taken[1]), statistics.median(taken[2])
    shutil.rmtree(outs)
    tell(f"{count} files: {one:.1f} s with 1 job, {two:.1f} s with 2: {one / two:.2f} ×")


def main() -> None:
    """See the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["make", "run", "check", "speed"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--damaged", type=int, default=50)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--to", default="csv,json")
    asked = parser.parse_args()
    if asked.what == "make":
        make(asked.folder, asked.count, asked.damaged)
    elif asked.what == "run":
        run(asked.folder, asked.jobs, asked.to)
    elif asked.what == "check":
        check(asked.folder)
    else:
        speed(asked.folder, asked.count, asked.rounds, asked.to)


if __name__ == "__main__":
    main()

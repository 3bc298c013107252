"""Make the outputs that lie beside samples/report.txt again.

Run `python samples/regenerate.py` after a change to the reader or a writer, and look at
the difference before you commit it; tests/test_samples.py compares.
"""

from pathlib import Path

from convert.job import Options, plan, run
from convert.plugins import BUILT_IN
from convert.style import style

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Write report.docx, .pdf, .md, .csv, .json and so on."""
    for job in plan([HERE / "report.txt"], BUILT_IN, None):
        run(job, Options(style("brief"), force=True))


if __name__ == "__main__":
    main()

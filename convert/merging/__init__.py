"""Many reports as one table, and parts of a report: pure, from reports to reports.

`columns` says which columns mean the same, `merge` puts the rows together, `select` takes
rows and columns out and puts them in order.
"""

from convert.merging.columns import words
from convert.merging.merge import Merged, merge

__all__ = ["Merged", "merge", "table_name"]


def table_name() -> str:
    """What a full table is called: its title and its file's name."""
    return str(words()["title"])

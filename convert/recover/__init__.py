"""Lost cell borders, found again: where a page's table stands, and what its cells are."""

from convert.recover.cells import recover
from convert.recover.locate import locate
from convert.recover.table import Line, Piece, Reading, Region, Table

__all__ = ["Line", "Piece", "Reading", "Region", "Table", "locate", "recover"]

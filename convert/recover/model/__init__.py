"""Lost cell borders, found again: `borders.place` is the one entry."""

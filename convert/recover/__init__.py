"""Lost cell borders, found again."""

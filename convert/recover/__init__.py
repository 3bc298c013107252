"""Lost cell borders, found again: `locate` says where a table stands, `cells` what is in it."""

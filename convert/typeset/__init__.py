"""Pages of a Chinese table: fonts, line breaking, columns, rows and tagged PDF."""

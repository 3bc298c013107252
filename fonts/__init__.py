"""The typefaces that come with convert (package convert.fonts)."""

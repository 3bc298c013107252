"""The styles that come with convert, one TOML file each (package convert.styles)."""

"""The fonts that convert embeds, with their licences; SOURCES.toml says whence."""

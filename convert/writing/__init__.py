"""Writers: one small module a format, each `write(report, style) -> bytes`."""

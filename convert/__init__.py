"""Chinese government progress reports to Word, PDF, Markdown, CSV and JSON."""

__version__ = "0.1.0"

"""Sphinx settings: Markdown in, one theme, no request to another host."""

project = "asyl"
author = "The asyl contributors"
copyright = "The asyl contributors"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "asyl"
myst_heading_anchors = 3

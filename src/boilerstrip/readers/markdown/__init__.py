"""Reads Markdown."""

from boilerstrip.readers.markdown.blocks import read_markdown

__all__ = ["read_markdown"]

"""The version of the package and of its rules."""

from __future__ import annotations

__version__ = "0.1.0"
# The same rules and the same source give the same article.
RULES_VERSION = "2026.11.29.4"

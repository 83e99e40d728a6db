"""Renews the table of the lexicons' digests: `python -m boilerstrip.write_digests`, after a change of words."""

from __future__ import annotations

from boilerstrip.digests import TABLE, folder, rows

if __name__ == "__main__":
    (folder() / TABLE).write_text("\n".join(rows()) + "\n", encoding="utf-8")

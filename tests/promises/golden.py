"""Records the outputs for all fixtures, with the version of the rules that gave them: `python tests/promises/golden.py`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from boilerstrip.version import RULES_VERSION


def main() -> None:
    """Write the record."""
    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]
    from test_deterministic import GOLDEN, digests

    record = {"rules_version": RULES_VERSION, "outputs": digests()}
    GOLDEN.write_text(json.dumps(record, indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""What a report of pip-audit says: `python tests/audited.py REPORT`, REPORT being the JSON that `pip-audit --format json` wrote.

Without `--strict` pip-audit calls packages that it did not find "skipped" and ends as if all were well; with it, it ends at the first one
and says nothing of the others. So the report is read here. The exit status is 0 if every package was looked up and has no known flaw, 1 if
one has a flaw, or some were not looked up, and 2 if nothing was looked up at all.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

CLEAN, FLAWED, NOT_AUDITED = 0, 1, 2


def verdict(report: str) -> tuple[int, str]:
    """The exit status, and what to say."""
    try:
        packages: list[dict[str, Any]] = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return NOT_AUDITED, "NOT AUDITED: pip-audit gave no report, so no package was looked up"
    skipped = [package for package in packages if "skip_reason" in package]
    if len(skipped) == len(packages):
        reasons = "; ".join(package["skip_reason"] for package in skipped[:1])
        return NOT_AUDITED, f"NOT AUDITED: none of {len(packages)} packages was looked up. {reasons}".rstrip()
    flaws = [f"{p['name']} {p['version']}: {flaw['id']}" for p in packages for flaw in p.get("vulns", ())]
    flaws += [f"{package['name']} was not looked up: {package['skip_reason']}" for package in skipped]
    if flaws:
        return FLAWED, "\n".join(flaws)
    return CLEAN, f"{len(packages)} packages looked up, none with a known flaw"


def main() -> int:
    """Say it."""
    path = Path(sys.argv[1])
    status, said = verdict(path.read_text(encoding="utf-8") if path.exists() else "")
    print(said)
    return status


if __name__ == "__main__":
    sys.exit(main())

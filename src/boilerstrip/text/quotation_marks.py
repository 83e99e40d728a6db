"""Quotation marks, by the side of a quotation on which they stand.

Languages disagree about the side: “ opens in English and closes in German, » closes in French and opens in German. The sets differ for that
reason, and no set can be derived from another.
"""

from __future__ import annotations

STRAIGHT_QUOTES = "\"'"
# Open in English, French and German. Without "‹": the joining of lines and the search for a block's tail do not treat it as a mark.
COMMON_OPENING_QUOTES = "“‘„«"
# Can stand before the first word of a quotation.
OPENING_QUOTES = f"{STRAIGHT_QUOTES}{COMMON_OPENING_QUOTES}‹"
# Close in English or French, and open in Swedish, Danish or German.
TWO_WAY_QUOTES = "”’»"
# Can stand after the full stop of a quotation.
CLOSING_QUOTES = f"{STRAIGHT_QUOTES}{TWO_WAY_QUOTES}›“"
# "‟" is the rare high reversed mark.
ALL_QUOTES = f"{OPENING_QUOTES}{TWO_WAY_QUOTES}›‟"

"""Lines that no recogniser may choke on."""

LONG_AND_BROKEN = ["A" * 100_000, "By " + "Ada Wren, " * 20_000, "Ada-" * 20_000, "| " * 50_000, "\ud800 \0 By"]

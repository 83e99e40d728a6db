"""Shows people what was removed."""

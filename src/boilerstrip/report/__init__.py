"""Views of what was kept and removed, for people."""

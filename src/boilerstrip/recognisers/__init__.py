"""Recognises names, credits, dates, site names and addresses: shared by filters and fields."""

"""Decides which blocks go: by rule, or by the labeller."""

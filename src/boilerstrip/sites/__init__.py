"""What a site repeats on its pages: `SiteModel`, and functions that count lines for it on a cluster."""

from boilerstrip.sites.line_counts import LineCount, merge_counts, model_of_counts, partial_line_counts
from boilerstrip.sites.model import SiteModel

__all__ = ["LineCount", "SiteModel", "merge_counts", "model_of_counts", "partial_line_counts"]

"""Articles from Arrow record batches. Data frames and engines build on this. Needs `pip install "boilerstrip[arrow]"`."""

from boilerstrip.extras import MissingExtraError

try:
    import pyarrow as _  # noqa: F401
except ImportError as error:
    raise MissingExtraError("arrow", error) from error

from boilerstrip.arrow.record_batches import clean_batches, clean_table
from boilerstrip.arrow.schema import ARTICLE, output_schema

__all__ = ["ARTICLE", "clean_batches", "clean_table", "output_schema"]

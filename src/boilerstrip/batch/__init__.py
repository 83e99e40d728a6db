"""Many articles: processes, order kept, one bad source never stops a run."""

from boilerstrip.batch.many import clean_many
from boilerstrip.batch.records import Cleaned, Failure

__all__ = ["Cleaned", "Failure", "clean_many"]

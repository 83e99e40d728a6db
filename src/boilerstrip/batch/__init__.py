"""Many articles: processes, order kept, one bad source never stops a run."""

from boilerstrip.batch.items import Cleaned
from boilerstrip.batch.many import clean_many
from boilerstrip.clean_one import Failure

__all__ = ["Cleaned", "Failure", "clean_many"]

"""Cleaning of many articles: in several processes, in order. A source that fails does not stop a run."""

from boilerstrip.batch.items import Cleaned
from boilerstrip.batch.many import clean_many
from boilerstrip.cleaner import Failure

__all__ = ["Cleaned", "Failure", "clean_many"]

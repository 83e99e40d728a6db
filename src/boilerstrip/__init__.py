"""boilerstrip: headline, standfirst, body and byline out of dirty scraped articles, with a reason for every line that went."""

from boilerstrip.article import Article, Paragraph, Removal
from boilerstrip.batch import Cleaned, Failure, clean_many
from boilerstrip.clean import clean_article
from boilerstrip.document import Block, Document
from boilerstrip.document.findings import Filter, Finding
from boilerstrip.options import Limits
from boilerstrip.pipeline import Pipeline
from boilerstrip.sites import SiteModel
from boilerstrip.version import __version__ as __version__

__all__ = [
    "Article",
    "Block",
    "Cleaned",
    "Document",
    "Failure",
    "Filter",
    "Finding",
    "Limits",
    "Paragraph",
    "Pipeline",
    "Removal",
    "SiteModel",
    "clean_article",
    "clean_many",
]

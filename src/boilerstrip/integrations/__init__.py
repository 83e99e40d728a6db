"""boilerstrip where the data is: one host a file, each imported only where it is used.

| host | module | `pip install` |
|---|---|---|
| pandas | `boilerstrip.integrations.pandas` | `boilerstrip[pandas]` |
| polars | `boilerstrip.integrations.polars` | `boilerstrip[polars]` |
| Hugging Face datasets | `boilerstrip.integrations.datasets` | `boilerstrip[datasets]` |
| DuckDB | `boilerstrip.integrations.duckdb` | `boilerstrip[duckdb]` |
| Scrapy | `boilerstrip.integrations.scrapy` | `boilerstrip[scrapy]` |
| datatrove | `boilerstrip.integrations.datatrove` | `boilerstrip[datatrove]` |
| LangChain | `boilerstrip.integrations.langchain` | `boilerstrip[langchain]` |
| Spark | `boilerstrip.integrations.spark` | `boilerstrip[spark]` |
| Ray Data | `boilerstrip.integrations.ray` | `boilerstrip[ray]` |
"""

from boilerstrip.rows import Cleaning

__all__ = ["Cleaning", "MissingExtraError"]


class MissingExtraError(ImportError):
    r"""An integration is imported, but what it is for is not installed.

    >>> str(MissingExtraError("polars", ImportError("No module named 'polars'")))
    'No module named \'polars\': pip install "boilerstrip[polars]"'
    """

    def __init__(self, extra: str, cause: ImportError) -> None:
        """Name the extra that brings what is missing."""
        super().__init__(f'{cause}: pip install "boilerstrip[{extra}]"')

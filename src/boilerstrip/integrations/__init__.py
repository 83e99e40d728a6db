"""boilerstrip in data frames, corpora, crawlers and clusters: one module for each host library. Import only what you use.

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

from boilerstrip.extras import MissingExtraError
from boilerstrip.table_rows import Cleaning

__all__ = ["Cleaning", "MissingExtraError"]

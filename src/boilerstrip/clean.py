"""`clean_article`: the whole story on one screen."""

from __future__ import annotations

from typing import Any

from boilerstrip.article import Article
from boilerstrip.assembly import assemble
from boilerstrip.decide import decide_certain
from boilerstrip.fallback import apply_fallbacks
from boilerstrip.fields import extract_fields, revise_claims
from boilerstrip.pipeline import Pipeline
from boilerstrip.readers import read
from boilerstrip.second_pass import drop_late_copies, find_late_headline
from boilerstrip.sites import SiteModel


def clean_article(  # noqa: PLR0913  # a source and five options, as promised; nothing else may have so many
    source: Any,
    *,
    url: str | None = None,
    kind: str = "auto",
    language: str | None = None,
    pipeline: Pipeline | None = None,
    site: SiteModel | None = None,
) -> Article:
    """The article in a scraped source: headline, standfirst, byline, authors and body, and why everything else was removed.

    Args:
        source: Text or bytes (plain text, Markdown or HTML; the kind is detected), the `Path` of a file, or a parsed page: an lxml
            element or tree, or a BeautifulSoup object, which is not changed. The text may stand in a container: front matter, a
            crawler's header, JSON, RTF, an e-mail, bytes compressed with gzip, zstd or Brotli.
        url: The page's address, if known; its words help to find the headline. It is never fetched.
        kind: "auto", "text", "markdown" or "html".
        language: An ISO 639-1 code; detected from the page or its words where it is not given.
        pipeline: The filters to use, how hints are weighed, and how much is read (see `Pipeline.within`); `Pipeline.default()` where
            it is not given.
        site: A `SiteModel` that has learned what sites repeat on their pages; `url` says which of its sites the page belongs to. A
            page of an unknown site is cleaned as without a model, and `warnings` says so.

    Returns:
        An `Article`; an empty one with a warning for a source without text. Any text or bytes give an article.

    Raises:
        TypeError: `source` is neither text, bytes nor a parsed page, or another argument has the wrong type.
        ValueError: `kind` is not one of the four.
        OSError: The file of a `Path` cannot be read.

    >>> article = clean_article('''Ferry sinks off Wrenmouth
    ... By Ada Wren
    ... The ferry sank at dawn on Tuesday, and nobody in the town saw it go under the waves.
    ... Sign up for our daily newsletter
    ... All forty passengers were safe, the harbour master said, and would be home by the evening.
    ... Share on Facebook''')
    >>> article.headline, article.authors, len(article.body)
    ('Ferry sinks off Wrenmouth', ('Ada Wren',), 2)
    >>> [removal.category for removal in article.removed]
    ['newsletter', 'sharing']
    """
    _check_types(url, language, pipeline, site)
    pipeline = pipeline or Pipeline.default()
    clock = pipeline.limits.start_clock()
    document = read(source, url=url, kind=kind, language=language, limits=pipeline.limits)
    if site is not None:
        document = site.add_template(document)
    claims = pipeline.find_claims(document, clock)
    fields = extract_fields(document, claims, clock)
    claims = revise_claims(document, claims, fields)
    if clock.has_passed:
        decision = decide_certain(document, claims, fields, clock.warning)
    else:
        decision = pipeline.decide(document, claims, fields)
        fields = find_late_headline(document, fields, decision)
        decision = drop_late_copies(document, pipeline, fields, decision)
    decision = apply_fallbacks(document, pipeline, claims, fields, decision)
    return assemble(document, fields, decision)


def _check_types(url: object, language: object, pipeline: object, site: object) -> None:
    for name, value in (("url", url), ("language", language)):
        if value is not None and not isinstance(value, str):
            raise TypeError(f"{name} must be a str or None, but is a {type(value).__name__}")
    if pipeline is not None and not isinstance(pipeline, Pipeline):
        raise TypeError(
            f"pipeline must be a Pipeline, such as Pipeline.default().without('sharing'), but is a {type(pipeline).__name__}"
        )
    if site is not None and not isinstance(site, SiteModel):
        raise TypeError(f"site must be a SiteModel, such as SiteModel.load(path), but is a {type(site).__name__}")

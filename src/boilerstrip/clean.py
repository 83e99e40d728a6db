"""`clean_article`: the whole story on one screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from boilerstrip.article import Article
from boilerstrip.decide.by_rule import decide
from boilerstrip.decide.verdicts import Decision, certain_verdicts, settle
from boilerstrip.document import Document
from boilerstrip.document.findings import Claim
from boilerstrip.fallback import finished
from boilerstrip.fields import Roles, assign_roles
from boilerstrip.fields.reconcile import settled
from boilerstrip.options import Clock, Favor
from boilerstrip.pipeline import Pipeline
from boilerstrip.readers import read
from boilerstrip.recognisers.author_notes import notes_on
from boilerstrip.second_pass import headed, looked_again
from boilerstrip.sites import SiteModel

_NO_CLOCK = Clock()


def clean_article(  # noqa: PLR0913  # a source and five options, as promised; nothing else may have so many
    source: Any,
    *,
    url: str | None = None,
    kind: str = "auto",
    language: str | None = None,
    pipeline: Pipeline | None = None,
    site: SiteModel | None = None,
) -> Article:
    """The article in a scraped source: headline, standfirst, byline, authors and body, and why everything else went.

    Args:
        source: Text or bytes (plain text, Markdown or HTML, told apart by itself), or a parsed page: an lxml element or tree, or a
            BeautifulSoup object, which is not changed.
        url: The page's address, if known; its words help to find the headline. It is never fetched.
        kind: "auto", "text", "markdown" or "html".
        language: An ISO 639-1 code; told from the page or its words where it is not given.
        pipeline: The filters to use, how hints are weighed, and how much is read (see `Pipeline.within`); `Pipeline.default()` where
            it is not given.
        site: What the page's site repeats on its pages, as a `SiteModel` has learned it; `url` says which site that is. A page of
            a site that the model does not know is cleaned as without it, and `warnings` says so.

    Returns:
        An `Article`; an empty one for a source without text. Any text or bytes give an article.

    Raises:
        TypeError: `source` is neither text, bytes nor a parsed page, or another argument has the wrong type.
        ValueError: `kind` is not one of the four.

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
    _check(url, language, pipeline, site)
    pipeline = pipeline or Pipeline.default()
    clock = pipeline.limits.clock()
    document = read(source, url=url, kind=kind, language=language, limits=pipeline.limits)
    if site is not None:
        document = site.tell(document)
    claims, roles = examined(document, pipeline, clock)

    def decide_for(favor: Favor | None) -> Decision:
        return _decide(document, claims, roles, clock, favor)

    if clock.passed:
        return finished(document, claims, roles, decide_for(pipeline.favor), decide_for)
    return looked_over(document, pipeline, claims, roles, decide_for)


def examined(document: Document, pipeline: Pipeline, clock: Clock = _NO_CLOCK) -> tuple[tuple[Claim, ...], Roles]:
    r"""What the filters claim of a page, as its roles leave it, and the roles.

    >>> from boilerstrip.readers import read
    >>> claims, roles = examined(read("Ferry sinks\nBy Ada Wren\nShare on Facebook"), Pipeline.default())
    >>> [claim.filter for claim in claims], roles.authors
    (['sharing'], ('Ada Wren',))
    """
    claims = (*pipeline.find(document, clock),)
    if clock.passed:
        return claims, Roles()
    roles = assign_roles(document, claims)
    claims = tuple([claim for claim in claims if not (claim.finding.by_site and claim.finding.block in roles.protected)])
    claims = settled(document, claims, roles.headline, roles.byline)
    return (*claims, *notes_on(document, roles.authors, roles.byline)), roles


def looked_over(
    document: Document, pipeline: Pipeline, claims: Sequence[Claim], roles: Roles, decide: Callable[[Favor | None], Decision]
) -> Article:
    r"""The article of a page as `decide` decides on it, with a second look at what that leaves.

    >>> from boilerstrip.readers import read
    >>> page = read("Ferry sinks\nMenu\nFerry sinks")
    >>> looked_over(page, Pipeline.default(), (), Roles(headline=0), lambda favor: Decision({})).text
    'Ferry sinks\n\n\nMenu'
    """
    decision = decide(pipeline.favor)
    roles = headed(document, roles, decision)

    def decide_for(favor: Favor) -> Decision:
        return looked_again(document, pipeline, roles, decide(favor))

    return finished(document, claims, roles, looked_again(document, pipeline, roles, decision), decide_for)


def _decide(document: Document, claims: tuple[Claim, ...], roles: Roles, clock: Clock, favor: Favor | None) -> Decision:
    if clock.passed:
        decision = settle(document, certain_verdicts(claims, roles.protected), {})
        return replace(decision, warnings=(*decision.warnings, clock.warning))
    if favor is None:
        return decide(document, claims, roles.protected, roles.headline)
    # numpy and the weights are loaded on first use.
    from boilerstrip.decide.by_labeller import weigh
    from boilerstrip.decide.labeller.model import default_labeller

    return weigh(document, claims, roles, default_labeller(), favor)


def _check(url: object, language: object, pipeline: object, site: object) -> None:
    for name, value in (("url", url), ("language", language)):
        if value is not None and not isinstance(value, str):
            raise TypeError(f"{name} must be a str or None, but is a {type(value).__name__}")
    if pipeline is not None and not isinstance(pipeline, Pipeline):
        raise TypeError(
            f"pipeline must be a Pipeline, such as Pipeline.default().without('sharing'), but is a {type(pipeline).__name__}"
        )
    if site is not None and not isinstance(site, SiteModel):
        raise TypeError(f"site must be a SiteModel, such as SiteModel.load(path), but is a {type(site).__name__}")

"""What the readers of containers give back: the text inside a container, and what the container states about it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from boilerstrip.document import Declared, SourceKind, Wrapping


@dataclass(frozen=True, slots=True)
class Stated:
    """What a container states: the fields of the article, its address and its language.

    >>> merged = Stated(language="de").merge(Stated(url="https://wren.example/a", language="en"))
    >>> merged.url, merged.language
    ('https://wren.example/a', 'de')
    """

    declared: Declared = field(default_factory=Declared)
    url: str | None = None
    language: str | None = None

    def merge(self, inner: Stated) -> Stated:
        """What this container and a container inside it state together. What both state is taken from this one."""
        declared, other = self.declared, inner.declared
        merged = Declared(
            titles=declared.titles or other.titles,
            descriptions=declared.descriptions or other.descriptions,
            authors=declared.authors or other.authors,
            published=declared.published or other.published,
            site_name=declared.site_name or other.site_name,
            subtitle=declared.subtitle or other.subtitle,
            is_exact=declared.is_exact or other.is_exact,
        )
        return Stated(merged, self.url or inner.url, self.language or inner.language)


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """The text of a source without its containers.

    `kind` is `None` where the container does not say it. If the text is `in_place`, it is as long as the source, with blanks in place of
    the container, so that a place in the text is the same place in the source. `most_confidence` is an upper limit for the confidence.
    """

    text: str
    kind: SourceKind | None = None
    stated: Stated = field(default_factory=Stated)
    wrapping: tuple[Wrapping, ...] = ()
    warnings: tuple[str, ...] = ()
    in_place: bool = True
    most_confidence: float = 1.0

    def unwrap_further(self, inner: Unwrapped) -> Unwrapped:
        """This container together with a container inside it.

        >>> Unwrapped("{...}", in_place=False).unwrap_further(Unwrapped("Ferry", "markdown")).kind
        'markdown'
        """
        return replace(
            inner,
            kind=inner.kind or self.kind,
            stated=self.stated.merge(inner.stated),
            wrapping=(
                *self.wrapping,
                *(part if self.in_place else part._replace(span=None, line=None) for part in inner.wrapping),
            ),
            warnings=(*self.warnings, *inner.warnings),
            in_place=self.in_place and inner.in_place,
            most_confidence=min(self.most_confidence, inner.most_confidence),
        )

"""Which filters run, in which order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from boilerstrip.decide import decide, spare_categories
from boilerstrip.decide.verdicts import Decision
from boilerstrip.document import Document
from boilerstrip.document.findings import Claim, Filter
from boilerstrip.fields import Fields
from boilerstrip.filters import BY_RULE, CATEGORY_OF, DEFAULT
from boilerstrip.options import FAVORS, Clock, Favor, Limits

if TYPE_CHECKING:
    from boilerstrip.decide.labeller.model import Labeller

_LIMITS, _NO_CLOCK = Limits(), Clock()
# There are hundreds on a page, and their own constructor takes twice as long.
_new_claim = partial(tuple.__new__, Claim)


@dataclass(frozen=True, slots=True)
class Pipeline:
    """An ordered set of filters; every change gives a new pipeline.

    Where several filters are certain of a block, the first one names its category.

    >>> Pipeline.default().without("sharing", "datelines").names[:4]
    ('hidden', 'consent', 'newsletter', 'subscribe')
    """

    filters: tuple[Filter, ...] = ()
    favor: Favor | None = None
    limits: Limits = _LIMITS
    labeller: Labeller | None = None

    def __post_init__(self) -> None:
        """Check that every filter has a name of its own and a `find` method, and that `favor` is known."""
        if self.favor is not None and self.favor not in FAVORS:
            raise ValueError(f"favor must be one of {', '.join(FAVORS)}, or None, but is {self.favor!r}")
        for member in self.filters:
            if not isinstance(getattr(member, "name", None), str) or not callable(getattr(member, "find", None)):
                raise TypeError(f"a filter needs a name (str) and a method find(document), but {member!r} has not both")
        if len(set(self.names)) < len(self.names):
            twice = sorted({name for name in self.names if self.names.count(name) > 1})
            raise ValueError(f"two filters are called {', '.join(twice)}; take one out with without(), or give it another name")

    @classmethod
    def default(cls, favor: Favor | None = "balanced") -> Pipeline:
        """Every filter that boilerstrip has, in its own order.

        `favor` sets how the labeller weighs what it sees of the page: "recall" loses the least of the article, "precision" leaves the
        least of the rest, "balanced" lies between. With `None`, there is no labeller: hints are put together by rule, and one more
        filter, `outside`, adds hints by place.
        Raises `ValueError` for another value.
        """
        return cls(BY_RULE if favor is None else DEFAULT, favor)

    @property
    def names(self) -> tuple[str, ...]:
        """The filters' names, in order."""
        return tuple([member.name for member in self.filters])

    @property
    def spared_categories(self) -> frozenset[str]:
        """The categories of the default filters that are not in the pipeline: the labeller removes nothing of these either.

        >>> sorted(Pipeline.default().without("sharing", "datelines").spared_categories)
        ['dateline', 'sharing']
        """
        names = self.names
        return frozenset([CATEGORY_OF.get(member.name, member.name) for member in DEFAULT if member.name not in names])

    def without(self, *names: str) -> Pipeline:
        """The same without these filters; the labeller leaves lines of their categories, too. Raises `ValueError` for a name that is not in it.

        >>> Pipeline.default().without("shares")
        Traceback (most recent call last):
        ...
        ValueError: no filter is called 'shares'; there are hidden, consent, newsletter, subscribe, sharing, comments, advert, captions, \
credits, related, datelines, repeats, navigation, sitewide
        """
        for name in names:
            self._place(name)
        return replace(self, filters=tuple([member for member in self.filters if member.name not in names]))

    def after(self, name: str, *added: Filter) -> Pipeline:
        """The same with filters added after the named one. Raises `ValueError` for a name that is not in it.

        >>> from boilerstrip.filters.sharing import Sharing
        >>> Pipeline.default().without("sharing").after("sitewide", Sharing()).names[-2:]
        ('sitewide', 'sharing')
        """
        place = self._place(name) + 1
        return replace(self, filters=(*self.filters[:place], *added, *self.filters[place:]))

    def before(self, name: str, *added: Filter) -> Pipeline:
        """The same with filters added before the named one. Raises `ValueError` for a name that is not in it.

        >>> from boilerstrip.filters.sharing import Sharing
        >>> Pipeline.default().without("sharing").before("hidden", Sharing()).names[:2]
        ('sharing', 'hidden')
        """
        place = self._place(name)
        return replace(self, filters=(*self.filters[:place], *added, *self.filters[place:]))

    def within(
        self,
        *,
        max_bytes: int | None = _LIMITS.max_bytes,
        max_blocks: int | None = _LIMITS.max_blocks,
        deadline: float | None = None,
        max_tags: int | None = _LIMITS.max_tags,
    ) -> Pipeline:
        """The same with other limits (see `Limits`); those that are not named have their defaults.

        >>> Pipeline.default().within(deadline=2.5).limits.deadline
        2.5
        """
        return replace(self, limits=Limits(max_bytes, max_blocks, deadline, max_tags))

    def find_claims(self, document: Document, clock: Clock = _NO_CLOCK) -> tuple[Claim, ...]:
        """What the filters claim about a page, filter by filter. Raises `ValueError` for a finding on a block that is not there.

        Stops at the claim at which the clock's deadline has passed, but never within the first filter, which finds what a page hides.

        >>> from boilerstrip.readers import read
        >>> [claim.filter for claim in Pipeline.default().find_claims(read("Share on Facebook"))]
        ['sharing']
        """
        return (*self._claims(document, clock),)

    def _claims(self, document: Document, clock: Clock) -> Iterator[Claim]:
        count = len(document.blocks)
        for number, member in enumerate(self.filters):
            name = member.name
            for finding in member.find(document):
                if not 0 <= finding.block < count:
                    raise ValueError(f"the filter {name!r} names block {finding.block}, but there are {count}")
                yield _new_claim((name, finding))
                if number and clock.has_passed:
                    return
            if clock.has_passed:
                return

    def decide(self, document: Document, claims: Sequence[Claim], fields: Fields) -> Decision:
        """Decide on a page; of the categories whose filter was left out, the labeller removes nothing.

        >>> from boilerstrip.fields import Fields
        >>> from boilerstrip.readers import read
        >>> Pipeline.default().decide(read(""), (), Fields()).verdicts
        {}
        """
        decision = decide(document, claims, fields, self.favor, self.labeller)
        return spare_categories(decision, self.spared_categories)

    def with_labeller(self, labeller: Labeller) -> Pipeline:
        """The same with a labeller of your own: weights that `python -m boilerstrip.training` made.

        `boilerstrip.decide.labeller.model.load_labeller` reads them from a file.

        >>> from boilerstrip.decide.labeller.model import default_labeller
        >>> Pipeline.default().with_labeller(default_labeller()).favor
        'balanced'
        """
        return replace(self, labeller=labeller)

    def _place(self, name: str) -> int:
        if name not in self.names:
            raise ValueError(f"no filter is called {name!r}; there are {', '.join(self.names)}")
        return self.names.index(name)

"""The filters, one a file. Where several are certain of a block, the first one in this order names its category."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from boilerstrip.document.findings import Category, Filter
from boilerstrip.filters.captions import Captions
from boilerstrip.filters.comments import Comments
from boilerstrip.filters.credits import Credits
from boilerstrip.filters.datelines import Datelines
from boilerstrip.filters.hidden import Hidden
from boilerstrip.filters.navigation import Navigation
from boilerstrip.filters.newsletter import Newsletter
from boilerstrip.filters.outside import Outside
from boilerstrip.filters.phrase import ADVERT, CONSENT
from boilerstrip.filters.related import Related
from boilerstrip.filters.repeats import Repeats
from boilerstrip.filters.sharing import Sharing
from boilerstrip.filters.sitewide import Sitewide
from boilerstrip.filters.subscribe import Subscribe

# In this order: where several filters are certain of a block, the first one names its category.
DEFAULT: tuple[Filter, ...] = (
    Hidden(),  # a block that nobody sees is hidden, whatever it says
    CONSENT,  # a cookie notice also names newsletters, partners and adverts
    Newsletter(),  # a sign-up also names subscriptions and related topics
    Subscribe(),
    Sharing(),
    Comments(),  # a comment section also holds dates, names and links
    ADVERT,
    Captions(),
    Credits(),
    Related(),  # teasers also have dates
    Datelines(),
    Repeats(),  # both copies of a promotional line are promotion
    Navigation(),  # takes what no filter before it has named
    Sitewide(),  # knows that a line is no part of the article, but not what it is
)
# The categories of filters that are not called like their category.
CATEGORY_OF: Mapping[str, Category] = MappingProxyType({"captions": "caption", "datelines": "dateline", "repeats": "repeat"})
# The labeller knows where a block stands. Without the labeller, a block's position is one more hint.
BY_RULE: tuple[Filter, ...] = (*DEFAULT, Outside())

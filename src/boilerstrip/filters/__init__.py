"""The filters, one a file, in the order in which they name what they agree on."""

from __future__ import annotations

from boilerstrip.document.findings import Filter
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

DEFAULT: tuple[Filter, ...] = (
    Hidden(),  # what nobody sees is hidden, whatever it says
    CONSENT,  # a cookie notice names newsletters, partners and adverts too
    Newsletter(),  # a sign-up names subscriptions and related topics
    Subscribe(),
    Sharing(),
    Comments(),  # a comment section holds dates, names and links
    ADVERT,
    Captions(),
    Credits(),
    Related(),  # teasers have dates too
    Datelines(),
    Repeats(),  # a promo line said twice is a promo line both times
    Navigation(),  # what is left
    Sitewide(),  # knows that a line is no part of the article, but not what it is
)
# Without the labeller, which knows places by itself, a block's place is one more hint.
BY_RULE: tuple[Filter, ...] = (*DEFAULT, Outside())

"""The keys of a screen whose cards can be narrowed."""

from models.sorting import Order
from tui.keys import bound

SORTED_BY = {
    "a": Order.AGE,
    "d": Order.DUE,
    "f": Order.FOLLOW_UP,
    "p": Order.PRIORITY,
    "w": Order.WHO,
    "m": Order.MANUAL,
}

FINDING_KEYS = (
    bound("slash", "find", "Find", "find", "words @ben #tax due:<7d is:waiting; not: turns one round"),
    bound("backslash", "find_all", "Show all", "find.clear", "drop the filter"),
    bound("at", "find_person", "Only one's", "find.person", "then a digit of the strip, 0 or a first letter"),
    bound("exclamation_mark", "find_late", "Only late", "find.late", "what is past its due date; again all"),
    bound("equals_sign", "find_like", "Like this", "find.like", "same activity, tag or wording; again all"),
    *(
        bound(f"comma {letter}", f"sort('{order}')", f"By {order}", f"sort.{order}", "sorts each column")
        for letter, order in SORTED_BY.items()
    ),
    bound("apostrophe", "view", "Views", "find.view", "then a letter recalls, a capital saves, ' goes back"),
)

"""What the records know by name, for the reading of queries and for suggestions: courts, acts, precedents."""

from itertools import chain

from portal.public.site import Site
from records import courts, precedents, statutes
from search.lexicon import Lexicon, lexicon
from search.suggest import Suggester, suggester


def all_courts(here: Site) -> dict[str, courts.Court]:
    """Every court by its code, remembered for some minutes."""
    return here.counts.get("courts", lambda: {court.code: court for court in courts.list_courts(here.store)})


def all_acts(here: Site) -> dict[str, statutes.Act]:
    """Every act by its code, remembered for some minutes."""
    return here.counts.get("acts", lambda: {act.code: act for act in statutes.list_acts(here.store)})


def names_of(here: Site) -> Lexicon:
    """The courts and acts that a query may name, remembered for some minutes."""
    return here.counts.get("lexicon", lambda: _lexicon(here))


def suggester_of(here: Site) -> Suggester:
    """What can be offered while someone types, remembered for some minutes."""
    return here.counts.get("suggester", lambda: _suggester(here))


def _lexicon(here: Site) -> Lexicon:
    named = ((court.code, court.name, (court.name.partition(",")[0],)) for court in all_courts(here).values())
    acts = ((act.code, act.name, chain(act.names, act.abbreviations, (act.number,))) for act in _newest_first(here))
    return lexicon(named, acts)


def _newest_first(here: Site) -> list[statutes.Act]:
    return sorted(all_acts(here).values(), key=lambda act: statutes.year_of(act.number) or 0, reverse=True)


def _suggester(here: Site) -> Suggester:
    published = [
        (str(one.number), one.title or (one.keywords[0] if one.keywords else ""))
        for one in precedents.list_precedents(here.store)
    ]
    acts = [(act.title, (*act.names, *act.abbreviations, act.number)) for act in _newest_first(here)]
    return suggester([court.name for court in all_courts(here).values()], acts, published)

"""What pages say of themselves in JSON-LD (schema.org). No person is named in it, neither a party nor an official.

schema.org has no type for a court decision, so judgments and precedents are CreativeWork; articles are Legislation.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from portal import words
from portal.public.graph import Graph
from records.courts import Court
from records.database import COURT_ZONE
from records.precedents import Precedent
from records.public import PublicJudgment
from records.statutes import Act

Data = dict[str, Any]
_CONTEXT = "https://schema.org"


def judgment_data(one: PublicJudgment, graph: Graph, public_url: str) -> Data:
    """A judgment: what it is, which court, since when, its file with its hash, what it cites."""
    address = f"{public_url}/ban-an/{one.public_id}"
    # What was only inferred is not said to machines as a fact, common provisions say nothing about a judgment.
    cited = [line.href for line in graph.articles if not line.inferred] + [line.href for line in graph.precedents]
    return _filled(
        {
            "@context": _CONTEXT,
            "@type": "CreativeWork",
            "@id": address,
            "url": address,
            "name": one.title,
            "genre": words.kind(one.kind),
            "identifier": [one.case_number, one.public_id],
            "inLanguage": "vi",
            "version": str(one.version),
            "dateCreated": one.decided_on.isoformat(),
            "datePublished": one.published_at.astimezone(COURT_ZONE).date().isoformat(),
            "creator": _court(one.court_code, one.court_name, public_url),
            "encoding": {
                "@type": "MediaObject",
                "contentUrl": f"{address}.pdf",
                "encodingFormat": "application/pdf",
                "contentSize": str(one.pdf_bytes),
                "sha256": one.pdf_sha256,
            },
            "citation": [f"{public_url}{href}" for href in dict.fromkeys(cited) if href],
        }
    )


def precedent_data(one: Precedent, related: Iterable[str], public_url: str) -> Data:
    """A precedent: its name, its days, the decision it was taken from, the provisions it is about."""
    address = f"{public_url}/an-le/{one.number}"
    return _filled(
        {
            "@context": _CONTEXT,
            "@type": "CreativeWork",
            "@id": address,
            "url": address,
            "name": one.title or one.name,
            "genre": "Án lệ",
            "identifier": one.name,
            "inLanguage": "vi",
            "datePublished": _day(one.published_on),
            "keywords": list(one.keywords),
            "isBasedOn": {"@type": "CreativeWork", "name": one.source} if one.source else None,
            "citation": [f"{public_url}{href}" for href in related],
        }
    )


def article_data(act: Act, article: str, in_force: bool | None, public_url: str) -> Data:
    """An article of an act, with the force of the act where it is known."""
    address = f"{public_url}/dieu-luat/{act.code}"
    return _filled(
        {
            "@context": _CONTEXT,
            "@type": "Legislation",
            "@id": f"{address}/dieu-{article}",
            "url": f"{address}/dieu-{article}",
            "name": f"Điều {article} {act.title}",
            "legislationIdentifier": f"{act.number}, Điều {article}",
            "inLanguage": "vi",
            "legislationLegalForce": None
            if in_force is None
            else f"{_CONTEXT}/{'InForce' if in_force else 'NotInForce'}",
            "isPartOf": _filled(
                {
                    "@type": "Legislation",
                    "name": act.title,
                    "legislationIdentifier": act.number,
                    "url": address,
                    "legislationDateOfApplicability": _day(act.valid_from),
                }
            ),
        }
    )


def court_data(one: Court, public_url: str) -> Data:
    """A court, from when to when."""
    return _filled(
        {
            "@context": _CONTEXT,
            **_court(one.code, one.full_name, public_url),
            "foundingDate": _day(one.valid_from),
            "dissolutionDate": _day(one.valid_to),
            "areaServed": one.province,
        }
    )


def _court(code: str, name: str, public_url: str) -> Data:
    address = f"{public_url}/toa-an/{code}"
    return {"@type": "GovernmentOrganization", "@id": address, "url": address, "name": name}


def _filled(data: Data) -> Data:
    """What is known; a missing value is left out, never invented."""
    return {name: value for name, value in data.items() if value not in (None, "", [], {})}


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None

"""The advanced form: separate fields that make one query together; it only builds a `/tim-kiem` address."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from portal import words
from portal.filters import number
from portal.i18n import _
from portal.public import searching
from portal.public.parameters import LONGEST_QUERY, LONGEST_VALUE, Asked, address, pairs, read
from portal.public.search_pages import PRIVATE, parts
from portal.public.site import site

pages = Blueprint("advanced", __name__)

FIELDS: Final = (
    "tat-ca",
    "cum-tu",
    "mot-trong",
    "khong",
    "so",
    "so-nam",
    "so-ky-hieu",
    "dieu-khoan",
    "so-an-le",
    "chu-toa",
)
SHOWN: Final = frozenset({"loai-an", "xet-xu", "van-ban", "cap", "toa", "tinh", "quan-he"})
"""Filters that have a control in the form; the others are carried along."""
_OPERATORS: Final = re.compile(r'["()*:]')


@pages.get("/tim-kiem/nang-cao")
def advanced() -> AnyResponse:
    """The form, filled from the current search; once it was sent, the search that it makes."""
    asked = read(request.args)
    if "gui" in request.args:
        built = built_query({name: request.args.get(name, "") for name in FIELDS})
        return redirect(address(replace(asked, q=built[:LONGEST_QUERY], page=1)), 303)
    answer = make_response(_form(asked))
    answer.headers["Cache-Control"] = PRIVATE
    return answer


def built_query(typed: Mapping[str, str]) -> str:
    """The query that the fields make together, in the language of the search box. Pure.

    "tat-ca" is taken as it is: it holds the query of the search that the form was opened from.
    """
    given = {name: " ".join(typed.get(name, "").split()) for name in FIELDS}
    pieces = [given["tat-ca"], _quoted(given["cum-tu"])]
    some = _words(given["mot-trong"])
    pieces.append(f"({' OR '.join(some)})" if len(some) > 1 else "".join(some))
    pieces += [f"-{word}" for word in _words(given["khong"])]
    pieces.append(_case_number(given["so"], given["so-nam"], given["so-ky-hieu"]))
    article = re.sub(r"^điều\s+(?=[0-9])", "", given["dieu-khoan"].replace('"', " ").strip(), flags=re.IGNORECASE)
    # A clause is not searched of itself: "khoản 2 Điều 468 BLDS" means the article.
    article = re.sub(r"^(?:(?:điểm|khoản)\s+\w+\s*,?\s*)+điều\s+(?=[0-9])", "", article, flags=re.IGNORECASE)
    pieces.append(f'điều:"{article}"' if " " in article else f"điều:{article}" if article else "")
    precedent = re.search(r"[0-9]{1,3}", given["so-an-le"])
    pieces.append(f"án lệ:{int(precedent[0])}" if precedent else "")
    judge = _quoted(given["chu-toa"])
    pieces.append(f"thẩm phán:{judge}" if judge else "")
    return " ".join(piece for piece in pieces if piece)


def _quoted(text: str) -> str:
    bare = " ".join(text.replace('"', " ").split())
    return f'"{bare}"' if bare else ""


def _words(text: str) -> list[str]:
    """The words of a field, phrases in quotes kept together, without signs that would be read as operators."""
    found = (quoted or word for quoted, word in re.findall(r'"([^"]*)"|([^\s,;"]+)', text))
    bare = (" ".join(_OPERATORS.sub(" ", one).split()).lstrip("-+ ") for one in found)
    return [f'"{one}"' if " " in one else one for one in bare if one]


def _case_number(first: str, year: str, code: str) -> str:
    """A whole number may be pasted into the first field; a symbol without a number is words."""
    if "/" in first:
        return f"số:{''.join(first.split())}"
    if not first:
        return " ".join(part for part in (year, code) if part)
    return "số:" + "/".join(part for part in (first, year, code if year else "") if part).replace(" ", "")


def _form(asked: Asked) -> str:
    here = site()

    def options(name: str, table: Mapping[str, str]) -> list[tuple[str, str, bool]]:
        return [(value, label, value in asked.filters.get(name, ())) for value, label in table.items()]

    courts = [(count.code, f"{count.name} ({number(count.count)})") for count in here.court_counts()]
    chosen = {name: next(iter(asked.filters.get(name, ())), "") for name in ("toa", "tinh", "quan-he")}
    listed = {code for code, _label in courts}
    courts += [
        (code, searching.label(here, "toa", code)) for code in asked.filters.get("toa", ()) if code not in listed
    ]
    provinces = sorted(searching.provinces(here).items(), key=lambda one: one[1])
    return render_template(
        "public/advanced.html",
        section="ban-an",
        asked=asked,
        longest=LONGEST_VALUE,
        ticks_of=[
            ("loai-an", _("Loại án"), options("loai-an", words.CASE_TYPES)),
            ("xet-xu", _("Cấp xét xử"), options("xet-xu", words.INSTANCES)),
            ("van-ban", _("Loại văn bản"), options("van-ban", words.KINDS)),
            ("cap", _("Cấp tòa"), options("cap", words.LEVELS)),
        ],
        courts=[("", _("Mọi tòa án")), *courts],
        provinces=[("", _("Mọi tỉnh, thành phố")), *provinces],
        parts=[("", _("Toàn văn")), *parts().items()],
        chosen=chosen,
        with_predecessors=asked.predecessors or not chosen["toa"],
        carried=[
            (name, value)
            for name, value in pairs(asked)
            if name in {"sap-xep", "so-dong"} or (name in asked.filters and name not in SHOWN)
        ]
        + [(name, value) for name in ("toa", "tinh", "quan-he") for value in asked.filters.get(name, ())[1:]],
    )

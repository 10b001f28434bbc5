"""How values are written on pages, and the template environment that both applications share."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask
from jinja2 import StrictUndefined
from markupsafe import Markup

from portal.assets import static_url
from portal.i18n import TIME_ZONE
from settings import Settings

TEMPLATES = Path(__file__).parent.parent / "templates"
ZONE = ZoneInfo(TIME_ZONE)
KILOBYTE = 1024
MEGABYTE = KILOBYTE * KILOBYTE


def number(value: int) -> str:
    """1605920 → “1.605.920”."""
    return f"{value:,}".replace(",", ".")


def short_date(value: date) -> str:
    """A day as courts write it: 22/9/2017. A datetime is first brought to Vietnamese time."""
    day = value.astimezone(ZONE) if isinstance(value, datetime) else value
    return f"{day.day}/{day.month}/{day.year}"


def iso_date(value: date) -> str:
    """The same day for machines: 2017-09-22."""
    day = value.astimezone(ZONE).date() if isinstance(value, datetime) else value
    return day.isoformat()


def time_tag(value: date) -> Markup:
    """A day with its machine form: `<time datetime="2017-09-22">22/9/2017</time>`."""
    return Markup('<time datetime="{}">{}</time>').format(iso_date(value), short_date(value))


def moment(value: datetime) -> str:
    """An instant in Vietnamese time: “14:05 ngày 23/11/2026”."""
    local = value.astimezone(ZONE)
    return f"{local:%H:%M} ngày {short_date(local)}"


def size(value: int) -> str:
    """Bytes as a reader needs them: “72 KB”, “1,4 MB”."""
    if value < MEGABYTE:
        return f"{max(1, round(value / KILOBYTE))} KB"
    return f"{value / MEGABYTE:.1f} MB".replace(".", ",")


def prepare_templates(app: Flask, settings: Settings) -> None:
    """Give the application the shared templates: strict undefined names, escaping everywhere, filters, globals.

    Call before the first use of `app.jinja_env`.
    """
    app.template_folder = str(TEMPLATES)
    app.jinja_options = {
        "undefined": StrictUndefined,
        "autoescape": True,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "auto_reload": False,
    }
    environment = app.jinja_env
    environment.filters.update(
        number=number, date=short_date, iso_date=iso_date, time_tag=time_tag, moment=moment, size=size
    )
    environment.globals.update(site_name=settings.site_name, public_url=settings.public_url, static_url=static_url)

"""Language of the pages: Vietnamese is written in the templates, other languages come from `translations/`."""

from pathlib import Path

from flask import Flask
from flask_babel import Babel, gettext

TRANSLATIONS = Path(__file__).parent.parent / "translations"
LANGUAGE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"


def _(text: str, **values: object) -> str:
    """The text in the language of the page, with its values filled in: `_("trang %(page)s", page=3)`."""
    return str(gettext(text, **values))


def speak_vietnamese(app: Flask) -> None:
    """Install `_()` in the templates of the application; the browser's language never changes the page."""
    Babel(
        app,
        default_locale=LANGUAGE,
        default_timezone=TIME_ZONE,
        default_translation_directories=str(TRANSLATIONS),
        locale_selector=lambda: LANGUAGE,
    )

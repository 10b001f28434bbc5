"""What the desk's views work with, kept on the application and found from a request."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, cast

from flask import current_app
from werkzeug.exceptions import Unauthorized

from portal import auth
from portal.desk.batches import Batches
from portal.desk.pieces import SimilarPlaces
from portal.desk.switches import SwitchEffects
from records.accounts import Account, actor_of
from records.actors import Actor

if TYPE_CHECKING:
    from records.database import Store
    from settings import Settings

EXTENSION: Final = "banan-desk"


class Refusal(Protocol):
    """Why an uploaded file is not received: a code of contract.md 3.1 and its sentence for the person."""

    @property
    def code(self) -> str:
        """The code, for the record of the batch."""

    @property
    def sentence(self) -> str:
        """The Vietnamese sentence."""


PageImage = Callable[[bytes, int], bytes | None]
CheckUpload = Callable[[str, Path, int], Refusal | None]


@dataclass(frozen=True)
class Desk:
    """Settings, records and what the application hands in from the layers that the portal does not import."""

    settings: "Settings"
    store: "Store"
    check_upload: CheckUpload
    similar_places: SimilarPlaces
    batches: Batches
    page_image: PageImage
    switch_effects: SwitchEffects


def desk() -> Desk:
    """The desk of the running application."""
    return cast("Desk", current_app.extensions[EXTENSION])


def signed_in() -> Account:
    """The account of this request; raises Unauthorized when nobody is signed in (the guard comes first)."""
    account = auth.person()
    if account is None:
        raise Unauthorized
    return account


def acting() -> Actor:
    """Who acts in this request, as the records want to know it."""
    return actor_of(signed_in())

"""Every knob of the system: typed, validated once at start. The only reader of the environment."""

import base64
import binascii
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from dotenv import dotenv_values
from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

PREFIX: Final = "BANAN_"
TEST_PREFIX: Final = "BANAN_TEST_"
SHORTEST_SECRET: Final = 32
KEY_BYTES: Final = 32
DEFAULT_SECRETS: Final = frozenset({"dev", "secret", "changeme", "change-me", "default", "demo"})

Surface = Literal["public", "desk"]


class BadSettings(Exception):
    """The environment cannot be used as it is; the message says which name and what to do."""


class Settings(BaseSettings):
    """The settings of one process, as documented in docs/settings.md.

    Source: the table of settings in docs/settings.md; a test compares the two.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid", env_ignore_empty=False)

    database_url: str = Field("sqlite:///var/records.sqlite3", description="Records: no personal data")
    sources_url: str | None = Field(
        "sqlite:///var/sources.sqlite3", description="Restricted database; none in a public process"
    )
    search_url: str = Field("tantivy:var/index", description="The search engine")
    search_ca_file: str | None = Field(None, description="Authority that signed the certificate of Elasticsearch")
    search_api_key: str | None = Field(None, description="Key for Elasticsearch, instead of user and password")
    search_codec: Literal["default", "best_compression"] = Field("default", description="How an index is packed")
    search_shards: int = Field(2, ge=1, le=64, description="Parts of an index, counted at the next rebuild")
    search_replicas: int = Field(0, ge=0, le=5, description="Copies of each part, counted at the next rebuild")
    queue_url: str = Field("sqlite:///var/queue.sqlite3", description="huey's own queue; records.jobs is the truth")
    data_dir: Path = Field(Path("var/files"), description="Originals (encrypted) and published files")
    files_key: str | None = Field(None, description="32 bytes in base64; made at first start beside the files")
    surfaces: Annotated[frozenset[Surface], NoDecode] = Field(
        frozenset({"public", "desk"}), description="What this process serves"
    )
    secret_key: str | None = Field(None, description="Signs the desk's sessions; at least 32 characters")
    public_url: str = Field("http://127.0.0.1:8000", description="Address readers use, no slash at the end")
    trusted_proxies: int = Field(0, ge=0, le=5, description="Reverse proxies in front whose headers count")
    rate_limit_url: str = Field("memory://", description="Where requests are counted; empty = no limits")
    site_name: str = Field("Công bố bản án", min_length=1, description="Name on every page")
    index_judgments: bool = Field(default=False, description="Whether web search engines may list judgments")
    policy: str = Field("p1", description="Coding policy")
    cooling_off_hours: int = Field(0, ge=0, description="Hours between approval and publication")
    hide_on_report: bool = Field(default=False, description="Hide at once what a reader reports as a leak")
    hidden_days: int = Field(5, ge=1, le=5, description="Working days a judgment may stay hidden")
    upload_mb: int = Field(50, ge=1, le=500, description="Largest file that is received")
    extract_seconds: int = Field(60, ge=5, description="Time one file may take to be read")
    extract_mb: int = Field(1200, ge=256, description="Memory one file may take to be read")
    audit_key: str | None = Field(None, description="Signs the head of the event chains")
    ledger_dir: Path = Field(Path("var/ledger"), description="Withdrawals, kept outside the databases")
    port: int = Field(8000, ge=1, le=65535, description="Port of `banan serve`")
    host: str = Field("127.0.0.1", description="Address `banan serve` listens on")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003  the signature is the library's
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003  the environment is read once, in load_settings
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  likewise
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003  likewise
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what the caller gives: tests never depend on the machine they run on."""
        return (init_settings,)

    @field_validator("surfaces", mode="before")
    @classmethod
    def _split_surfaces(cls, value: object) -> object:
        return frozenset(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("public_url")
    @classmethod
    def _plain_address(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("cần bắt đầu bằng http:// hoặc https://")
        return value.rstrip("/")

    @field_validator("secret_key")
    @classmethod
    def _strong_secret(cls, value: str | None) -> str | None:
        if value is not None and (len(value) < SHORTEST_SECRET or value.casefold() in DEFAULT_SECRETS):
            raise ValueError(f"khóa quá ngắn hoặc là khóa mặc định; cần ít nhất {SHORTEST_SECRET} ký tự ngẫu nhiên")
        return value

    @field_validator("files_key")
    @classmethod
    def _whole_key(cls, value: str | None) -> str | None:
        if value is not None:
            _decoded_key(value)
        return value

    @model_validator(mode="after")
    def _some_surface(self) -> Self:
        if not self.surfaces:
            raise ValueError("BANAN_SURFACES cần có public, desk hoặc cả hai")
        return self

    @property
    def serves_public_only(self) -> bool:
        """Whether this process must not know where restricted text is."""
        return self.surfaces == {"public"}

    @property
    def home(self) -> Path:
        """The folder that holds the files folder: keys made at first start lie here."""
        return self.data_dir.parent


def load_settings(environ: Mapping[str, str] | None = None, env_file: Path | None = Path(".env")) -> Settings:
    """Return the validated settings of this process.

    environ: the environment (default: this process's). env_file: read first, the environment wins.
    Raises BadSettings with one Vietnamese sentence for an unknown name, a bad value, or a public
    process that was told where the restricted database is.
    """
    known = {PREFIX + name.upper(): name for name in Settings.model_fields}
    from_file = dotenv_values(env_file) if env_file is not None and env_file.is_file() else {}
    merged = {**from_file, **(os.environ if environ is None else environ)}
    given = {k: v for k, v in merged.items() if k.startswith(PREFIX) and not k.startswith(TEST_PREFIX)}
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise BadSettings(f"Không có thiết lập tên {', '.join(unknown)}. Xem danh sách trong docs/settings.md.")
    values = {known[name]: value for name, value in given.items() if value is not None}
    try:
        settings = Settings(**values)  # type: ignore[arg-type]  # strings are what the validators take
    except ValidationError as error:
        first = error.errors()[0]
        where = PREFIX + str(first["loc"][0]).upper() if first["loc"] else PREFIX + "…"
        reason = str(first["msg"]).removeprefix("Value error, ")
        raise BadSettings(f"Thiết lập {where} không dùng được: {reason}.") from None
    if settings.serves_public_only:
        if "sources_url" in values or "files_key" in values:
            raise BadSettings(
                "Tiến trình công khai (BANAN_SURFACES=public) không được biết BANAN_SOURCES_URL và BANAN_FILES_KEY. "
                "Hãy bỏ hai thiết lập này."
            )
        return settings.model_copy(update={"sources_url": None})
    return settings


def files_key(settings: Settings) -> bytes:
    """Return the 32 bytes that encrypt originals, made at first start when none is set.

    The made key lies in `files.key` beside the files folder, readable by its owner alone;
    production sets BANAN_FILES_KEY instead, so that key and files are kept apart.
    """
    text = settings.files_key or _kept(settings.home / "files.key", base64.b64encode(secrets.token_bytes(KEY_BYTES)))
    return _decoded_key(text)


def secret_key(settings: Settings, *, make: bool = False) -> str:
    """Return the key that signs sessions.

    make: write one to `secret.key` beside the files folder if there is none (the demonstration does).
    Raises BadSettings when none is set and none was made.
    """
    if settings.secret_key:
        return settings.secret_key
    path = settings.home / "secret.key"
    if not make and not path.is_file():
        raise BadSettings("Thiếu BANAN_SECRET_KEY: đặt một chuỗi ngẫu nhiên ít nhất 32 ký tự rồi khởi động lại.")
    return _kept(path, secrets.token_urlsafe(KEY_BYTES).encode())


def _kept(path: Path, fresh: bytes) -> str:
    """The text of a key file, written with `fresh` first if it is not there yet."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii")
    with os.fdopen(handle, "wb") as file:
        file.write(fresh)
    return fresh.decode("ascii")


def _decoded_key(text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != KEY_BYTES:
        raise ValueError("cần đúng 32 byte viết bằng base64")
    return key

"""Settings as web projects have them. pydantic needs a compiled module."""

from enum import Enum
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, PostgresDsn, SecretStr, computed_field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Mode(str, Enum):
    local = "local"
    production = "production"


class Account(BaseModel):
    user: str = "user"
    password: SecretStr = SecretStr("p%w@rd")
    options: dict = {"a": [1, 2, (3, 4)], "b": None}


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_nested_delimiter="__")

    database_url: str
    schema_name: str | None = None
    debug: bool = False
    mode: Mode = Mode.local
    account: Account = Account()
    root: Path = Path("/srv/app")
    server: PostgresDsn = PostgresDsn("postgresql+psycopg://someone:secret@localhost/app")

    @computed_field
    @property
    def uri(self) -> str:
        return self.database_url

    def url_for(self, name, *, suffix=".db"):
        return f"sqlite:///{name}{suffix}"


@lru_cache
def get_settings():
    return Settings()


settings = get_settings()
DATABASE_URL = settings.database_url
NAMES = ["first", "second"]
VERSION_TABLE = "app_version"


def fails():
    raise ValueError("the mode is %s" % settings.mode.value)

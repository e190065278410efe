from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from app.config import settings

url = make_url(settings.database_url)
engine = create_engine(settings.database_url)
translated = create_engine(
    settings.database_url,
    connect_args={"timeout": 7},
    execution_options={"schema_translate_map": {None: "main"}, "note": [1]},
)
async_engine = create_async_engine("sqlite+aiosqlite:///app.db")

from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from app.config import settings

url = make_url(settings.database_url)
engine = create_engine(settings.database_url)
async_engine = create_async_engine("sqlite+aiosqlite:///app.db")

from app.config import settings


def get_url():
    return settings.database_url.replace("app.db", "other.db")

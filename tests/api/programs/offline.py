"""`upgrade(sql=True)` into a buffer, for each dialect."""

import io

from alembic import command
from alembic.config import Config

for url in ("sqlite://", "postgresql://", "mysql+pymysql://", "mariadb+pymysql://"):
    buffer = io.StringIO()
    config = Config("alembic.ini", output_buffer=buffer)
    config.set_main_option("sqlalchemy.url", url)
    command.upgrade(config, "head", sql=True)
    print("==", url)
    print(buffer.getvalue())
    buffer = io.StringIO()
    config.output_buffer = buffer
    command.downgrade(config, "b2:a1", sql=True, tag="x")
    command.stamp(config, "b2", sql=True)
    command.ensure_version(config, sql=True)
    print(buffer.getvalue())

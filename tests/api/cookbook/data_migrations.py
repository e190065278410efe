"""Data migrations: rows that are read, written and moved by scripts."""

import os

from alembic import command
from alembic.config import Config
import sqlalchemy as sa

with open("migrations/versions/c3_data.py", "w") as file:
    file.write(
        '''"""data"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.orm import Session

revision = "c3"
down_revision = "b2"
account = sa.table(
    "account", sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("mail", sa.String)
)


def upgrade():
    connection = op.get_bind()
    for row in connection.execute(sa.select(account.c.id, account.c.name).order_by(account.c.id)).all():
        connection.execute(
            account.update().where(account.c.id == row.id).values(mail=row.name.lower() + "@example.org")
        )
    op.execute(account.insert().values(id=9, name="Ninth"))
    domain = op.create_table(
        "domain", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(20), unique=True)
    )
    op.bulk_insert(domain, [{"id": 1, "name": "example.org"}])
    session = Session(bind=connection)
    print(session.execute(sa.select(sa.func.count()).select_from(account)).scalar())
    session.commit()
    op.get_context().get_current_heads()


def downgrade():
    op.drop_table("domain")
    op.get_bind().execute(account.delete().where(account.c.mail.is_(None)))
'''
    )
for url in ("sqlite:///app.db", os.environ["DATABASE_URL"]):
    config = Config("alembic.ini")
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    engine = sa.create_engine(url)
    command.upgrade(config, "b2")
    with engine.begin() as connection:
        connection.execute(sa.text("INSERT INTO account (id, name) VALUES (1, 'First'), (2, 'Second')"))
    command.upgrade(config, "head")
    with engine.connect() as connection:
        print(connection.execute(sa.text("SELECT id, name, mail FROM account ORDER BY id")).all())
        print(connection.execute(sa.text("SELECT * FROM domain")).all())
    command.downgrade(config, "b2")
    with engine.connect() as connection:
        print(connection.execute(sa.text("SELECT id, name, mail FROM account ORDER BY id")).all())

"""The options of a database's section."""

from oslo_config import cfg

database_opts = [
    cfg.StrOpt("connection", secret=True),
    cfg.StrOpt("slave_connection", secret=True),
    cfg.BoolOpt("sqlite_synchronous", default=True),
    cfg.StrOpt("backend", default="sqlalchemy"),
    cfg.IntOpt("max_retries", default=10),
    cfg.IntOpt("retry_interval", default=10),
    cfg.StrOpt("mysql_sql_mode", default="TRADITIONAL"),
]


def set_defaults(conf, connection=None, **defaults):
    conf.register_opts(database_opts, group="database")
    if connection is not None:
        defaults["connection"] = connection
    conf.set_default_all(defaults, group="database")


def list_opts():
    return [("database", list(database_opts))]

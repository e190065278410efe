"""PostgreSQL's conditions as exceptions."""

import psycopg
from _limbeck_driver import conditions

globals().update(conditions(__name__, vars(psycopg)))

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import MetaData

NAMES = {"pk": "pk_%(table_name)s", "ix": "ix_%(column_0_label)s"}
db = SQLAlchemy(metadata=MetaData(naming_convention=NAMES))


def create_app():
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///app.db"
    db.init_app(app)
    return app

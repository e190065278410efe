"""What goes with an object when it is added, deleted or let go."""

import os

import sqlalchemy as sa
from sqlalchemy.orm import Session, backref, declarative_base, relationship

Base = declarative_base()


class Folder(Base):
    __tablename__ = "folders"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(10))
    parent_id = sa.Column(sa.ForeignKey("folders.id"))
    children = relationship("Folder", cascade="all", backref=backref("parent", remote_side=id))
    files = relationship("File", cascade="all, delete-orphan", backref="folder")
    marks = relationship("Mark", backref="folder")
    shares = relationship("Share", passive_deletes=True, back_populates="folder")
    logs = relationship("Log", cascade="save-update, merge, delete", passive_deletes=True)


class File(Base):
    __tablename__ = "files"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(10))
    folder_id = sa.Column(sa.ForeignKey("folders.id"), nullable=False)
    lock = relationship("Lock", uselist=False, cascade="all, delete-orphan", backref="file")


class Lock(Base):
    __tablename__ = "locks"
    id = sa.Column(sa.Integer, primary_key=True)
    file_id = sa.Column(sa.ForeignKey("files.id"))


class Mark(Base):
    __tablename__ = "marks"
    id = sa.Column(sa.Integer, primary_key=True)
    folder_id = sa.Column(sa.ForeignKey("folders.id"))


class Share(Base):
    __tablename__ = "shares"
    id = sa.Column(sa.Integer, primary_key=True)
    folder_id = sa.Column(sa.ForeignKey("folders.id", ondelete="SET NULL"))
    folder = relationship(Folder, back_populates="shares", cascade="")


class Log(Base):
    __tablename__ = "logs"
    id = sa.Column(sa.Integer, primary_key=True)
    folder_id = sa.Column(sa.ForeignKey("folders.id", ondelete="CASCADE"))


engine = sa.create_engine(os.environ["DATABASE_URL"])
if engine.dialect.name == "sqlite":
    @sa.event.listens_for(engine, "connect")
    def enforce(connection, record):
        connection.execute("PRAGMA foreign_keys=ON")
Base.metadata.create_all(engine)
session = Session(engine)


def counts():
    print([session.query(cls).count() for cls in (Folder, File, Lock, Mark, Share, Log)])


root = Folder(name="root", children=[
    Folder(name="a", files=[File(name="f1", lock=Lock()), File(name="f2")], marks=[Mark(), Mark()]),
    Folder(name="b", children=[Folder(name="c", files=[File(name="f3")], logs=[Log()])]),
])
session.add(root)
print(len(session.new), root.children[0].parent is root)
session.commit()
counts()
share = Share(folder=root)
print(share in session)
session.add(share)
session.commit()
print(share.folder_id == root.id)

a = session.query(Folder).filter_by(name="a").one()
f1 = session.query(File).filter_by(name="f1").one()
f1.lock = None
session.commit()
counts()
f1.lock = Lock()
session.flush()
f1.lock = Lock()
session.commit()
counts()
a.files.remove(f1)
session.commit()
counts()
print(sa.inspect(f1).detached, sa.inspect(f1).was_deleted)
b = session.query(Folder).filter_by(name="b").one()
print(len(b.files))
moved = a.files[0]
a.files.remove(moved)
b.files.append(moved)
session.commit()
counts()
print(moved.folder.name, [f.name for f in b.files])
deleted = session.query(File).filter_by(name="f3").one()
deleted.folder.files.remove(deleted)
session.flush()
try:
    b.files.append(deleted)
except sa.exc.InvalidRequestError as error:
    print(str(error).partition("> ")[2][:30])
    session.rollback()
pending = File(name="never")
a.files.append(pending)
print(pending in session)
a.files.remove(pending)
print(pending in session)
session.commit()
counts()

session.delete(a)
session.commit()
counts()
print(session.query(Mark.folder_id).all())
session.expunge_all()
root = session.query(Folder).filter_by(name="root").one()
session.delete(root)
session.commit()
counts()
print(session.query(Share.folder_id).all())

lone = Folder(name="lone", files=[File(name="x")])
session.add(lone)
session.flush()
child = lone.files[0]
session.expunge(lone)
print(child in session, lone in session)
session.add(lone)
print(child in session)
session.rollback()
counts()
top = Folder(name="top", parent=Folder(name="above"))
session.add(top)
session.commit()
print(session.query(Folder.name).order_by(Folder.id).all(), top.parent.children == [top])
session.delete(top.parent)
session.commit()
counts()
merged = session.merge(Folder(id=77, name="merged", files=[File(id=5, name="m")], children=[Folder(id=78, name="inner")]))
session.commit()
print(session.query(Folder.id, Folder.parent_id).order_by(Folder.id).all(), session.query(File.id, File.folder_id).all())
session.close()

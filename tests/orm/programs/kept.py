"""Collections of other kinds: sets, dictionaries, numbered lists, queries."""

import os

import sqlalchemy as sa
from sqlalchemy.ext.orderinglist import ordering_list
from sqlalchemy.orm import Session, attribute_keyed_dict, declarative_base, relationship
from sqlalchemy.orm.collections import keyfunc_mapping

Base = declarative_base()


class Album(Base):
    __tablename__ = "albums"
    id = sa.Column(sa.Integer, primary_key=True)
    songs = relationship("Song", order_by="Song.position", collection_class=ordering_list("position"), cascade="all, delete-orphan")
    notes = relationship("Note", collection_class=attribute_keyed_dict("key"), cascade="all, delete-orphan", back_populates="album")
    labels = relationship("Label", collection_class=set, backref="album")
    covers = relationship("Cover", lazy="dynamic", backref="album", order_by="Cover.id")
    others = relationship("Cover", collection_class=keyfunc_mapping(lambda c: c.size), viewonly=True)


class Song(Base):
    __tablename__ = "songs"
    id = sa.Column(sa.Integer, primary_key=True)
    title = sa.Column(sa.String(10))
    position = sa.Column(sa.Integer)
    album_id = sa.Column(sa.ForeignKey("albums.id"))


class Note(Base):
    __tablename__ = "notes"
    id = sa.Column(sa.Integer, primary_key=True)
    key = sa.Column(sa.String(10))
    text = sa.Column(sa.String(10))
    album_id = sa.Column(sa.ForeignKey("albums.id"))
    album = relationship(Album, back_populates="notes")


class Label(Base):
    __tablename__ = "labels"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(10))
    album_id = sa.Column(sa.ForeignKey("albums.id"))


class Cover(Base):
    __tablename__ = "covers"
    id = sa.Column(sa.Integer, primary_key=True)
    size = sa.Column(sa.Integer)
    album_id = sa.Column(sa.ForeignKey("albums.id"))


engine = sa.create_engine(os.environ["DATABASE_URL"])
Base.metadata.create_all(engine)
session = Session(engine)
album = Album()
album.songs = [Song(title="a"), Song(title="b")]
album.songs.append(Song(title="c"))
print([(song.title, song.position) for song in album.songs])
album.songs.insert(1, Song(title="d"))
print([(song.title, song.position) for song in album.songs])
session.add(album)
session.commit()
print([(song.title, song.position) for song in album.songs])
moved = album.songs.pop(0)
print([(song.title, song.position) for song in album.songs], moved.position)
album.songs.append(moved)
session.commit()
print([(song.title, song.position) for song in album.songs], session.query(Song).count())
album.songs.remove(album.songs[1])
session.commit()
print([(song.title, song.position) for song in album.songs], session.query(Song).count())

album.notes["x"] = Note(key="x", text="one")
album.notes.set(Note(key="y", text="two"))
session.commit()
print({key: note.text for key, note in sorted(album.notes.items())}, album.notes["x"].album is album)
album.notes["x"].text = "changed"
del album.notes["y"]
Note(key="z", text="three", album=album)
session.commit()
print({key: note.text for key, note in sorted(album.notes.items())}, session.query(Note).count())
print("x" in album.notes, album.notes.get("q"), len(album.notes), album.notes.pop("x").text)
session.commit()
print(sorted(album.notes), session.query(Note).count())

one, two = Label(name="one"), Label(name="two")
album.labels.add(one)
album.labels |= {two}
session.commit()
print(sorted(label.name for label in album.labels), one.album is album)
album.labels.discard(one)
album.labels.add(two)
session.commit()
print([label.name for label in album.labels], one.album, one.album_id)
album.labels = {one}
session.commit()
print([label.name for label in album.labels], two.album)
album.labels.update([two])
album.labels -= {one}
print(sorted(label.name for label in album.labels), one.album)

album.covers.append(Cover(size=3))
album.covers.extend([Cover(size=9), Cover(size=5)])
session.commit()
print(album.covers.count(), [cover.size for cover in album.covers], album.covers.filter(Cover.size > 4).count())
print(album.covers.order_by(None).order_by(Cover.size.desc()).first().size, album.covers[1].size, [c.size for c in album.covers.limit(2)])
album.covers.remove(album.covers.filter_by(size=9).one())
session.commit()
print([cover.size for cover in album.covers.all()], session.query(Cover).filter_by(album=None).count())
print(sorted(album.others), album.others[3].album is album)
cover = Cover(size=11, album=album)
session.add(cover)
session.commit()
print([cover.size for cover in album.covers])
session.delete(album)
session.commit()
print([session.query(cls).count() for cls in (Song, Note, Label, Cover)], session.query(Cover.album_id).distinct().all())
session.close()

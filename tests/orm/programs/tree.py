"""Rows that refer to rows of their own table."""

import os

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, backref, declarative_base, joinedload, relationship, selectinload

Base = declarative_base()


class Menu(Base):
    __tablename__ = "menus"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(10))
    parent_id = sa.Column(sa.Integer, sa.ForeignKey("menus.id"))
    next_id = sa.Column(sa.Integer, sa.ForeignKey("menus.id"))
    children = relationship("Menu", foreign_keys=[parent_id], backref=backref("parent", remote_side=[id]), order_by="Menu.id")
    next = relationship("Menu", foreign_keys=[next_id], remote_side=[id], post_update=True)


class Word(Base):
    __tablename__ = "words"
    id = sa.Column(sa.Integer, primary_key=True)
    text = sa.Column(sa.String(10))
    like = relationship(
        "Word",
        secondary="likeness",
        primaryjoin="Word.id == likeness.c.left",
        secondaryjoin="Word.id == likeness.c.right",
        backref="liked",
        order_by="Word.text",
    )


sa.Table("likeness", Base.metadata, sa.Column("left", sa.ForeignKey("words.id"), primary_key=True),
         sa.Column("right", sa.ForeignKey("words.id"), primary_key=True))
engine = sa.create_engine(os.environ["DATABASE_URL"])
Base.metadata.create_all(engine)
session = Session(engine)
file, save, load = Menu(name="file"), Menu(name="save"), Menu(name="load")
file.children = [save, load]
save.children.append(Menu(name="as", parent=save))
session.add(load)
session.commit()
print(session.query(Menu.name, Menu.parent_id).order_by(Menu.id).all())
print([child.name for child in file.children], save.parent.name, [child.name for child in save.children])
save.next, load.next = load, save
session.commit()
print(session.query(Menu.name, Menu.next_id).filter(Menu.next_id.isnot(None)).order_by(Menu.name).all(), load.next.next is load)
parent, grand = aliased(Menu), aliased(Menu)
print(session.query(Menu.name, parent.name, grand.name).join(parent, Menu.parent).outerjoin(grand, parent.parent).order_by(Menu.name).all())
print([menu.name for menu in session.query(Menu).join(Menu.parent.of_type(parent)).filter(parent.name == "file").order_by(Menu.name)])
print([menu.name for menu in session.query(Menu).filter(Menu.parent == file).order_by(Menu.name)])
print([menu.name for menu in session.query(Menu).filter(Menu.children.any(Menu.name == "as"))])
print([menu.name for menu in session.query(Menu).filter(~Menu.children.any()).order_by(Menu.name)])
print([menu.name for menu in session.query(Menu).filter(Menu.parent == None)])  # noqa: E711
session.expunge_all()
for option in (joinedload, selectinload):
    root = session.query(Menu).options(option(Menu.children).options(option(Menu.children))).filter(Menu.parent_id.is_(None)).one()
    print(root.name, [(child.name, [inner.name for inner in child.children]) for child in root.children])
    session.expunge_all()
top = sa.select(Menu.id, Menu.name, sa.literal(0).label("depth")).where(Menu.parent_id.is_(None)).cte("tree", recursive=True)
child = aliased(Menu)
tree = top.union_all(sa.select(child.id, child.name, top.c.depth + 1).where(child.parent_id == top.c.id))
print(session.execute(sa.select(tree.c.name, tree.c.depth).order_by(tree.c.depth, tree.c.name)).all())
print([menu.name for menu in session.query(Menu).join(tree, tree.c.id == Menu.id).filter(tree.c.depth == 1).order_by(Menu.name)])
load = session.query(Menu).filter_by(name="load").one()
save = session.query(Menu).filter_by(name="save").one()
for child in save.children:
    child.parent = load
session.commit()
print([child.name for child in load.children], save.children)
load.parent.children.remove(save)
load.next = None
save.next = None
session.commit()
print(save.parent, session.query(Menu).filter(Menu.parent_id == None).count())  # noqa: E711
session.delete(save)
for menu in session.query(Menu).filter(Menu.parent_id.isnot(None)).order_by(Menu.id):
    session.delete(menu)
session.delete(session.query(Menu).filter_by(name="file").one())
session.commit()
print(session.query(Menu).count())

big, huge, small = Word(text="big"), Word(text="huge"), Word(text="small")
big.like = [huge, small]
huge.like.append(big)
session.add_all([big, huge, small])
session.commit()
print([word.text for word in big.like], [word.text for word in big.liked], [word.text for word in small.liked])
print([word.text for word in session.query(Word).filter(Word.like.any(text="small"))])
print([word.text for word in session.query(Word).filter(Word.liked.contains(big)).order_by(Word.text)])
other = aliased(Word)
print(session.query(Word.text, other.text).join(other, Word.like).order_by(Word.text, other.text).all())
print(session.query(Word.text, other.text).join(Word.like.of_type(other)).filter(other.text == "small").all())
big.like.remove(small)
session.commit()
print(session.execute(sa.text("SELECT count(*) FROM likeness")).scalar())
session.close()

"""Relationships followed from objects, in all directions."""

import os

import sqlalchemy as sa
from sqlalchemy.orm import Session, backref, declarative_base, relationship

Base = declarative_base()

tagged = sa.Table(
    "tagged",
    Base.metadata,
    sa.Column("post_id", sa.ForeignKey("posts.id"), primary_key=True),
    sa.Column("tag_id", sa.ForeignKey("tags.id"), primary_key=True),
)


class Author(Base):
    __tablename__ = "authors"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(30))
    posts = relationship("Post", backref="author", order_by="desc(Post.title)")
    profile = relationship("Profile", uselist=False, back_populates="author")


class Profile(Base):
    __tablename__ = "profiles"
    id = sa.Column(sa.Integer, primary_key=True)
    bio = sa.Column(sa.Text)
    author_id = sa.Column(sa.Integer, sa.ForeignKey("authors.id"))
    author = relationship("Author", back_populates="profile")


class Post(Base):
    __tablename__ = "posts"
    id = sa.Column(sa.Integer, primary_key=True)
    title = sa.Column(sa.String(50))
    draft = sa.Column(sa.Boolean, default=False)
    author_id = sa.Column(sa.Integer, sa.ForeignKey("authors.id"))
    editor_id = sa.Column(sa.Integer)
    tags = relationship("Tag", secondary=tagged, backref=backref("posts", order_by=id), order_by="Tag.name")
    editor = relationship(
        "Author", primaryjoin="foreign(Post.editor_id) == Author.id", viewonly=True
    )


# A second path, so that the first must be named.
Author.drafts = relationship(
    Post, primaryjoin=sa.and_(Author.id == Post.author_id, Post.draft.is_(True)), viewonly=True
)


class Tag(Base):
    __tablename__ = "tags"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20), unique=True)


class Node(Base):
    __tablename__ = "nodes"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20))
    parent_id = sa.Column(sa.Integer, sa.ForeignKey("nodes.id"))
    children = relationship("Node", backref=backref("parent", remote_side=[id]), order_by=name)


engine = sa.create_engine(os.environ["DATABASE_URL"])
Base.metadata.create_all(engine)
session = Session(engine)

ann = Author(name="ann")
ann.posts = [Post(title="one"), Post(title="two", draft=True)]
ann.profile = Profile(bio="likes birds")
bob = Author(name="bob")
third = Post(title="three", author=bob)
red, blue = Tag(name="red"), Tag(name="blue")
ann.posts[0].tags.extend([red, blue])
third.tags.append(red)
session.add_all([ann, bob, third])
session.commit()

print([post.title for post in ann.posts], [post.title for post in ann.drafts])
print(ann.profile.bio, ann.profile.author is ann, bob.profile)
print(third.author.name, bob.posts == [third], [tag.name for tag in ann.posts[1].tags])
print([post.title for post in red.posts], [post.title for post in blue.posts])
third.editor_id = ann.id
session.commit()
print(third.editor.name, ann.posts[0].editor)

session.expunge_all()
for post in session.query(Post).order_by(Post.id):
    print(post.title, post.author.name, post.author.profile is None, [tag.name for tag in post.tags])

root = Node(name="root", children=[Node(name="b"), Node(name="a", children=[Node(name="deep")])])
session.add(root)
session.commit()
session.expunge_all()


def show(node, depth=0):
    print("  " * depth + node.name, node.parent.name if node.parent else None)
    for child in node.children:
        show(child, depth + 1)


show(session.query(Node).filter(Node.parent_id.is_(None)).one())

# In conditions.
print([post.title for post in session.query(Post).join(Post.author).filter(Author.name == "ann").order_by(Post.id)])
print([post.title for post in session.query(Post).join(Author).filter(Author.name == "bob")])
print([post.title for post in session.query(Post).join(Post.tags).filter(Tag.name == "red").order_by(Post.title)])
print(session.query(Post.title, Tag.name).join(Post.tags).order_by(Post.title, Tag.name).all())
print(session.query(Author.name, sa.func.count(Post.id)).outerjoin(Author.posts).group_by(Author.name)
      .order_by(Author.name).all())
print([a.name for a in session.query(Author).filter(Author.posts.any(Post.title == "two"))])
print([a.name for a in session.query(Author).filter(~Author.posts.any(Post.title == "two"))])
print([p.title for p in session.query(Post).filter(Post.author.has(name="ann")).order_by(Post.id)])
print([p.title for p in session.query(Post).filter(Post.tags.any(Tag.name == "blue"))])
print([p.title for p in session.query(Post).filter(Post.tags.any()).order_by(Post.id)])
red = session.query(Tag).filter_by(name="red").one()
bob = session.query(Author).filter_by(name="bob").one()
print([p.title for p in session.query(Post).filter(Post.tags.contains(red)).order_by(Post.id)])
print([p.title for p in session.query(Post).filter(Post.author == bob)])
print([p.title for p in session.query(Post).filter(Post.author != bob).order_by(Post.id)])
print([p.title for p in session.query(Post).filter_by(author=bob)])
print(session.query(Post).filter(Post.author == None).count())  # noqa: E711
print(session.query(Author).filter(Author.profile == None).one().name)  # noqa: E711
print([n.name for n in session.query(Node).filter(Node.children.any(Node.name == "deep"))])
print([n.name for n in session.query(Node).filter(Node.parent.has(name="root")).order_by(Node.name)])
parent = sa.orm.aliased(Node)
print(session.query(Node.name, parent.name).join(parent, Node.parent).order_by(Node.name).all())
print(session.query(Node.name, parent.name).outerjoin(Node.parent.of_type(parent)).order_by(Node.id).all())
print([n.name for n in session.query(Node).join(Node.children.of_type(parent)).filter(parent.name == "deep")])
print([p.title for p in session.query(Post).join(Post.tags).join(Post.author).order_by(Post.title)])
print([p.title for p in session.query(Post).select_from(Author).join(Author.posts).order_by(Post.title)])
session.close()

"""The SQL that queries and statements show."""

import sqlalchemy as sa
from sqlalchemy.orm import Query, Session, aliased, declarative_base, relationship

Base = declarative_base()


class User(Base):
    __tablename__ = "users"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(20))
    age = sa.Column(sa.Integer)
    posts = relationship("Post", back_populates="user")


class Post(Base):
    __tablename__ = "posts"
    id = sa.Column(sa.Integer, primary_key=True)
    title = sa.Column(sa.String(20))
    user_id = sa.Column(sa.ForeignKey("users.id"))
    user = relationship(User, back_populates="posts")


session = Session()
query = session.query(User)
other = aliased(User, name="other")
shown = [
    query,
    query.filter(User.name == "x", User.age > 3),
    query.filter_by(name="x").order_by(User.age.desc()).limit(3).offset(2),
    session.query(User.id, User.name.label("n")),
    session.query(User, Post).join(Post),
    query.join(User.posts).filter(Post.title.like("a%")),
    query.outerjoin(Post, Post.user_id == User.id),
    session.query(sa.func.count(User.id)),
    session.query(User.age, sa.func.count("*")).group_by(User.age).having(sa.func.count("*") > 1),
    query.distinct(),
    session.query(other).filter(other.id == 1),
    query.filter(User.id.in_(session.query(Post.user_id))),
    query.filter(User.posts.any(Post.title == "t")),
    session.query(Post).filter(Post.user.has(User.name == "n")),
    session.query(Post).filter(Post.user == None),  # noqa: E711
    query.with_entities(User.name),
    session.query(User.name).filter(sa.or_(User.age < 1, User.age.is_(None))),
    query.filter(sa.exists().where(Post.user_id == User.id)),
    session.query(Post.title).select_from(User).join(User.posts),
    query.filter(User.name == sa.bindparam("who")),
    Query([User.id]),
    sa.select(User),
    sa.select(User.name).join(User.posts).where(Post.id == 1),
    sa.select(User, Post.title).join_from(User, Post),
    sa.select(User).filter_by(name="x").order_by("name"),
    sa.select(other.name).where(other.id == 1),
    sa.update(User).where(User.id == 1).values(name="x"),
    sa.delete(Post).where(Post.user_id == 1),
    sa.insert(User).values(name="x", age=1),
    sa.insert(Post).from_select(["title"], sa.select(User.name)),
]
for statement in shown:
    print(statement)
    print("--")
print(query.filter(User.id == 1).statement)
print(str(query.filter(User.name == "x").statement.compile(compile_kwargs={"literal_binds": True})))
print(query.column_descriptions[0]["name"], query.column_descriptions[0]["type"] is User)

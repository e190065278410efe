from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.url import make_url as older

url = make_url("postgresql+psycopg2://user:p%40ss@host:5432/db?sslmode=require&host=a&host=b")
print(url, repr(url), str(url), url.render_as_string(hide_password=False))
print(url.drivername, url.username, url.password, url.host, url.port, url.database, dict(url.query))
print(url.get_backend_name(), url.get_driver_name(), url.get_dialect().name)
print(url.set(database="other", port=1), url.set(drivername="postgresql+asyncpg").drivername)
print(url.update_query_dict({"x": "1"}), url.difference_update_query(["host"]))
print(url.update_query_pairs([("host", "c")], append=True), url.update_query_string("a=1&a=2"))
print(url.normalized_query["sslmode"], url._replace(host=None))
print(URL.create("postgresql", username="u", password="p", host="h", database="d", query={"a": ("1", "2")}))
print(url == older(url.render_as_string(hide_password=False)), url == make_url("sqlite://"), len({url, url}))
print(url.translate_connect_args(username="user"))
print(make_url(url) is url, isinstance(url, tuple), "%s" % (url,))
drivername, *rest = make_url("sqlite:///a.db")
print(drivername, rest[4])
for wrong in (5, "x"):
    try:
        make_url(wrong)
    except sa.exc.ArgumentError as error:
        print(error)

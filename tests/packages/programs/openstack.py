import datetime, io, logging, uuid
from oslo_config import cfg
from oslo_log import log
from oslo_serialization import base64, jsonutils
from oslo_utils import encodeutils, excutils, importutils, strutils, timeutils, uuidutils

print(len(uuidutils.generate_uuid()), len(uuidutils.generate_uuid(dashed=False)))
for text in ("x", "{12345678-1234-5678-1234-567812345678}", "12345678123456781234567812345678", None):
    print(uuidutils.is_uuid_like(text))
print(timeutils.utcnow().tzinfo, timeutils.utcnow(with_timezone=True).utcoffset())
print(timeutils.parse_isotime("2020-01-02T03:04:05+02:00").isoformat(), timeutils.parse_isotime("2020-01-02T03:04:05Z").isoformat())
print(timeutils.parse_strtime("2020-01-02T03:04:05.000006"), timeutils.normalize_time(timeutils.parse_isotime("2020-01-02T03:04:05+02:00")))
print(timeutils.is_older_than(datetime.datetime(2000, 1, 1), 5), timeutils.is_newer_than("2999-01-01T00:00:00", 5))
print(timeutils.delta_seconds(datetime.datetime(2000, 1, 1), datetime.datetime(2000, 1, 2)))
for text in ("yes", "Off", " TRUE ", "maybe", True, 1, 0, None):
    print(strutils.bool_from_string(text), strutils.bool_from_string(text, default=True), strutils.is_valid_boolstr(text))
try:
    strutils.bool_from_string("maybe", strict=True)
except ValueError as error:
    print(error)
print(strutils.is_int_like("5"), strutils.is_int_like("05"), strutils.is_int_like(5), strutils.is_int_like(None))
print(strutils.to_slug("Ein schöner Tag!  "), strutils.mask_password("password='x' y"))
print(encodeutils.safe_decode(b"\xc3\xa4"), encodeutils.safe_encode("ä"), encodeutils.to_utf8("ä"))
print(importutils.import_class("datetime.date"), importutils.try_import("no_such_module", 7))
try:
    try:
        raise ValueError("first")
    except ValueError:
        with excutils.save_and_reraise_exception() as saved:
            print("cleaning", saved.reraise)
except ValueError as error:
    print("again", error)
print(jsonutils.dumps({"a": datetime.datetime(2020, 1, 2), "b": uuid.UUID(int=1), "c": {1}, "d": b"x", "e": (1, None)}))
print(jsonutils.loads(b'{"a": [1.5]}'), jsonutils.dump_as_bytes([1]), jsonutils.load(io.BytesIO(b"[2]")))
print(base64.encode_as_text("ä"), base64.decode_as_text("w6Q="))
conf = cfg.ConfigOpts()
conf.register_opts(
    [cfg.StrOpt("name", default="n"), cfg.IntOpt("size", default=3), cfg.BoolOpt("on"), cfg.ListOpt("parts", default=["p"])],
    group=cfg.OptGroup("box"),
)
conf.register_opt(cfg.StrOpt("top-level", default="t"))
with open("box.conf", "w") as file:
    file.write("[DEFAULT]\ntop_level = T\n[box]\nsize = 5\non = yes\nparts = a, b\n")
conf(["--config-file", "box.conf"], project="box")
print(conf.top_level, conf.box.name, conf.box.size, conf.box.on, conf.box.parts, "box" in conf, "size" in conf.box)
conf.set_override("size", 9, group="box")
print(conf.box.size)
try:
    conf.box.nothing
except cfg.NoSuchOptError as error:
    print(type(error).__name__)
logging.basicConfig(format="%(levelname)s %(name)s %(message)s", level="INFO", stream=__import__("sys").stdout)
log.getLogger("mine").info("hello %s", "you", resource={"type": "server", "id": "5"})
log.getLogger("mine").warning("careful")

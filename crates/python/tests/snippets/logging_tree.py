import io
import logging
import sys

out = io.StringIO()
log = logging.getLogger("a.b")
print(log.parent is logging.root, logging.getLogger("a") is log.parent, log.parent.name)
print(log.getEffectiveLevel(), log.isEnabledFor(logging.INFO))
handler = logging.StreamHandler(out)
handler.setFormatter(logging.Formatter("%(levelname)-5.5s [%(name)s] %(message)s"))
logging.getLogger().addHandler(handler)
logging.getLogger("a").setLevel(logging.DEBUG)
log.debug("d %s %d", "x", 3)
log.info("i %(k)s", {"k": 1})
log.warning("w")
logging.getLogger("other").info("not told")
logging.getLogger("other").error("e")
try:
    1 / 0
except ZeroDivisionError:
    log.exception("caught")
print(out.getvalue().split("\n")[0:4], "ZeroDivisionError: division by zero" in out.getvalue())
print(logging.getLevelName(30), logging.getLevelName("INFO"), logging.getLevelName(5))
child = log.getChild("c")
print(child.name, child.parent.name, logging.getLogger("root") is logging.root, repr(child))
child.propagate = False
child.addHandler(logging.NullHandler())
child.error("nowhere")
log.disabled = True
log.error("disabled")
log.disabled = False
logging.disable(logging.ERROR)
log.error("disabled too")
logging.disable(logging.NOTSET)


class Only(logging.Filter):
    def filter(self, record):
        return "yes" in record.getMessage()


handler.addFilter(Only())
log.error("yes")
log.error("no")
adapter = logging.LoggerAdapter(log, {"who": "me"})
handler.setFormatter(logging.Formatter("{who} {levelname} {message} {funcName} {lineno:d}", style="{"))
adapter.info("yes adapted")
print(out.getvalue().split("\n")[-3:])
try:
    log.setLevel("NOPE")
except ValueError as error:
    print(error)
try:
    logging.Formatter("none")
except ValueError as error:
    print(error)
handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", datefmt="%Y"))
log.error("yes year")
print(len(out.getvalue().split("\n")[-2]))
logging.addLevelName(25, "NOTICE")
handler.setFormatter(logging.Formatter("%(levelname)s %(module)s %(filename)s"))
log.log(25, "yes")
print(out.getvalue().split("\n")[-2].split(" ")[0])
record = logging.makeLogRecord({"msg": "m %s", "args": ("x",), "levelname": "INFO"})
print(record.getMessage(), record.levelname)
handler.setFormatter(None)
handler.filters.clear()
log.warning("extra", extra={"who": 1})
log.error("bad %s %s", "one") if False else None
for h in logging.root.handlers[:]:
    logging.root.removeHandler(h)
logging.basicConfig(stream=out, level=logging.INFO)
logging.info("basic %s", 1)
print(out.getvalue().split("\n")[-2])
logging.basicConfig(stream=sys.stdout, format="%(message)s", force=True)
logging.warning("forced")
print(logging.getLogger("z").hasHandlers(), logging.root.handlers)

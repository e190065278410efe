# Compiles every case, and prints those that differ and how many there were.
number = 0
for block in CASES.split("\n\n"):  # noqa: F821
    lines = [line for line in block.splitlines() if line and not line.startswith("#")]
    if not lines:
        continue
    source = lines[0]
    for line in lines[1:]:
        name, _, want = line.strip().partition(": ")
        want = want.replace("\\\\", "\0").replace("\\n", "\n").replace("\0", "\\")
        number += 1
        try:
            dialect = {"postgresql": postgresql, "sqlite": sqlite}[name].dialect()  # noqa: F821
            clause = eval(source)
            got = str(clause.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
        except Exception as error:
            got = "!! %s: %s" % (type(error).__name__, error)
        if got != want:
            print(source, name, want, got, sep="\n  ")
print(number, "compared")

"""Random models out of every feature, and random changes of them."""

import copy

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


class Dice:
    """Numbers that look random, the same for the same seed."""

    def __init__(self, seed):
        self.state = seed

    def roll(self, sides):
        mask = 2**64 - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        number = self.state
        number = ((number ^ (number >> 30)) * 0xBF58476D1CE4E5B9) & mask
        number = ((number ^ (number >> 27)) * 0x94D049BB133111EB) & mask
        return (number ^ (number >> 31)) % sides

    def one_in(self, sides):
        return self.roll(sides) == 0

    def pick(self, items):
        return items[self.roll(len(items))]


# Types that can become each other, each with defaults that fit it.
COMMON = [
    [
        (lambda: sa.String(10), ["'x'", "", "it's"]),
        (lambda: sa.String(20), ["'x'", "%s :a"]),
        (lambda: sa.String(), ["'x'"]),
        (lambda: sa.Text(), ["'x'", "two\nlines"]),
    ],
    [
        (lambda: sa.SmallInteger(), [sa.text("7"), "1"]),
        (lambda: sa.Integer(), [sa.text("7"), sa.text("-5"), "0"]),
        (lambda: sa.BigInteger(), [sa.text("7"), "9999999999"]),
    ],
    [
        (lambda: sa.Numeric(10, 2), [sa.text("1.5"), "0.00"]),
        (lambda: sa.Numeric(12), [sa.text("1")]),
        (lambda: sa.Numeric(), [sa.text("0")]),
        (lambda: sa.Double(), [sa.text("0.5")]),
    ],
    [
        (lambda: sa.DateTime(), [sa.text("CURRENT_TIMESTAMP"), "2020-01-01"]),
        (lambda: sa.DateTime(timezone=True), [sa.text("CURRENT_TIMESTAMP")]),
    ],
    [(lambda: sa.Boolean(), [sa.true(), sa.false(), sa.text("true")])],
    [(lambda: sa.Date(), [sa.text("CURRENT_DATE"), "2024-02-29"])],
    [(lambda: sa.LargeBinary(), [])],
]
ON_POSTGRESQL = [
    [(lambda: sa.JSON(), ["{}"]), (lambda: postgresql.JSONB(), ["{}", sa.text("'[]'::jsonb")])],
    [(lambda: postgresql.UUID(), [sa.text("gen_random_uuid()")])],
    [
        (lambda: sa.ARRAY(sa.Text()), ["{}", sa.text("ARRAY['a', 'b']")]),
        (lambda: sa.ARRAY(sa.String(9)), ["{a}"]),
    ],
    [
        (lambda: sa.String(7, collation="C"), ["a"]),
        (lambda: sa.String(7, collation="POSIX"), ["a"]),
        (lambda: sa.String(7), ["a"]),
    ],
    [(lambda: postgresql.INET(), ["127.0.0.1"]), (lambda: postgresql.CIDR(), [])],
    [(lambda: postgresql.INT4RANGE(), ["[1,5)"])],
    [(lambda: postgresql.TIMESTAMP(precision=3), [sa.text("now()")])],
]
ON_SQLITE = [[(lambda: sa.String(7, collation="NOCASE"), ["a"]), (lambda: sa.String(7), ["a"])]]

CONDITIONS = [
    "b > 0",
    "a IN ('x', 'y')",
    "b BETWEEN 1 AND 10 OR b IS NULL",
    "length(a) > 2 AND NOT (b = 3)",
    "b != 5",
    "a <> 'it''s'",
    "CASE WHEN b > 1 THEN a IS NOT NULL ELSE b < 0 END",
]
COMMENTS = [None, "it's a comment", "50% :off\nof all"]
NAMES = ["name", "Mixed", "order", "with space", "é", "c5"]
LABELS = ["sad", "ok", "it's", "b: c", "joy", "new"]


class Models:
    """A description of models, and what can happen to it."""

    def __init__(self, seed, dialect):
        self.dice = Dice(seed)
        self.dialect = dialect
        self.is_postgresql = dialect == "postgresql"
        self.families = COMMON + (ON_POSTGRESQL if self.is_postgresql else ON_SQLITE)
        self.enums = {"mood": LABELS[:3], "Kind": LABELS[1:4]}
        self.renamed = {}
        self.sequences = {}
        self.tables = {}
        self.last = 0
        for _ in range(2 + self.dice.roll(3)):
            self.add_table()

    def number(self):
        self.last += 1
        return self.last

    def changed(self, seed, count):
        """Other models, these after some changes."""
        other = copy.deepcopy(self)
        other.dice = Dice(seed)
        changes = [getattr(other, name) for name in CHANGES]
        if not self.is_postgresql:
            changes = [change for change in changes if change.__name__ not in POSTGRESQL_ONLY]
        done = []
        for _ in range(count):
            change = other.dice.pick(changes)
            change()
            done.append(change.__name__)
        return other, done

    # What there can be.

    def add_table(self):
        dice = self.dice
        name = dice.pick(["t", "Table ", "order"]) + str(self.number())
        schema = "app" if self.is_postgresql and dice.one_in(4) else None
        table = {
            "name": name,
            "schema": schema,
            "columns": {"a": self.column(family=0), "b": self.column(family=1)},
            "key": dice.pick([None, f"pk {name}", f"key_{name}"]),
            "id": dice.pick(["integer", "integer", "big", "identity"]),
            "identity": self.identity(),
            "comment": dice.pick(COMMENTS),
            "generated": dice.pick([None, None, "b * 2", "coalesce(b, 0)"]),
            "uniques": {},
            "checks": {},
            "keys": {},
            "indexes": {},
            "excludes": {},
        }
        self.tables[self.number()] = table
        for _ in range(dice.roll(4)):
            self.add_column(table)
        for add in (self.add_unique, self.add_check, self.add_key, self.add_index):
            for _ in range(dice.roll(3)):
                add(table)

    def identity(self):
        dice = self.dice
        return {
            "always": dice.one_in(2),
            "start": dice.pick([None, 1, 100]),
            "increment": dice.pick([None, 1, 7]),
            "cache": dice.pick([None, 5]),
        }

    def column(self, family=None):
        dice = self.dice
        enum = family is None and dice.one_in(5)
        if family is None:
            family = dice.roll(len(self.families))
        kind = dice.roll(len(self.families[family]))
        column = {
            "enum": None,
            "family": family,
            "kind": kind,
            "default": None,
            "nullable": dice.one_in(2),
            "comment": dice.pick(COMMENTS),
        }
        if enum:
            column["enum"] = (
                dice.pick(sorted(self.enums)),
                dice.pick(["native", "native", "array", "checked", "text"]),
            )
        if dice.one_in(2):
            column["default"] = dice.roll(3)
        return column

    def add_column(self, table=None):
        table = table or self.any_table()
        if table:
            free = [name for name in NAMES if name not in table["columns"]]
            if free:
                table["columns"][self.dice.pick(free)] = self.column()

    def add_unique(self, table=None):
        table = table or self.any_table()
        if table:
            columns = self.dice.pick([["a"], ["b"], ["b", "a"]])
            taken = [sorted(it["columns"]) for it in table["uniques"].values()]
            if sorted(columns) not in taken:
                number = self.number()
                table["uniques"][number] = {
                    "columns": columns,
                    "name": self.dice.pick([None, f"uq{number}"]),
                    "deferrable": self.is_postgresql and self.dice.one_in(4),
                }

    def add_check(self, table=None):
        table = table or self.any_table()
        if table:
            number = self.number()
            condition = self.dice.pick(CONDITIONS)
            if all(it["condition"] != condition for it in table["checks"].values()):
                name = self.dice.pick([None, f"ck {number}"])
                table["checks"][number] = {"condition": condition, "name": name}

    def add_key(self, table=None):
        table = table or self.any_table()
        taken = [it["target"] for it in table["keys"].values()] if table else []
        targets = []
        for target, other in self.tables.items():
            # SQLite cannot add a key later, and so makes no circles.
            if other is table and not self.is_postgresql:
                break
            if target not in taken:
                targets.append(target)
        if table and targets:
            number = self.number()
            table["keys"][number] = {
                "target": self.dice.pick(targets),
                "name": self.dice.pick([None, f"fk{number}"]),
                "ondelete": self.dice.pick([None, "CASCADE", "SET NULL"]),
                "comment": self.dice.pick(COMMENTS),
            }

    def add_index(self, table=None):
        table = table or self.any_table()
        if table:
            number = self.number()
            table["indexes"][f"ix {number}"] = self.index()

    def index(self):
        dice = self.dice
        index = {
            "elements": dice.pick([["a"], ["a", "b"], ["lower(a)"], ["b DESC"], ["b"]]),
            "unique": dice.one_in(3),
            "where": dice.pick([None, None, "b > 1", "a IN ('x', 'y')"]),
            "include": None,
            "using": None,
        }
        if self.is_postgresql:
            if index["elements"] == ["b"] and not index["unique"]:
                index["using"] = dice.pick([None, "hash"])
            elif dice.one_in(3):
                index["include"] = ["id"]
        return index

    # What can happen to it.

    def any_table(self):
        return self.tables[self.dice.pick(sorted(self.tables))] if self.tables else None

    def any_of(self, part):
        table = self.any_table()
        if table and table[part]:
            return table[part], self.dice.pick(sorted(table[part]))
        return {}, None

    def drop_table(self):
        if self.tables:
            gone = self.dice.pick(sorted(self.tables))
            del self.tables[gone]
            for table in self.tables.values():
                keys = table["keys"]
                table["keys"] = {n: key for n, key in keys.items() if key["target"] != gone}

    def drop_column(self):
        columns, name = self.any_of("columns")
        if name not in ("a", "b", None):
            del columns[name]

    def change_type(self):
        columns, name = self.any_of("columns")
        if name and not columns[name]["enum"] and name != "b":
            family = self.families[columns[name]["family"]]
            columns[name]["kind"] = self.dice.roll(len(family))

    def change_nullable(self):
        columns, name = self.any_of("columns")
        if name:
            columns[name]["nullable"] = not columns[name]["nullable"]

    def change_default(self):
        columns, name = self.any_of("columns")
        if name:
            columns[name]["default"] = self.dice.pick([None, 0, 1, 2])

    def change_comment(self):
        columns, name = self.any_of("columns")
        if name:
            columns[name]["comment"] = self.dice.pick(COMMENTS)

    def change_table_comment(self):
        table = self.any_table()
        if table:
            table["comment"] = self.dice.pick(COMMENTS)

    def drop_unique(self):
        uniques, number = self.any_of("uniques")
        uniques.pop(number, None)

    def drop_check(self):
        checks, number = self.any_of("checks")
        checks.pop(number, None)

    def change_check(self):
        checks, number = self.any_of("checks")
        if number:
            condition = self.dice.pick(CONDITIONS)
            if all(it["condition"] != condition for it in checks.values()):
                checks[number]["condition"] = condition

    def drop_key(self):
        keys, number = self.any_of("keys")
        keys.pop(number, None)

    def change_key(self):
        keys, number = self.any_of("keys")
        if number:
            keys[number]["ondelete"] = self.dice.pick([None, "CASCADE", "SET NULL"])
            keys[number]["comment"] = self.dice.pick(COMMENTS)
            if keys[number]["name"]:
                keys[number]["name"] = self.dice.pick([keys[number]["name"], f"renamed{number}"])

    def drop_index(self):
        indexes, name = self.any_of("indexes")
        indexes.pop(name, None)

    def change_index(self):
        indexes, name = self.any_of("indexes")
        if name:
            indexes[name] = self.index()

    def rename_primary_key(self):
        table = self.any_table()
        if table and table["key"]:
            table["key"] = f"renamed {table['key']}"[:40]

    def change_generated(self):
        table = self.any_table()
        if table:
            table["generated"] = self.dice.pick([None, "b * 2", "b + 1", "coalesce(b, 0)"])

    def change_identity(self):
        table = self.any_table()
        if table and table["id"] == "identity":
            table["identity"] = self.identity()

    def serial_to_identity(self):
        table = self.any_table()
        if table and table["id"] == "integer":
            table["id"] = "identity"

    def add_value(self):
        name = self.dice.pick(sorted(self.enums))
        labels = list(self.enums[name])
        free = [label for label in LABELS if label not in labels]
        if free and name not in self.renamed:
            labels.insert(self.dice.roll(len(labels) + 1), self.dice.pick(free))
            self.enums[name] = labels

    def drop_value(self):
        name = self.dice.pick(sorted(self.enums))
        if len(self.enums[name]) > 1 and name not in self.renamed:
            self.enums[name] = self.enums[name][1:]

    def rename_value(self):
        name = self.dice.pick(sorted(self.enums))
        if name not in self.renamed:
            labels = list(self.enums[name])
            place = self.dice.roll(len(labels))
            self.renamed[name] = {labels[place]: "another"}
            labels[place] = "another"
            self.enums[name] = labels

    def change_sequences(self):
        name = self.dice.pick(["counter", "Numbers"])
        if name in self.sequences and self.dice.one_in(2):
            del self.sequences[name]
        else:
            self.sequences[name] = self.dice.pick([1, 5, 10])

    def change_excludes(self):
        table = self.any_table()
        if table:
            excludes = table["excludes"]
            if excludes and self.dice.one_in(2):
                excludes.clear()
            else:
                excludes["ex"] = self.dice.pick(["&&", "="])

    # As SQLAlchemy has it.

    def metadata(self):
        metadata = sa.MetaData()
        for name, increment in sorted(self.sequences.items()):
            sa.Sequence(name, increment=increment, metadata=metadata)
        tables = {
            number: sa.Table(
                table["name"],
                metadata,
                *self.items(table),
                schema=table["schema"],
                comment=table["comment"],
            )
            for number, table in self.tables.items()
        }
        for number, table in self.tables.items():
            for key in table["keys"].values():
                own = tables[number]
                columns, target = [own.c.b], [tables[key["target"]].c.id]
                options = {name: key[name] for name in ("name", "ondelete", "comment")}
                own.append_constraint(sa.ForeignKeyConstraint(columns, target, **options))
        return metadata

    def items(self, table):
        """What stands in a table."""
        yield self.id_column(table)
        yield sa.PrimaryKeyConstraint("id", name=table["key"])
        for name, column in table["columns"].items():
            sql_type, defaults, info = self.type_of(table, name, column)
            default = column["default"]
            yield sa.Column(
                name,
                sql_type,
                server_default=defaults[default % len(defaults)]
                if default is not None and defaults
                else None,
                nullable=column["nullable"],
                comment=column["comment"],
                info=info,
            )
        if table["generated"]:
            yield sa.Column(
                "generated", sa.Integer, sa.Computed(table["generated"], persisted=True)
            )
        for unique in table["uniques"].values():
            yield sa.UniqueConstraint(
                *unique["columns"], name=unique["name"], deferrable=unique["deferrable"] or None
            )
        for check in table["checks"].values():
            yield sa.CheckConstraint(check["condition"], name=check["name"])
        for operator in table["excludes"].values():
            yield sa.Column("period", postgresql.INT4RANGE)
            yield postgresql.ExcludeConstraint(("period", operator), name=f"ex {table['name']}")
        for name, index in table["indexes"].items():
            yield self.index_of(name, index)

    def id_column(self, table):
        if table["id"] == "big":
            return sa.Column("id", sa.BigInteger)
        if table["id"] == "identity" and self.is_postgresql:
            return sa.Column("id", sa.Integer, sa.Identity(**table["identity"]))
        return sa.Column("id", sa.Integer)

    def type_of(self, table, name, column):
        """A column's type, the defaults that fit it, and hints."""
        if not column["enum"]:
            make, defaults = self.families[column["family"]][column["kind"]]
            return make(), defaults, {}
        enum, form = column["enum"]
        labels = self.enums[enum]
        renamed = self.renamed.get(enum)
        info = {"renamed_values": renamed} if renamed else {}
        if form == "native":
            return sa.Enum(*labels, name=enum), labels, info
        if form == "array" and self.is_postgresql:
            return sa.ARRAY(sa.Enum(*labels, name=enum)), ["{}"], info
        made = sa.Enum(
            *labels,
            native_enum=False,
            length=20,
            create_constraint=form == "checked",
            name=f"ck_{table['name']}_{name}",
        )
        return made, labels, {}

    def index_of(self, name, index):
        elements = [
            sa.text(element) if "(" in element or " " in element else element
            for element in index["elements"]
        ]
        options = {}
        if index["where"]:
            options[f"{self.dialect}_where"] = sa.text(index["where"])
        for option in ("include", "using"):
            if index[option]:
                options[f"postgresql_{option}"] = index[option]
        return sa.Index(name, *elements, unique=index["unique"], **options)


# What can happen to models; that is, what takes no arguments that matter.
CHANGES = [
    "add_table",
    "drop_table",
    "add_column",
    "drop_column",
    "change_type",
    "change_nullable",
    "change_default",
    "change_comment",
    "change_table_comment",
    "add_unique",
    "drop_unique",
    "add_check",
    "drop_check",
    "change_check",
    "add_key",
    "drop_key",
    "change_key",
    "add_index",
    "drop_index",
    "change_index",
    "rename_primary_key",
    "change_generated",
    "change_identity",
    "serial_to_identity",
    "add_value",
    "drop_value",
    "rename_value",
    "change_sequences",
    "change_excludes",
]
POSTGRESQL_ONLY = ["change_sequences", "change_excludes", "change_identity", "serial_to_identity"]

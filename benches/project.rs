//! Projects of any number of revisions.

use limbeck_testkit::Project;

/// A line of revisions: every fifth makes a table with an index, the others
/// add a column to it. The environment is that of `limbeck init`.
pub fn history(size: usize, url: &str) -> Project {
    let project = Project::new();
    project.run(crate::LIMBECK, &["init", "scripts"]).success();
    let ini = project.read("alembic.ini");
    project.write(
        "alembic.ini",
        &ini.replace(
            "driver://user:pass@localhost/dbname",
            &url.replace('%', "%%"),
        ),
    );
    for number in 0..size {
        let down = match number {
            0 => "None".to_owned(),
            _ => format!("'{:012x}'", number - 1),
        };
        let table = number / 5;
        let (up, back) = if number % 5 == 0 {
            (
                format!(
                    "op.create_table('table_{table}',\n    \
                     sa.Column('id', sa.Integer(), nullable=False),\n    \
                     sa.Column('name', sa.String(length=50), nullable=False),\n    \
                     sa.Column('created_at', sa.DateTime(), nullable=True),\n    \
                     sa.PrimaryKeyConstraint('id', name=op.f('pk_table_{table}')),\n    \
                     sa.UniqueConstraint('name', name=op.f('uq_table_{table}_name'))\n    )\n    \
                     op.create_index(op.f('ix_table_{table}_created_at'), 'table_{table}', \
                     ['created_at'], unique=False)"
                ),
                format!(
                    "op.drop_index(op.f('ix_table_{table}_created_at'), \
                     table_name='table_{table}')\n    op.drop_table('table_{table}')"
                ),
            )
        } else {
            (
                format!(
                    "op.add_column('table_{table}', sa.Column('column_{number}', \
                     sa.Integer(), nullable=True))"
                ),
                format!("op.drop_column('table_{table}', 'column_{number}')"),
            )
        };
        project.write(
            &format!("scripts/versions/{number:012x}_change_{number}.py"),
            &format!(
                "\"\"\"change {number}\n\nRevision ID: {number:012x}\nRevises: {}\n\
                 Create Date: 2025-10-22 10:30:00.000000\n\n\"\"\"\n\
                 from typing import Sequence, Union\n\nfrom alembic import op\n\
                 import sqlalchemy as sa\n\n\n# revision identifiers, used by Alembic.\n\
                 revision: str = '{number:012x}'\n\
                 down_revision: Union[str, Sequence[str], None] = {down}\n\
                 branch_labels: Union[str, Sequence[str], None] = None\n\
                 depends_on: Union[str, Sequence[str], None] = None\n\n\n\
                 def upgrade() -> None:\n    {up}\n\n\ndef downgrade() -> None:\n    {back}\n",
                down.trim_matches('\''),
            ),
        );
    }
    project
}

/// Models of that many tables: ten columns each, two indexes, a unique
/// constraint and a foreign key. The environment is that of `limbeck init`.
pub fn models(tables: usize, url: &str) -> Project {
    let project = history(0, url);
    let env = project.read("scripts/env.py");
    project.write(
        "scripts/env.py",
        &env.replace(
            "target_metadata = None",
            "from models import Base\ntarget_metadata = Base.metadata",
        ),
    );
    let mut text = "import datetime\nimport decimal\nfrom typing import Optional\n\n\
        import sqlalchemy as sa\n\
        from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column\n\n\n\
        class Base(DeclarativeBase):\n    pass\n"
        .to_owned();
    for number in 0..tables {
        let other = number.saturating_sub(1);
        text.push_str(&format!(
            "\n\nclass Thing{number}(Base):\n    \
             __tablename__ = 'thing_{number}'\n    \
             __table_args__ = (sa.Index('ix_thing_{number}_both', 'amount', 'counted'),)\n\n    \
             id: Mapped[int] = mapped_column(primary_key=True)\n    \
             other_id: Mapped[Optional[int]] = mapped_column(sa.ForeignKey('thing_{other}.id'))\n    \
             name: Mapped[str] = mapped_column(sa.String(50), index=True)\n    \
             email: Mapped[Optional[str]] = mapped_column(sa.String(120), unique=True)\n    \
             amount: Mapped[Optional[decimal.Decimal]] = mapped_column(sa.Numeric(10, 2))\n    \
             remark: Mapped[Optional[str]] = mapped_column(sa.Text)\n    \
             created_at: Mapped[datetime.datetime]\n    \
             is_open: Mapped[Optional[bool]]\n    \
             counted: Mapped[int]\n    \
             total: Mapped[Optional[int]] = mapped_column(sa.BigInteger)\n"
        ));
    }
    project.write("models.py", &text);
    project
}

/// The statements that make those tables. Few tables to a transaction: the
/// server keeps a lock for each.
pub fn tables(tables: usize) -> String {
    let mut text = String::new();
    for number in 0..tables {
        let other = number.saturating_sub(1);
        text.push_str(&format!(
            "BEGIN;\n\
             CREATE TABLE thing_{number} (id SERIAL NOT NULL, other_id INTEGER, \
             name VARCHAR(50) NOT NULL, email VARCHAR(120), amount NUMERIC(10, 2), \
             remark TEXT, created_at TIMESTAMP NOT NULL, is_open BOOLEAN, \
             counted INTEGER NOT NULL, total BIGINT, PRIMARY KEY (id), \
             FOREIGN KEY (other_id) REFERENCES thing_{other} (id), UNIQUE (email));\n\
             CREATE INDEX ix_thing_{number}_name ON thing_{number} (name);\n\
             CREATE INDEX ix_thing_{number}_both ON thing_{number} (amount, counted);\n\
             COMMIT;\n"
        ));
    }
    text
}

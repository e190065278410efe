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

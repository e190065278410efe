//! `CreateTable(table)`, `DropSequence(sequence)`, …, and SQL that a project
//! spells itself (`@compiles`).

use limbeck_schema::{DdlElement, Index, NamingConvention, Statement};
use rustpython_vm::{PyObjectRef, PyResult, builtins::PyDict, function::FuncArgs};

use super::{Object, Reader, types::as_name};

impl<'a> Reader<'a> {
    /// A construct of `sqlalchemy.sql.ddl` as a statement.
    pub fn ddl(&self, object: &Object<'a>) -> PyResult<Statement> {
        let element = match self.spelled(object)? {
            Some(sql) => DdlElement::Text(sql),
            None => self.ddl_element(object)?,
        };
        Ok(Statement::Ddl(Box::new(element)))
    }

    fn ddl_element(&self, object: &Object<'a>) -> PyResult<DdlElement> {
        let kind = object.needed_text("__visit_name__")?;
        if kind == "ddl" {
            return Ok(DdlElement::Text(object.call("_sql", vec![])?.to_text()?));
        }
        let Some(subject) = object.find("element")? else {
            return Err(self.unspelled(object));
        };
        if kind == "create_column" {
            return Err(self.unspelled(object));
        }
        let if_not_exists = object.flag("if_not_exists")?;
        let if_exists = object.flag("if_exists")?;
        Ok(match kind.as_str() {
            "create_table" => DdlElement::CreateTable {
                table: self.table_of(&subject)?,
                if_not_exists,
            },
            "drop_table" => DdlElement::DropTable {
                table: self.table_name(&subject)?,
                if_exists,
            },
            "create_index" => DdlElement::CreateIndex {
                index: self.named_index(&subject)?,
                if_not_exists,
            },
            "drop_index" => DdlElement::DropIndex {
                index: self.named_index(&subject)?,
                if_exists,
            },
            "create_sequence" => DdlElement::CreateSequence {
                sequence: self.sequence(&subject)?,
                if_not_exists,
            },
            "drop_sequence" => DdlElement::DropSequence {
                sequence: self.sequence(&subject)?,
                if_exists,
            },
            "create_schema" => DdlElement::CreateSchema {
                name: as_name(&subject)?,
                if_not_exists,
            },
            "drop_schema" => DdlElement::DropSchema {
                name: as_name(&subject)?,
                if_exists,
                cascade: object.flag("cascade")?,
            },
            "add_constraint" => {
                self.adjust_constraint(&subject)?;
                DdlElement::AddConstraint {
                    table: self.table_name(&self.parent_of(&subject)?)?,
                    naming: self.naming_of(&self.parent_of(&subject)?)?,
                    constraint: self.constraint(&subject)?,
                }
            }
            "drop_constraint" => DdlElement::DropConstraint {
                table: self.table_name(&self.parent_of(&subject)?)?,
                naming: self.naming_of(&self.parent_of(&subject)?)?,
                constraint: self.constraint(&subject)?,
                if_exists,
                cascade: object.flag("cascade")?,
            },
            "set_table_comment" => DdlElement::TableComment {
                table: self.table_name(&subject)?,
                comment: subject.text("comment")?,
            },
            "drop_table_comment" => DdlElement::TableComment {
                table: self.table_name(&subject)?,
                comment: None,
            },
            "create_type" => DdlElement::CreateType(self.type_of(&subject)?),
            "drop_type" => DdlElement::DropType(self.type_of(&subject)?),
            _ => return Err(self.unspelled(object)),
        })
    }

    /// The table that a constraint belongs to.
    fn parent_of(&self, constraint: &Object<'a>) -> PyResult<Object<'a>> {
        match constraint.given("parent")? {
            Some(table) => Ok(table),
            None => Err(self.error(
                "InvalidRequestError",
                "This constraint is not bound to a table.  Did you mean to call \
                 table.append_constraint(constraint) ?",
            )),
        }
    }

    fn naming_of(&self, table: &Object<'a>) -> PyResult<NamingConvention> {
        match table.find("metadata")? {
            Some(metadata) => self.naming(&metadata),
            None => Ok(NamingConvention::default()),
        }
    }

    /// An index with the name that its metadata's convention gives it.
    fn named_index(&self, object: &Object<'a>) -> PyResult<Index> {
        let mut index = self.index(object)?;
        if let Some(table) = object.given("table")?
            && let Some(metadata) = table.find("metadata")?
            && let Some(name) = &index.table
        {
            let named = self.naming(&metadata)?.index_name(&index, name);
            index.name = named.map_err(|error| self.naming_error(error))?;
        }
        Ok(index)
    }

    fn unspelled(&self, object: &Object<'a>) -> rustpython_vm::builtins::PyBaseExceptionRef {
        self.vm.new_not_implemented_error(format!(
            "{} cannot be executed by itself; use the operation of alembic.op that does it",
            object.class_name()
        ))
    }

    /// Whether the project spells anything itself.
    pub(super) fn has_own_spellings(&self) -> PyResult<bool> {
        Ok(self.spelling_module()?.is_some())
    }

    /// `sqlalchemy.ext.compiler`, if functions were registered there.
    fn spelling_module(&self) -> PyResult<Option<Object<'a>>> {
        let modules = self.vm.sys_module.get_attr("modules", self.vm)?;
        let Some(modules) = modules.downcast_ref::<PyDict>() else {
            return Ok(None);
        };
        let Some(module) = modules.get_item_opt("sqlalchemy.ext.compiler", self.vm)? else {
            return Ok(None);
        };
        let module = self.object(module);
        Ok(module.flag("_functions")?.then_some(module))
    }

    /// The SQL that a function of the project (`@compiles`) gives for the
    /// object on this dialect, if there is one.
    pub fn spelled(&self, object: &Object<'a>) -> PyResult<Option<String>> {
        let Some(module) = self.spelling_module()? else {
            return Ok(None);
        };
        let class: PyObjectRef = object.as_py().class().to_owned().into();
        let dialect = self.vm.ctx.new_str(self.dialect).into();
        let function = module.call("function_for", vec![class, dialect])?;
        if function.is_none() {
            return Ok(None);
        }
        let compiler = crate::exception::import(self.vm, "sqlalchemy.sql.compiler")?;
        let compiler = self
            .object(compiler)
            .call("Compiler", vec![self.dialect_object()?])?;
        let arguments = FuncArgs::from(vec![object.to_py(), compiler.to_py()]);
        let sql = function.as_py().call(arguments, self.vm)?;
        self.object(sql).to_text().map(Some)
    }
}

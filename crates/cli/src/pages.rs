//! Shell completions and manual pages.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use clap_complete::Shell;

/// Prints a shell's completions.
pub fn completions(shell: Shell, program: &str) {
    clap_complete::generate(
        shell,
        &mut crate::command(program),
        program,
        &mut io::stdout(),
    );
}

/// Prints the manual page, or writes one for each command into a folder.
pub fn man(folder: Option<&Path>, program: &str) -> io::Result<()> {
    let mut command = crate::command(program);
    command.build();
    let Some(folder) = folder else {
        let mut page = Vec::new();
        clap_mangen::Man::new(command).render(&mut page)?;
        return io::stdout().write_all(&page);
    };
    fs::create_dir_all(folder)?;
    for subcommand in command.get_subcommands() {
        let name = format!("{program}-{}", subcommand.get_name());
        let mut page = Vec::new();
        clap_mangen::Man::new(subcommand.clone().name(name.clone())).render(&mut page)?;
        fs::write(folder.join(format!("{name}.1")), page)?;
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    fs::write(folder.join(format!("{program}.1")), page)
}

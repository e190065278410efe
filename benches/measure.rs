//! Wall time and peak memory of a program.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What a run took.
#[derive(Clone, Copy)]
pub struct Measured {
    /// Wall time.
    pub milliseconds: f64,
    /// Peak resident memory.
    pub megabytes: f64,
}

/// The time after which no further run is begun.
const ENOUGH: Duration = Duration::from_secs(30);

/// The fastest of some runs, each after `before`. Slow programs run less
/// often.
pub fn fastest(runs: usize, before: &impl Fn(), command: impl Fn() -> Command) -> Measured {
    let start = Instant::now();
    (0..runs)
        .take_while(|run| *run == 0 || start.elapsed() < ENOUGH)
        .map(|_| {
            before();
            measure(command())
        })
        .min_by(|a, b| a.milliseconds.total_cmp(&b.milliseconds))
        .expect("at least one run")
}

fn measure(mut command: Command) -> Measured {
    let errors = tempfile::NamedTempFile::new().expect("a temporary file");
    command
        .stdout(Stdio::null())
        .stderr(errors.reopen().expect("a temporary file"));
    let start = Instant::now();
    #[allow(clippy::zombie_processes, reason = "`wait4` below waits for it")]
    let child = command.spawn().expect("a program that starts");
    let mut status = 0;
    // SAFETY: an all-zero `rusage` is a valid one.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    // SAFETY: `child` is ours and was not waited for; both pointers are valid
    // for the call.
    let waited = unsafe { libc::wait4(child.id() as libc::pid_t, &mut status, 0, &mut usage) };
    let milliseconds = start.elapsed().as_secs_f64() * 1000.0;
    assert!(
        waited > 0 && libc::WIFEXITED(status) && libc::WEXITSTATUS(status) == 0,
        "{command:?} failed: {}",
        std::fs::read_to_string(errors.path()).unwrap_or_default()
    );
    Measured {
        milliseconds,
        megabytes: usage.ru_maxrss as f64 / 1024.0,
    }
}

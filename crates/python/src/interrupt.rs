//! Ctrl-C while Python code runs.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use rustpython_vm::signal::UserSignalSender;

/// How often is looked whether the user wants to stop.
const GLANCE: Duration = Duration::from_millis(100);

/// How long a statement of the database, which is stopped as well, may take
/// to end the run by itself.
const GRACE: Duration = Duration::from_millis(500);

/// Raises `KeyboardInterrupt` in an interpreter once a flag is set; no longer
/// when dropped.
pub(crate) struct Watch {
    over: Arc<AtomicBool>,
}

impl Watch {
    pub(crate) fn new(signals: UserSignalSender, interrupted: Arc<AtomicBool>) -> Watch {
        let over = Arc::new(AtomicBool::new(false));
        let ended = over.clone();
        thread::spawn(move || {
            while !ended.load(Ordering::Relaxed) {
                thread::sleep(GLANCE);
                if interrupted.load(Ordering::Relaxed) {
                    thread::sleep(GRACE);
                    if !ended.load(Ordering::Relaxed) {
                        // An interpreter that is gone needs no interruption.
                        let _ = signals.send(Box::new(|vm| {
                            let class = vm.ctx.exceptions.keyboard_interrupt.to_owned();
                            Err(vm.new_exception_empty(class))
                        }));
                    }
                    return;
                }
            }
        });
        Watch { over }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
    }
}

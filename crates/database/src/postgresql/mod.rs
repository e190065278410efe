//! PostgreSQL.
//!
//! The messages are those of the `postgres-protocol` crate; the session over
//! them is our own, because a migration is one statement at a time on one
//! blocking connection, and because scripts count on what `libpq` does:
//! several statements in one text, values of server-inferred types, results
//! as text.

mod connect;
mod decode;
mod report;
mod session;
mod socket;
mod target;
mod tls;

use std::io::{Read, Write};
use std::time::Duration;

use bytes::BytesMut;
use postgres_protocol::message::frontend;

pub(crate) use connect::connect;
pub(crate) use session::Session;
pub(crate) use socket::Address;
pub(crate) use target::{Target, variable_names};

/// Tells a server to stop what one of its processes does.
pub(crate) fn cancel(address: &Address, process: (i32, i32)) {
    let Ok(mut socket) = address.open(Some(Duration::from_secs(5))) else {
        return;
    };
    let mut request = BytesMut::new();
    frontend::cancel_request(process.0, process.1, &mut request);
    // The server answers by closing; nothing can be done about a failure.
    if socket.write_all(&request).is_ok() {
        let _ = socket.read(&mut [0]);
    }
}

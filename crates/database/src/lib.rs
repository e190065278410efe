//! Blocking connections: URLs, drivers, TLS, transactions and locks.

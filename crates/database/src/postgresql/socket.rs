//! The wire to a PostgreSQL server.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::path::PathBuf;
use std::time::Duration;

use bytes::BytesMut;
use postgres_protocol::message::frontend;

use super::target::{Host, TlsMode, TlsSettings};
use super::tls;

/// Where a server was found; enough to reach it again.
#[derive(Clone, Debug)]
pub(crate) enum Address {
    Tcp(SocketAddr),
    Socket(PathBuf),
}

/// An open wire.
pub(crate) enum Socket {
    Tcp(TcpStream),
    Tls(Box<tls::Stream>),
    #[cfg(unix)]
    Unix(std::os::unix::net::UnixStream),
}

impl Address {
    /// The addresses of a host.
    pub(crate) fn resolve(host: &Host) -> io::Result<Vec<Address>> {
        if let Some(file) = host.socket() {
            return Ok(vec![Address::Socket(file)]);
        }
        let name = host.address.as_deref().unwrap_or(&host.name);
        Ok((name, host.port)
            .to_socket_addrs()?
            .map(Address::Tcp)
            .collect())
    }

    /// Opens a wire, not yet encrypted. `timeout` holds for the connection
    /// and for everything that is read and written until it is cleared.
    pub(crate) fn open(&self, timeout: Option<Duration>) -> io::Result<Socket> {
        match self {
            Address::Tcp(address) => {
                let stream = match timeout {
                    Some(timeout) => TcpStream::connect_timeout(address, timeout)?,
                    None => TcpStream::connect(address)?,
                };
                stream.set_nodelay(true)?;
                stream.set_read_timeout(timeout)?;
                stream.set_write_timeout(timeout)?;
                Ok(Socket::Tcp(stream))
            }
            #[cfg(unix)]
            Address::Socket(file) => {
                let stream = std::os::unix::net::UnixStream::connect(file)?;
                stream.set_read_timeout(timeout)?;
                stream.set_write_timeout(timeout)?;
                Ok(Socket::Unix(stream))
            }
            #[cfg(not(unix))]
            Address::Socket(_) => Err(io::Error::from(io::ErrorKind::Unsupported)),
        }
    }
}

impl Socket {
    /// Asks for encryption as far as `sslmode` wants it. The second value
    /// says whether the server refused.
    pub(crate) fn encrypt(self, host: &Host, settings: &TlsSettings) -> io::Result<(Socket, bool)> {
        let Socket::Tcp(mut stream) = self else {
            return Ok((self, false));
        };
        if settings.mode == TlsMode::Disable {
            return Ok((Socket::Tcp(stream), false));
        }
        let mut request = BytesMut::new();
        frontend::ssl_request(&mut request);
        stream.write_all(&request)?;
        let mut answer = [0];
        stream.read_exact(&mut answer)?;
        if answer == *b"S" {
            let stream = tls::wrap(stream, &host.name, settings)?;
            Ok((Socket::Tls(Box::new(stream)), false))
        } else {
            Ok((Socket::Tcp(stream), true))
        }
    }

    /// Whether what is sent is encrypted.
    pub(crate) fn is_encrypted(&self) -> bool {
        matches!(self, Socket::Tls(_))
    }

    /// Waits without a limit from now on.
    pub(crate) fn clear_timeout(&self) -> io::Result<()> {
        match self {
            Socket::Tcp(stream) => {
                stream.set_read_timeout(None)?;
                stream.set_write_timeout(None)
            }
            Socket::Tls(stream) => {
                stream.sock.set_read_timeout(None)?;
                stream.sock.set_write_timeout(None)
            }
            #[cfg(unix)]
            Socket::Unix(stream) => {
                stream.set_read_timeout(None)?;
                stream.set_write_timeout(None)
            }
        }
    }
}

impl Read for Socket {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Socket::Tcp(stream) => stream.read(buffer),
            Socket::Tls(stream) => stream.read(buffer),
            #[cfg(unix)]
            Socket::Unix(stream) => stream.read(buffer),
        }
    }
}

impl Write for Socket {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        match self {
            Socket::Tcp(stream) => stream.write(buffer),
            Socket::Tls(stream) => stream.write(buffer),
            #[cfg(unix)]
            Socket::Unix(stream) => stream.write(buffer),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Socket::Tcp(stream) => stream.flush(),
            Socket::Tls(stream) => stream.flush(),
            #[cfg(unix)]
            Socket::Unix(stream) => stream.flush(),
        }
    }
}

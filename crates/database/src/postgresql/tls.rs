//! TLS for PostgreSQL, with `libpq`'s meaning of `sslmode`.

use std::io;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{WebPkiServerVerifier, verify_server_name};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{
    CertificateError, ClientConfig, ClientConnection, DigitallySignedStruct, RootCertStore,
    SignatureScheme, StreamOwned,
};

use super::target::{TlsMode, TlsSettings};

/// An encrypted connection.
pub(crate) type Stream = StreamOwned<ClientConnection, TcpStream>;

/// Makes the handshake on a connection whose server has agreed to it.
pub(crate) fn wrap(stream: TcpStream, host: &str, settings: &TlsSettings) -> io::Result<Stream> {
    let config = configuration(settings)?;
    let name = ServerName::try_from(host.to_owned())
        .map_err(|_| invalid(format!("\"{host}\" is not a host name that TLS can check")))?;
    let connection = ClientConnection::new(Arc::new(config), name).map_err(io::Error::other)?;
    let mut stream = StreamOwned::new(connection, stream);
    while stream.conn.is_handshaking() {
        stream.conn.complete_io(&mut stream.sock)?;
    }
    Ok(stream)
}

fn configuration(settings: &TlsSettings) -> io::Result<ClientConfig> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?;
    let verifier: Arc<dyn ServerCertVerifier> = match check(settings) {
        Check::Nothing => Arc::new(Unverified(provider)),
        check => {
            let (store, trusted) = roots(settings.root.as_deref())?;
            let chain = WebPkiServerVerifier::builder_with_provider(Arc::new(store), provider)
                .build()
                .map_err(|error| invalid(error.to_string()))?;
            Arc::new(Verified {
                chain,
                trusted,
                name: check == Check::Name,
            })
        }
    };
    let builder = builder
        .dangerous()
        .with_custom_certificate_verifier(verifier);
    match (&settings.certificate, &settings.key) {
        (Some(certificate), Some(key)) => {
            let chain = certificates(certificate)?;
            let key = PrivateKeyDer::from_pem_file(key)
                .map_err(|error| unreadable("private key file", key, &error))?;
            builder
                .with_client_auth_cert(chain, key)
                .map_err(|error| invalid(error.to_string()))
        }
        (Some(certificate), None) => Err(invalid(format!(
            "certificate present, but not private key file (sslkey): \"{}\"",
            certificate.display()
        ))),
        _ => Ok(builder.with_no_client_auth()),
    }
}

/// What of the server's certificate is checked.
#[derive(PartialEq, Eq)]
enum Check {
    Nothing,
    /// Who signed it.
    Authority,
    /// Who signed it, and that it is this host's.
    Name,
}

fn check(settings: &TlsSettings) -> Check {
    let system = settings.root.as_deref() == Some(Path::new("system"));
    match settings.mode {
        TlsMode::VerifyFull => Check::Name,
        _ if system => Check::Name,
        TlsMode::VerifyCa => Check::Authority,
        // A root certificate makes `require` check it, as with libpq.
        TlsMode::Require if settings.root.as_ref().is_some_and(|file| file.exists()) => {
            Check::Authority
        }
        TlsMode::Disable | TlsMode::Allow | TlsMode::Prefer | TlsMode::Require => Check::Nothing,
    }
}

/// The certificates that are trusted, made ready for checking and as they are.
fn roots(file: Option<&Path>) -> io::Result<(RootCertStore, Vec<CertificateDer<'static>>)> {
    let Some(file) = file else {
        return Err(invalid(
            "root certificate file is not set (sslrootcert) and ~/.postgresql/root.crt does not \
             exist; give one, or use sslrootcert=system"
                .to_owned(),
        ));
    };
    let mut store = RootCertStore::empty();
    if file == Path::new("system") {
        let bundle = SYSTEM_BUNDLES
            .iter()
            .map(Path::new)
            .find(|file| file.exists())
            .ok_or_else(|| invalid("the system has no bundle of root certificates".to_owned()))?;
        store.add_parsable_certificates(certificates(bundle)?);
        return Ok((store, Vec::new()));
    }
    let trusted = certificates(file)?;
    for certificate in &trusted {
        store
            .add(certificate.clone())
            .map_err(|error| unreadable("root certificate file", file, &error))?;
    }
    Ok((store, trusted))
}

/// Where operating systems keep their root certificates.
const SYSTEM_BUNDLES: [&str; 5] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/ssl/cert.pem",
];

fn certificates(file: &Path) -> io::Result<Vec<CertificateDer<'static>>> {
    CertificateDer::pem_file_iter(file)
        .and_then(Iterator::collect)
        .map_err(|error| unreadable("certificate file", file, &error))
}

fn unreadable(what: &str, file: &Path, error: &dyn std::fmt::Display) -> io::Error {
    let file: PathBuf = file.to_owned();
    invalid(format!(
        "could not read {what} \"{}\": {error}",
        file.display()
    ))
}

fn invalid(message: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, message)
}

/// Checks who signed the certificate and, for `verify-full`, whose it is.
#[derive(Debug)]
struct Verified {
    chain: Arc<WebPkiServerVerifier>,
    /// A server may show one of these itself: a certificate that it signed on
    /// its own, which `WebPkiServerVerifier` never takes.
    trusted: Vec<CertificateDer<'static>>,
    name: bool,
}

impl ServerCertVerifier for Verified {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        if self.trusted.iter().any(|trusted| trusted == end_entity) {
            if self.name {
                verify_server_name(&ParsedCertificate::try_from(end_entity)?, server_name)?;
            }
            return Ok(ServerCertVerified::assertion());
        }
        match self.chain.verify_server_cert(
            end_entity,
            intermediates,
            server_name,
            ocsp_response,
            now,
        ) {
            Err(rustls::Error::InvalidCertificate(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            )) if !self.name => Ok(ServerCertVerified::assertion()),
            other => other,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.chain
            .verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.chain
            .verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.chain.supported_verify_schemes()
    }
}

/// Takes any certificate: `allow`, `prefer` and `require` only encrypt.
#[derive(Debug)]
struct Unverified(Arc<CryptoProvider>);

impl ServerCertVerifier for Unverified {
    fn verify_server_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls12_signature(
            message,
            certificate,
            signature,
            &self.0.signature_verification_algorithms,
        )
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls13_signature(
            message,
            certificate,
            signature,
            &self.0.signature_verification_algorithms,
        )
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

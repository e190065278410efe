//! Encrypted connections to a real PostgreSQL server.

use std::fs;

use limbeck_database::{Connection, Error, Options, Url};
use limbeck_schema::Value;
use limbeck_testkit::postgres::own_server;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};

fn authority(name: &str) -> CertifiedIssuer<'static, KeyPair> {
    let mut parameters = CertificateParams::new(Vec::new()).unwrap();
    parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    parameters
        .distinguished_name
        .push(rcgen::DnType::CommonName, name);
    CertifiedIssuer::self_signed(parameters, KeyPair::generate().unwrap()).unwrap()
}

fn connect(url: &str) -> Result<Value, Error> {
    let connection = Connection::open(&Url::parse(url)?, &Options::default())?;
    let rows = connection.execute_text(
        "SELECT ssl::text || coalesce(client_dn, '') FROM pg_stat_ssl WHERE pid = pg_backend_pid()",
    )?;
    Ok(rows.rows[0][0].clone())
}

#[test]
fn sslmode_says_what_is_encrypted_and_what_is_checked() {
    let issuer = authority("limbeck test");
    let sign = |names: &[&str], common: &str| {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let mut parameters = CertificateParams::new(names).unwrap();
        parameters
            .distinguished_name
            .push(rcgen::DnType::CommonName, common);
        let key = KeyPair::generate().unwrap();
        let certificate = parameters.signed_by(&key, &issuer).unwrap();
        (certificate.pem(), key.serialize_pem())
    };
    let (server, server_key) = sign(&["localhost"], "localhost");
    let (client, client_key) = sign(&[], "postgres");
    let url = own_server(
        &[
            ("ssl", "on"),
            ("ssl_cert_file", "{folder}/server.crt"),
            ("ssl_key_file", "{folder}/server.key"),
            ("ssl_ca_file", "{folder}/root.crt"),
        ],
        &[
            ("server.crt", &server),
            ("server.key", &server_key),
            ("root.crt", &issuer.pem()),
        ],
    );
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let file = folder.path().join(name);
        fs::write(&file, text).unwrap();
        file.to_string_lossy().into_owned()
    };
    let root = file("root.crt", &issuer.pem());
    let other = file("other.crt", &authority("another").pem());
    let itself = file("server.crt", &server);
    let client = file("client.crt", &client);
    let client_key = file("client.key", &client_key);
    let named = url.replace("127.0.0.1", "localhost");

    let check = |url: &str, query: &str, expect: Result<&str, &str>| {
        let outcome = connect(&format!("{url}?{query}"));
        match (outcome, expect) {
            (Ok(value), Ok(expect)) => assert_eq!(value, Value::from(expect), "{query}"),
            (Err(error), Err(expect)) => {
                assert!(error.message().contains(expect), "{query}: {error}");
            }
            (outcome, _) => panic!("{query}: {outcome:?}"),
        }
    };
    check(&url, "", Ok("true"));
    check(&url, "sslmode=disable", Ok("false"));
    check(&url, "sslmode=allow", Ok("false"));
    check(&url, "sslmode=require", Ok("true"));
    check(
        &url,
        "sslmode=verify-ca",
        Err("root certificate file is not set"),
    );
    check(
        &url,
        &format!("sslmode=verify-ca&sslrootcert={root}"),
        Ok("true"),
    );
    check(
        &url,
        &format!("sslmode=verify-ca&sslrootcert={other}"),
        Err("SSL error: invalid peer certificate"),
    );
    check(
        &url,
        &format!("sslmode=require&sslrootcert={other}"),
        Err("SSL error: invalid peer certificate"),
    );
    check(
        &url,
        &format!("sslmode=verify-full&sslrootcert={root}"),
        Err("SSL error: invalid peer certificate: certificate not valid for name \"127.0.0.1\""),
    );
    check(
        &named,
        &format!("sslmode=verify-full&sslrootcert={root}"),
        Ok("true"),
    );
    check(
        &named,
        &format!("sslmode=verify-full&sslrootcert={itself}"),
        Ok("true"),
    );
    check(
        &url,
        &format!("sslmode=require&sslcert={client}&sslkey={client_key}"),
        Ok("true/CN=postgres"),
    );
    check(
        &url,
        "sslmode=require&sslcert=/nowhere.crt&sslkey=/nowhere.key",
        Err("could not read certificate file \"/nowhere.crt\""),
    );
}

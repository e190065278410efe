//! A MariaDB server for tests, and a fresh database for each of them.
//!
//! As with PostgreSQL: the server that `LIMBECK_TEST_MARIADB` names with a
//! URL, or a throw-away one of the installed programs, started once in a test
//! run and stopped when that ends. A server that cannot be had is a failed
//! test.

use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use crate::postgres::{free_port, stop_after, text, unprivileged_user};

/// The throw-away server's user, who may do everything.
const USER: &str = "limbeck";

/// The user's password.
const PASSWORD: &str = "secret";

/// How long a server may take to start.
const PATIENCE: Duration = Duration::from_secs(60);

/// A database of its own for one test; dropped with this.
pub struct TestDatabase {
    name: String,
}

/// Makes an empty database.
///
/// # Panics
///
/// When there is no server to be had: the test fails.
pub fn database() -> TestDatabase {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!(
        "limbeck_{}_{}",
        std::process::id(),
        COUNT.fetch_add(1, Ordering::Relaxed)
    );
    server().execute(
        None,
        &format!("CREATE DATABASE {name} CHARACTER SET utf8mb4"),
    );
    TestDatabase { name }
}

impl TestDatabase {
    /// The database's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its URL, `mysql://user:password@host:port/name`.
    pub fn url(&self) -> String {
        self.url_for("mysql")
    }

    /// Its URL for another dialect or driver (`mariadb+pymysql`).
    pub fn url_for(&self, drivername: &str) -> String {
        let server = server();
        format!(
            "{drivername}://{}:{}@{}:{}/{}",
            server.user, server.password, server.host, server.port, self.name
        )
    }

    /// What the server's own client prints for SQL: a line for each row, its
    /// values with tabs between them.
    pub fn query(&self, sql: &str) -> Vec<String> {
        server()
            .execute(Some(&self.name), sql)
            .lines()
            .map(str::to_owned)
            .collect()
    }

    /// The definitions of all tables and views, by name.
    pub fn dump(&self) -> String {
        let mut dump = String::new();
        for table in self.query("SHOW TABLES") {
            let shown = self.query(&format!("SHOW CREATE TABLE `{table}`"));
            dump.push_str(&shown.join("\n").replace("\\n", "\n"));
            dump.push_str("\n\n");
        }
        dump
    }

    /// Makes the database empty again.
    pub fn reset(&self) {
        let name = &self.name;
        server().execute(
            None,
            &format!("DROP DATABASE {name}; CREATE DATABASE {name} CHARACTER SET utf8mb4"),
        );
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let sql = format!("DROP DATABASE IF EXISTS {}", self.name);
        // A test that fails already must not abort the others as well.
        if thread::panicking() {
            let _ = std::panic::catch_unwind(|| server().execute(None, &sql));
        } else {
            server().execute(None, &sql);
        }
    }
}

/// The server of this process.
struct Server {
    user: String,
    password: String,
    host: String,
    port: u16,
    /// The throw-away server's socket.
    socket: Option<PathBuf>,
}

impl Server {
    fn execute(&self, database: Option<&str>, sql: &str) -> String {
        let output = self
            .client(database)
            .args(["-e", sql])
            .output()
            .expect("mariadb runs: MariaDB must be installed for this test");
        assert!(output.status.success(), "mariadb: {}", text(&output.stderr));
        text(&output.stdout)
    }

    fn client(&self, database: Option<&str>) -> Command {
        let mut command = Command::new("mariadb");
        command
            .args(["--no-defaults", "--protocol=tcp", "--batch"])
            .args(["--skip-column-names", "--default-character-set=utf8mb4"])
            .args(["--host", &self.host, "--port", &self.port.to_string()])
            .args(["--user", &self.user])
            .args(database)
            .env("MYSQL_PWD", &self.password);
        command
    }
}

/// The throw-away server's socket. None for a server that was there before.
pub fn socket() -> Option<&'static Path> {
    server().socket.as_deref()
}

/// The certificate of the authority that vouches for the throw-away server
/// under the name `localhost`, and that of one which does not.
pub fn authorities() -> Option<(PathBuf, PathBuf)> {
    let folder = socket()?.parent()?;
    Some((folder.join("authority.pem"), folder.join("other.pem")))
}

fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| match env::var("LIMBECK_TEST_MARIADB") {
        Ok(url) if !url.is_empty() => given(&url).expect("mysql://user:password@host:port"),
        _ => start(),
    })
}

fn given(url: &str) -> Option<Server> {
    let (_, rest) = url.split_once("://")?;
    let (user, place) = rest.rsplit_once('@')?;
    let (user, password) = user.split_once(':').unwrap_or((user, ""));
    let place = place.split('/').next()?;
    let (host, port) = place.split_once(':').unwrap_or((place, "3306"));
    Some(Server {
        user: user.to_owned(),
        password: password.to_owned(),
        host: host.to_owned(),
        port: port.parse().ok()?,
        socket: None,
    })
}

/// The run's server: starts it, unless another process of the run has.
fn start() -> Server {
    // Each test of nextest is a process; the runner is their parent.
    let (run, owner) = match env::var("NEXTEST_RUN_ID") {
        Ok(run) => (run, std::os::unix::process::parent_id()),
        Err(_) => (std::process::id().to_string(), std::process::id()),
    };
    let folder = env::temp_dir().join(format!("limbeck-mariadb-{run}"));
    fs::create_dir_all(&folder).expect("a temporary folder can be made");
    let lock = fs::File::create(folder.join("lock")).expect("our own folder");
    lock.lock().expect("a file of our own can be locked");
    let port = match fs::read_to_string(folder.join("port")) {
        Ok(port) => port.parse().expect("the port is written whole"),
        Err(_) => {
            let port = start_in(&folder, owner);
            fs::write(folder.join("port"), port.to_string()).expect("our own folder");
            port
        }
    };
    at(&folder, port)
}

fn at(folder: &Path, port: u16) -> Server {
    Server {
        user: USER.to_owned(),
        password: PASSWORD.to_owned(),
        host: "127.0.0.1".to_owned(),
        port,
        socket: Some(folder.join("socket")),
    }
}

/// Starts a server in a folder, for as long as the process `owner` lives.
fn start_in(folder: &Path, owner: u32) -> u16 {
    let user = unprivileged_user("mysql");
    if let Some((user, group)) = user {
        chown(folder, Some(user), Some(group)).expect("root may give a folder away");
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).expect("our own folder");
    let data = folder.join("data");
    let output = command("mariadb-install-db", user)
        .arg("--no-defaults")
        .arg(format!("--datadir={}", data.display()))
        .args([
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            "--skip-name-resolve",
        ])
        .output()
        .expect("mariadb-install-db runs: MariaDB must be installed for this test");
    assert!(
        output.status.success(),
        "mariadb-install-db: {}{}",
        text(&output.stdout),
        text(&output.stderr)
    );
    let first = folder.join("first.sql");
    let grants = format!(
        "CREATE USER '{USER}'@'%' IDENTIFIED BY '{PASSWORD}';\n\
         GRANT ALL ON *.* TO '{USER}'@'%' WITH GRANT OPTION;\n"
    );
    fs::write(&first, grants).expect("our own folder");
    fs::set_permissions(&first, fs::Permissions::from_mode(0o644)).expect("our own file");
    certify(folder);
    let port = free_port();
    // Both outlive this process, which therefore does not wait for them.
    #[allow(clippy::zombie_processes)]
    let server = command("mariadbd", user)
        .arg("--no-defaults")
        .arg(format!("--datadir={}", data.display()))
        .arg(format!("--socket={}", folder.join("socket").display()))
        .arg(format!("--pid-file={}", folder.join("pid").display()))
        .arg(format!("--init-file={}", first.display()))
        .args(["--bind-address=127.0.0.1", &format!("--port={port}")])
        .args(["--skip-name-resolve", "--skip-log-bin"])
        .arg(format!(
            "--ssl-ca={}",
            folder.join("authority.pem").display()
        ))
        .arg(format!(
            "--ssl-cert={}",
            folder.join("server.pem").display()
        ))
        .arg(format!("--ssl-key={}", folder.join("server.key").display()))
        .args([
            "--innodb-flush-log-at-trx-commit=0",
            "--innodb-doublewrite=0",
        ])
        .args(["--innodb-buffer-pool-size=32M", "--sync-frm=0"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(fs::File::create(folder.join("log")).expect("our own folder"))
        .process_group(0)
        .spawn()
        .expect("mariadbd starts");
    stop_after(owner, server.id(), folder);
    let started = Instant::now();
    let ready = at(folder, port);
    while !ready
        .client(None)
        .args(["-e", "SELECT 1"])
        .output()
        .is_ok_and(|output| output.status.success())
    {
        assert!(
            started.elapsed() < PATIENCE,
            "the MariaDB server did not start:\n{}",
            fs::read_to_string(folder.join("log")).unwrap_or_default()
        );
        thread::sleep(Duration::from_millis(50));
    }
    port
}

/// Makes the certificates of two authorities, and the server's by the first.
fn certify(folder: &Path) {
    let openssl = |line: &str| {
        let output = Command::new("openssl")
            .args(line.split_whitespace())
            .current_dir(folder)
            .output()
            .expect("openssl runs: it must be installed for this test");
        assert!(output.status.success(), "openssl: {}", text(&output.stderr));
    };
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
    for name in ["authority", "other"] {
        openssl(&format!(
            "req -x509 {key} -days 2 -keyout {name}.key -out {name}.pem -subj /CN=limbeck-{name}"
        ));
    }
    fs::write(folder.join("names"), "subjectAltName=DNS:localhost").expect("our own folder");
    openssl(&format!(
        "req {key} -keyout server.key -out server.request -subj /CN=localhost"
    ));
    openssl(
        "x509 -req -days 2 -in server.request -out server.pem -extfile names \
         -CA authority.pem -CAkey authority.key -CAcreateserial",
    );
    let key = folder.join("server.key");
    fs::set_permissions(key, fs::Permissions::from_mode(0o644)).expect("our own file");
}

fn command(name: &str, user: Option<(u32, u32)>) -> Command {
    let program = ["/usr/sbin", "/usr/local/sbin", "/usr/local/bin"]
        .iter()
        .map(|folder| Path::new(folder).join(name))
        .find(|file| file.exists())
        .unwrap_or_else(|| PathBuf::from(name));
    let mut command = Command::new(program);
    if let Some((user, group)) = user {
        command.uid(user).gid(group);
    }
    command.current_dir(env::temp_dir());
    command
}

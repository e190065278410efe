//! A PostgreSQL server for tests, and a fresh database for each of them.
//!
//! The server is the one that `LIMBECK_TEST_POSTGRES` names with a URL, or a
//! throw-away one of the installed programs, started once in a test run (a
//! process, or all the processes of one `cargo nextest run`) and stopped when
//! that ends. A server that cannot be had is a failed test.

use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

/// A database of its own for one test; dropped with this.
pub struct TestDatabase {
    name: String,
}

/// The password of the throw-away server's user.
const PASSWORD: &str = "secret";

/// How long a server may take to start.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where servers' programs may be installed, besides on `PATH`.
const FOLDERS: &[&str] = &[
    "/usr/lib/postgresql",
    "/usr/local/pgsql",
    "/opt/homebrew/opt/postgresql",
];

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
    psql(&format!("CREATE DATABASE {name}"));
    TestDatabase { name }
}

impl TestDatabase {
    /// The database's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its URL, `postgresql://user:password@host:port/name`.
    pub fn url(&self) -> String {
        server().url(&self.name)
    }

    /// Its URL for another driver, `postgresql+psycopg2://…`.
    pub fn url_for(&self, driver: &str) -> String {
        self.url()
            .replacen("postgresql://", &format!("postgresql+{driver}://"), 1)
    }

    /// What `psql` prints for a command, unaligned and without headings.
    pub fn psql(&self, sql: &str) -> String {
        run_psql(&self.url(), sql)
    }

    /// The lines that `psql` prints for a query.
    pub fn query(&self, sql: &str) -> Vec<String> {
        self.psql(sql).lines().map(str::to_owned).collect()
    }

    /// Makes the database empty again.
    pub fn reset(&self) {
        psql(&format!("DROP DATABASE {} WITH (FORCE)", self.name));
        psql(&format!("CREATE DATABASE {}", self.name));
    }

    /// What `pg_dump --schema-only` prints.
    pub fn dump(&self) -> String {
        let output = Command::new(program("pg_dump"))
            .args(["--schema-only", "--no-owner", "--dbname"])
            .arg(self.url())
            .output()
            .expect("pg_dump runs");
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout)
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        // A test that fails already must not abort the others as well.
        if thread::panicking() {
            let _ = std::panic::catch_unwind(|| psql(&sql));
        } else {
            psql(&sql);
        }
    }
}

/// The server of this process.
enum Server {
    /// One that was there before us, up to its URL's last slash, and what
    /// follows the database's name.
    Given(String, String),
    /// One of our own.
    Started { port: u16, folder: PathBuf },
}

impl Server {
    fn url(&self, database: &str) -> String {
        match self {
            Server::Given(front, back) => format!("{front}/{database}{back}"),
            Server::Started { port, .. } => {
                format!("postgresql://postgres:{PASSWORD}@127.0.0.1:{port}/{database}")
            }
        }
    }
}

/// The folder of the throw-away server's sockets; those who connect through
/// it need no password. None for a server that was there before.
pub fn socket_folder() -> Option<&'static Path> {
    match server() {
        Server::Started { folder, .. } => Some(folder),
        Server::Given(..) => None,
    }
}

/// The port of the throw-away server. None for a server that was there
/// before.
pub fn port() -> Option<u16> {
    match server() {
        Server::Started { port, .. } => Some(*port),
        Server::Given(..) => None,
    }
}

fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| match env::var("LIMBECK_TEST_POSTGRES") {
        Ok(url) if !url.is_empty() => given(&url),
        _ => start(),
    })
}

fn given(url: &str) -> Server {
    let after = url.find("://").map_or(0, |at| at + 3);
    let (path, query) = match url.find('?') {
        Some(at) => url.split_at(at),
        None => (url, ""),
    };
    let front = match path[after..].find('/') {
        Some(at) => &path[..after + at],
        None => path,
    };
    Server::Given(front.to_owned(), query.to_owned())
}

/// The run's server: starts it, unless another process of the run has.
fn start() -> Server {
    // Each test of nextest is a process; the runner is their parent.
    let (run, owner) = match env::var("NEXTEST_RUN_ID") {
        Ok(run) => (run, std::os::unix::process::parent_id()),
        Err(_) => (std::process::id().to_string(), std::process::id()),
    };
    let folder = env::temp_dir().join(format!("limbeck-postgres-{run}"));
    fs::create_dir_all(&folder).expect("a temporary folder can be made");
    let lock = fs::File::create(folder.join("lock")).expect("our own folder");
    lock.lock().expect("a file of our own can be locked");
    let port = match fs::read_to_string(folder.join("port")) {
        Ok(port) => port.parse().expect("the port is written whole"),
        Err(_) => {
            let port = start_in(&folder, owner, &[]);
            fs::write(folder.join("port"), port.to_string()).expect("our own folder");
            port
        }
    };
    Server::Started { port, folder }
}

/// A server of this process' own with settings of its own; its URL, for the
/// database `postgres`. `files` are laid beside its data, readable by it
/// alone.
///
/// # Panics
///
/// When it cannot be started: the test fails.
pub fn own_server(settings: &[(&str, &str)], files: &[(&str, &str)]) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let owner = std::process::id();
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = env::temp_dir().join(format!("limbeck-postgres-own-{owner}-{count}"));
    fs::create_dir_all(&folder).expect("a temporary folder can be made");
    for (name, content) in files {
        let file = folder.join(name);
        fs::write(&file, content).expect("our own folder");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("our own file");
        if let Some((user, group)) = unprivileged_user("postgres") {
            chown(&file, Some(user), Some(group)).expect("root may give a file away");
        }
    }
    let settings: Vec<String> = settings
        .iter()
        .map(|(name, value)| {
            let value = value.replace("{folder}", &folder.to_string_lossy());
            format!("{name}={value}")
        })
        .collect();
    let port = start_in(&folder, owner, &settings);
    Server::Started { port, folder }.url("postgres")
}

/// Starts a server in a folder, for as long as the process `owner` lives.
fn start_in(folder: &Path, owner: u32, settings: &[String]) -> u16 {
    let user = unprivileged_user("postgres");
    if let Some((user, group)) = user {
        chown(folder, Some(user), Some(group)).expect("root may give a folder away");
    }
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).expect("our own folder");
    let password = folder.join("password");
    fs::write(&password, PASSWORD).expect("our own folder");
    fs::set_permissions(&password, fs::Permissions::from_mode(0o644)).expect("our own file");
    let data = folder.join("data");
    let output = command("initdb", user)
        .arg("--pgdata")
        .arg(&data)
        .arg("--pwfile")
        .arg(&password)
        .args([
            "--username=postgres",
            "--auth-host=scram-sha-256",
            "--auth-local=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ])
        .output()
        .expect("initdb runs: PostgreSQL must be installed for this test");
    assert!(output.status.success(), "initdb: {}", text(&output.stderr));
    let port = free_port();
    // Both outlive this process, which therefore does not wait for them.
    #[allow(clippy::zombie_processes)]
    let server = command("postgres", user)
        .arg("-D")
        .arg(&data)
        .args(["-p", &port.to_string(), "-k"])
        .arg(folder)
        .args(["-h", "127.0.0.1", "-F"])
        .args(["-c", "full_page_writes=off", "-c", "max_connections=60"])
        .args(settings.iter().flat_map(|setting| ["-c", setting]))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(fs::File::create(folder.join("log")).expect("our own folder"))
        .process_group(0)
        .spawn()
        .expect("postgres starts");
    stop_after(owner, server.id(), folder);
    let started = Instant::now();
    while !Command::new(program("pg_isready"))
        .args(["-q", "-h", "127.0.0.1", "-p", &port.to_string()])
        .status()
        .is_ok_and(|status| status.success())
    {
        assert!(
            started.elapsed() < PATIENCE,
            "the PostgreSQL server did not start:\n{}",
            fs::read_to_string(folder.join("log")).unwrap_or_default()
        );
        thread::sleep(Duration::from_millis(50));
    }
    port
}

/// Has the server stopped, and its folder removed, once the process `owner`
/// has ended in whatever way.
pub(crate) fn stop_after(owner: u32, server: u32, folder: &Path) {
    #[allow(clippy::zombie_processes)]
    let _watcher = Command::new("sh")
        .arg("-c")
        .arg(
            "while kill -0 $0 2>/dev/null; do sleep 0.5; done; \
             kill -QUIT $1 2>/dev/null; sleep 0.5; rm -rf \"$2\"",
        )
        .arg(owner.to_string())
        .arg(server.to_string())
        .arg(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .expect("sh runs");
}

pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a loopback port is free");
    listener.local_addr().expect("it is bound").port()
}

/// A server refuses to run as root: its user and group then are those of
/// `name`, or of `nobody`.
pub(crate) fn unprivileged_user(name: &str) -> Option<(u32, u32)> {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let is_root = status
        .lines()
        .find_map(|line| line.strip_prefix("Uid:"))
        .is_some_and(|ids| ids.split_whitespace().nth(1) == Some("0"));
    if !is_root {
        return None;
    }
    let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let ids = |name: &str| {
        users.lines().find_map(|line| {
            let mut fields = line.split(':');
            (fields.next() == Some(name)).then_some(())?;
            let user = fields.nth(1)?.parse().ok()?;
            let group = fields.next()?.parse().ok()?;
            Some((user, group))
        })
    };
    ids(name).or_else(|| ids("nobody"))
}

fn command(name: &str, user: Option<(u32, u32)>) -> Command {
    let mut command = Command::new(program(name));
    if let Some((user, group)) = user {
        command.uid(user).gid(group);
    }
    command.current_dir(env::temp_dir());
    command
}

/// One of PostgreSQL's programs: of the newest version installed.
fn program(name: &str) -> PathBuf {
    let mut found: Vec<(u32, PathBuf)> = Vec::new();
    for folder in FOLDERS {
        let versions = fs::read_dir(folder).into_iter().flatten().flatten();
        for version in versions {
            let file = version.path().join("bin").join(name);
            if file.exists() {
                let number = version.file_name().to_string_lossy().parse().unwrap_or(0);
                found.push((number, file));
            }
        }
        let file = Path::new(folder).join("bin").join(name);
        if file.exists() {
            found.push((0, file));
        }
    }
    found.sort();
    match found.pop() {
        Some((_, file)) => file,
        None => PathBuf::from(name),
    }
}

fn psql(sql: &str) -> String {
    run_psql(&server().url("postgres"), sql)
}

fn run_psql(url: &str, sql: &str) -> String {
    let output = Command::new(program("psql"))
        .args([
            "-X",
            "-q",
            "-A",
            "-t",
            "-v",
            "ON_ERROR_STOP=1",
            "-d",
            url,
            "-c",
            sql,
        ])
        .output()
        .expect("psql runs: PostgreSQL must be installed for this test");
    assert!(output.status.success(), "psql: {}", text(&output.stderr));
    text(&output.stdout)
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

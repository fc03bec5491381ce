//! The site behind the proxies that the README shows, with its own lines; and without the slash of its public URL.

use std::{
    fs,
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use partner_center::identity::Role;
use tempfile::TempDir;

use crate::support::{Database, PASSWORD, Program, TestApp, Visitor, skip};

const README: &str = include_str!("../../README.md");

/// The lines of the README in this language.
fn lines_of(language: &str) -> &'static str {
    let start = format!("```{language}\n");
    let (_, rest) = README.split_once(&start).unwrap();
    rest.split_once("```").unwrap().0
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// A proxy that was started; killed when it is dropped.
struct Proxy {
    process: Child,
    address: String,
    _folder: TempDir,
}

impl Drop for Proxy {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn is_installed(program: &str) -> bool {
    ["/usr/sbin", "/usr/bin", "/usr/local/bin", "/usr/local/sbin"]
        .iter()
        .any(|folder| Path::new(folder).join(program).exists())
}

/// nginx with these lines in front of `upstream`.
fn nginx(lines: &str) -> Option<Proxy> {
    if !is_installed("nginx") {
        skip("the tests behind nginx: it is not installed");
        return None;
    }
    let (folder, port) = (tempfile::tempdir().unwrap(), free_port());
    let at = folder.path().display();
    let config = format!(
        "daemon off; worker_processes 1; pid {at}/pid; error_log {at}/log; events {{}}\n\
         http {{ access_log off; client_body_temp_path {at}/body; proxy_temp_path {at}/proxy;\n\
         fastcgi_temp_path {at}/f; uwsgi_temp_path {at}/u; scgi_temp_path {at}/s;\n\
         server {{ listen 127.0.0.1:{port};\n{lines}\n}} }}"
    );
    let file = folder.path().join("nginx.conf");
    fs::write(&file, config).unwrap();
    let arguments = ["-c", "{file}", "-p", "{folder}"].map(|argument| {
        argument
            .replace("{file}", file.to_str().unwrap())
            .replace("{folder}", folder.path().to_str().unwrap())
    });
    start("nginx", &arguments, folder, port)
}

/// Caddy with these lines.
fn caddy(lines: &str) -> Option<Proxy> {
    if !is_installed("caddy") {
        skip("the tests behind Caddy: it is not installed");
        return None;
    }
    let (folder, port) = (tempfile::tempdir().unwrap(), free_port());
    let config =
        format!("{{\n admin off\n auto_https off\n}}\nhttp://127.0.0.1:{port} {{\n{lines}\n}}\n");
    let file = folder.path().join("Caddyfile");
    fs::write(&file, config).unwrap();
    let arguments = ["run", "--adapter", "caddyfile", "--config", "{file}"]
        .map(|argument| argument.replace("{file}", file.to_str().unwrap()));
    start("caddy", &arguments, folder, port)
}

fn start(program: &str, arguments: &[String], folder: TempDir, port: u16) -> Option<Proxy> {
    let process = Command::new(program)
        .args(arguments)
        .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/bin")
        .env("HOME", folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let proxy = Proxy {
        process,
        address: format!("http://127.0.0.1:{port}"),
        _folder: folder,
    };
    for _ in 0..600 {
        if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return Some(proxy);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("{program} does not listen");
}

/// What the README promises, through a proxy: the dashboard without its slash, a list of 1.3 MB, a file of 31 MiB.
async fn serves_what_is_promised(app: &TestApp, proxy: &Proxy) {
    let company = app.partner("Contoso");
    app.sign_in(&company, Role::AdminAgent).await;
    let visitor = app.visitor_through(&proxy.address);
    let page = visitor.open(&app.paths().sign_in()).await.expect(200);
    let email = company.email(Role::AdminAgent);
    let typed = [("email", email.as_str()), ("password", PASSWORD)];
    visitor.submit(&page, "Sign in", &typed).await.expect(303);
    let bare = visitor.open("/partners").await;
    assert!(
        [200, 301, 303, 308].contains(&bare.status),
        "{}",
        bare.status
    );
    upload(app, &visitor, 1_300_000).await;
    upload(app, &visitor, 31 * 1024 * 1024).await;
}

async fn upload(app: &TestApp, visitor: &Visitor, size: usize) {
    let mut text = "Name,Tenant ID,Domain\r\nAdatum,1,adatum.example\r\n".to_owned();
    let filler = format!("{},,\r\n", "x".repeat(4_000));
    while text.len() < size {
        text.push_str(&filler);
    }
    let file = Some(("Customers.csv", text.as_bytes()));
    let answer = visitor.upload(app, &app.paths().imports(), file, &[]).await;
    assert_eq!(answer.status, 303, "{size} bytes: {}", answer.text());
}

#[actix_web::test]
async fn nginx_with_the_lines_of_the_readme_passes_everything_on() {
    let app = TestApp::start_under("/partners");
    let lines = lines_of("nginx").replace("127.0.0.1:8080", app.socket_address());
    if let Some(proxy) = nginx(&lines) {
        serves_what_is_promised(&app, &proxy).await;
    }
}

#[actix_web::test]
async fn caddy_with_the_lines_of_the_readme_passes_everything_on() {
    let app = TestApp::start_under("/partners");
    let lines = lines_of("caddy").replace("127.0.0.1:8080", app.socket_address());
    if let Some(proxy) = caddy(&lines) {
        serves_what_is_promised(&app, &proxy).await;
    }
}

#[actix_web::test]
async fn the_public_url_without_its_slash_leads_to_the_dashboard() {
    let app = TestApp::start_under("/partners");
    for page in [
        app.visitor().open("/partners").await,
        app.visitor().head("/partners").await,
    ] {
        assert_eq!(page.expect(303).header("location"), "/partners/");
    }
    app.visitor().open("/partnersx").await.expect(404);
    app.visitor().open("/").await.expect(404);
}

#[test]
fn the_readme_allows_a_proxy_what_the_product_promises() {
    let lines = lines_of("nginx");
    let (_, size) = lines.split_once("client_max_body_size ").unwrap();
    let size: u64 = size.split_once('m').unwrap().0.parse().unwrap();
    assert!(size >= 33, "32 MiB of a file and 1 MiB of text");
}

#[cfg(unix)]
#[test]
fn a_socket_takes_requests_answers_healthcheck_and_is_taken_away() {
    use std::os::unix::fs::PermissionsExt;

    let database = Database::fresh();
    let program = Program::on(&database.url);
    let socket = program.file("site.sock");
    let listen = format!("unix:{}", socket.display());
    let serving = program.serve_with(&[("LISTEN", &listen)]);
    serving.is_up().unwrap();
    assert_eq!(
        fs::metadata(&socket).unwrap().permissions().mode() & 0o777,
        0o660
    );
    let asked = program.run_with(&["healthcheck"], &[("LISTEN", &listen)]);
    assert!(asked.status.success(), "{asked:?}");
    let second = program.run_with(&["serve"], &[("LISTEN", &listen)]);
    let said = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(said.contains("Cannot listen on unix:"), "{said}");
    serving.stop();
    assert!(!socket.exists());
    let asked = program.run_with(&["healthcheck"], &[("LISTEN", &listen)]);
    assert!(
        String::from_utf8_lossy(&asked.stderr).contains("No answer from unix:"),
        "{asked:?}"
    );
    // One that a killed server has left behind is no hindrance.
    drop(std::os::unix::net::UnixListener::bind(&socket).unwrap());
    let serving = program.serve_with(&[("LISTEN", &listen)]);
    serving.is_up().unwrap();
    serving.stop();
}

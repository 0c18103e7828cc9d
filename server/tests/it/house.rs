use app::assets::Assets;
use app::form::escape;
use app::live::Live;
use app::request::{Site, SiteParts};
use app::throttle::Throttles;
use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use domain::cast::World;
use domain::db::Db;
use domain::demo;
use domain::members::factors::ceremonies::Ceremonies;
use domain::secrets::Key;
use http::{HeaderMap, StatusCode, header};
use server::data_dir::DataDir;
use server::kept::{Kept, KeptService};
use server::listen;
use server::serve;
use server::session::Door;
use std::error::Error;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;
use tower::ServiceExt;

pub type Tried<T = ()> = Result<T, Box<dyn Error + Send + Sync>>;

/// A community of invented people behind the whole router, in a directory of its own.
pub struct House {
    pub site: Site,
    service: KeptService<Router>,
    people: Vec<(String, String, String)>,
    dir: TempDir,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl House {
    pub async fn open() -> Tried<Self> {
        Self::at("http://localhost:3000", false, None).await
    }

    pub async fn at(origin: &str, no_throttles: bool, proxy_header: Option<http::HeaderName>) -> Tried<Self> {
        let dir = tempfile::tempdir()?;
        let root = dir.path().join("site");
        build_files(&root)?;
        let assets = Assets::read(&root.join("hash.txt"), &root)?;
        assets.install();
        let (db, key) = DataDir::make(&dir.path().join("data"))?.open().await?;
        let people = demo::load(&db, &key).await?;
        let site = site(db.clone(), key, origin, assets, no_throttles);
        let door = Door { site: site.clone(), https: origin.starts_with("https"), proxy_header, spare_factor: no_throttles };
        let service = serve::service(door, &root, Kept::new(db))?;
        Ok(Self { site, service, people, dir })
    }

    /// The cast's community behind the router; its people keep their cookies, and staff their second factors.
    pub fn of(world: &World) -> Tried<Self> {
        Self::with(world.db.clone(), world.key.clone(), tempfile::tempdir()?)
    }

    /// The router before this database.
    pub fn with(db: Db, key: Key, dir: TempDir) -> Tried<Self> {
        let root = dir.path().join("site");
        build_files(&root)?;
        let assets = Assets::read(&root.join("hash.txt"), &root)?;
        assets.install();
        let site = site(db.clone(), key, "http://localhost:3000", assets, true);
        let door = Door { site: site.clone(), https: false, proxy_header: None, spare_factor: false };
        let service = serve::service(door, &root, Kept::new(db))?;
        Ok(Self { site, service, people: Vec::new(), dir })
    }

    /// Sends a request from a peer on this machine.
    pub async fn send(&self, mut request: Request) -> Tried<Answer> {
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([192, 0, 2, 1], 4000))));
        let (parts, body) = self.service.clone().oneshot(request).await?.into_parts();
        // A live stream has no end.
        let endless = parts.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
        let body = if endless { Vec::new() } else { axum::body::to_bytes(body, usize::MAX).await?.to_vec() };
        Ok(Answer { status: parts.status, headers: parts.headers, body })
    }

    pub async fn get(&self, path: &str) -> Tried<Answer> {
        self.send(Request::get(path).body(Body::empty())?).await
    }

    /// A page for a guest's program that says something in its headers.
    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Tried<Answer> {
        let request = headers.iter().fold(Request::get(path), |request, (name, value)| request.header(*name, *value));
        self.send(request.body(Body::empty())?).await
    }

    /// A page as this member sees it; without a cookie, as a guest does.
    pub async fn get_as(&self, cookie: &str, path: &str) -> Tried<Answer> {
        let request = Request::get(path);
        let request = if cookie.is_empty() { request } else { request.header(header::COOKIE, cookie) };
        self.send(request.body(Body::empty())?).await
    }

    /// A form that this member sends from one of our pages.
    pub async fn post_as(&self, cookie: &str, path: &str, body: &str) -> Tried<Answer> {
        let mut request = form(path, body)?;
        if !cookie.is_empty() {
            request.headers_mut().insert(header::COOKIE, cookie.parse()?);
        }
        self.send(request).await
    }

    /// Answers at a port of this machine as well, until the test is over.
    pub async fn listen(&self) -> Tried<String> {
        let listener = listen::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await?;
        let address = listener.local_addr()?.to_string();
        tokio::spawn(listen::answer(listener, self.service.clone(), || ()));
        Ok(address)
    }

    /// What the operator's check has to say.
    pub async fn findings(&self) -> Tried<Vec<String>> {
        Ok(domain::check::check(&self.dir.path().join("data"), false).await?)
    }

    /// Signs the first of the demo people in whose description holds this word; the cookie.
    pub async fn sign_in(&self, word: &str) -> Tried<String> {
        let (_, email, password) =
            self.people.iter().find(|(who, ..)| who.to_lowercase().contains(word)).ok_or("no such person")?;
        let answer = self.send(form("/login", &format!("email={email}&password={}", password.replace(' ', "+")))?).await?;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let set = answer.header("set-cookie").to_owned();
        Ok(set.split(';').next().unwrap_or_default().to_owned())
    }

    /// The e-mail address of one of the demo people.
    pub fn address(&self) -> Tried<&str> {
        Ok(self.people.first().ok_or("nobody")?.1.as_str())
    }

    /// Starts a question; its address without the anchor.
    pub async fn start(&self, cookie: &str, forum: &str, title: &str, body: &str) -> Tried<String> {
        let form = format!("kind=question&title={}&body={}", escape(title), escape(body));
        let answer = self.post_as(cookie, &format!("/forums/{forum}/new"), &form).await?;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        Ok(answer.header("location").split(['#', '?']).next().unwrap_or_default().to_owned())
    }

    /// The address of the first thread in this forum, as this member sees it.
    pub async fn thread_in(&self, cookie: &str, forum: &str) -> Tried<String> {
        self.get_as(cookie, &format!("/forums/{forum}")).await?.link("/threads/")
    }
}

fn site(db: Db, key: Key, origin: &str, assets: Assets, no_throttles: bool) -> Site {
    let origin = origin.to_owned();
    let passkeys = Ceremonies::new(&origin, db.clock().clone());
    Site(Arc::new(SiteParts {
        db,
        key,
        origin,
        assets,
        throttles: Throttles::new(no_throttles),
        live: Live::default(),
        passkeys,
    }))
}

/// A form as a browser sends it from one of our pages.
pub fn form(path: &str, body: &str) -> Tried<Request> {
    Ok(Request::post(path)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body.to_owned()))?)
}

impl Answer {
    /// The address of the first thing of this kind on the page, such as /posts/.
    pub fn link(&self, kind: &str) -> Tried<String> {
        let page = self.text();
        let at = page.find(&format!("href=\"{kind}")).ok_or("no such link")? + 6;
        Ok(page[at..].split(['"', '?', '#']).next().unwrap_or_default().to_owned())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The value of a header; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

pub fn build_files(root: &Path) -> Tried {
    std::fs::create_dir_all(root.join("pkg"))?;
    let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public");
    for file in ["start.js", "passkey.js", "icons.svg", "tools.svg"] {
        std::fs::copy(public.join(file), root.join(file))?;
    }
    std::fs::write(root.join("pkg/doc2doc.abc.css"), "body{}")?;
    std::fs::write(root.join("secret.pem"), "not a listed ending")?;
    std::fs::write(root.join("hash.txt"), "js: abc\nwasm: abc\ncss: abc\n")?;
    Ok(())
}

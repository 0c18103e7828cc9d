use crate::data_dir::DataDir;
use crate::files::{self, Files};
use crate::flags::Serve;
use crate::guard::{self, Origin};
use crate::headers::{self, Https};
use crate::kept::{Kept, KeptService};
use crate::mail::{Post, Sender};
use crate::session::{self, Door};
use crate::told::{Result, Told};
use crate::{faults, listen, metrics, probes, room, watch, work};
use app::assets::Assets;
use app::fault::Fault;
use app::layout::SameForGuests;
use app::live::Live;
use app::request::{Site, SiteParts};
use app::throttle::Throttles;
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use domain::members::factors::ceremonies::Ceremonies;
use domain::search::catch_up;
use http::{StatusCode, Uri};
use std::any::Any;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch as signal;
use tower::Layer;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate};
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::RequestBodyTimeoutLayer;

const NEXT_BYTES_WITHIN: Duration = Duration::from_secs(15);
const LETTER_ENDS_WITHIN: Duration = Duration::from_secs(8);

/// Serves the community until it is told to stop.
pub async fn serve(data: &Path, how: Serve) -> Result<()> {
    let origin = checked_origin(&how.origin)?;
    let https = origin.starts_with("https:");
    for (given, flag, what) in
        [(how.no_throttles, "--no-throttles", "Throttles"), (how.no_second_factor, "--no-second-factor", "Second factors")]
    {
        if given && https {
            return Err(Told(format!(
                "{what} can be switched off only on this machine: leave {flag} out, or set an http://localhost origin."
            )));
        }
    }
    let dir = DataDir::make(data)?;
    let _lock = dir.lock()?;
    let listener = listen::bind(how.listen).await?;
    let root = site_root(how.site.clone())?;
    let assets = Assets::read(&hash_file(&root), &root)?;
    assets.install();
    let (db, key) = dir.open().await?;
    let post = post(&how, &dir, &origin, &db)?;
    let parts = SiteParts {
        db: db.clone(),
        key,
        origin: origin.clone(),
        assets,
        throttles: Throttles::new(how.no_throttles),
        live: Live::default(),
        passkeys: Ceremonies::new(&origin, db.clock().clone()),
    };
    let site = Site(Arc::new(parts));
    let door = Door { site: site.clone(), https, proxy_header: how.trusted_proxy_header, spare_factor: how.no_second_factor };
    let kept = Kept::new(db.clone());
    if let Some(address) = how.metrics_listen {
        metrics::begin(address, db.clone(), kept.clone()).await?;
    }
    let service = service(door, &root, kept)?;
    let (stop, stopped) = signal::channel(false);
    let mut letters = tokio::spawn(work::send_letters(site.clone(), post, stopped));
    let jobs = [
        tokio::spawn(work::keep_tidy(site.clone())),
        tokio::spawn(db.clone().notice_other_writers()),
        tokio::spawn(catch_up::keep_up(db.clone())),
    ];
    let answering = listener
        .local_addr()
        .map_err(|why| Told::because("The program cannot see its own address", why, "Please report this."))?;
    println!("doc2doc is at {origin} (answering at {answering}, data in {}).", data.display());
    let answered = listen::answer(listener, service, || site.0.live.stop()).await;
    stop.send_replace(true);
    // Whoever stops in the middle of a letter does not know whether it was taken, and sends it once more.
    let patience = tokio::time::timeout(LETTER_ENDS_WITHIN, &mut letters);
    let ended = patience.await.unwrap_or_else(|_| {
        tracing::warn!("a letter under way was given up; it may come twice");
        letters.abort();
        Ok(())
    });
    note_panic(ended);
    for job in jobs {
        job.abort();
        note_panic(job.await);
    }
    // The last one who holds the database closes it.
    drop(site);
    db.close().await?;
    answered
}

fn note_panic(ended: std::result::Result<(), tokio::task::JoinError>) {
    if let Err(error) = ended
        && error.is_panic()
    {
        tracing::error!(%error, "a job had panicked");
    }
}

/// The whole site, layer by layer; the first layer named is the innermost.
pub fn service(door: Door, root: &Path, kept: Kept) -> Result<KeptService<Router>> {
    let (site, https) = (door.site.clone(), Https(door.https));
    let origin = Origin(site.0.origin.as_str().into());
    let csrf = CsrfLayer::new()
        .add_trusted_origin(&site.0.origin)
        .map_err(|why| Told::because("The origin cannot be used", why, "Give it as https://host to --origin."))?
        .with_insecure_bypass(guard::is_one_click);
    let router = app::routes()
        .with_state(site.clone())
        .fallback_service(axum::routing::any(files::file).with_state(Files::new(root)))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(door, session::session))
        .layer(RequestBodyTimeoutLayer::new(NEXT_BYTES_WITHIN))
        .layer(from_fn(room::room))
        .layer(csrf)
        .layer(from_fn_with_state(origin, guard::guard))
        .layer(from_fn_with_state(site.clone(), faults::faults))
        .layer(compression())
        .merge(probes::probes(site))
        .layer(from_fn_with_state(https, headers::secure))
        .layer(from_fn(watch::watch));
    Ok(kept.layer(router))
}

/// Pages that are made anew each time are compressed quickly; kept ones by their keeper.
fn compression() -> CompressionLayer<impl Predicate> {
    let not_kept = |_: StatusCode, _: http::Version, _: &http::HeaderMap, extensions: &http::Extensions| {
        extensions.get::<SameForGuests>().is_none()
    };
    CompressionLayer::new().quality(CompressionLevel::Precise(2)).compress_when(DefaultPredicate::new().and(not_kept))
}

fn panicked(why: Box<dyn Any + Send + 'static>) -> Response {
    let words = why.downcast_ref::<&str>().map(|text| (*text).to_owned()).or_else(|| why.downcast_ref::<String>().cloned());
    Fault::broken(&format!("panicked: {}", words.unwrap_or_default())).into_response()
}

/// The origin without a closing slash; http is for this machine only.
pub fn checked_origin(origin: &str) -> Result<String> {
    let wrong =
        || Told(format!("The origin {origin} cannot be used. Give --origin (DOC2DOC_ORIGIN) as https://host, without a path."));
    let uri = origin.trim_end_matches('/').parse::<Uri>().map_err(|_| wrong())?;
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else { return Err(wrong()) };
    if uri.path() != "/" || uri.query().is_some() || authority.as_str().contains('@') {
        return Err(wrong());
    }
    let here = matches!(authority.host(), "localhost" | "127.0.0.1" | "[::1]");
    match scheme {
        "https" => Ok(format!("https://{authority}")),
        "http" if here => Ok(format!("http://{authority}")),
        "http" => Err(Told(format!(
            "The origin {origin} is not safe: over http, passwords can be read on the way. Put an https proxy before doc2doc and give --origin as https://{authority}."
        ))),
        _ => Err(wrong()),
    }
}

/// The built files: where the operator says, beside the program, or where the build puts them.
fn site_root(named: Option<PathBuf>) -> Result<PathBuf> {
    if let Some(root) = named {
        return Ok(root);
    }
    let beside = program_dir()?;
    let near = beside.join("site");
    Ok(if near.is_dir() { near } else { beside.join("../site") })
}

fn hash_file(root: &Path) -> PathBuf {
    let inside = root.join("hash.txt");
    match program_dir() {
        Ok(beside) if !inside.is_file() => beside.join("hash.txt"),
        _ => inside,
    }
}

fn program_dir() -> Result<PathBuf> {
    let program = std::env::current_exe()
        .map_err(|why| Told::because("The program cannot find itself", why, "Name the built files with --site."))?;
    Ok(program.parent().map(Path::to_owned).unwrap_or_default())
}

fn post(how: &Serve, dir: &DataDir, origin: &str, db: &domain::db::Db) -> Result<Post> {
    let uri = origin.parse::<Uri>().map_err(|why| Told::because("The origin cannot be read", why, "Give it as https://host."))?;
    let sender = Sender::new(how.mail_from.as_deref(), uri.host().unwrap_or_default())?;
    if let Some(url) = &how.smtp_url {
        return Post::server(url, sender);
    }
    println!("No mail server is set (DOC2DOC_SMTP_URL): mail is written into {}.", dir.mail().display());
    Post::folder(&dir.mail(), sender, db.clock().clone())
}

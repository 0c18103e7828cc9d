use crate::fields::{FORMS, sound};
use crate::headers::is_secured;
use crate::hostile::{Dice, PIECES, TEXTS, requests};
use crate::house::{Answer, House, Tried};
use crate::listed::{FUNCTIONS, ROUTES};
use app::form::escape;
use axum::extract::Request;
use http::{HeaderValue, StatusCode, header};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Somebody who sends requests: their cookie, and whether their browser says that they come from here.
struct Sender {
    cookie: String,
    from_here: bool,
}

/// The site under attack, and how it has answered.
struct Siege {
    house: House,
    thread: String,
    post: String,
    /// A closed community of Theo's.
    community: String,
    statuses: BTreeMap<u16, usize>,
    broken: Vec<String>,
}

impl Siege {
    async fn begin() -> Tried<Self> {
        let house = House::at("http://localhost:3000", true, None).await?;
        let theo = house.sign_in("theo").await?;
        let thread = house.thread_in(&theo, "cycling").await?;
        let post = house.get_as(&theo, &thread).await?.link("/posts/")?;
        let community = crate::communities::found(&house, "theo", "Cellar", "unlisted").await?;
        Ok(Self { house, thread, post, community, statuses: BTreeMap::new(), broken: Vec::new() })
    }

    /// An address of this route that is there, or one with a hostile piece in each place.
    fn address(&self, route: &str, piece: Option<&str>) -> String {
        let (thread, post) =
            (self.thread.split('/').nth(2).unwrap_or_default(), self.post.rsplit('/').next().unwrap_or_default());
        let sound = [
            ("{forum}", if route.ends_with("/members") { self.community.as_str() } else { "cycling" }),
            ("{thread}", thread),
            ("{slug}", self.thread.rsplit('/').next().unwrap_or_default()),
            ("{post}", post),
        ];
        let sound = sound.into_iter().chain([
            ("{token}", "abc"),
            ("{code}", "abc"),
            ("{case}", "1"),
            ("{evidence}", "1"),
            ("{id}", "1"),
            ("{name}", "Wren"),
            ("{page}", "glossary"),
            ("{function}", "preview"),
            ("{poll}", "1"),
        ]);
        sound.fold(route.to_owned(), |address, (place, value)| address.replace(place, piece.unwrap_or(value)))
    }

    async fn send(&mut self, mut request: Request, sender: &Sender) -> Tried {
        let what = format!("{} {}", request.method(), request.uri()).chars().take(160).collect::<String>();
        if sender.from_here {
            request.headers_mut().insert("sec-fetch-site", HeaderValue::from_static("same-origin"));
        }
        if !sender.cookie.is_empty() && !request.uri().path().starts_with("/logout") {
            request.headers_mut().entry(header::COOKIE).or_insert(HeaderValue::try_from(&sender.cookie)?);
        }
        let answer = self.house.send(request).await?;
        self.note(&what, &answer);
        Ok(())
    }

    fn note(&mut self, what: &str, answer: &Answer) {
        *self.statuses.entry(answer.status.as_u16()).or_default() += 1;
        is_secured(answer, what);
        if answer.status.is_server_error() {
            self.broken.push(format!("{what}: {}", answer.status));
        }
        assert!(
            !answer.headers.contains_key("a") && !answer.header("set-cookie").contains("a=b"),
            "{what}: a header was smuggled in"
        );
        // What a call answers is data, in which a text is as it was typed.
        let page = !answer.header("content-type").starts_with("application/json");
        assert!(!page || !answer.text().contains("<script>alert"), "{what}: a script got through");
    }

    /// A form with a hostile text in each field in turn, the others being sound; what stands with its value is as it is.
    async fn forms(&mut self, path: &str, fields: &[&str], sender: &Sender, dice: &mut Dice) -> Tried {
        for field in fields.iter().filter(|field| !field.contains('=')) {
            let texts: Vec<&str> = if field.contains("password") { vec![TEXTS[dice.below(TEXTS.len())]] } else { TEXTS.to_vec() };
            for text in texts {
                let value = |name: &str| escape(if name == *field { text } else { sound(name) });
                let pairs = fields
                    .iter()
                    .map(|name| if name.contains('=') { (*name).to_owned() } else { format!("{name}={}", value(name)) });
                let body = pairs.collect::<Vec<_>>().join("&");
                self.send(crate::house::form(path, &body)?, sender).await?;
            }
        }
        Ok(())
    }
}

fn count_panics() -> Arc<AtomicUsize> {
    let (count, usual) = (Arc::new(AtomicUsize::new(0)), std::panic::take_hook());
    let counting = count.clone();
    std::panic::set_hook(Box::new(move |panic| {
        counting.fetch_add(1, Ordering::Relaxed);
        usual(panic);
    }));
    count
}

#[tokio::test]
async fn malformed_requests_are_refused_and_break_nothing() -> Tried {
    let (panics, mut siege, mut dice) = (count_panics(), Siege::begin().await?, Dice::new(20_261_122));
    let mut senders = vec![Sender { cookie: String::new(), from_here: false }, Sender { cookie: String::new(), from_here: true }];
    for name in ["theo", "administrator", "moderator"] {
        let cookie = siege.house.sign_in(name).await?;
        senders.push(Sender { cookie, from_here: true });
    }
    senders.push(Sender { cookie: senders[2].cookie[..20].to_owned(), from_here: true });
    senders.push(Sender { cookie: format!("{0}; {0}x; {0}", senders[2].cookie), from_here: true });
    let addresses: Vec<_> = ROUTES
        .iter()
        .map(|(route, _)| siege.address(route, None))
        .chain(FUNCTIONS.iter().map(|function| (*function).to_owned()))
        .collect();
    for address in &addresses {
        for request in requests(address, &mut dice)? {
            let sender = &senders[dice.below(senders.len())];
            siege.send(request, sender).await?;
        }
    }
    for (route, methods) in ROUTES.iter().filter(|(route, _)| route.contains('{')) {
        for piece in PIECES.iter().chain(&[&"x".repeat(1500)[..]]) {
            let address = siege.address(route, Some(piece));
            let Ok(uri) = address.parse::<http::Uri>() else { continue };
            for method in methods.split(' ') {
                let body = if method == "POST" { "body=Hello&key=k" } else { "" };
                let mut request = crate::house::form("/", body)?;
                (*request.uri_mut(), *request.method_mut()) = (uri.clone(), method.parse()?);
                siege.send(request, &senders[dice.below(senders.len())]).await?;
            }
        }
    }
    for (route, fields) in FORMS.iter().copied() {
        let member = if route.starts_with("/desk") || fields[0] == "deed" { 3 } else { 2 };
        let sender =
            if matches!(route, "/register" | "/login" | "/login/second" | "/forgot" | "/reset/{token}") { 1 } else { member };
        siege.forms(&siege.address(route, None), fields, &senders[sender], &mut dice).await?;
    }
    // A moderator's deed sends back to the address it was sent to.
    let slug = format!("{}/x%0d%0aset-cookie:%20a=b%e2%80%ae", &siege.thread[..siege.thread.rfind('/').unwrap_or(0)]);
    siege.send(crate::house::form(&slug, "deed=unpin")?, &senders[4]).await?;
    end_well(siege, &senders, panics.load(Ordering::Relaxed)).await
}

/// Nothing is broken, and the site answers as before.
async fn end_well(mut siege: Siege, senders: &[Sender], panics: usize) -> Tried {
    let made: usize = siege.statuses.values().sum();
    println!("{made} malformed requests; answers by status: {:?}", siege.statuses);
    assert!(
        siege.broken.is_empty(),
        "{} answers were our fault: {:#?}",
        siege.broken.len(),
        &siege.broken[..siege.broken.len().min(20)]
    );
    assert_eq!(panics, 0, "something has panicked");
    assert!(made >= 1000, "only {made} requests");
    let (member, thread) = (senders[2].cookie.as_str(), siege.thread.clone());
    for path in ["/", "/forums", "/forums/cycling", &thread, "/help", "/my"] {
        for cookie in ["", member].into_iter().filter(|cookie| path != "/my" || !cookie.is_empty()) {
            let answer = siege.house.get_as(cookie, path).await?;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            siege.note(path, &answer);
        }
    }
    let thread = siege.house.thread_in(member, "travel").await?;
    assert_eq!(siege.house.post_as(member, &thread, "body=Still+here").await?.status, StatusCode::SEE_OTHER);
    assert_eq!(siege.house.findings().await?, Vec::<String>::new());
    Ok(())
}

use crate::house::{Answer, House, Tried};
use axum::body::Body;
use axum::extract::Request;
use domain::cast::{World, world};
use http::{Method, StatusCode, header};

const ADDRESS: &str = "/my/verification/evidence";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\nand so on";
const PDF: &[u8] = b"%PDF-1.7 and so on";
const MEGABYTE: usize = 1024 * 1024;

/// The cast's community; Wren has claimed a number that no register here knows, and waits.
struct Waiting {
    world: World,
    house: House,
}

impl Waiting {
    async fn open() -> Tried<Self> {
        let world = world().await?;
        let house = House::of(&world)?;
        let waiting = Self { world, house };
        let claimed = waiting.house.post_as(&waiting.cookie("Wren"), "/my/verification", "deed=claim&gmc_number=7654321").await?;
        assert_eq!(claimed.header("location"), "/my/verification?done=checking");
        Ok(waiting)
    }

    fn cookie(&self, name: &str) -> String {
        self.world.cookie_header(name)
    }

    async fn upload(&self, name: &str, field: &str, bytes: &[u8]) -> Tried<Answer> {
        self.house.send(sent(&self.cookie(name), &[(field, bytes)])?).await
    }

    async fn page(&self, name: &str) -> Tried<String> {
        Ok(self.house.get_as(&self.cookie(name), "/my/verification").await?.text())
    }

    /// The address under which a verifier opens the first document of the first case.
    async fn document(&self) -> Tried<String> {
        let vera = self.cookie("Vera");
        let case = self.house.get_as(&vera, "/desk/verification").await?.link("/desk/verification/")?;
        let page = self.house.get_as(&vera, &case).await?.text();
        let at = page.find("/desk/evidence/").ok_or("no document")?;
        Ok(page[at..].split(['"', '?']).next().unwrap_or_default().to_owned())
    }
}

/// A form with files as a browser sends it from our page.
fn sent(cookie: &str, parts: &[(&str, &[u8])]) -> Tried<Request> {
    let mut body = Vec::new();
    for (name, bytes) in parts {
        let head = format!("--cut\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"Dr Who.exe\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--cut--\r\n");
    Ok(Request::post(ADDRESS)
        .header("sec-fetch-site", "same-origin")
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=cut")
        .body(Body::from(body))?)
}

#[tokio::test]
async fn documents_are_sent_one_after_the_other_and_taken_back() -> Tried {
    let w = Waiting::open().await?;
    for bytes in [PNG, PDF] {
        let answer = w.upload("Wren", "document", bytes).await?;
        assert_eq!(answer.header("location"), "/my/verification?done=sent#documents", "{}", answer.text());
    }
    let page = w.page("Wren").await?;
    assert!(page.contains("Document 1: PNG") && page.contains("Document 2: PDF") && !page.contains("Who"));
    let at = page.find("name=\"document\" value=\"").ok_or("no way to take it back")?;
    let id: String = page[at + 23..].chars().take_while(char::is_ascii_digit).collect();
    let form = format!("deed=remove&document={id}");
    let stranger = w.house.post_as(&w.cookie("Cora"), "/my/verification", &form).await?;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND, "somebody else's document");
    let removed = w.house.post_as(&w.cookie("Wren"), "/my/verification", &form).await?;
    assert_eq!(removed.header("location"), "/my/verification?done=removed");
    assert!(!w.page("Wren").await?.contains("Document 2"));
    Ok(())
}

#[tokio::test]
async fn what_is_too_large_or_of_another_kind_is_told_beside_the_field() -> Tried {
    let w = Waiting::open().await?;
    let most = [PDF, &vec![b'x'; 10 * MEGABYTE - PDF.len()]].concat();
    assert_eq!(w.upload("Wren", "document", &most).await?.status, StatusCode::SEE_OTHER, "ten megabytes fit");
    let cases: [(&[u8], &str); 4] = [
        (&[&most[..], b"x"].concat(), "larger than 10 MB"),
        (&vec![b'x'; 20 * MEGABYTE], "larger than 10 MB"),
        (b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "JPEG or PNG picture, or a PDF"),
        (b"", "choose a file first"),
    ];
    for (bytes, sentence) in cases {
        let answer = w.upload("Wren", "document", bytes).await?;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = answer.text();
        assert!(page.contains("id=\"document-error\"") && page.contains(sentence), "{sentence}");
    }
    Ok(())
}

#[tokio::test]
async fn only_this_address_has_more_room_and_not_without_end() -> Tried {
    let w = Waiting::open().await?;
    let wren = w.cookie("Wren");
    let mut request = sent(&wren, &[("document", PNG)])?;
    request.headers_mut().insert(header::CONTENT_LENGTH, (33 * MEGABYTE).into());
    assert_eq!(w.house.send(request).await?.status, StatusCode::PAYLOAD_TOO_LARGE);
    let endless = w.upload("Wren", "document", &vec![b'x'; 33 * MEGABYTE]).await?;
    assert_eq!(endless.status, StatusCode::BAD_REQUEST, "a body that does not tell its length is cut off");
    for address in ["/my/verification", "/my/verification/evidence/", "/my/profile"] {
        let mut request = sent(&wren, &[("document", PNG)])?;
        *request.uri_mut() = address.parse()?;
        request.headers_mut().insert(header::CONTENT_LENGTH, MEGABYTE.into());
        assert_eq!(w.house.send(request).await?.status, StatusCode::PAYLOAD_TOO_LARGE, "{address}");
    }
    Ok(())
}

#[tokio::test]
async fn other_forms_and_other_sites_send_nothing() -> Tried {
    let w = Waiting::open().await?;
    let wren = w.cookie("Wren");
    for parts in [vec![("other", PNG)], vec![("document", PNG), ("document", PDF)], vec![]] {
        let answer = w.house.send(sent(&wren, &parts)?).await?;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{} parts", parts.len());
    }
    for site in [Some("cross-site"), Some("same-site"), Some("none"), None] {
        let mut request = sent(&wren, &[("document", PNG)])?;
        request.headers_mut().remove("sec-fetch-site");
        if let Some(site) = site {
            request.headers_mut().insert("sec-fetch-site", site.parse()?);
        }
        assert_eq!(w.house.send(request).await?.status, StatusCode::FORBIDDEN, "{site:?}");
    }
    let guest = w.house.send(sent("", &[("document", PNG)])?).await?;
    assert_eq!(guest.header("location"), "/login?next=/my/verification");
    assert_eq!(w.upload("Cora", "document", PNG).await?.status, StatusCode::NOT_FOUND, "who has no case has no place for it");
    assert!(!w.page("Wren").await?.contains("Document 1"), "nothing has been kept");
    Ok(())
}

#[tokio::test]
async fn a_document_is_opened_by_verifiers_alone_and_runs_nothing() -> Tried {
    let w = Waiting::open().await?;
    for bytes in [PDF, PNG] {
        w.upload("Wren", "document", bytes).await?;
    }
    let address = w.document().await?;
    for name in ["Wren", "Cora", "Hedda", "Mabel", "Pavel", "Edie"] {
        assert_eq!(w.house.post_as(&w.cookie(name), &address, "").await?.status, StatusCode::NOT_FOUND, "{name}");
    }
    let answer = w.house.post_as(&w.cookie("Vera"), &address, "").await?;
    assert_eq!((answer.status, answer.body.as_slice()), (StatusCode::OK, PDF));
    for (name, value) in [
        ("content-type", "application/pdf"),
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), value);
    }
    assert!(answer.header("content-disposition").starts_with("attachment; filename=\"document-"));
    let link = Request::builder().method(Method::GET).uri(&address).header(header::COOKIE, w.cookie("Vera"));
    assert_eq!(w.house.send(link.body(Body::empty())?).await?.status, StatusCode::METHOD_NOT_ALLOWED, "each look is an act");
    w.world.clock.advance(16 * 60 * 1000);
    let later = w.house.post_as(&w.cookie("Vera"), &format!("{address}?case=1"), "").await?;
    assert_eq!(later.header("location"), "/login/again?next=/desk/verification/1");
    Ok(())
}

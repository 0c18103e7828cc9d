//! Whoever is signed out while writing gets the words back, and learns nothing from it of the place they were for.

use crate::house::{Answer, House, Tried};
use crate::stage::Stage;
use app::form::escape;

/// A number that nothing has, as long as those of threads and posts.
const ABSENT: &str = "4503599627370495";

/// What can be written, as its form comes: the address with a mark for the place, and the fields.
const WRITING: [(&str, &str); 8] = [
    ("/threads/{thread}/any-slug", "body=Twenty+%3Cb%3Eminutes&key=kkkkkkkk&upon=0"),
    ("/threads/{thread}/any-slug?page=2", "body=Twenty+%3Cb%3Eminutes&key=kkkkkkkk&upon=0&deed=draft"),
    ("/threads/{thread}/any-slug", "body="),
    ("/posts/{post}/edit", "body=Twenty+%3Cb%3Eminutes&key=kkkkkkkk&upon=7"),
    ("/posts/{post}/edit", "body=Twenty+%3Cb%3Eminutes&key=kkkkkkkk&upon=7&deed=draft"),
    ("/posts/{post}/bookmark", "deed=keep&note=Twenty+%3Cb%3Eminutes"),
    ("/forums/{forum}/new", "kind=question&title=A+title&body=Twenty+%3Cb%3Eminutes&key=kkkkkkkk"),
    (
        "/forums/{forum}/new",
        "kind=poll&title=&body=Twenty+%3Cb%3Eminutes&question=Which&options=A%0AB&choices=one&lasts=day&results=voted&deed=draft",
    ),
];

/// The same calls of the browser's composer.
const CALLS: [(&str, &str); 4] = [
    ("/api/reply", "thread={thread}&body=Hello&key=kkkkkkkk"),
    ("/api/edit", "post={post}&body=Hello&key=kkkkkkkk&upon=0"),
    ("/api/start", "forum={forum}&kind=question&title=A+title&body=Hello&key=kkkkkkkk"),
    ("/api/quote", "post={post}&selected="),
];

/// Places by their kind: thread, post, forum.
fn places(stage: &Stage) -> [[String; 3]; 5] {
    let known = |mark: &str| stage.filled(mark);
    [
        [known("{open-thread}"), known("{open-post}"), "cardiology".to_owned()],
        [known("{doctors-thread}"), known("{doctors-post}"), "difficult-cases".to_owned()],
        [known("{harbour-thread}"), known("{harbour-post}"), known("{listed}")],
        [known("{cellar-thread}"), known("{cellar-post}"), known("{unlisted}")],
        [ABSENT.to_owned(), ABSENT.to_owned(), "no-such-forum".to_owned()],
    ]
}

fn at(template: &str, place: &[String; 3]) -> String {
    ["{thread}", "{post}", "{forum}"].iter().zip(place).fold(template.to_owned(), |text, (mark, name)| text.replace(mark, name))
}

/// The answer with its own address taken out of it.
fn alike(mut answer: Answer, address: &str) -> (u16, String, String) {
    answer.headers.remove("content-length");
    let path = address.split('?').next().unwrap_or_default();
    (answer.status.as_u16(), format!("{:?}", answer.headers), answer.text().replace(path, "here"))
}

#[tokio::test]
async fn a_guest_who_writes_gets_the_words_back_and_every_place_answers_alike() -> Tried {
    let stage = Stage::open(true).await?;
    let house = &stage.house;
    for thread in ["{doctors-thread}", "{cellar-thread}"] {
        assert_eq!(house.get(&stage.filled(&format!("/threads/{thread}"))).await?.status, 404, "guests are outside");
    }
    for (template, form) in WRITING {
        let names: Vec<_> = form.split('&').filter_map(|pair| pair.split('=').next()).collect();
        for cookie in ["", "d2d=ended"] {
            let mut first = None;
            for place in places(&stage) {
                let address = at(template, &place);
                let path = address.split('?').next().unwrap_or_default();
                let answer = house.post_as(cookie, &address, form).await?;
                let text = answer.text();
                assert_eq!(answer.status, 403, "{address}: {text}");
                assert!(text.contains("Nothing is lost") && text.contains(&format!("action=\"{path}\"")), "{text}");
                assert!(form == "body=" || text.contains(">Twenty &lt;b>minutes</textarea>"), "{address}: {text}");
                assert!(names.iter().all(|name| text.contains(&format!("name=\"{name}\""))), "{address}: {text}");
                let answer = alike(answer, &address);
                assert_eq!(first.get_or_insert_with(|| answer.clone()), &answer, "{address} can be told from the others");
            }
        }
    }
    for (function, form) in CALLS {
        let mut first = None;
        for place in places(&stage) {
            let answer = alike(house.post_as("", function, &at(form, &place)).await?, function);
            assert!(answer.0 == 403 && answer.2.contains("SignIn"), "{function}: {answer:?}");
            assert_eq!(first.get_or_insert_with(|| answer.clone()), &answer, "{function} tells {place:?} from the others");
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_form_that_is_not_ours_is_still_refused_and_other_deeds_are_as_before() -> Tried {
    let stage = Stage::open(true).await?;
    for place in places(&stage) {
        for (template, form) in WRITING {
            let strange = stage.house.post_as("", &at(template, &place), &format!("{form}&no_such_field=x")).await?;
            assert_eq!((strange.status.as_u16(), strange.text().contains("minutes")), (400, false), "{template}");
        }
    }
    for (template, form) in
        [("/threads/{thread}/x", "deed=lock"), ("/posts/{post}/edit", "deed=withdraw"), ("/posts/{post}/bookmark", "deed=remove")]
    {
        let told = async |place: &[String; 3]| stage.house.post_as("", &at(template, place), form).await;
        let [open, doctors, _, cellar, absent] = places(&stage);
        assert_eq!(told(&open).await?.status, 403, "{template}: what everybody sees may say why not");
        let absent = alike(told(&absent).await?, template);
        for hidden in [doctors, cellar] {
            assert_eq!(alike(told(&hidden).await?, template), absent, "{template}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn after_signing_in_again_the_kept_text_goes_where_it_was_meant_for() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let doctor = house.sign_in("nightreg").await?;
    let thread = house.start(&doctor, "difficult-cases", "A long night", "First.").await?;
    let body = "Twenty minutes & more";
    let kept = house.post_as("", &thread, &format!("body={}&key=kkkkkkkkkkkk&upon=0", escape(body))).await?;
    assert_eq!(kept.status, 403);
    let kept = kept.text();
    let hidden = |name: &str| {
        let after = kept.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_default();
        after.split('"').next().unwrap_or_default().to_owned()
    };
    let again = format!("body={}&key={}&upon={}", escape(body), hidden("key"), hidden("upon"));
    let doctor = house.sign_in("nightreg").await?;
    let sent = house.post_as(&doctor, &thread, &again).await?;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let page = sent.header("location").split('#').next().unwrap_or_default().to_owned();
    assert!(house.get_as(&doctor, &page).await?.text().contains("Twenty minutes &amp; more"));
    Ok(())
}

//! Half-written polls over HTTP: their fields are kept, come back, and are shown when two devices differ.

use crate::house::{Answer, House, Tried};
use app::form::escape;

const NEW: &str = "/forums/cycling/new";

/// The form of a poll, with this in the place of some of its fields.
fn form(other: &[(&str, &str)]) -> String {
    let mut fields = vec![
        ("kind", "poll"),
        ("title", ""),
        ("body", ""),
        ("key", "kkkkkkkkkkkk"),
        ("upon", "0"),
        ("question", "Which knot?"),
        ("options", "Bowline\r\nSheet <bend>"),
        ("choices", "several"),
        ("lasts", "month"),
        ("results", "closed"),
    ];
    fields.retain(|(name, _)| other.iter().all(|(given, _)| given != name));
    fields.extend(other);
    fields.iter().map(|(name, value)| format!("{name}={}", escape(value))).collect::<Vec<_>>().join("&")
}

/// The call of the browser's composer; a closing window writes the brackets another way.
fn call(question: &str, upon: i64, brackets: (&str, &str)) -> String {
    let fields = [
        ("question", question),
        ("options", "Bowline%0AReef+knot"),
        ("choices", "one"),
        ("lasts", "day"),
        ("results", "voted"),
        ("hide_few", "on"),
    ];
    let poll: Vec<_> = fields.iter().map(|(name, value)| format!("poll{}{name}{}={value}", brackets.0, brackets.1)).collect();
    format!("who=Theo&place=forum:cycling&kind=poll&title=&body=&key=kkkkkkkkkkkk&upon={upon}&{}", poll.join("&"))
}

fn version(answer: &Answer) -> Tried<i64> {
    let text = answer.text();
    let number = text.split("\"version\":").nth(1).ok_or_else(|| format!("no version: {text}"))?;
    Ok(number.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default().parse()?)
}

#[tokio::test]
async fn without_scripts_a_saved_poll_opens_with_every_field_as_it_was_left() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let theo = house.sign_in("theo").await?;
    let saved = house.post_as(&theo, NEW, &form(&[("deed", "draft")])).await?;
    assert_eq!(saved.header("location"), format!("{NEW}?done=draft"), "{}", saved.text());
    let page = house.get_as(&theo, NEW).await?.text();
    for words in [
        "id=\"kind-poll\" name=\"kind\" value=\"poll\" checked",
        "value=\"Which knot?\"",
        ">Bowline\nSheet &lt;bend></textarea>",
        "id=\"choices-several\" name=\"choices\" value=\"several\" checked",
        "<option value=\"month\" selected",
        "id=\"results-closed\" name=\"results\" value=\"closed\" checked",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("id=\"hide_few\" name=\"hide_few\" value=\"on\" checked"), "what was switched off stays off");
    assert!(house.get_as(&theo, "/my/drafts").await?.text().contains("Which knot?"), "the list knows it by its question");
    let wren = house.sign_in("wren").await?;
    assert!(!house.get_as(&wren, NEW).await?.text().contains("Which knot?"), "nobody else sees it");
    let sent = house.post_as(&theo, NEW, &form(&[("title", "Knots"), ("body", "Please vote")])).await?;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let page = house.get_as(&theo, NEW).await?.text();
    assert!(!page.contains("Which knot?") && page.contains("id=\"choices-one\" name=\"choices\" value=\"one\" checked"), "sent");
    assert!(house.get_as(&theo, "/my/drafts").await?.text().contains("Nothing unsent"));
    Ok(())
}

#[tokio::test]
async fn what_the_composer_keeps_of_a_poll_is_there_on_the_other_device_and_in_a_conflict() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let theo = house.sign_in("theo").await?;
    let first = house.post_as(&theo, "/api/draft", &call("Which+knot", 0, ("[", "]"))).await?;
    let upon = version(&first)?;
    let second = version(&house.post_as(&theo, "/api/draft", &call("Which+knot+holds", upon, ("%5B", "%5D"))).await?)?;
    assert_ne!(upon, second, "a changed question is a change");
    let page = house.get_as(&theo, NEW).await?.text();
    assert!(page.contains("value=\"Which knot holds\"") && page.contains("Bowline\nReef knot</textarea>"), "{page}");
    let told = house.post_as(&theo, "/api/draft", &call("Which+hitch", upon, ("[", "]"))).await?.text();
    assert!(told.contains("Other") && told.contains("Which knot holds"), "{told}");
    let upon = upon.to_string();
    let mine = [("deed", "draft"), ("upon", upon.as_str()), ("question", "Which hitch?")];
    let both = house.post_as(&theo, NEW, &form(&mine)).await?;
    assert_eq!(both.status, 422);
    for words in [
        "There are two different texts",
        "Which knot holds\nBowline\nReef knot",
        "The poll: 1 day, one option",
        "value=\"Which hitch?\"",
        &format!("value=\"{second}\""),
    ] {
        assert!(both.text().contains(words), "{words}: {}", both.text());
    }
    assert!(house.get_as(&theo, NEW).await?.text().contains("value=\"Which knot holds\""), "the other is still there");
    Ok(())
}

#[tokio::test]
async fn what_no_poll_can_hold_is_told_beside_its_field_and_everything_stays() -> Tried {
    let house = House::at("http://localhost:3000", true, None).await?;
    let theo = house.sign_in("theo").await?;
    let (long, many) = ("x".repeat(201), "x".repeat(5_001));
    for (field, typed, says) in [
        ("question", long.as_str(), "A question has at most 200 characters"),
        ("options", many.as_str(), "at most 5000 are kept"),
        ("question", "50 mg \u{202e}", "invisible control characters"),
    ] {
        let answer = house.post_as(&theo, NEW, &form(&[("deed", "draft"), (field, typed)])).await?;
        assert!(answer.status == 422 && answer.text().contains(says), "{says}: {}", answer.text());
        assert!(answer.text().contains(&format!("href=\"#{field}\"")) && answer.text().contains(typed), "{field}");
    }
    let strange = [("deed", "draft"), ("lasts", "year"), ("choices", "all"), ("results", "never")];
    assert_eq!(house.post_as(&theo, NEW, &form(&strange)).await?.status, 303);
    let page = house.get_as(&theo, NEW).await?.text();
    assert!(page.contains("<option value=\"week\" selected") && page.contains("value=\"Which knot?\""), "as usual: {page}");
    let reply = house.thread_in(&theo, "cycling").await?;
    assert_eq!(house.post_as(&theo, &reply, "deed=draft&body=x&question=Which").await?.status, 400, "replies have no polls");
    Ok(())
}

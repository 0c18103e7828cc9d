use crate::forums::forum_list_page::counted;
use leptos::prelude::*;
use types::communities::Sight;

/// Who gains and who loses sight of something that is about to be moved, in plain words.
pub fn sight(seen: &Sight) -> AnyView {
    let lines = sentences(seen).into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    view! { <ul class="sight">{lines}</ul> }.into_any()
}

fn sentences(seen: &Sight) -> Vec<String> {
    let Sight { gain, lose, open_now, open_then, unsubscribed, .. } = seen;
    let mut lines = Vec::new();
    match (open_now, open_then) {
        (false, true) => lines.push("Everybody will be able to read it: all members, guests and search engines.".to_owned()),
        (true, false) => lines.push("Guests and search engines will not find it any more.".to_owned()),
        _ => {}
    }
    lines.push(match gain {
        0 => "No member will see it who does not see it now.".to_owned(),
        1 => "1 member will see it who does not see it now.".to_owned(),
        _ => format!("{} will see it who do not see it now.", counted(*gain, "member")),
    });
    lines.push(match lose {
        0 => "No member loses sight of it.".to_owned(),
        1 => "1 member loses sight of it at once, and of what they wrote in it.".to_owned(),
        _ => format!("{} lose sight of it at once, and of what they wrote in it.", counted(*lose, "member")),
    });
    match unsubscribed {
        0 => {}
        1 => lines.push("1 subscriber gets no more letters about it.".to_owned()),
        _ => lines.push(format!("{} get no more letters about it.", counted(*unsubscribed, "subscriber"))),
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::sentences;
    use types::communities::Sight;

    #[test]
    fn who_sees_it_afterwards_is_said_in_plain_words() {
        let mut seen =
            Sight { from: "A".into(), to: "B".into(), gain: 0, lose: 0, open_now: false, open_then: false, unsubscribed: 0 };
        assert_eq!(sentences(&seen), ["No member will see it who does not see it now.", "No member loses sight of it."]);
        seen = Sight { lose: 1200, open_now: true, unsubscribed: 1, ..seen };
        assert_eq!(
            sentences(&seen),
            [
                "Guests and search engines will not find it any more.",
                "No member will see it who does not see it now.",
                "1,200 members lose sight of it at once, and of what they wrote in it.",
                "1 subscriber gets no more letters about it.",
            ]
        );
        seen = Sight { gain: 7, lose: 0, open_now: false, open_then: true, unsubscribed: 0, ..seen };
        assert_eq!(
            sentences(&seen),
            [
                "Everybody will be able to read it: all members, guests and search engines.",
                "7 members will see it who do not see it now.",
                "No member loses sight of it.",
            ]
        );
    }
}

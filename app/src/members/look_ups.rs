use crate::kit::time::month;
use domain::desk::identity::LookUps;
use leptos::prelude::*;

/// How often the team has looked up who stands behind one's screen name, and when; by whom is told to nobody.
pub fn look_ups(months: Vec<LookUps>) -> impl IntoView {
    let told = if months.is_empty() {
        view! { <p class="meta">"Never so far."</p> }.into_any()
    } else {
        let rows = months.iter().map(|one| view! { <dt>{month(one.at)}</dt><dd>{times(one.times)}</dd> }).collect_view();
        view! { <dl class="facts">{rows}</dl> }.into_any()
    };
    view! {
        <section class="section" aria-labelledby="look-ups">
            <div class="section-head"><h2 id="look-ups">"Has anybody looked up who you are?"</h2></div>
            <p class="measure">
                "An administrator may look up which account stands behind a screen name for four reasons only: a risk to somebody, a court order or regulator, a complaint or appeal, or to recover an account. Each time goes on record, and counts here."
            </p>
            {told}
        </section>
    }
}

fn times(times: i64) -> String {
    match times {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        times => format!("{times} times"),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn times_are_words() {
        assert_eq!([1, 2, 3].map(super::times), ["once", "twice", "3 times"]);
    }
}

use crate::kit::icon::Icon;
use leptos::prelude::*;
use types::icon;
use types::page::Page;

/// Links to the pages of a list: first, last, near ones, and a field for any other. Nothing when there is but one.
#[component]
pub fn Pager(page: Page, address: String, #[prop(into)] label: &'static str, #[prop(optional)] jump: bool) -> impl IntoView {
    if page.last == 1 {
        return ().into_any();
    }
    let joint = if address.contains('?') { '&' } else { '?' };
    let to = |number: i64| if number == 1 { address.clone() } else { format!("{address}{joint}page={number}") };
    let numbers = near(page)
        .into_iter()
        .map(|slot| match slot {
            None => view! { <li class="gap" aria-hidden="true">"…"</li> }.into_any(),
            Some(number) => {
                let current = (number == page.number).then_some("page");
                view! { <li><a href=to(number) aria-current=current><span class="visually-hidden">"Page "</span>{number}</a></li> }.into_any()
            }
        })
        .collect_view();
    let previous = (page.number > 1).then(|| {
        view! { <a href=to(page.number - 1) rel="prev"><Icon of=icon::PREVIOUS />"Previous"</a> }
    });
    let next = (page.number < page.last).then(|| {
        view! { <a href=to(page.number + 1) rel="next">"Next"<Icon of=icon::NEXT /></a> }
    });
    let field = (jump && page.last > 7).then(|| {
        view! {
            <form action=address.clone() method="get">
                <label for="go">"Go to page"</label>
                <input id="go" name="page" inputmode="numeric" required pattern="[0-9]+" maxlength="9" />
                <span>{format!("of {}", page.last)}</span>
                <button class="button quiet">"Go"</button>
            </form>
        }
    });
    view! { <nav class="pager" aria-label=label>{previous}<ol>{numbers}</ol>{next}{field}</nav> }.into_any()
}

/// The first, the last and those around the current one; None stands for a gap.
fn near(page: Page) -> Vec<Option<i64>> {
    let mut slots = Vec::new();
    for number in 1..=page.last {
        let shown = number == 1 || number == page.last || (number - page.number).abs() <= 1 || page.last <= 7;
        match (shown, slots.last()) {
            (true, _) => slots.push(Some(number)),
            (false, Some(None)) => {}
            (false, _) => slots.push(None),
        }
        // Thousands of hidden numbers are passed over in one step.
        if number > page.number + 1 && number < page.last && page.last > 7 {
            slots.push(Some(page.last));
            break;
        }
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::near;
    use types::page::Page;

    #[test]
    fn first_last_and_near_pages_are_shown() {
        let shown = |number, last| {
            near(Page { number, last }).iter().map(|n| n.map_or("…".into(), |n| n.to_string())).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(shown(1, 3), "1 2 3");
        assert_eq!(shown(1, 50), "1 2 … 50");
        assert_eq!(shown(25, 50), "1 … 24 25 26 … 50");
        assert_eq!(shown(50, 50), "1 … 49 50");
        assert_eq!(shown(9, 100_000), "1 … 8 9 10 … 100000");
    }
}

use crate::kit::icon::Icon;
use crate::kit::time::Time;
use leptos::prelude::*;
use types::icon;
use types::polls::{FEW, OptionView, PollView, Tally};

/// Until when one can vote, and that nobody learns how one has voted.
pub fn closing(poll: &PollView) -> impl IntoView + use<> {
    let (at, closed) = (poll.closes_at, poll.closed);
    let words = if closed { "Closed " } else { "Open until " };
    let secret = (!closed).then_some(" · votes are secret, from staff too");
    view! { <p class="meta">{words}<Time at=at />{secret}</p> }
}

/// The results in words, numbers and bars; or when they will be shown.
#[component]
pub fn Results(poll: PollView) -> impl IntoView {
    let hidden = |sentence: String| view! { <p class="hint">{sentence}</p> }.into_any();
    match (&poll.tally, poll.closed) {
        (Tally::Shown { voters, votes }, _) => shown(*voters, votes, &poll.options),
        (Tally::AfterVoting, _) => {
            hidden("Results are shown to you when you have voted, and to everybody here after closing.".into())
        }
        (Tally::AfterClosing, _) if poll.voted => {
            hidden("Your vote is counted. Results are shown when the poll has closed.".into())
        }
        (Tally::AfterClosing, _) => hidden("Results are shown when the poll has closed.".into()),
        (Tally::TooFew, false) => {
            hidden(format!("Your vote is counted. Results are shown once at least {FEW} people have voted."))
        }
        (Tally::TooFew, true) => hidden(format!("Fewer than {FEW} people have voted, so the results of this poll stay hidden.")),
    }
}

fn shown(voters: i64, votes: &[i64], options: &[OptionView]) -> AnyView {
    let rows = options
        .iter()
        .zip(votes)
        .map(|(option, votes)| {
            let share = if voters > 0 { (votes * 100 + voters / 2) / voters } else { 0 };
            let count = if *votes == 1 { "1 vote".to_owned() } else { format!("{votes} votes") };
            let mine = option.mine.then(|| view! { <span class="mark good"><Icon of=icon::CHECK />"your vote"</span> });
            view! {
                <li>
                    <span>{option.words.clone()}" "{mine}</span>
                    <span class="meta">{format!("{count}, {share}%")}</span>
                    <progress aria-hidden="true" max=voters.max(1).to_string() value=votes.to_string()></progress>
                </li>
            }
        })
        .collect_view();
    let people = if voters == 1 { "1 person has voted.".to_owned() } else { format!("{voters} people have voted.") };
    view! { <ul class="results">{rows}</ul><p class="meta">{people}</p> }.into_any()
}

use crate::writing::own_words::own_words;
use crate::writing::render::render;
use fastrand::Rng;

/// Ready-made posts; a million posts share them.
const POOL: usize = 500;
/// Characters of a usual post.
const USUAL: usize = 400;

const SENTENCES: [&str; 44] = [
    "I saw something like this last winter and it taught me to ask about the stairs first.",
    "Our unit changed its pathway in spring, and the audit since then has been quietly encouraging.",
    "What does the evidence actually say once you leave out the people who would never have been enrolled?",
    "My registrar would draw a curve here, and she would be right.",
    "The guideline is silent on this, so we ended up writing half a page of our own.",
    "Thank you, that is the clearest summary of the question that I have read this year.",
    "I would want a blood gas, a proper history and a cup of tea, in no particular order.",
    "In our hands the number needed to treat was closer to forty than to twelve.",
    "Has anybody tried the lower dose for longer, rather than the higher dose for less time?",
    "It depends rather on who is at home, and whether there is a lift.",
    "The trial excluded everyone over eighty, which is to say, everyone on my ward.",
    "I changed my mind about this after sitting in the clinic for a morning without speaking.",
    "We stopped doing it five years ago and nobody has noticed, including us.",
    "Please could you say a little more about how you explained it to the family?",
    "A colleague in pharmacy caught it before I did, and I have bought biscuits ever since.",
    "The honest answer is that I do not know, and I tell people so.",
    "Night shifts make philosophers of us all, usually at about half past four.",
    "I agree with the second point and would gently argue with the first.",
    "There is a neat paper on this from Leiden, small but properly done.",
    "The student asked why, and four consultants looked at their shoes.",
    "Repeat it in a week; most of these settle if they are left in peace.",
    "I keep a laminated card for this, and I am not ashamed of it.",
    "We found that the phone call mattered more than the letter.",
    "Do you treat the number or the person attached to it?",
    "Somebody should measure how often this actually changes what happens next.",
    "The ward pharmacist suggests spacing the doses, which costs nothing.",
    "In primary care we see the other ninety-nine, so the test behaves differently.",
    "I would be slower to scan and quicker to examine the other side.",
    "That is exactly the case in which I got it wrong, so thank you for writing it down.",
    "Our patients told us that they wanted the plan in writing, in large print.",
    "It sounds trivial until you have to do it twelve times before lunch.",
    "We run it as a five-minute drill on Fridays, and people have started to enjoy it.",
    "The confidence interval is wide enough to park an ambulance in.",
    "I teach it with an orange, two straws and a great deal of enthusiasm.",
    "Nobody ever regretted sitting down while giving bad news.",
    "If the potassium is wrong twice, believe it.",
    "The nurses knew an hour before the monitor did.",
    "Small practices cannot staff this, so any plan has to survive a Tuesday in February.",
    "My rule of thumb has a thumb-sized error bar.",
    "We wrote to the authors, who were kind and sent the missing table.",
    "It helped to agree beforehand on what would make us stop.",
    "I would not do this at home, and I would think twice about it at work.",
    "Perhaps the better question is what matters to her this month.",
    "The simplest change was moving the box to where people actually stand.",
];

const OPENINGS: [&str; 12] = [
    "How do you handle",
    "Rethinking",
    "What changed your mind about",
    "A practical way through",
    "Who still uses",
    "Teaching",
    "The trouble with",
    "Five years of",
    "When to stop",
    "Is there a place for",
    "Small wins in",
    "A kinder approach to",
];
const MATTERS: [&str; 20] = [
    "morning ward rounds",
    "home monitoring",
    "repeat prescriptions",
    "shared decisions",
    "night handover",
    "long waits",
    "first clinic letters",
    "borderline results",
    "discharge summaries",
    "point-of-care tests",
    "remote consultations",
    "frailty scores",
    "group appointments",
    "peer teaching",
    "antibiotic reviews",
    "pain diaries",
    "second opinions",
    "checklists",
    "winter planning",
    "reflective notes",
];

/// A post as written and as rendered.
pub(super) struct Words {
    pub(super) body: String,
    pub(super) html: String,
    /// As the index of posts takes it.
    pub(super) plain: String,
}

/// Makes the ready-made posts.
pub(super) fn pool(rng: &mut Rng) -> Vec<Words> {
    let bodies = (0..POOL).map(|_| body(rng));
    let ready = |body: String| {
        let html = render(&body);
        Words { plain: own_words(&html), html, body }
    };
    bodies.map(ready).collect()
}

/// A title that some thread may have.
pub(super) fn title(rng: &mut Rng) -> String {
    format!("{} {}", OPENINGS[rng.usize(..OPENINGS.len())], MATTERS[rng.usize(..MATTERS.len())])
}

fn body(rng: &mut Rng) -> String {
    let wanted = USUAL / 2 + rng.usize(..USUAL);
    let mut text = String::new();
    while text.len() < wanted {
        let sentence = SENTENCES[rng.usize(..SENTENCES.len())];
        let joint = match rng.u32(..20) {
            _ if text.is_empty() => "",
            0..4 => "\n\n",
            4 => "\n\n> ",
            5 => "\n\n- ",
            _ => " ",
        };
        let after = if joint.ends_with("> ") || joint.ends_with("- ") { "\n\n" } else { "" };
        text.extend([joint, sentence, after]);
    }
    if rng.u32(..8) == 0 { format!("{} :)", text.trim_end()) } else { text.trim_end().to_owned() }
}

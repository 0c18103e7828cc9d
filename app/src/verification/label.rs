use crate::kit::time::month;
use types::verification::Label;

/// The label as it stands under an author's name, such as "Register match · November 2026 · Cardiology, Consultant".
pub fn in_words(label: &Label) -> String {
    let shown: Vec<&str> = [label.specialty.as_str(), &label.grade].into_iter().filter(|word| !word.is_empty()).collect();
    let parts = [label.assurance.words().to_owned(), month(label.at), shown.join(", ")];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::in_words;
    use types::verification::{Assurance, Label};

    #[test]
    fn a_label_says_how_when_and_what_its_owner_shows() {
        let label = |specialty: &str, grade: &str| Label {
            assurance: Assurance::Register,
            at: 1_795_000_000_000,
            specialty: specialty.to_owned(),
            grade: grade.to_owned(),
        };
        assert_eq!(in_words(&label("Cardiology", "Consultant")), "Register match · November 2026 · Cardiology, Consultant");
        assert_eq!(in_words(&label("", "Consultant")), "Register match · November 2026 · Consultant");
        assert_eq!(in_words(&label("", "")), "Register match · November 2026");
    }
}

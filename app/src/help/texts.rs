//! The help texts, rendered once.

use domain::writing::article::{Article, article};
use std::sync::LazyLock;

/// A help text with its place on the site.
pub struct Text {
    pub address: &'static str,
    /// What search engines show.
    pub description: &'static str,
    pub article: Article,
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident = $address:literal, $file:literal, $description:literal;)*) => {
        $($(#[$doc])* pub static $name: LazyLock<Text> = LazyLock::new(|| Text {
            address: $address,
            description: $description,
            article: article(include_str!(concat!("../../help/", $file))),
        });)*

        /// Every text, for those who search them, and those who check that links arrive.
        pub fn all() -> Vec<&'static Text> {
            vec![$(&$name),*]
        }
    };
}

texts! {
    /// Frequently asked questions.
    FAQ = "/help", "faq.md", "Questions that are often asked about doc2doc, with short answers: registering, privacy, patient confidentiality, forums.";
    /// Patient confidentiality guidelines.
    CONFIDENTIALITY = "/help/confidentiality", "confidentiality.md", "How to write about patients on doc2doc without giving them away: consent, anonymity, images, and what to do after a slip.";
    /// The way through registration.
    REGISTRATION = "/help/registration", "registration.md", "Registering with doc2doc, field by field, and what to do when the confirmation letter does not come.";
    /// The words of online communities.
    GLOSSARY = "/help/glossary", "glossary.md", "What the words of online communities mean on doc2doc, from anonymous to withdraw.";
    /// Supported browsers.
    BROWSERS = "/help/browsers", "browsers.md", "Which browsers doc2doc supports, and what works without scripts.";
    /// Single keys and shortcuts.
    KEYBOARD = "/help/keyboard", "keyboard.md", "The keys that read, jump, reply and search on doc2doc, and how to switch them off.";
    /// Code of conduct.
    CONDUCT = "/conduct", "conduct.md", "The code of conduct of doc2doc: what we ask of each other, and what happens when somebody breaks it.";
    /// Terms of use.
    TERMS = "/terms", "terms.md", "The terms of use of doc2doc, in plain words.";
    /// Privacy.
    PRIVACY = "/privacy", "privacy.md", "What doc2doc stores about you, why, for how long, and what you can do about it.";
    /// What doc2doc is.
    ABOUT = "/about", "about.md", "doc2doc is a community for doctors and other healthcare professionals worldwide. What it is, who runs it, how doctors are verified.";
}

#[cfg(test)]
mod tests {
    use super::{Text, all};

    /// The sources of pages that link into the help.
    const PAGES: &[&str] = &[
        include_str!("../forums/forum_page.rs"),
        include_str!("../forums/new_page.rs"),
        include_str!("../members/my_page.rs"),
        include_str!("../members/profile_page.rs"),
        include_str!("../members/sent.rs"),
    ];

    fn links(source: &str) -> impl Iterator<Item = &str> {
        source.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).filter(|link| link.contains('#'))
    }

    fn arrives(link: &str, from: &str) -> bool {
        let Some((page, anchor)) = link.split_once('#') else { return true };
        let page = if page.is_empty() { from } else { page };
        all()
            .iter()
            .filter(|text| text.address == page)
            .any(|text| text.article.headings.iter().any(|heading| heading.id == anchor))
    }

    fn lost<'t>(source: &'t str, from: &'t str) -> Vec<String> {
        let of_help =
            |link: &&str| all().iter().any(|text| link.starts_with('#') || link.split('#').next() == Some(text.address));
        links(source).filter(of_help).filter(|link| !arrives(link, from)).map(|link| format!("{from} → {link}")).collect()
    }

    #[test]
    fn every_link_within_the_help_leads_to_a_heading_that_is_there() {
        let found: Vec<String> = all().iter().flat_map(|text: &&Text| lost(&text.article.html, text.address)).collect();
        assert_eq!(found, Vec::<String>::new());
        assert!(all().iter().any(|text| links(&text.article.html).count() > 5), "the help has links to check");
    }

    #[test]
    fn pages_that_link_into_the_help_arrive() {
        let checked: usize = PAGES.iter().map(|source| links(source).count()).sum();
        assert!(checked >= 5, "only {checked} links found");
        let found: Vec<String> = PAGES.iter().flat_map(|source| lost(source, "/nowhere")).collect();
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn a_link_to_a_heading_that_is_not_there_is_found() {
        assert_eq!(lost("<a href=\"/help#doctors-forums\">", "/help"), ["/help → /help#doctors-forums"]);
    }

    #[test]
    fn every_key_stands_in_the_help() {
        for (key, ..) in crate::kit::keys::KEYS {
            assert!(super::KEYBOARD.article.html.contains(&format!("<code>{key}</code>")), "{key}");
        }
    }

    #[test]
    fn every_text_has_a_title_and_ten_sections_answer_questions() {
        assert!(all().iter().all(|text| !text.article.title.is_empty() && !text.article.html.is_empty()));
        assert_eq!(super::FAQ.article.headings.iter().filter(|heading| heading.level == 2).count(), 10);
    }
}

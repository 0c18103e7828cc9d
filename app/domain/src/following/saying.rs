//! The sentences of a letter about new posts, for one of them and for several.

/// Why somebody is told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    Thread,
    Forum,
    Mention,
}

/// What a letter tells of.
pub(super) struct Said {
    pub(super) why: Why,
    pub(super) many: usize,
    /// The thread is new: its first post is among them.
    pub(super) begins: bool,
}

impl Said {
    pub(super) fn subject(&self, title: &str) -> String {
        match self.why {
            Why::Mention => format!("You are mentioned in “{title}”"),
            _ if self.begins => title.to_owned(),
            _ => format!("Re: {title}"),
        }
    }

    pub(super) fn in_words(&self, title: &str, forum: &str) -> String {
        match (self.why, self.many) {
            (Why::Mention, 1) => format!("a post in “{title}” mentions you:"),
            (Why::Mention, many) => format!("{many} posts in “{title}” mention you:"),
            _ if self.begins => format!("there is a new thread in {forum}, “{title}”{}:", self.with_replies()),
            (_, 1) => format!("there is a new reply in “{title}”:"),
            (_, many) => format!("there are {many} new replies in “{title}”:"),
        }
    }

    pub(super) fn reason(&self, title: &str, forum: &str) -> String {
        match (self.why, self.many) {
            (Why::Thread, _) => format!("You get this letter because you subscribe to the discussion “{title}”."),
            (Why::Forum, _) => format!("You get this letter because you follow the forum {forum}."),
            (Why::Mention, 1) => "You get this letter because a post mentions you.".to_owned(),
            (Why::Mention, _) => "You get this letter because posts mention you.".to_owned(),
        }
    }

    /// Letters lie in mailboxes that others may read, so a closed place is not even named in them.
    pub(super) fn silent_subject(&self) -> String {
        match (self.why, self.many) {
            (Why::Mention, _) => "You are mentioned in a closed forum".to_owned(),
            _ if self.begins => "New thread in a closed forum".to_owned(),
            (_, 1) => "New reply in a closed forum".to_owned(),
            (_, many) => format!("{many} new replies in a closed forum"),
        }
    }

    pub(super) fn in_silence(&self) -> String {
        let they = if self.many == 1 { "it" } else { "they" };
        match (self.why, self.many) {
            (Why::Mention, 1) => "a post in a closed forum mentions you. It can be read only on the site.".to_owned(),
            (Why::Mention, many) => format!("{many} posts in a closed forum mention you. They can be read only on the site."),
            _ if self.begins => {
                let replies = self.with_replies();
                format!("there is a new thread in a closed forum that you follow{replies}. It can be read only on the site.")
            }
            (Why::Thread, many) => {
                let said = replies(many);
                format!(
                    "there {said} in a discussion to which you subscribe. It is in a closed forum, so {they} can be read only on the site."
                )
            }
            (Why::Forum, many) => {
                let said = replies(many);
                format!("there {said} in a closed forum that you follow. What is written there can be read only on the site.")
            }
        }
    }

    pub(super) fn silent_reason(&self) -> String {
        match (self.why, self.many) {
            (Why::Thread, _) => "You get this letter because you subscribe to the discussion.",
            (Why::Forum, _) => "You get this letter because you follow the forum.",
            (Why::Mention, 1) => "You get this letter because a post mentions you.",
            (Why::Mention, _) => "You get this letter because posts mention you.",
        }
        .to_owned()
    }

    /// The words of the one link in a silent letter.
    pub(super) fn link(&self) -> String {
        let which = if self.many == 1 { "it in its place" } else { "them in their place" };
        format!("To read {which}, or to answer")
    }

    /// Continues “there is a new thread …”.
    fn with_replies(&self) -> String {
        match self.many {
            1 => String::new(),
            2 => ", with a reply".to_owned(),
            many => format!(", with {} replies", many - 1),
        }
    }
}

/// Continues “there …”.
fn replies(many: usize) -> String {
    if many == 1 { "is a new reply".to_owned() } else { format!("are {many} new replies") }
}

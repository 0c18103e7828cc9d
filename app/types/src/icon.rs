//! The icons of the site: what each one is called, and what it means. Pages draw with this table, and the legend on the
//! help page is made from it, so the two cannot disagree.

/// One icon and the words that stand beside it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Icon {
    /// Name of its `<symbol>`.
    pub id: &'static str,
    /// The sheet that holds it: `icons` for everyone, `tools` for members and the composer.
    pub sheet: &'static str,
    /// What it is called beside the icon, and by screen readers.
    pub words: &'static str,
    /// The sentence in the legend.
    pub meaning: &'static str,
    /// Whether the legend explains it; arrows and icons not used yet need no explaining.
    pub legend: bool,
}

impl Icon {
    const fn everyone(id: &'static str, words: &'static str, meaning: &'static str) -> Icon {
        Icon { id, sheet: "icons", words, meaning, legend: true }
    }

    const fn member(id: &'static str, words: &'static str, meaning: &'static str) -> Icon {
        Icon { id, sheet: "tools", words, meaning, legend: true }
    }

    const fn unlisted(self) -> Icon {
        Icon { legend: false, ..self }
    }
}

/// One line per icon: its name in Rust, who downloads it, its id, its words, its meaning.
macro_rules! icons {
    ($($name:ident = $who:ident $id:literal, $words:literal, $meaning:literal $(, $legend:ident)?;)*) => {
        $(#[doc = $meaning] pub const $name: Icon = Icon::$who($id, $words, $meaning)$(.$legend())?;)*

        /// Every icon, in the order of the legend.
        pub const ALL: &[Icon] = &[$($name),*];
    };
}

icons! {
    QUESTION = everyone "question", "Question", "The first post of the thread asks a question.";
    DISCUSSION = everyone "discussion", "Discussion", "The first post of the thread starts a discussion.";
    POLL = everyone "poll", "Poll", "The first post of the thread is a poll.";
    UNREAD = everyone "unread", "Unread", "Stands beside threads and posts that you have not read yet.";
    PADLOCK = everyone "padlock", "Closed forum", "Only members who have been let in can read and write here, verified doctors for instance.";
    PINNED = everyone "pinned", "Pinned", "A moderator keeps this thread at the top of its forum.";
    LOCKED = everyone "locked", "Locked", "The thread can be read, but no longer answered.";
    PERMALINK = everyone "permalink", "Link", "The address of this very post. Whoever follows it lands on the post, not at the top of the thread.";
    QUOTE = member "quote", "Quote", "Starts your reply with what this post says, or with the part of it that you have selected.", unlisted;
    EDIT = member "edit", "Edit", "Changes a post of your own. Earlier versions stay readable.", unlisted;
    WITHDRAW = member "withdraw", "Withdraw", "Takes a post of your own out of the thread. A line says that it was there.";
    NOTICES = member "notices", "Notices", "What you have been told of: answers, mentions, quotations, polls that are closed.";
    FEED = everyone "feed", "Feed", "The same for a reader program: what is new, as an Atom feed.";
    HISTORY = everyone "history", "History", "Shows the earlier versions of a post.";
    REPLY = member "reply", "Reply", "Goes to the field where you can answer.", unlisted;
    BOLD = member "bold", "Bold", "Makes the selected words bold.";
    ITALIC = member "italic", "Italic", "Sets the selected words in italics.";
    LINK = member "link", "Insert a link", "Turns the selected words into a link.";
    LIST = member "list", "List", "Starts a list with bullets.";
    ORDERED_LIST = member "ordered-list", "Numbered list", "Starts a list with numbers.";
    QUOTE_MARK = member "quote-mark", "Quotation", "Marks the selected lines as somebody else’s words.";
    CODE = member "code", "Code", "Keeps every space, for figures and drawings made of letters.";
    TABLE = member "table", "Table", "Starts a table with a row of headings.";
    IMAGE = member "image", "Image", "Inserts an image into your post.";
    EMOTICON = member "emoticon", "Emoticon", "Opens the emoticons, so that you can put one into your post.";
    PREVIEW = member "preview", "Preview", "Shows what your post will look like.";
    KEYBOARD = member "keyboard", "Keyboard shortcuts", "Lists what can be done without a mouse.";
    SEND = member "send", "Send", "Sends what you have written.", unlisted;
    MENU = everyone "menu", "Menu", "Opens the parts of the site on a small screen.";
    USER = everyone "user", "Member", "Stands for a member of doc2doc.", unlisted;
    HELP = everyone "help", "Help", "Leads to an answer about the thing it stands beside.", unlisted;
    SEARCH = everyone "search", "Search", "Finds words in threads and posts.";
    STAFF = member "staff", "Staff", "A member of the team that runs doc2doc.";
    SHIELD = everyone "shield", "Security", "Your password and the places where you are signed in.";
    KEY = everyone "key", "Password", "Something that only you should know.";
    MAIL = everyone "mail", "E-mail", "A letter that doc2doc sends you, or your address.";
    DEVICE = member "device", "Device", "A browser in which you are signed in.";
    SIGN_OUT = member "sign-out", "Sign out", "Ends your session on this device.";
    CHECK = everyone "check", "Done", "Something has been done, confirmed or answered.";
    WARNING = everyone "warning", "Warning", "Something needs your attention before you go on.";
    CLOSE = everyone "close", "Close", "Closes what has been opened.", unlisted;
    FIRST = everyone "first", "First page", "Goes to the first page.", unlisted;
    PREVIOUS = everyone "previous", "Previous page", "Goes one page back.", unlisted;
    NEXT = everyone "next", "Next page", "Goes one page on.", unlisted;
    LAST = everyone "last", "Last page", "Goes to the last page.", unlisted;
}

#[cfg(test)]
mod tests {
    use super::ALL;
    use std::collections::BTreeSet;

    const SHEETS: [(&str, &str); 2] =
        [("icons", include_str!("../../../public/icons.svg")), ("tools", include_str!("../../../public/tools.svg"))];

    fn drawn(sheet: &str) -> BTreeSet<&str> {
        let after_id = |part: &str| part.find('"').map(|end| part[..end].len());
        sheet.split("<symbol id=\"").skip(1).filter_map(|part| after_id(part).map(|end| &part[..end])).collect()
    }

    #[test]
    fn every_icon_is_drawn_on_its_sheet_and_every_drawing_is_listed() {
        for (name, text) in SHEETS {
            let listed: BTreeSet<&str> = ALL.iter().filter(|icon| icon.sheet == name).map(|icon| icon.id).collect();
            assert_eq!(drawn(text), listed, "sheet {name}");
        }
        assert!(ALL.iter().all(|icon| SHEETS.iter().any(|(name, _)| *name == icon.sheet)));
    }

    #[test]
    fn no_two_icons_share_an_id_or_a_name() {
        let ids: BTreeSet<&str> = ALL.iter().map(|icon| icon.id).collect();
        let words: BTreeSet<&str> = ALL.iter().map(|icon| icon.words).collect();
        assert_eq!(ids.len(), ALL.len());
        assert_eq!(words.len(), ALL.len());
    }

    #[test]
    fn the_legend_explains_what_the_seeds_promise() {
        for id in ["question", "discussion", "unread", "image", "emoticon", "padlock", "permalink"] {
            assert!(ALL.iter().any(|icon| icon.id == id && icon.legend), "{id} is not in the legend");
        }
        assert!(ALL.iter().all(|icon| icon.meaning.ends_with('.')));
    }

    #[test]
    fn a_guest_downloads_no_more_than_eight_kilobytes_of_icons() {
        assert!(SHEETS[0].1.len() <= 8 * 1024, "icons.svg has {} bytes", SHEETS[0].1.len());
    }
}

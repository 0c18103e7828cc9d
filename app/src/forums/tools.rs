use types::icon;

/// What a button of the toolbar does to the selected text: put before, put after, and what stands there if nothing is selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tool {
    pub icon: icon::Icon,
    pub label: &'static str,
    pub shortcut: Option<char>,
    pub before: &'static str,
    pub after: &'static str,
    pub example: &'static str,
    /// Works on whole lines.
    pub lines: bool,
}

const fn tool(icon: icon::Icon, label: &'static str, marks: (&'static str, &'static str), example: &'static str) -> Tool {
    Tool { icon, label, shortcut: None, before: marks.0, after: marks.1, example, lines: false }
}

const fn line_tool(icon: icon::Icon, label: &'static str, before: &'static str, example: &'static str) -> Tool {
    Tool { icon, label, shortcut: None, before, after: "", example, lines: true }
}

/// The toolbar, from left to right.
pub const TOOLS: [Tool; 8] = [
    Tool { shortcut: Some('b'), ..tool(icon::BOLD, "Bold", ("**", "**"), "bold") },
    Tool { shortcut: Some('i'), ..tool(icon::ITALIC, "Italic", ("*", "*"), "italic") },
    Tool { shortcut: Some('k'), ..tool(icon::LINK, "Link", ("[", "](https://)"), "words of the link") },
    line_tool(icon::LIST, "List", "- ", "an item"),
    line_tool(icon::ORDERED_LIST, "Numbered list", "1. ", "an item"),
    line_tool(icon::QUOTE_MARK, "Quotation", "> ", "quoted words"),
    tool(icon::CODE, "Code", ("`", "`"), "code"),
    tool(icon::TABLE, "Table", ("\n| ", " | |\n| --- | --- |\n| | |\n"), "heading"),
];

impl Tool {
    /// The label with the keys that do the same.
    pub fn title(&self) -> String {
        self.shortcut.map_or_else(|| self.label.to_owned(), |key| format!("{} (Ctrl {})", self.label, key.to_uppercase()))
    }
}

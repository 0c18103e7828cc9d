//! How each kind of node is written as HTML, where that differs from the Markdown library.

use std::fmt::{Error, Write};

use comrak::Node;
use comrak::html::{ChildRendering, Context, format_node_default};
use comrak::nodes::NodeValue;

use super::anchor::{paint_image, paint_link};
use super::article::Heading;
use super::heading::paint_heading;
use super::links::Source;

/// How many elements may stand inside each other; text further down is kept without them.
pub const MAX_DEPTH: usize = 48;

/// What the writer of one document remembers on its way.
pub struct Ink {
    /// Who wrote the text.
    pub source: Source,
    /// The first heading of the highest level, taken out of an article.
    pub title: String,
    /// The other headings of an article.
    pub headings: Vec<Heading>,
    depth: usize,
    pub(super) inside_link: bool,
    pub(super) open_heading: Option<u8>,
    pub(super) outline: Vec<(u8, u8)>,
}

impl Ink {
    /// Starts a document.
    pub fn new(source: Source) -> Self {
        Self {
            source,
            title: String::new(),
            headings: Vec::new(),
            depth: 0,
            inside_link: false,
            open_heading: None,
            outline: Vec::new(),
        }
    }
}

/// What the Markdown library does with the children of a node.
pub type Painted = Result<ChildRendering, Error>;

/// Writes the start or the end of one node.
pub fn paint(out: &mut Context<Ink>, node: Node<'_>, entering: bool) -> Painted {
    if entering {
        out.user.depth += 1;
    }
    let painted = if out.user.depth > MAX_DEPTH { paint_flat(out, node, entering) } else { paint_node(out, node, entering) };
    if !entering {
        out.user.depth -= 1;
    }
    painted
}

fn paint_node(out: &mut Context<Ink>, node: Node<'_>, entering: bool) -> Painted {
    match &node.data().value {
        NodeValue::Link(link) => paint_link(out, node, link, entering),
        NodeValue::Image(image) if entering => paint_image(out, node, image),
        NodeValue::Heading(heading) => paint_heading(out, node, heading, entering),
        NodeValue::CodeBlock(code) if entering => {
            out.write_str("<pre tabindex=\"0\"><code>")?;
            out.escape(&code.literal)?;
            written(out.write_str("</code></pre>"))
        }
        NodeValue::HtmlBlock(block) if entering => written(paragraph(out, &block.literal)),
        NodeValue::HtmlInline(literal) if entering => written(out.escape(literal)),
        NodeValue::Subscript => written(out.write_str("~")),
        NodeValue::Table(_) if entering => {
            out.write_str("<div class=\"wide\" role=\"group\" tabindex=\"0\" aria-label=\"Table\">")?;
            format_node_default(out, node, true)
        }
        NodeValue::Table(_) => {
            format_node_default(out, node, false)?;
            written(out.write_str("</div>"))
        }
        NodeValue::TableCell if heads_nothing(node) => written(out.write_str(if entering { "<td>" } else { "</td>" })),
        NodeValue::Image(_) | NodeValue::CodeBlock(_) | NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_) => {
            Ok(ChildRendering::HTML)
        }
        _ => format_node_default(out, node, entering),
    }
}

/// Goes on to the children.
pub fn written(done: Result<(), Error>) -> Painted {
    done.map(|()| ChildRendering::HTML)
}

/// Writes plain text as one paragraph that keeps its lines.
pub fn paragraph(out: &mut dyn Write, text: &str) -> Result<(), Error> {
    out.write_str("<p>")?;
    for (index, line) in text.trim_end().lines().enumerate() {
        if index > 0 {
            out.write_str("<br />")?;
        }
        comrak::html::escape(out, line)?;
    }
    out.write_str("</p>")
}

/// A header cell without words would be read out as a nameless header.
fn heads_nothing(cell: Node<'_>) -> bool {
    let in_header = cell.parent().is_some_and(|row| matches!(row.data().value, NodeValue::TableRow(true)));
    in_header && cell.first_child().is_none()
}

fn paint_flat(out: &mut Context<Ink>, node: Node<'_>, entering: bool) -> Painted {
    if !entering {
        return Ok(ChildRendering::HTML);
    }
    written(match &node.data().value {
        NodeValue::Text(text) => out.escape(text),
        NodeValue::Code(code) => out.escape(&code.literal),
        NodeValue::CodeBlock(code) => out.escape(&code.literal),
        NodeValue::HtmlBlock(block) => out.escape(&block.literal),
        NodeValue::HtmlInline(literal) => out.escape(literal),
        NodeValue::Raw(ours) => out.write_str(ours),
        NodeValue::Emph | NodeValue::Strong | NodeValue::Strikethrough | NodeValue::Escaped => Ok(()),
        _ => out.write_str("\n"),
    })
}

//! What a visitor can follow and send, read from the pages as they came.

/// A form with what stands in it; one for each of its buttons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundForm {
    pub post: bool,
    pub action: String,
    pub fields: Vec<(String, String)>,
}

/// Tags with their attributes, decoded, in order; text is left out.
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// All addresses of this site that the page leads to, without their anchors.
pub fn links(html: &str) -> Vec<String> {
    let mut found: Vec<_> = tags(html)
        .iter()
        .flat_map(|tag| ["href", "src"].map(|name| tag.get(name).unwrap_or_default().to_owned()))
        .filter(|address| address.starts_with('/') && !address.starts_with("//"))
        .map(|address| address.split('#').next().unwrap_or_default().to_owned())
        .collect();
    found.sort();
    found.dedup();
    found
}

/// All forms of the page at this address, each as it would be sent by each of its buttons.
pub fn forms(html: &str, here: &str) -> Vec<FoundForm> {
    let (mut found, mut open) = (Vec::new(), None::<(FoundForm, Vec<(String, String)>)>);
    for tag in tags(html) {
        match tag.name.as_str() {
            "form" => {
                let action = tag.get("action").filter(|action| !action.is_empty()).unwrap_or(here).to_owned();
                let post = tag.get("method").is_some_and(|method| method.eq_ignore_ascii_case("post"));
                open = Some((FoundForm { post, action, fields: Vec::new() }, Vec::new()));
            }
            "/form" => {
                if let Some((form, buttons)) = open.take() {
                    found.extend(sent(form, &buttons));
                }
            }
            _ => {
                if let Some((form, buttons)) = &mut open {
                    gather(&tag, &mut form.fields, buttons);
                }
            }
        }
    }
    found
}

fn sent(form: FoundForm, buttons: &[(String, String)]) -> Vec<FoundForm> {
    if buttons.is_empty() {
        return vec![form];
    }
    let with = |button: &(String, String)| {
        let mut one = form.clone();
        one.fields.push(button.clone());
        one
    };
    buttons.iter().map(with).collect()
}

/// A choice keeps its first value; radios and boxes are taken as they come.
fn gather(tag: &Tag, fields: &mut Vec<(String, String)>, buttons: &mut Vec<(String, String)>) {
    let value = tag.get("value").unwrap_or_default().to_owned();
    let Some(name) = tag.get("name").map(str::to_owned) else {
        if tag.name == "option" && !value.is_empty() {
            // The select came before its options.
            if let Some(last) = fields.last_mut().filter(|(_, value)| value.is_empty()) {
                last.1 = value;
            }
        }
        return;
    };
    if fields.iter().any(|(known, _)| *known == name) && tag.name != "button" {
        return;
    }
    match tag.name.as_str() {
        "button" => buttons.push((name, value)),
        "input" | "select" | "textarea" => fields.push((name, value)),
        _ => {}
    }
}

fn tags(html: &str) -> Vec<Tag> {
    html.split('<')
        .skip(1)
        .filter_map(|piece| {
            let (inside, _) = piece.split_once('>')?;
            let (name, rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
            Some(Tag { name: name.to_lowercase(), attributes: attributes(rest) })
        })
        .collect()
}

fn attributes(text: &str) -> Vec<(String, String)> {
    let (mut found, mut rest) = (Vec::new(), text.trim());
    while !rest.is_empty() {
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let name = rest[..end].to_lowercase();
        rest = rest[end..].trim_start();
        if let Some(after) = rest.strip_prefix("=\"") {
            let (value, after) = after.split_once('"').unwrap_or((after, ""));
            found.push((name, decoded(value)));
            rest = after.trim_start();
        } else {
            rest = rest.strip_prefix('=').unwrap_or(rest).trim_start();
            found.push((name, String::new()));
        }
        if end == 0 {
            break;
        }
    }
    found
}

/// The few entities that our pages write.
fn decoded(value: &str) -> String {
    value.replace("&quot;", "\"").replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[test]
fn links_and_forms_are_read_as_a_browser_would() {
    let page = "<a href=\"/a?b=1&amp;c=2#d\">x</a><a href=\"https://b.example\">y</a>\
        <form method=\"post\" action=\"/f\"><input type=\"hidden\" name=\"key\" value=\"k\" /><textarea name=\"body\"></textarea>\
        <select name=\"to\"><option value=\"\">-</option><option value=\"one\">1</option></select>\
        <button name=\"deed\" value=\"x\">X</button><button name=\"deed\" value=\"y\">Y</button></form>";
    assert_eq!(links(page), ["/a?b=1&c=2"]);
    let found = forms(page, "/here");
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let fields = vec![pair("key", "k"), pair("body", ""), pair("to", "one")];
    let with = |deed| [fields.clone(), vec![pair("deed", deed)]].concat();
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|form| form.post && form.action == "/f"));
    assert_eq!(found.iter().map(|form| form.fields.clone()).collect::<Vec<_>>(), [with("x"), with("y")]);
}

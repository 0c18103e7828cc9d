//! Just enough SQL to see what a statement reads.

use std::collections::BTreeSet;

/// Views that everybody may read, since they show a door and nothing behind it.
const OPEN_VIEWS: [&str; 1] = ["seen_doors"];
/// The site's own notes hold nothing of anybody.
const OPEN_TABLES: [&str; 1] = ["site"];
const AFTER_SOURCES: [&str; 9] = ["where", "group", "order", "limit", "having", "returning", "set", "values", "window"];
const NO_ALIAS: [&str; 9] = ["on", "join", "left", "inner", "cross", "natural", "using", "union", "full"];

/// What must not be read directly, and what must be read as somebody.
pub struct Guard {
    tables: BTreeSet<String>,
    views: BTreeSet<String>,
}

/// What is wrong with a statement, and the reasons for which its selects are let pass.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    pub leaks: Vec<String>,
    pub exempt: Vec<String>,
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Word(String),
    Bind(String),
    Comment(String),
    Sign(char),
}

#[derive(Default)]
struct Scope {
    exempt: bool,
    select: bool,
    in_from: bool,
    expecting: bool,
    sources: Vec<(String, String)>,
    own: Vec<Token>,
}

impl Guard {
    /// Reads the names of tables and views from their definitions.
    pub fn new(tables: &str, views: &str) -> Self {
        let names = |text: &str, mark: &str| -> BTreeSet<String> {
            text.split(mark).skip(1).filter_map(|rest| rest.split_whitespace().next()).map(str::to_owned).collect()
        };
        let mut tables = names(tables, "create table ");
        tables.retain(|name| !OPEN_TABLES.contains(&name.as_str()));
        Self { tables, views: names(views, "create view ") }
    }

    /// Judges one statement.
    pub fn judge(&self, sql: &str) -> Verdict {
        let tokens = tokens(sql);
        let mut verdict = Verdict::default();
        let mut open = vec![Scope::default()];
        let mut before: Option<&Token> = None;
        for (at, token) in tokens.iter().enumerate() {
            let next = tokens.get(at + 1);
            match token {
                Token::Comment(_) => {}
                Token::Sign('(') => {
                    let Some(outer) = open.last_mut() else { break };
                    let inner =
                        Scope { exempt: outer.exempt, in_from: outer.expecting, expecting: outer.expecting, ..Scope::default() };
                    outer.expecting = false;
                    open.push(inner);
                }
                Token::Sign(')') => {
                    if let Some(closed) = open.pop() {
                        self.close(&closed, &mut verdict);
                    }
                }
                token => {
                    let Some(scope) = open.last_mut() else { break };
                    scope.take(token, before, next, &mut verdict);
                }
            }
            before = Some(token);
        }
        while let Some(closed) = open.pop() {
            self.close(&closed, &mut verdict);
        }
        verdict
    }

    fn close(&self, scope: &Scope, verdict: &mut Verdict) {
        if scope.exempt {
            return;
        }
        let seen: Vec<_> = scope.sources.iter().filter(|(table, _)| self.views.contains(table)).collect();
        for (table, alias) in &scope.sources {
            if self.tables.contains(table) {
                verdict.leaks.push(format!("reads {table}"));
            }
            let open = !self.views.contains(table) || OPEN_VIEWS.contains(&table.as_str());
            if !open && !scope.binds(alias, seen.len() == 1) {
                verdict.leaks.push(format!("reads {table} as nobody"));
            }
        }
        if !seen.is_empty() && scope.own.contains(&Token::Word("or".into())) {
            verdict.leaks.push("reads a view with an or beside its viewer".into());
        }
    }
}

impl Scope {
    fn take(&mut self, token: &Token, before: Option<&Token>, next: Option<&Token>, verdict: &mut Verdict) {
        if let Token::Word(word) = token {
            match word.as_str() {
                "with" => self.excuse(before, verdict),
                "select" => self.begin(before, verdict),
                "from" if before == Some(&Token::Word("delete".into())) => {}
                "from" | "join" => (self.in_from, self.expecting) = (true, true),
                word if AFTER_SOURCES.contains(&word) => (self.in_from, self.expecting) = (false, false),
                // Of a dotted name, the last part counts.
                _ if self.expecting && next == Some(&Token::Sign('.')) => {}
                word if self.expecting => {
                    self.sources.push((word.to_owned(), word.to_owned()));
                    self.expecting = false;
                }
                "as" => {}
                word if self.in_from && self.names_source(before) && !NO_ALIAS.contains(&word) => {
                    if let Some((_, alias)) = self.sources.last_mut() {
                        *alias = word.to_owned();
                    }
                }
                _ => {}
            }
        }
        if *token == Token::Sign(',') && self.in_from {
            self.expecting = true;
        }
        self.own.push(token.clone());
    }

    fn begin(&mut self, before: Option<&Token>, verdict: &mut Verdict) {
        if self.select && !self.exempt {
            verdict.leaks.push("joins two selects, which this lock cannot judge".into());
        }
        (self.select, self.in_from, self.expecting) = (true, false, false);
        self.excuse(before, verdict);
    }

    /// A comment right before lets the select pass, and what is inside it, if it says why.
    fn excuse(&mut self, before: Option<&Token>, verdict: &mut Verdict) {
        if let Some(Token::Comment(text)) = before
            && let Some(why) = text.strip_prefix("as the site:").map(str::trim).filter(|why| !why.is_empty())
        {
            self.exempt = true;
            verdict.exempt.push(why.to_owned());
        }
    }

    /// Whether an alias of the last source may follow here.
    fn names_source(&self, before: Option<&Token>) -> bool {
        let Some(Token::Word(word)) = before else { return false };
        word == "as" || self.sources.last().is_some_and(|(table, alias)| table == alias && table == word)
    }

    /// Whether `viewer = $n` stands here for the source with this alias, and nothing turns it round.
    fn binds(&self, alias: &str, alone: bool) -> bool {
        let word = |at: usize, text: &str| self.own.get(at) == Some(&Token::Word(text.to_owned()));
        (0..self.own.len()).any(|at| {
            let bound = word(at, "viewer")
                && self.own.get(at + 1) == Some(&Token::Sign('='))
                && matches!(self.own.get(at + 2), Some(Token::Bind(_)));
            let dotted = at >= 2 && self.own[at - 1] == Token::Sign('.');
            let begins = if dotted { at - 2 } else { at };
            let fits = if dotted { word(at - 2, alias) } else { alone };
            let straight = begins > 0 && ["where", "and", "on"].iter().any(|before| word(begins - 1, before));
            bound && fits && straight
        })
    }
}

fn tokens(sql: &str) -> Vec<Token> {
    let (chars, mut at, mut found) = (sql.chars().collect::<Vec<_>>(), 0, Vec::new());
    let until =
        |from: usize, ends: &dyn Fn(char) -> bool| chars[from..].iter().position(|c| ends(*c)).map_or(chars.len(), |n| from + n);
    let text = |from: usize, to: usize| chars[from.min(to)..to.min(chars.len())].iter().collect::<String>().to_lowercase();
    while at < chars.len() {
        let (here, after) = (chars[at], chars.get(at + 1).copied());
        let name = |c: char| c.is_alphanumeric() || c == '_';
        match (here, after) {
            ('/', Some('*')) => {
                let end =
                    (at + 2..chars.len()).find(|&n| chars[n] == '*' && chars.get(n + 1) == Some(&'/')).unwrap_or(chars.len());
                found.push(Token::Comment(text(at + 2, end).trim().to_owned()));
                at = end + 2;
            }
            ('-', Some('-')) => at = until(at, &|c| c == '\n'),
            ('\'', _) => at = until(at + 1, &|c| c == '\'') + 1,
            ('"' | '`' | '[', _) => {
                let close = if here == '[' { ']' } else { here };
                let end = until(at + 1, &|c| c == close);
                found.push(Token::Word(text(at + 1, end)));
                at = end + 1;
            }
            ('$', _) => {
                let end = until(at + 1, &|c| !c.is_ascii_digit());
                found.push(Token::Bind(text(at, end)));
                at = end;
            }
            (c, _) if name(c) => {
                let end = until(at, &|c| !name(c));
                found.push(Token::Word(text(at, end)));
                at = end;
            }
            (c, _) => {
                if !c.is_whitespace() {
                    found.push(Token::Sign(c));
                }
                at += 1;
            }
        }
    }
    found
}

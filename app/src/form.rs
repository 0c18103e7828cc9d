//! Forms as browsers send them: read once, strictly; what was typed is kept when something is wrong.

use crate::fault::Fault;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use http::StatusCode;
use std::collections::BTreeMap;
use types::fault::FieldError;
use types::text::Wrong;

/// The largest form body in bytes: a post of 20,000 characters, each of which takes up to 12 bytes encoded.
pub const MOST_BYTES: usize = 512 * 1024;

/// The fields of a sent form, each once.
#[derive(Debug, Clone, Default)]
pub struct Form(BTreeMap<String, String>);

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        let kind = request.headers().get(http::header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !kind.starts_with("application/x-www-form-urlencoded") {
            return Err(Fault::Unreadable("This page takes only its own form.".to_owned()));
        }
        let body = Bytes::from_request(request, state)
            .await
            .map_err(|_| Fault::Unreadable("This is more than one form may hold. Please shorten the text.".to_owned()))?;
        let mut fields = BTreeMap::new();
        for (name, value) in pairs(&body)? {
            if fields.insert(name, value).is_some() {
                return Err(Fault::Unreadable(
                    "This form came with a field twice. Please reload the page and try again.".to_owned(),
                ));
            }
        }
        Ok(Self(fields))
    }
}

impl Form {
    /// Refuses fields that the form does not have.
    pub fn only(&self, names: &[&str]) -> Result<(), Fault> {
        if self.0.keys().all(|name| names.contains(&name.as_str())) {
            Ok(())
        } else {
            Err(Fault::Unreadable(
                "This form came with a field that it does not have. Please reload the page and try again.".to_owned(),
            ))
        }
    }

    /// The text of a field; empty when it was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// All fields that came, by name.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The fields with these words put in, for a form that opens with something in it.
    pub fn with(values: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        Self(values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }
}

/// Collects what is wrong with each field, so that all of it is told at once.
#[derive(Default)]
pub struct Check(Vec<FieldError>);

impl Check {
    /// Reads a field as a checked text, or notes what is wrong with it.
    pub fn read<T: for<'a> TryFrom<&'a str, Error = Wrong>>(&mut self, form: &Form, field: &str) -> Option<T> {
        T::try_from(form.text(field)).map_err(|wrong| self.note(field, &wrong.0)).ok()
    }

    /// Notes a sentence beside a field.
    pub fn note(&mut self, field: &str, sentence: &str) {
        self.0.push(FieldError::new(field, sentence));
    }

    /// Everything that is wrong, if anything is.
    pub fn done(self) -> Result<(), Fault> {
        if self.0.is_empty() { Ok(()) } else { Err(Fault::Wrong(self.0)) }
    }

    /// The fault for the rest of a check that found something.
    pub fn fault(self) -> Fault {
        Fault::Wrong(self.0)
    }
}

/// A form on screen: what stands in its fields, and what is wrong with them.
#[derive(Debug, Clone, Default)]
pub struct Filled {
    form: Form,
    errors: Vec<FieldError>,
    /// A sentence about the whole form, above it.
    pub trouble: Option<String>,
    pub status: StatusCode,
    /// Seconds after which sending it again makes sense.
    pub retry_after: Option<u64>,
}

impl Filled {
    /// A form that opens with these values.
    pub fn with(form: Form) -> Self {
        Self { form, ..Self::default() }
    }

    /// The form again after a fault, with everything that was typed; a thing that is not there has no form.
    pub fn again(form: Form, fault: Fault) -> Result<Self, Fault> {
        let (status, retry_after) = (fault.status(), fault.retry_after());
        match fault {
            Fault::NotFound | Fault::Broken(_) => Err(fault),
            Fault::Wrong(errors) => Ok(Self { form, errors, trouble: None, status, retry_after }),
            other => Ok(Self { form, errors: Vec::new(), trouble: Some(other.sentence()), status, retry_after }),
        }
    }

    /// The same without what was typed into one field, which is typed anew each time.
    pub fn without(filled: &Self, field: &str) -> Self {
        let mut same = filled.clone();
        same.form.0.remove(field);
        same
    }

    /// What stands in a field.
    pub fn value(&self, field: &str) -> String {
        self.form.text(field).to_owned()
    }

    /// Whether this field stands in the form, be it empty.
    pub fn holds(&self, field: &str) -> bool {
        self.form.0.contains_key(field)
    }

    /// What is wrong with a field.
    pub fn error(&self, field: &str) -> Option<String> {
        self.errors.iter().find(|wrong| wrong.field == field).map(|wrong| wrong.sentence.clone())
    }

    /// All that is wrong, for the summary on top.
    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }
}

impl From<&Filled> for Filled {
    /// Parts of a page take the form by value; it is small.
    fn from(filled: &Filled) -> Self {
        filled.clone()
    }
}

/// Decodes `a=b&c=d`; bad UTF-8 and NUL are refused rather than guessed.
pub fn pairs(body: &[u8]) -> Result<Vec<(String, String)>, Fault> {
    let decode = |part: &[u8]| {
        let spaced: Vec<u8> = part.iter().map(|b| if *b == b'+' { b' ' } else { *b }).collect();
        let bytes: Vec<u8> = percent_encoding::percent_decode(&spaced).collect();
        String::from_utf8(bytes)
            .map_err(|_| Fault::Unreadable("This came in an encoding that we cannot read; please use UTF-8.".to_owned()))
    };
    body.split(|b| *b == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let mut halves = pair.splitn(2, |b| *b == b'=');
            let (name, value) = (halves.next().unwrap_or_default(), halves.next().unwrap_or_default());
            Ok((decode(name)?, decode(value)?))
        })
        .collect()
}

/// A text made fit for one part of an address.
pub fn escape(text: &str) -> String {
    const KEPT: &percent_encoding::AsciiSet =
        &percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b'/');
    percent_encoding::utf8_percent_encode(text, KEPT).to_string()
}

/// Where to go after signing in: only addresses of this site.
pub fn local(address: &str) -> Option<&str> {
    let good = address.starts_with('/') && !address.starts_with("//") && !address.contains(['\\', '\n', '\r', '\t']);
    good.then_some(address)
}

#[cfg(test)]
mod tests {
    use super::{escape, local, pairs};

    #[test]
    fn a_form_is_read_as_it_was_sent() {
        assert_eq!(
            pairs(b"a=1+2&b=%C3%A9&c"),
            Ok(vec![("a".into(), "1 2".into()), ("b".into(), "é".into()), ("c".into(), String::new())])
        );
        assert!(pairs(b"a=%ff").is_err());
    }

    #[test]
    fn only_local_addresses_are_followed() {
        assert_eq!(local("/my?x=1"), Some("/my?x=1"));
        for elsewhere in ["https://x.example", "//x.example", "/\\x.example", "javascript:x", "", "my"] {
            assert_eq!(local(elsewhere), None, "{elsewhere}");
        }
    }

    #[test]
    fn names_with_spaces_and_slashes_stay_one_part() {
        assert_eq!(escape("J. Doe?x=1&y"), "J.%20Doe%3Fx%3D1%26y");
    }
}

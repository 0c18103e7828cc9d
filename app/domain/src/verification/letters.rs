//! Letters of verification: kind, and without a name or a number.

use crate::db::Tx;
use crate::fault::Result;
use crate::letters;
use types::verification::{Assurance, CaseKind};

/// A letter by its words.
pub(crate) struct Words {
    pub(crate) kind: &'static str,
    pub(crate) subject: &'static str,
    pub(crate) text: String,
}

const LET_IN: &str = "your GMC number and your name match the register: the doctors' forums are open to you.";
const UNCONFIRMED: &str = "Until we know that it is really you, your posts there say \"Register match, identity not confirmed\". There are two ways to change that: use an institutional address (such as one of the NHS or a university) for your account, or offer a document in \"My doc2doc\" under \"Verification\".";

/// Number and name match.
pub(crate) fn welcome(assurance: Assurance) -> Words {
    let text = if assurance == Assurance::Provisional { format!("{LET_IN}\n\n{UNCONFIRMED}") } else { LET_IN.to_owned() };
    Words { kind: "doctor-welcome", subject: "The doctors' forums are open to you", text }
}

/// The one answer to every claim that staff look into.
pub(crate) fn checking() -> Words {
    Words {
        kind: "case-opened",
        subject: "We check this and write to you",
        text: "thank you. A colleague looks into your registration and writes to you within 72 hours. You need not do anything until then; the open forums are yours meanwhile.\n\nYou see how far it is, and can add documents, in \"My doc2doc\" under \"Verification\".".to_owned(),
    }
}

/// What was sent by a doctor who is known already.
pub(crate) fn received() -> Words {
    Words {
        kind: "case-opened",
        subject: "We have what you sent",
        text: "thank you for your answer. A colleague looks at it and writes to you within 72 hours.".to_owned(),
    }
}

/// Staff need something more.
pub(crate) fn asked(words: &str) -> Words {
    Words {
        kind: "case-asked",
        subject: "A question about your verification",
        text: format!(
            "a colleague has looked at your verification and asks:\n\n{words}\n\nPlease answer in \"My doc2doc\" under \"Verification\" within 30 days. Documents can be added there; only verifiers see them."
        ),
    }
}

/// The seat is given, or confirmed.
pub(crate) fn granted(kind: CaseKind, words: &str) -> Words {
    let first = match kind {
        CaseKind::Register | CaseKind::Elsewhere => "you have been verified: the doctors' forums are open to you.",
        CaseKind::Proof => "thank you for your proof. Your posts in the doctors' forums now show that it has been seen.",
        CaseKind::Check => "thank you for answering our check. All is well, and the doctors' forums are open to you.",
    };
    Words {
        kind: "case-granted",
        subject: "Your verification is done",
        text: format!("{first}\n\nThe verifier's words: {words}\n\nDocuments you sent are erased 30 days from now."),
    }
}

/// The seat is not given, or taken.
pub(crate) fn refused(kind: CaseKind, words: &str) -> Words {
    let first = match kind {
        CaseKind::Register | CaseKind::Elsewhere => "we are sorry: with what we have we could not verify you as a doctor yet.",
        CaseKind::Proof | CaseKind::Check => {
            "we are sorry: with what we have we cannot tell that you are the doctor the register names, so the doctors' forums are closed to you for now. Everything else, and all that you wrote, stays as it is."
        }
    };
    Words {
        kind: "case-refused",
        subject: "About your verification",
        text: format!(
            "{first}\n\nThe reason: {words}\n\nYou can try again at any time in \"My doc2doc\" under \"Verification\": a document, or an entry that has been put right, often helps. If you think that we are mistaken, please write to community@doc2doc.example; a person reads it."
        ),
    }
}

/// A random check begins.
pub(crate) fn check() -> Words {
    Words {
        kind: "check",
        subject: "A small request: please confirm your registration",
        text: "every week a few members are picked at random and asked to confirm that they are who the register says. This time it is you. Please don't be offended: nobody has complained, and nothing is suspected. It is how all of us can rely on the doctors' forums being for doctors.\n\nPlease answer in \"My doc2doc\" under \"Verification\" within 30 days. A line and a photograph of a work badge or a certificate are enough; only verifiers see them, and they are erased 30 days after the check.".to_owned(),
    }
}

/// An answer is awaited until soon.
pub(crate) fn reminder(kind: CaseKind, days: i64) -> Words {
    let after = if kind == CaseKind::Check {
        "Without an answer the doctors' forums close to you then, until you answer; nothing else changes."
    } else {
        "Without an answer we close the case then; you can begin anew at any time."
    };
    Words {
        kind: "case-reminder",
        subject: "A reminder about your verification",
        text: format!(
            "this is a friendly reminder: we still hope for your answer in \"My doc2doc\" under \"Verification\", within {days} days. {after}"
        ),
    }
}

/// A check went unanswered.
pub(crate) fn suspended() -> Words {
    Words {
        kind: "check-suspended",
        subject: "The doctors' forums are paused for you",
        text: "we asked you to confirm your registration and have not heard from you; perhaps our letters went astray. Until you answer, the doctors' forums are closed to you. Your account, everything you wrote and all open forums stay as they are.\n\nAnswering still works: please go to \"Verification\" in \"My doc2doc\". As soon as a colleague has seen your answer, the doctors' forums are open again.".to_owned(),
    }
}

/// A question went unanswered.
pub(crate) fn closed() -> Words {
    Words {
        kind: "case-closed",
        subject: "We have closed your case for now",
        text: "we had a question about your verification and have not heard from you, so we have closed the case and erase what you sent in 30 days. You can begin anew at any time in \"My doc2doc\" under \"Verification\".".to_owned(),
    }
}

/// An institutional address has become the account's.
pub(crate) fn confirmed() -> Words {
    Words {
        kind: "doctor-confirmed",
        subject: "Your registration is confirmed",
        text: "your account now has an institutional address, and that confirms your registration. Your posts in the doctors' forums say \"Register match\" from now on.".to_owned(),
    }
}

/// The newest list of the register shows no registration that allows practice.
pub(crate) fn demoted() -> Words {
    Words {
        kind: "register-demotion",
        subject: "The doctors' forums are closed to you for now",
        text: "we compare our doctors with the list of the General Medical Council. Today's list no longer shows a registration that allows practice under the number you gave us, so the doctors' forums are closed to you for now. What you wrote there is kept, and everything else on doc2doc stays open to you.\n\nThis happens for many good reasons, from retiring to moving abroad, and lists have mistakes too. If this is one, or if you are registered elsewhere, please sign in, open \"My doc2doc\", then \"Verification\", and tell us there. We answer within 72 hours.".to_owned(),
    }
}

/// The seat has been taken by hand.
pub(crate) fn unseated() -> Words {
    Words {
        kind: "unseated",
        subject: "Your seat in the doctors' forums",
        text: "the community team has closed the doctors' forums for you for now. What you wrote there is kept, and everything else on doc2doc stays open to you.\n\nIf you are registered and may practise, the way back is short: sign in, open \"My doc2doc\", then \"Verification\", and show us your registration there. We answer within 72 hours.\n\nIf this comes as a surprise, please write to community@doc2doc.example. We would rather hear from you than lose you.".to_owned(),
    }
}

/// Writes to a member, whichever address they have now.
pub(crate) async fn write(tx: &mut Tx<'_>, account: i64, words: Words) -> Result<()> {
    let text = format!("Dear colleague,\n\n{}\n\ndoc2doc\n", words.text);
    letters::to_member(tx, account, words.kind, words.subject, &text).await
}

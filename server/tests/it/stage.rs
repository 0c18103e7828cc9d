//! The cast's community behind the whole router, with everything hidden that there is; each hidden fact has a word of its own.

use crate::house::{House, Tried};
use domain::cast::{CLOSED, OPEN, PASSWORD, World, address, text, world};
use domain::communities::{codes, invitations, joining, requests};
use domain::db::Tx;
use domain::desk::seats::seat_doctor;
use domain::fault::Fault;
use domain::forums::moderate::{Deed, moderate};
use domain::members::account;
use domain::members::register::{Registration, register};
use domain::members::sign_in::sign_in;
use domain::verification::apply::{Application, apply};
use domain::verification::{desk_cases, desk_list, evidence, mine};
use domain::viewer::Viewer;
use types::ids::{CaseId, RequestId};
use types::members::Visibility;
use types::text::{About, CaseWords, Email, ForumName, JoinWords, NewPassword, Purpose, RealName, Reason, ScreenName};

/// Everybody, the guest first; then somebody who has registered and not confirmed their address.
pub const PEOPLE: [&str; 17] = [
    "Gus", "Una", "Stella", "Wren", "Pavel", "Mabel", "Marlow", "Hedda", "Prue", "Xavier", "Olga", "Milo", "Cora", "Xena",
    "Vera", "Edie", "Tessa",
];

/// The furnished community. Things have marks, such as `{doctors}` for the address of the thread that only doctors read.
pub struct Stage {
    pub house: House,
    pub world: World,
    pub things: Vec<(&'static str, String)>,
}

impl Stage {
    /// Opens and furnishes the community; without what is hidden, everything else is the same to the last number.
    pub async fn open(hidden: bool) -> Tried<Self> {
        let world = world().await?;
        let mut things = open_things(&world).await?;
        if hidden {
            things.extend(hidden_things(&world).await?);
        }
        // What was hidden has taken its numbers; the next are alike in both worlds.
        world.clock.skip_ids(1_000_000);
        world.start(&world.stella, OPEN, "After all that", "The day goes on").await?;
        let house = House::of(&world)?;
        Ok(Self { house, world, things })
    }

    /// The same community once more, where what has been done since is not done.
    pub async fn again(&self) -> Tried<House> {
        let (dir, db) = self.world.copy().await?;
        House::with(db, self.world.key.clone(), dir)
    }

    /// The cookie header of somebody in the cast; empty for the guest.
    pub fn cookie(&self, name: &str) -> String {
        self.world.cookie_header(name)
    }

    /// An address or a form with its marks filled in.
    pub fn filled(&self, template: &str) -> String {
        self.things.iter().fold(template.to_owned(), |text, (mark, thing)| text.replace(mark, thing))
    }
}

/// Runs one piece of work for everybody, two at a time, and gives what came of each in their order.
pub fn for_everybody<T: Send>(work: impl AsyncFn(&'static str) -> Tried<T> + Sync) -> Tried<Vec<T>> {
    let half = &|rest: usize| -> Tried<Vec<(usize, T)>> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let mine = PEOPLE.iter().enumerate().filter(|(number, _)| number % 2 == rest);
        mine.map(|(number, name)| Ok((number, runtime.block_on(work(name))?))).collect()
    };
    let halves = std::thread::scope(|scope| {
        let threads = [0, 1].map(|rest| scope.spawn(move || half(rest)));
        threads.map(|thread| thread.join().unwrap_or_else(|_| Err("somebody's work broke".into())))
    });
    let mut all: Vec<_> = halves.into_iter().collect::<Tried<Vec<_>>>()?.into_iter().flatten().collect();
    all.sort_by_key(|(number, _)| *number);
    Ok(all.into_iter().map(|(_, told)| told).collect())
}

async fn open_things(w: &World) -> Tried<Vec<(&'static str, String)>> {
    let open = w.start(&w.stella, OPEN, "An open question", "Anybody may read this").await?;
    let reply = w.reply(&w.wren, open.thread, "And I have").await?;
    let post = w.post(&w.wren, &reply).await?;
    w.edit(&w.wren, post, "And so have I").await?;
    let locked = w.start(&w.wren, OPEN, "A locked one", "Enough said").await?;
    w.db.act(&w.mabel, async |tx: &mut Tx<'_>| moderate(tx, locked.thread, Deed::Lock).await).await?;
    unconfirmed(w).await?;
    let about = text(About::try_from("Hermitword is what I tell nobody"))?;
    w.db.act(&w.edie, async |tx: &mut Tx<'_>| {
        account::describe(tx, &about).await?;
        account::show_to(tx, Visibility::Nobody).await
    })
    .await?;
    Ok(vec![
        ("{open}", format!("{}/{}", open.thread, open.slug)),
        ("{open-thread}", open.thread.to_string()),
        ("{open-post}", post.to_string()),
        ("{locked}", format!("{}/{}", locked.thread, locked.slug)),
        ("{listed}", w.listed.clone()),
    ])
}

/// Una has registered; without the link in her letter she cannot sign in, so she comes as a guest.
async fn unconfirmed(w: &World) -> Tried {
    let una = Registration {
        email: text(Email::try_from(address("Una").as_str()))?,
        screen_name: text(ScreenName::try_from("Una"))?,
        password: text(NewPassword::try_from(PASSWORD))?,
        real_name: text(RealName::try_from("Una of the Cast"))?,
        country: "GB".to_owned(),
        profession: "Doctor".to_owned(),
        specialty: String::new(),
        grade: String::new(),
        gmc_number: None,
    };
    register(&w.db, &w.key, "http://localhost:3000", una).await?;
    let entry = sign_in(&w.db, &w.key, &address("Una"), PASSWORD, "A test", false).await;
    assert!(matches!(entry, Err(Fault::Wrong(_))), "an unconfirmed address opens no session");
    Ok(())
}

async fn hidden_things(w: &World) -> Tried<Vec<(&'static str, String)>> {
    let mut things = threads(w).await?;
    things.extend(communities(w).await?);
    things.extend(verification(w).await?);
    let reason = text(Reason::try_from("Reasongiven at the desk"))?;
    for seated in [false, true] {
        w.db.act(&w.hedda, async |tx: &mut Tx<'_>| seat_doctor(tx, "Marlow", seated, &reason).await).await?;
    }
    Ok(things)
}

async fn threads(w: &World) -> Tried<Vec<(&'static str, String)>> {
    let mut things = vec![("{unlisted}", w.unlisted.clone())];
    let places = [
        (["{doctors}", "{doctors-thread}", "{doctors-post}"], CLOSED, &w.pavel, ["Quillfeather case", "Oldsaddle", "Marrowbone"]),
        (["{harbour}", "{harbour-thread}", "{harbour-post}"], &w.listed, &w.cora, ["Lanternfish news", "Tidewrack", "Low tide"]),
        (["{cellar}", "{cellar-thread}", "{cellar-post}"], &w.unlisted, &w.olga, ["Candlewick hour", "Candlewick", "It burns"]),
    ];
    for ([address, thread, mark], forum, author, [title, first, body]) in places {
        let landing = w.start(author, forum, title, first).await?;
        let post = w.post(author, &landing).await?;
        w.edit(author, post, body).await?;
        let gone = w.reply(author, landing.thread, "Gonewithwind").await?;
        let gone = w.post(author, &gone).await?;
        w.withdraw(author, gone).await?;
        w.subscribe(author, landing.thread).await?;
        things.push((address, format!("{}/{}", landing.thread, landing.slug)));
        things.push((thread, landing.thread.to_string()));
        things.push((mark, post.to_string()));
    }
    Ok(things)
}

async fn communities(w: &World) -> Tried<Vec<(&'static str, String)>> {
    let words = text(JoinWords::try_from("Pleaseletmein, I pray"))?;
    let listed = w.listed.as_str();
    w.db.act(&w.wren, async |tx: &mut Tx<'_>| joining::ask(tx, listed, &words).await).await?;
    w.db.act(&w.olga, async |tx: &mut Tx<'_>| invitations::invite(tx, &w.unlisted, "Tessa").await).await?;
    let code = w.db.act(&w.olga, async |tx: &mut Tx<'_>| codes::make(tx, &w.unlisted).await).await?;
    let invitation = w.db.look(&w.tessa, async |tx: &mut Tx<'_>| invitations::mine(tx).await).await?;
    let invitation = invitation.first().ok_or("no invitation")?.id;
    let belfry = request(w, &w.tessa, "Belfry", "Bellrope pulling").await?;
    let orangery = request(w, &w.edie, "Orangery", "Growing lemons").await?;
    let reason = text(Reason::try_from("A good idea"))?;
    w.db.act(&w.hedda, async |tx: &mut Tx<'_>| requests::decide(tx, orangery, true, &reason).await).await?;
    Ok(vec![("{code}", code.as_str().to_owned()), ("{invitation}", invitation.to_string()), ("{request}", belfry.to_string())])
}

async fn request(w: &World, who: &Viewer, name: &str, purpose: &str) -> Tried<RequestId> {
    let new = requests::NewRequest {
        name: text(ForumName::try_from(name))?,
        purpose: text(Purpose::try_from(purpose))?,
        for_whom: text(Purpose::try_from("A few of us"))?,
        listed: false,
    };
    w.db.act(who, async |tx: &mut Tx<'_>| requests::request(tx, &new).await).await?;
    let mine = w.db.look(who, async |tx: &mut Tx<'_>| requests::mine(tx).await).await?;
    Ok(mine.first().ok_or("no request")?.id)
}

/// Xena's application, which Vera has asked about, with a document.
async fn verification(w: &World) -> Tried<Vec<(&'static str, String)>> {
    let application = Application {
        body: "npi".to_owned(),
        number: "1728394564".to_owned(),
        job_title: "Registrar".to_owned(),
        address: "Thornfield Infirmary, 1 Long Road".to_owned(),
        telephone: "+1 555 0100".to_owned(),
        website: "https://thornfield.example".to_owned(),
        registrations: String::new(),
    };
    w.db.act(&w.xena, async |tx: &mut Tx<'_>| apply(tx, &application).await).await?;
    let pdf = b"%PDF-1.4 Parchmentseen";
    w.db.act(&w.xena, async |tx: &mut Tx<'_>| evidence::add(tx, pdf).await).await?;
    let case = first_case(w).await?;
    let words = text(CaseWords::try_from("Tellusmore of your work"))?;
    w.db.act(&w.vera, async |tx: &mut Tx<'_>| {
        domain::verification::decide::decide(tx, case, domain::verification::decide::Decision::Ask, &words).await
    })
    .await?;
    w.db.act(&w.xena, async |tx: &mut Tx<'_>| mine::answer(tx, &words).await).await?;
    let opened = w.db.look(&w.vera, async |tx: &mut Tx<'_>| desk_cases::case(tx, case).await).await?;
    let document = opened.documents.first().ok_or("no document")?.id;
    Ok(vec![("{case}", case.to_string()), ("{evidence}", document.to_string())])
}

async fn first_case(w: &World) -> Tried<CaseId> {
    let list = w.db.look(&w.vera, async |tx: &mut Tx<'_>| desk_list::list(tx).await).await?;
    Ok(list.live.first().ok_or(Fault::NotFound)?.id)
}

use crate::fault::Fault;
use crate::request::Ask;
use crate::throttle::Action;
use domain::db::Tx;
use domain::forums::names::complete;
use types::drafts::Place;
use types::fault::Refusal;

/// Whom a mention may mean that begins like this.
pub async fn names(ask: &Ask, place: &str, begins: &str) -> Result<Vec<String>, Fault> {
    if ask.viewer().is_guest() {
        return Err(Fault::Refused(Refusal::SignIn));
    }
    ask.throttle(Action::Names)?;
    let place = Place::read(place).ok_or(Fault::NotFound)?;
    ask.look(async |tx: &mut Tx<'_>| complete(tx, &place, begins).await).await
}

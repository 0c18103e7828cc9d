//! Limits belong to actions, not to addresses of pages. None of them is keyed by the person an action is aimed at.

use crate::fault::Fault;
use crate::upload::places::Places;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

/// What is limited (numbers: security.md 1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    SignIn,
    /// The second step of it; each right password has only a few tries as well.
    Second,
    /// Challenges for passkeys.
    Passkey,
    Recover,
    Register,
    Post,
    Preview,
    /// Names offered while a mention is written.
    Names,
    /// Unsent texts on their way to the server.
    Draft,
    /// Claims and applications for the doctors' forums.
    Verify,
    Upload,
    Search,
}

/// All limits of one server, counted in memory.
pub struct Throttles {
    sign_in: Limit,
    sign_in_hour: Limit,
    second: Limit,
    passkey: Limit,
    recover: Limit,
    register: Limit,
    post: Limit,
    preview: Limit,
    names: Limit,
    draft: Limit,
    verify: Limit,
    upload: Limit,
    search: Limit,
    guest_search: Limit,
    /// For files on their way.
    pub places: Places,
    off: bool,
}

type Limit = DefaultKeyedRateLimiter<String>;

impl Throttles {
    /// The site's limits; `off` only for tests and benchmarks on this machine.
    pub fn new(off: bool) -> Self {
        let minutes = |count: u64| Duration::from_secs(60 * count);
        Self {
            sign_in: limit(5, minutes(1)),
            sign_in_hour: limit(25, minutes(60)),
            second: limit(10, minutes(1)),
            passkey: limit(20, minutes(1)),
            recover: limit(5, minutes(30)),
            register: limit(5, minutes(30)),
            post: limit(30, minutes(60)),
            preview: limit(60, minutes(1)),
            names: limit(120, minutes(1)),
            draft: limit(300, minutes(10)),
            verify: limit(5, minutes(30)),
            upload: limit(30, minutes(30)),
            search: limit(60, minutes(1)),
            guest_search: limit(30, minutes(1)),
            places: Places::default(),
            off,
        }
    }

    /// Counts one action; TooMany with the seconds to wait when it is beyond its limit.
    pub fn check(&self, action: Action, address: IpAddr, member: Option<&str>) -> Result<(), Fault> {
        if self.off {
            return Ok(());
        }
        let from = line(address);
        let who = member.map_or_else(|| from.clone(), str::to_owned);
        match action {
            Action::SignIn => count(&self.sign_in, &from).and_then(|()| count(&self.sign_in_hour, &from)),
            Action::Second => count(&self.second, &from),
            Action::Passkey => count(&self.passkey, &from),
            Action::Recover => count(&self.recover, &from),
            Action::Register => count(&self.register, &from),
            Action::Post => count(&self.post, &who),
            Action::Preview => count(&self.preview, &who),
            Action::Names => count(&self.names, &who),
            Action::Draft => count(&self.draft, &who),
            Action::Verify => count(&self.verify, &who),
            Action::Upload => count(&self.upload, &who),
            Action::Search => count(if member.is_some() { &self.search } else { &self.guest_search }, &who),
        }
    }

    /// Forgets those who have not come for a while.
    pub fn tidy(&self) {
        let many = [
            &self.recover,
            &self.register,
            &self.post,
            &self.preview,
            &self.names,
            &self.draft,
            &self.verify,
            &self.upload,
            &self.search,
            &self.guest_search,
        ];
        for limit in [&self.sign_in, &self.sign_in_hour, &self.second, &self.passkey].into_iter().chain(many) {
            limit.retain_recent();
        }
    }
}

fn limit(times: u32, within: Duration) -> Limit {
    let times = NonZeroU32::new(times).unwrap_or(NonZeroU32::MIN);
    let quota = Quota::with_period(within / times.get()).map_or(Quota::per_second(times), |quota| quota.allow_burst(times));
    RateLimiter::keyed(quota)
}

fn count(limit: &Limit, who: &str) -> Result<(), Fault> {
    limit.check_key(&who.to_owned()).map_err(|not_until| {
        let wait = not_until.wait_time_from(DefaultClock::default().now());
        Fault::TooMany(wait.as_secs() + 1)
    })
}

/// The line behind an address: IPv6 is counted by its /64.
fn line(address: IpAddr) -> String {
    match address {
        IpAddr::V4(four) => four.to_string(),
        IpAddr::V6(six) => {
            let [a, b, c, d, ..] = six.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).to_string()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Action, Throttles};
    use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

    #[test]
    fn the_sixth_sign_in_within_a_minute_waits() {
        let limits = Throttles::new(false);
        let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
        for _ in 0..5 {
            assert_eq!(limits.check(Action::SignIn, here, None), Ok(()));
        }
        assert!(limits.check(Action::SignIn, here, None).is_err());
        let other = IpAddr::V6(Ipv6Addr::LOCALHOST);
        assert_eq!(limits.check(Action::SignIn, other, None), Ok(()));
    }
}

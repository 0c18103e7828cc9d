// Every page there is, by the route that answers it, and who looks at it.
import type { Walk } from "./axe.ts";

export const GUEST: Walk = {
  "/": ["/"],
  "/forums": ["/forums"],
  "/forums/{forum}": ["/forums/acute-medicine", "/forums/difficult-cases"],
  "/threads/{thread}/{slug}": ["{long}"],
  "/members/{name}": ["/members/Bleeps"],
  "/search": ["/search", "/search?q=nights", "/search?q=qqqqwwwwzzzz", "/search?q=nights&from=x"],
  "/polls": ["/polls"],
  "/polls/{poll}": ["{poll}"],
  "/help": ["/help"],
  "": ["/nothing-here"],
  "/register": ["/register"],
  "/login": ["/login", "/login?confirmed=1"],
  "/forgot": ["/forgot"],
  "/verify/{token}": ["/verify/nothing"],
  "/reset/{token}": ["/reset/nothing"],
  "/unsubscribe/{token}": ["/unsubscribe/nothing"],
  "/help/icons": ["/help/icons"],
  "/help/{page}": ["/help/confidentiality", "/help/glossary", "/help/registration", "/help/browsers", "/help/keyboard"],
  "/conduct": ["/conduct"],
  "/terms": ["/terms"],
  "/privacy": ["/privacy"],
  "/about": ["/about"],
};

/** What a member reads and writes. */
export const MEMBER: Walk = {
  "/": ["/"],
  "/forums": ["/forums"],
  "/forums/{forum}": ["/forums/acute-medicine"],
  "/search": ["/search?q=nights"],
  "/polls/{poll}": ["{poll}"],
  "/help/{page}": ["/help/keyboard"],
  "": ["/nothing-here"],
  "/forums/{forum}/new": ["/forums/help/new"],
  "/threads/{thread}/{slug}": ["{long}", "{long}?page=2", "{full}"],
  "/posts/{post}/edit": ["{post}/edit"],
  "/posts/{post}/history": ["{edited}/history"],
  "/posts/{post}/bookmark": ["{post}/bookmark"],
};

/** What a member keeps, and how it is set. */
export const OWN: Walk = {
  "/my": ["/my"],
  "/my/unread": ["/my/unread"],
  "/my/notices": ["/my/notices"],
  "/my/bookmarks": ["/my/bookmarks"],
  "/my/drafts": ["/my/drafts"],
  "/my/pictures": ["/my/pictures"],
  "/my/profile": ["/my/profile"],
  "/my/privacy": ["/my/privacy"],
  "/my/security": ["/my/security"],
  "/my/security/factors": ["/my/security/factors"],
  "/my/verification": ["/my/verification"],
  "/my/communities": ["/my/communities"],
  "/my/notifications": ["/my/notifications"],
  "/my/subscriptions": ["/my/subscriptions"],
  "/login/again": ["/login/again"],
};

export const DESK: Walk = {
  "/desk": ["/desk"],
  "/desk/verification": ["/desk/verification"],
  "/desk/members": ["/desk/members", "/desk/members?name=zzz"],
  "/desk/staff": ["/desk/staff"],
  "/desk/requests": ["/desk/requests"],
  "/desk/forums": ["/desk/forums"],
  "/desk/forums/{forum}": ["/desk/forums/ideas", "/desk/forums/ideas?to=doctors"],
  "/desk/synonyms": ["/desk/synonyms"],
  "/desk/identity": ["/desk/identity"],
  "/desk/audit": ["/desk/audit"],
  "/desk/letters": ["/desk/letters"],
  "/desk/poll": ["/desk/poll"],
};

export const MODERATOR: Walk = {
  "/threads/{thread}/{slug}": ["{long}"],
  "/threads/{thread}/move": ["{thread}/move", "{thread}/move?to=difficult-cases"],
  "/threads/{thread}/merge": ["{thread}/merge"],
  "/threads/{thread}/split": ["{thread}/split"],
};

export const VERIFIER: Walk = { "/desk": ["/desk"], "/desk/verification": ["/desk/verification"], "/desk/verification/{case}": ["{case}"] };

export const OWNER: Walk = { "/forums/{forum}": ["{community}"], "/forums/{forum}/members": ["{community}/members"], "/threads/{thread}/{slug}": ["{cups}"] };

export const OUTSIDER: Walk = { "/join/{code}": ["{link}"], "/forums/{forum}": ["{listed}"] };

/** What answers a GET with no page of its own. */
export const NO_PAGES = [
  "/login/second",
  "/threads/{thread}", "/threads/{thread}/read", "/threads/{thread}/unread", "/posts/{post}", "/live", "/media/{id}",
  "/feeds/forums/{file}", "/feeds/threads/{file}", "/feeds/my/{file}",
];

-- Who may see. Every select reads these views and binds `viewer`; the tables are for writing.
-- A guarded row carries its audience, so each view is one hop to the seats. Applied anew by every migration.

-- Forums the viewer has a seat in.
drop view if exists seen_forums;
create view seen_forums as
  select s.account_id as viewer, s.role as seat, f.*,
    -- Up to here everything in it is read.
    max(coalesce((select c.read_seq from account_marks c where c.account_id = s.account_id), 0),
      coalesce((select o.read_seq from forum_marks o where o.account_id = s.account_id and o.forum_id = f.id), 0)) as known_seq
  from forums f
  join seats s on s.audience_id = f.audience_id;

-- The door of a listed closed forum: its name and what it is for, and nothing else.
drop view if exists seen_doors;
create view seen_doors as
  select f.slug, f.section, f.name, f.about, f.for_whom, f.position, f.audience_id
  from forums f
  where f.door = 'listed' and f.archived_at is null;

-- Threads as lists and pages show them, with what is unread: posts beyond the viewer's mark in the thread (`read_no`) and beyond
-- those of account and forum (`known_seq`), neither taken back nor the viewer's own. A thread that was marked unread stands
-- against older marks of account and forum. Guests have no persona, and nothing is unread to them. This is the one place that says so.
drop view if exists seen_threads;
create view seen_threads as
  select b.*,
    -- In cases: SQLite works out both sides of an `and`, also when the first has said it all.
    case when b.persona is null or b.last_no <= b.read_no or b.last_seq <= b.known_seq then 0
      -- Mostly the last one is new, and then no post need be read.
      when b.last_persona <> b.persona and not exists (select 1 from posts w indexed by posts_withdrawn_places
        where w.thread_id = b.id and w.no = b.last_no and w.withdrawn_at is not null) then 1
      else exists (
        select 1 from posts p
        where p.thread_id = b.id and p.no > b.read_no and p.seq > b.known_seq and p.withdrawn_at is null and p.persona_id <> b.persona
        order by p.no desc limit 1) end as unread,
    (select p.no from posts p
      where p.thread_id = b.id and p.no > b.read_no and p.seq > b.known_seq and p.withdrawn_at is null and p.persona_id <> b.persona
      order by p.no limit 1) as first_unread
  from (
    select s.account_id as viewer, s.role as seat, t.id, t.seq, t.forum_id, t.audience_id, t.kind, t.title, t.slug,
      t.created_at, t.pinned, t.locked, f.archived_at is not null as archived, t.last_no, t.last_seq, t.last_at, t.last_post,
      t.last_persona, t.numbering, a.screen_name as author, l.screen_name as last_by, f.name as forum, f.slug as forum_slug, y.id as persona,
      coalesce(m.read_no, 0) as read_no,
      case when coalesce(m.unread_at, 0) > max(coalesce(c.at, 0), coalesce(o.at, 0)) then -9007199254740992
        else max(coalesce(c.read_seq, 0), coalesce(o.read_seq, 0)) end as known_seq
    from threads t
    -- The plus keeps SQLite from making an index of all threads by audience on the way.
    join seats s on s.audience_id = +t.audience_id
    join forums f on f.id = t.forum_id
    join personas a on a.id = t.persona_id
    join personas l on l.id = t.last_persona
    left join personas y on y.account_id = s.account_id
    left join account_marks c on c.account_id = s.account_id
    left join forum_marks o on o.account_id = s.account_id and o.forum_id = t.forum_id
    left join thread_marks m on m.account_id = s.account_id and m.thread_id = t.id
    where t.removed_at is null) b;

-- Threads as lists write them: each as one text, in the order of `thread_lists::Line`, and where it stands, in that of
-- `thread_lists::Place`.
drop view if exists seen_thread_lines;
create view seen_thread_lines as
  select t.viewer as viewer, t.id, t.forum_id, t.kind, t.pinned, t.last_no, t.last_seq, t.unread,
    json_array(t.id, t.slug, t.title, t.kind, t.author, t.last_no, t.last_by, t.last_at, t.last_post, t.pinned, t.locked, t.unread) as line,
    json_array(t.audience_id, t.forum, t.forum_slug) as place
  from seen_threads t;

-- Threads that were put into another one, for those who see that one.
drop view if exists seen_merged;
create view seen_merged as
  select s.account_id as viewer, g.id, g.into_thread
  from merged_threads g
  join threads t on t.id = g.into_thread and t.removed_at is null
  join seats s on s.audience_id = +t.audience_id;

-- How far all is read, and the threads that were marked unread: where to look for what is unread.
drop view if exists seen_marks;
create view seen_marks as
  select c.account_id as viewer, c.read_seq, c.at from account_marks c;

drop view if exists seen_forum_marks;
create view seen_forum_marks as
  select o.account_id as viewer, o.forum_id, o.read_seq, o.at, o.before_seq is not null as undoable from forum_marks o;

drop view if exists seen_marked;
create view seen_marked as
  select m.account_id as viewer, m.thread_id, m.unread_at from thread_marks m where m.unread_at > 0;

-- A withdrawn post keeps its place and loses its words.
drop view if exists seen_posts;
create view seen_posts as
  select s.account_id as viewer, s.role as seat, p.thread_id, p.no, p.id, p.seq, p.forum_id, p.audience_id,
    p.persona_id, p.created_at, p.at_is_guess, p.edited_at, p.withdrawn_at is not null as withdrawn,
    a.screen_name as author, a.account_id is null as imported,
    a.account_id is not null and a.account_id = s.account_id as own,
    a.visibility = 'everyone' or (a.account_id is not null and a.account_id = s.account_id) as author_page, a.avatar,
    -- How the author was checked, only where everybody has been.
    case when p.audience_id = 3 then a.assurance else '' end as assurance, a.assured_at,
    case when p.audience_id = 3 then a.shown_specialty else '' end as shown_specialty,
    case when p.audience_id = 3 then a.shown_grade else '' end as shown_grade,
    case when p.withdrawn_at is null then p.html else '' end as html,
    case when p.withdrawn_at is null then p.body else '' end as body
  from posts p
  join seats s on s.audience_id = p.audience_id
  join personas a on a.id = p.persona_id;

-- The history of a post is seen with the post, and goes with its words.
drop view if exists seen_versions;
create view seen_versions as
  select s.account_id as viewer, v.post_id, v.number, v.at, v.html, v.body
  from post_versions v
  join seats s on s.audience_id = v.audience_id
  join posts p on p.id = v.post_id
  where p.withdrawn_at is null;

-- Pictures: a member's own ones; those that a post shows, with the post; and the faces beside names, for everybody.
drop view if exists seen_media;
create view seen_media as
  select s.account_id as viewer, m.id, m.media,
    -- Whether nobody at all is kept from seeing it.
    f.id is not null or exists (
      select 1 from media_uses u
      join posts p on p.id = u.post_id and p.audience_id = 1 and p.withdrawn_at is null
      join threads t on t.id = p.thread_id and t.removed_at is null
      where u.media_id = m.id) as open
  from media m
  join seats s on s.audience_id = 1
  left join personas f on f.account_id = m.account_id and f.avatar = m.id
  where m.account_id = s.account_id or f.id is not null or exists (
    select 1 from media_uses u
    join posts p on p.id = u.post_id and p.withdrawn_at is null
    join threads t on t.id = p.thread_id and t.removed_at is null
    join seats k on k.account_id = s.account_id and k.audience_id = p.audience_id
    where u.media_id = m.id);

-- The member's own pictures.
drop view if exists seen_own_media;
create view seen_own_media as
  select m.account_id as viewer, m.id, m.kind, m.width, m.height, m.size, m.alt, m.created_at,
    exists (select 1 from media_uses u where u.media_id = m.id) as shown
  from media m;

-- The pixels of a picture, seen with it.
drop view if exists seen_pixels;
create view seen_pixels as
  select m.viewer as viewer, m.id, m.media, z.name, z.width, z.height, z.data
  from seen_media m
  join media_sizes z on z.media_id = m.id;

-- Unsent texts of the viewer's own, while they may see the place they are for.
drop view if exists seen_drafts;
create view seen_drafts as
  select d.account_id as viewer, d.id, d.place, d.forum_id, d.thread_id, d.post_id, d.audience_id, d.kind, d.title, d.body, d.poll,
    d.version, d.posting_key, d.device, d.saved_at
  from drafts d
  where exists (
      select 1 from forums f join seats s on s.audience_id = f.audience_id
      where f.id = d.forum_id and f.audience_id = d.audience_id and s.account_id = d.account_id)
    and (d.thread_id is null or exists (
      select 1 from threads t where t.id = d.thread_id and t.audience_id = d.audience_id and t.removed_at is null))
    and (d.post_id is null or exists (
      select 1 from posts p where p.id = d.post_id and p.audience_id = d.audience_id and p.withdrawn_at is null));

-- A persona's page: for everyone, or for its owner alone.
drop view if exists seen_personas;
create view seen_personas as
  select s.account_id as viewer, p.id, p.screen_name, p.name_key, p.about_html, p.created_at, p.avatar,
    p.account_id is null as imported,
    p.account_id is not null and p.account_id = s.account_id as own
  from personas p
  join seats s on s.audience_id = 1
  where p.visibility = 'everyone' or (p.account_id is not null and p.account_id = s.account_id);

-- The member's own bookmarks, as far as they still see the posts.
drop view if exists seen_bookmarks;
create view seen_bookmarks as
  select b.account_id as viewer, b.post_id, b.note_sealed, b.at, p.no, p.html, a.screen_name as author,
    t.title, f.name as forum, f.audience_id
  from bookmarks b
  join posts p on p.id = b.post_id and p.withdrawn_at is null
  join seats s on s.account_id = b.account_id and s.audience_id = p.audience_id
  join threads t on t.id = p.thread_id and t.removed_at is null
  join forums f on f.id = t.forum_id
  join personas a on a.id = p.persona_id;

-- Threads that the member follows, singly or with their forum; one's own word on a thread beats that on its forum.
drop view if exists seen_followed;
create view seen_followed as
  select t.viewer as viewer, t.id, t.title, t.forum, t.audience_id, t.last_no, t.last_seq, t.last_at
  from seen_threads t
  join subscriptions n on n.account_id = t.viewer and n.thread_id = t.id and n.mode <> 'none'
  union
  select t.viewer as viewer, t.id, t.title, t.forum, t.audience_id, t.last_no, t.last_seq, t.last_at
  from seen_threads t
  join forum_subscriptions o on o.account_id = t.viewer and o.forum_id = t.forum_id and o.mode <> 'none'
  where not exists (select 1 from subscriptions n where n.account_id = t.viewer and n.thread_id = t.id);

-- The keys to the member's own feed.
drop view if exists seen_feed_tokens;
create view seen_feed_tokens as
  select k.account_id as viewer, k.handle, k.name, k.created_at, k.used_at from feed_tokens k;

-- Polls are seen with their thread; those of the site by everybody, once they are open. Whoever knows the name of a ballot finds it.
drop view if exists seen_polls;
create view seen_polls as
  select s.account_id as viewer, p.id, p.thread_id, p.question, p.several, p.results, p.hide_few, p.opens_at, p.closes_at, p.voters
  from polls p
  join seats s on s.audience_id = p.audience_id
  left join threads t on t.id = p.thread_id
  where t.removed_at is null;

drop view if exists seen_poll_options;
create view seen_poll_options as
  select s.account_id as viewer, o.poll_id, o.no, o.words, o.votes
  from poll_options o
  join polls p on p.id = o.poll_id
  join seats s on s.audience_id = p.audience_id;

drop view if exists seen_ballots;
create view seen_ballots as
  select s.account_id as viewer, b.poll_id, b.voter, b.no
  from ballots b
  join polls p on p.id = b.poll_id
  join seats s on s.audience_id = p.audience_id;

-- The polls of the site, for those who make them.
drop view if exists seen_kept_polls;
create view seen_kept_polls as
  select k.account_id as viewer, p.id, p.question, p.opens_at, p.closes_at
  from polls p
  join staff k on k.role in ('admin', 'editor')
  where p.thread_id is null;

-- The names of members with an open page: texts link to them, and only to them.
drop view if exists seen_names;
create view seen_names as
  select s.account_id as viewer, p.id, p.screen_name, p.name_key
  from personas p
  join seats s on s.audience_id = 1
  where p.visibility = 'everyone' and p.account_id is not null;

-- What the viewer is told on the site, of posts that they see at that moment; a muted thread is silent.
drop view if exists seen_notices;
create view seen_notices as
  select n.account_id as viewer, n.id, n.kind, n.at, n.read_at, p.thread_id, p.id as post_id, p.no
  from notices n
  join posts p on p.id = n.post_id and p.withdrawn_at is null
  join seats s on s.account_id = n.account_id and s.audience_id = p.audience_id
  join threads t on t.id = p.thread_id and t.removed_at is null
  where not exists (select 1 from subscriptions m where m.thread_id = t.id and m.account_id = n.account_id and m.mode = 'none');

-- The forums that the viewer moderates.
drop view if exists seen_moderation;
create view seen_moderation as
  select m.account_id as viewer, m.forum_id from forum_moderators m;

-- The forums that the viewer has lately read in, for the rail.
drop view if exists seen_visits;
create view seen_visits as
  select o.account_id as viewer, o.visited_at, f.slug, f.name, f.audience_id
  from forum_marks o
  join forums f on f.id = o.forum_id
  join seats s on s.account_id = o.account_id and s.audience_id = f.audience_id
  where o.visited_at > 0;

-- The member's own three tables, joined only for themselves (the two faces meet nowhere else).
drop view if exists seen_self;
create view seen_self as
  select a.id as viewer, a.email, a.password_hash, a.generation, a.created_at, a.terms_version,
    p.id as persona_id, p.screen_name, p.about, p.visibility, p.shown_specialty, p.shown_grade,
    r.real_name, r.country, r.profession, r.specialty, r.grade
  from accounts a
  join personas p on p.account_id = a.id
  join register_entries r on r.account_id = a.id;

drop view if exists seen_sessions;
create view seen_sessions as
  select s.account_id as viewer, s.hash, s.handle, s.device, s.started_at, s.seen_at from sessions s;

-- How far the member has come with being verified; for themselves.
drop view if exists seen_standing;
create view seen_standing as
  select d.account_id as viewer, d.assurance, d.assured_at, d.state, d.body, d.number_key, d.number_sealed, d.changed_at
  from standings d;

drop view if exists seen_own_cases;
create view seen_own_cases as
  select c.account_id as viewer, c.id, c.kind, c.state, c.body, c.opened_at, c.due_at, c.decided_at, c.reason,
    (select count(*) from evidence e where e.case_id = c.id) as documents
  from cases c;

-- The member's own documents, without what is in them.
drop view if exists seen_own_evidence;
create view seen_own_evidence as
  select c.account_id as viewer, c.id as case_id, c.state, e.id, e.media, e.size, e.at
  from cases c join evidence e on e.case_id = c.id;

-- How the site is set, for all to know.
drop view if exists seen_settings;
create view seen_settings as
  select s.account_id as viewer,
    exists (select 1 from site o where o.name = 'confirm-first' and o.value = 'yes') as confirm_first
  from seats s
  where s.audience_id = 1;

-- What both sides have said in a case, to both.
drop view if exists seen_case_words;
create view seen_case_words as
  select c.account_id as viewer, w.case_id, w.no, w.at, w.by_staff, w.sealed
  from case_words w join cases c on c.id = w.case_id
  union
  select k.account_id as viewer, w.case_id, w.no, w.at, w.by_staff, w.sealed
  from case_words w
  join cases c on c.id = w.case_id
  join staff k on k.role = 'verifier' and k.account_id <> c.account_id;

-- Verifiers see the register face and the case, never the persona; nobody sees their own case from this side, or one that
-- claims the number by which they are known themselves.
drop view if exists seen_desk_cases;
create view seen_desk_cases as
  select k.account_id as viewer, c.id, c.account_id as member, c.kind, c.state, c.body, c.number_key, c.details_sealed,
    c.opened_at, c.due_at, c.decided_at, c.reason, c.erased_at,
    r.real_name, r.country, r.profession, r.specialty, r.grade, d.assurance, d.state as standing,
    d.body as known_body, d.number_sealed as known_sealed,
    -- Whether somebody else is known by the number, and whether they have the seat or may have it back.
    (select o.state from standings o where o.body = c.body and o.number_key = c.number_key and o.account_id <> c.account_id)
      as holder
  from cases c
  join staff k on k.role = 'verifier' and k.account_id <> c.account_id
    and not exists (select 1 from standings h where h.account_id = k.account_id and h.body = c.body and h.number_key = c.number_key)
  join register_entries r on r.account_id = c.account_id
  left join standings d on d.account_id = c.account_id;

drop view if exists seen_evidence;
create view seen_evidence as
  select k.account_id as viewer, e.id, e.case_id, e.at, e.media, e.size, e.sealed
  from evidence e
  join cases c on c.id = e.case_id
  join staff k on k.role = 'verifier' and k.account_id <> c.account_id
    and not exists (select 1 from standings h where h.account_id = k.account_id and h.body = c.body and h.number_key = c.number_key);

-- Who is in a closed community, for those who are.
drop view if exists seen_community;
create view seen_community as
  select s.account_id as viewer, s.role as seat, f.id as forum_id, f.slug, o.account_id as member, o.role, p.screen_name, p.name_key,
    o.account_id = s.account_id as own
  from forums f
  join audiences a on a.id = f.audience_id and a.kind = 'community'
  join seats s on s.audience_id = f.audience_id
  join seats o on o.audience_id = f.audience_id
  join personas p on p.account_id = o.account_id;

-- The member's own closed communities.
drop view if exists seen_communities;
create view seen_communities as
  select s.account_id as viewer, s.role as seat, f.id, f.slug, f.name, f.about, f.for_whom, f.position, f.audience_id, f.door,
    f.archived_at is not null as archived,
    -- Its owner has been asked, and there has been no sign of life since.
    f.archived_at is null and coalesce(f.asked_at, 0) > max(f.created_at, coalesce(f.kept_at, 0), coalesce(t.last_at, 0)) as silent
  from forums f
  join audiences a on a.id = f.audience_id and a.kind = 'community'
  join seats s on s.audience_id = f.audience_id
  left join threads t on t.id = f.last_thread;

-- Requests to join, for those who decide them.
drop view if exists seen_join_requests;
create view seen_join_requests as
  select s.account_id as viewer, f.id as forum_id, j.account_id as member, p.screen_name, p.name_key, j.words, j.at
  from join_requests j
  join forums f on f.id = j.forum_id
  join seats s on s.audience_id = f.audience_id and s.role in ('moderator', 'owner')
  join personas p on p.account_id = j.account_id
  where j.refused_at is null;

-- The member's own requests to join listed communities.
drop view if exists seen_own_join_requests;
create view seen_own_join_requests as
  select j.account_id as viewer, f.slug, f.name, j.at, j.refused_at
  from join_requests j
  join forums f on f.id = j.forum_id and f.door = 'listed' and f.archived_at is null;

-- Invitations that wait, for those who gave them out; who uses a code is told to nobody.
drop view if exists seen_invitations;
create view seen_invitations as
  select s.account_id as viewer, i.id, i.forum_id, p.screen_name, i.code_hash is not null as by_code, i.created_at, i.expires_at
  from invitations i
  join forums f on f.id = i.forum_id
  join seats s on s.audience_id = f.audience_id and s.role in ('moderator', 'owner')
  left join personas p on p.account_id = i.invitee
  where i.used_by is null;

-- Invitations to the member.
drop view if exists seen_own_invitations;
create view seen_own_invitations as
  select i.invitee as viewer, i.id, i.forum_id, i.expires_at, f.name, f.about, f.slug, f.audience_id, q.screen_name as inviter
  from invitations i
  join forums f on f.id = i.forum_id and f.archived_at is null
  join seats k on k.account_id = i.inviter and k.audience_id = f.audience_id and k.role in ('moderator', 'owner')
  join personas q on q.account_id = i.inviter
  where i.invitee is not null and i.declined_at is null;

-- Requests for a community forum: one's own, and all of them for those who decide.
drop view if exists seen_own_requests;
create view seen_own_requests as
  select q.account_id as viewer, q.id, q.name, q.purpose, q.for_whom, q.listed, q.state, q.reason, q.opened_at, q.decided_at
  from forum_requests q;

drop view if exists seen_requests;
create view seen_requests as
  select k.account_id as viewer, q.id, q.account_id as member, p.screen_name, q.name, q.purpose, q.for_whom, q.listed,
    q.state, q.reason, q.opened_at, q.decided_at
  from forum_requests q
  join staff k on k.role = 'admin'
  join personas p on p.account_id = q.account_id;

-- The member's second factors.
drop view if exists seen_authenticator;
create view seen_authenticator as
  select a.account_id as viewer, a.secret_sealed, a.confirmed_at, a.last_step from authenticators a;

drop view if exists seen_passkeys;
create view seen_passkeys as
  select k.account_id as viewer, k.credential_id, k.handle, k.name, k.credential, k.created_at, k.used_at from passkeys k;

drop view if exists seen_recovery_codes;
create view seen_recovery_codes as
  select r.account_id as viewer, r.hash from recovery_codes r;

-- How often somebody has looked up which account stands behind the member's persona.
drop view if exists seen_look_ups;
create view seen_look_ups as
  select a.about_account as viewer, a.at from audit a where a.act = 'look-up';

-- The letters for new replies that the member wants.
drop view if exists seen_subscriptions;
create view seen_subscriptions as
  select n.account_id as viewer, n.thread_id, n.since, n.mode
  from subscriptions n
  join threads t on t.id = n.thread_id
  join seats s on s.account_id = n.account_id and s.audience_id = t.audience_id;

-- The forums about which the member wants letters.
drop view if exists seen_forum_subscriptions;
create view seen_forum_subscriptions as
  select n.account_id as viewer, n.forum_id, n.since, n.mode, f.slug, f.name, f.audience_id, s.role as seat
  from forum_subscriptions n
  join forums f on f.id = n.forum_id
  join seats s on s.account_id = n.account_id and s.audience_id = f.audience_id;

-- Threads of which the member wants a daily digest, singly or with their forum.
drop view if exists seen_daily;
create view seen_daily as
  select n.viewer as viewer, n.thread_id, n.since from seen_subscriptions n where n.mode = 'daily'
  union all
  select o.viewer as viewer, t.id as thread_id, o.since
  from seen_forum_subscriptions o
  join threads t on t.forum_id = o.forum_id
  where o.mode = 'daily' and not exists (select 1 from subscriptions n where n.account_id = o.viewer and n.thread_id = t.id);

-- The member's digest that waits to be sent.
drop view if exists seen_waiting_digest;
create view seen_waiting_digest as
  select l.account_id as viewer, l.created_at
  from letters l
  where l.kind = 'digest' and l.account_id is not null and l.sent_at is null and l.failed_at is null;

-- The posts that mention the member.
drop view if exists seen_own_mentions;
create view seen_own_mentions as
  select a.account_id as viewer, m.post_id
  from mentions m
  join personas a on a.id = m.persona_id
  join posts p on p.id = m.post_id
  join seats s on s.account_id = a.account_id and s.audience_id = p.audience_id;

-- How the member wants to be told.
drop view if exists seen_wishes;
create view seen_wishes as
  select w.account_id as viewer, w.mode, w.posts, w.own_threads, w.mentions, w.digest, w.closed_words, w.quiet_from, w.quiet_until,
    w.digest_at, w.zone, w.digest_told_at
  from wishes w;

-- That letters to the member's address come back; for themselves.
drop view if exists seen_paused;
create view seen_paused as
  select p.account_id as viewer, p.at, p.reason from paused_addresses p;

-- Letters that cannot be sent, for administrators: no address, no words, and names only where the letter is about posts.
drop view if exists seen_troubled_letters;
create view seen_troubled_letters as
  select k.account_id as viewer, l.id, l.kind, l.created_at, l.due_at, l.attempts, l.failed_at, l.last_error, p.screen_name
  from letters l
  join staff k on k.role = 'admin'
  left join personas p on p.account_id = l.account_id
  where l.sent_at is null and (l.failed_at is not null or l.last_error <> '');

-- Who looks after the site, for all to know; verifiers work behind the scenes.
drop view if exists seen_helpers;
create view seen_helpers as
  select s.account_id as viewer, k.role, p.screen_name, p.name_key, p.visibility = 'everyone' as page
  from staff k
  join personas p on p.account_id = k.account_id
  join seats s on s.audience_id = 1
  where k.role <> 'verifier';

-- The desk: admins see personas, seats and roles, never real names.
drop view if exists seen_desk_members;
create view seen_desk_members as
  select k.account_id as viewer, p.screen_name, p.name_key, p.created_at, p.account_id as member,
    exists (select 1 from seats d where d.account_id = p.account_id and d.audience_id = 3) as doctor
  from personas p
  join staff k on k.role = 'admin'
  where p.account_id is not null;

drop view if exists seen_staff;
create view seen_staff as
  select k.account_id as viewer, o.account_id as member, o.role, o.granted_at, p.screen_name, p.name_key,
    exists (select 1 from passkeys y where y.account_id = o.account_id)
      or exists (select 1 from authenticators t where t.account_id = o.account_id and t.confirmed_at is not null) as strong
  from staff o
  join staff k on k.role = 'admin'
  join personas p on p.account_id = o.account_id;

-- Which account stands behind a persona: read by the one function that looks it up.
drop view if exists seen_identity;
create view seen_identity as
  select k.account_id as viewer, p.name_key, p.screen_name, a.id as member, a.email, a.created_at, r.real_name, r.country,
    r.profession, r.specialty, r.grade
  from personas p
  join accounts a on a.id = p.account_id
  join register_entries r on r.account_id = a.id
  join staff k on k.role = 'admin';

-- The audit log names personas and cases, never real names.
drop view if exists seen_audit;
create view seen_audit as
  select a.viewer, a.no, a.at, a.act, a.words, a.about_case, coalesce(w.screen_name, '') as by_whom,
    coalesce(w.name_key, '') as by_key, a.account_id = 0 as by_operator, a.closed and w.id is null as by_fellow,
    coalesce(p.screen_name, '') as about_member, coalesce(p.name_key, '') as about_key, a.about_thread, a.about_forum
  from (
    select k.account_id as viewer, l.*, exists (
      select 1 from forums f
      join audiences u on u.id = f.audience_id and u.kind = 'community'
      where (f.id = l.about_forum or f.id = (select t.forum_id from threads t where t.id = l.about_thread))
        and not exists (select 1 from seats s where s.account_id = k.account_id and s.audience_id = f.audience_id)) as closed
    from audit l
    join staff k on k.role = 'admin') a
  -- Who is in a closed community is told only to those inside; what administrators decide of one stands under their names.
  left join personas w on w.account_id = a.account_id and (not a.closed
    or exists (select 1 from staff d where d.account_id = a.account_id and d.role = 'admin'))
  -- A verifier's deed names the case alone, or it would join a case to a persona; what the register says of somebody is public
  -- under their real name.
  left join personas p on p.account_id = a.about_account and a.about_case is null and a.act not like 'register-%' and not a.closed;

-- Every forum of the site's own, for those who keep them.
drop view if exists seen_kept_forums;
create view seen_kept_forums as
  select k.account_id as viewer, k.role, f.id, f.slug, f.section, f.name, f.about, f.position, f.audience_id
  from forums f
  join audiences a on a.id = f.audience_id and a.kind <> 'community'
  join staff k on k.role in ('admin', 'editor');

-- A post as a search shows it.
drop view if exists seen_found;
create view seen_found as
  select s.account_id as viewer, p.seq, p.no, p.thread_id, p.audience_id, p.created_at, p.at_is_guess, p.html,
    a.screen_name as author, t.title, t.slug, t.kind, f.name as forum, f.slug as forum_slug
  from posts p
  join seats s on s.audience_id = p.audience_id
  join threads t on t.id = p.thread_id and t.removed_at is null
  join forums f on f.id = p.forum_id
  join personas a on a.id = p.persona_id
  where p.withdrawn_at is null;

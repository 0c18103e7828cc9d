-- Who may see. Every select reads these views and binds `viewer`; the tables are for writing.
-- A guarded row carries its audience, so each view is one hop to the seats. Applied anew by every migration.

-- Forums the viewer has a seat in.
drop view if exists seen_forums;
create view seen_forums as
  select s.account_id as viewer, s.role as seat, f.*
  from forums f
  join seats s on s.audience_id = f.audience_id;

-- The door of a listed closed forum: its name and what it is for, and nothing else.
drop view if exists seen_doors;
create view seen_doors as
  select f.slug, f.section, f.name, f.about, f.position, f.audience_id
  from forums f
  where f.audience_id = 3;

-- Threads as lists and pages show them, with the viewer's own marks.
drop view if exists seen_threads;
create view seen_threads as
  select s.account_id as viewer, s.role as seat, t.id, t.seq, t.forum_id, t.audience_id, t.kind, t.title, t.slug,
    t.created_at, t.pinned, t.locked, t.last_no, t.last_seq, t.last_at, t.last_post,
    a.screen_name as author, l.screen_name as last_by, f.name as forum, f.slug as forum_slug,
    coalesce(m.read_no, 0) as read_no, coalesce(o.read_seq, 0) as forum_read_seq
  from threads t
  join seats s on s.audience_id = t.audience_id
  join forums f on f.id = t.forum_id
  join personas a on a.id = t.persona_id
  join personas l on l.id = t.last_persona
  left join thread_marks m on m.account_id = s.account_id and m.thread_id = t.id
  left join forum_marks o on o.account_id = s.account_id and o.forum_id = t.forum_id
  where t.removed_at is null;

-- A withdrawn post keeps its place and loses its words.
drop view if exists seen_posts;
create view seen_posts as
  select s.account_id as viewer, s.role as seat, p.thread_id, p.no, p.id, p.seq, p.forum_id, p.audience_id,
    p.persona_id, p.created_at, p.at_is_guess, p.edited_at, p.withdrawn_at is not null as withdrawn,
    a.screen_name as author, a.account_id is null as imported,
    a.account_id is not null and a.account_id = s.account_id as own,
    a.visibility = 'everyone' or (a.account_id is not null and a.account_id = s.account_id) as author_page,
    case when p.withdrawn_at is null then p.html else '' end as html,
    case when p.withdrawn_at is null then p.body else '' end as body
  from posts p
  join seats s on s.audience_id = p.audience_id
  join personas a on a.id = p.persona_id;

-- The history of a post is seen with the post, and goes with its words.
drop view if exists seen_versions;
create view seen_versions as
  select s.account_id as viewer, v.post_id, v.number, v.at, v.html
  from post_versions v
  join seats s on s.audience_id = v.audience_id
  join posts p on p.id = v.post_id
  where p.withdrawn_at is null;

-- A persona's page: for everyone, or for its owner alone.
drop view if exists seen_personas;
create view seen_personas as
  select s.account_id as viewer, p.id, p.screen_name, p.name_key, p.about_html, p.created_at,
    p.account_id is null as imported,
    p.account_id is not null and p.account_id = s.account_id as own
  from personas p
  join seats s on s.audience_id = 1
  where p.visibility = 'everyone' or (p.account_id is not null and p.account_id = s.account_id);

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
  join seats s on s.account_id = o.account_id and s.audience_id = f.audience_id;

-- The member's own three tables, joined only for themselves (the two faces meet nowhere else).
drop view if exists seen_self;
create view seen_self as
  select a.id as viewer, a.email, a.password_hash, a.generation, a.created_at, a.terms_version,
    p.id as persona_id, p.screen_name, p.about, p.visibility,
    r.real_name, r.country, r.profession, r.specialty, r.grade, r.gmc_number
  from accounts a
  join personas p on p.account_id = a.id
  join register_entries r on r.account_id = a.id;

drop view if exists seen_sessions;
create view seen_sessions as
  select s.account_id as viewer, s.hash, s.handle, s.device, s.started_at, s.seen_at from sessions s;

-- The desk: staff see personas and seats, never real names.
drop view if exists seen_desk_members;
create view seen_desk_members as
  select k.account_id as viewer, p.screen_name, p.name_key, p.created_at, p.account_id as member,
    exists (select 1 from seats d where d.account_id = p.account_id and d.audience_id = 3) as doctor
  from personas p
  join staff k on k.role = 'admin'
  where p.account_id is not null;

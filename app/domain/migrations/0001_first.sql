-- Times are UTC milliseconds. Public ids are random 53-bit numbers; seq is the private order of writing: from 1 upwards what is
-- written here, below 0 what was imported, so that an archive never stands above the live threads and is new to nobody.

create table site (
  name text not null primary key,
  value text not null
) without rowid;

create table accounts (
  id bigint not null primary key,
  email text not null,
  password_hash text,
  -- Goes up with every change of password or address: tokens made before are void.
  generation bigint not null default 0,
  terms_version text not null,
  terms_agreed_at bigint not null,
  created_at bigint not null
);
create unique index accounts_email on accounts (lower(email));

create table personas (
  id bigint not null primary key,
  account_id bigint unique references accounts (id),
  screen_name text not null,
  -- Folded, so that look-alikes collide.
  name_key text not null unique,
  about text not null default '',
  about_html text not null default '',
  visibility text not null default 'everyone' check (visibility in ('everyone', 'friends', 'nobody')),
  -- A salted hash of an imported author's address; such a persona has no account.
  import_key text unique,
  created_at bigint not null
) without rowid;

create table register_entries (
  account_id bigint not null primary key references accounts (id),
  real_name text not null,
  country text not null,
  profession text not null,
  specialty text not null,
  grade text not null,
  gmc_number text not null default ''
);

-- A registration waits here until its link is opened; it holds its screen name whether or not the address is known.
create table registrations (
  id bigint not null primary key,
  name_key text not null unique,
  screen_name text not null,
  email text not null,
  password_hash text not null,
  real_name text not null,
  country text not null,
  profession text not null,
  specialty text not null,
  grade text not null,
  gmc_number text not null,
  terms_version text not null,
  -- None when the address already has an account: nothing can confirm it then.
  token_hash blob unique,
  created_at bigint not null,
  expires_at bigint not null
);
create index registrations_expiry on registrations (expires_at);

create table tokens (
  hash blob not null primary key,
  purpose text not null check (purpose in ('reset', 'setup', 'email')),
  account_id bigint not null references accounts (id),
  generation bigint not null,
  new_email text,
  expires_at bigint not null
) without rowid;

create table sessions (
  hash blob not null primary key,
  handle text not null unique,
  account_id bigint not null references accounts (id),
  device text not null,
  kept boolean not null,
  started_at bigint not null,
  seen_at bigint not null
) without rowid;
create index sessions_account on sessions (account_id);

create table audiences (
  id bigint not null primary key,
  kind text not null check (kind in ('everyone', 'members', 'doctors', 'staff', 'community'))
);

-- Account 0 is the guest.
create table seats (
  account_id bigint not null,
  audience_id bigint not null references audiences (id),
  role text not null check (role in ('reader', 'member', 'moderator', 'owner')),
  primary key (account_id, audience_id)
) without rowid;
create index seats_audience on seats (audience_id);

create table staff (
  account_id bigint not null references accounts (id),
  role text not null check (role in ('admin', 'moderator')),
  primary key (account_id, role)
) without rowid;

-- What staff did, to whom, and why.
create table deeds (
  id bigint not null primary key,
  at bigint not null,
  account_id bigint not null,
  deed text not null,
  about_account bigint,
  about_thread bigint,
  reason text not null
);

create table forums (
  id bigint not null primary key,
  slug text not null unique,
  section text not null,
  name text not null,
  about text not null,
  position bigint not null,
  audience_id bigint not null references audiences (id),
  threads bigint not null default 0,
  posts bigint not null default 0,
  last_thread bigint,
  last_seq bigint not null default 0
);

create table forum_moderators (
  forum_id bigint not null references forums (id),
  account_id bigint not null references accounts (id),
  primary key (forum_id, account_id)
) without rowid;

create table threads (
  id bigint not null primary key,
  seq bigint not null unique,
  forum_id bigint not null references forums (id),
  audience_id bigint not null references audiences (id),
  kind text not null check (kind in ('question', 'discussion', 'poll')),
  title text not null,
  slug text not null,
  persona_id bigint not null references personas (id),
  created_at bigint not null,
  pinned boolean not null default false,
  locked boolean not null default false,
  removed_at bigint,
  last_no bigint not null,
  last_seq bigint not null,
  last_at bigint not null,
  last_post bigint not null,
  last_persona bigint not null references personas (id)
);
create index threads_forum on threads (forum_id, pinned desc, last_seq desc);
create index threads_latest on threads (last_seq desc);
create index threads_unanswered on threads (last_seq desc) where kind = 'question' and last_no = 1;

-- The posts of a thread lie together; the text as written comes last, since pages do not read it.
create table posts (
  thread_id bigint not null references threads (id),
  no bigint not null,
  id bigint not null unique,
  seq bigint not null unique,
  forum_id bigint not null,
  audience_id bigint not null,
  persona_id bigint not null references personas (id),
  created_at bigint not null,
  at_is_guess boolean not null default false,
  edited_at bigint,
  withdrawn_at bigint,
  html text not null,
  body text not null,
  primary key (thread_id, no)
) without rowid;
create index posts_persona on posts (persona_id, seq desc);
-- Withdrawn posts whose words are still kept; each leaves the index when they are erased.
create index posts_to_erase on posts (withdrawn_at) where withdrawn_at is not null and body <> '';

create table post_versions (
  post_id bigint not null,
  number bigint not null,
  audience_id bigint not null,
  at bigint not null,
  html text not null,
  body text not null,
  primary key (post_id, number)
) without rowid;

-- Unread at three levels: all, a forum, a thread. Nothing is written for those who do not look.
create table account_marks (
  account_id bigint not null primary key,
  read_seq bigint not null
);
create table forum_marks (
  account_id bigint not null,
  forum_id bigint not null,
  read_seq bigint not null default 0,
  visited_at bigint not null,
  primary key (account_id, forum_id)
) without rowid;
create table thread_marks (
  account_id bigint not null,
  thread_id bigint not null,
  read_no bigint not null,
  primary key (account_id, thread_id)
) without rowid;

create table posting_keys (
  account_id bigint not null,
  key text not null,
  content_hash blob not null,
  post_id bigint not null,
  at bigint not null,
  primary key (account_id, key, content_hash)
) without rowid;
create index posting_keys_age on posting_keys (at);

-- Future e-mails, written in the transaction of what they tell.
create table letters (
  id bigint not null primary key,
  kind text not null,
  to_address text not null,
  subject text not null,
  text text not null,
  created_at bigint not null,
  due_at bigint not null,
  attempts bigint not null default 0,
  leased_until bigint not null default 0,
  sent_at bigint,
  failed_at bigint
);
create index letters_due on letters (due_at) where sent_at is null and failed_at is null;

create table imported (
  forum_id bigint not null references forums (id),
  fingerprint blob not null,
  post_id bigint not null,
  primary key (forum_id, fingerprint)
) without rowid;

insert into audiences (id, kind) values (1, 'everyone'), (2, 'members'), (3, 'doctors'), (4, 'staff');
insert into seats (account_id, audience_id, role) values (0, 1, 'reader');

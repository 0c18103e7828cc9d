-- What brings people back: marks that can be taken back, polls, pictures, drafts, subscriptions, notices, feeds, bookmarks, search.

-- Marks know the order in which they were set, so that a thread marked unread stands against older marks of forum and account;
-- what a mark said before is kept, so that it can be taken back.
alter table account_marks add column at bigint not null default 0;
alter table account_marks add column before_seq bigint;
alter table account_marks add column before_at bigint;
alter table forum_marks add column at bigint not null default 0;
alter table forum_marks add column before_seq bigint;
alter table forum_marks add column before_at bigint;
-- Above 0: marked unread at that time; read_no alone decides until forum or account are marked read later.
alter table thread_marks add column unread_at bigint not null default 0;
alter table thread_marks add column before_no bigint;
create index thread_marks_unread on thread_marks (account_id, unread_at) where unread_at > 0;

-- A poll belongs to a thread, or to the whole site.
create table polls (
  id bigint not null primary key,
  thread_id bigint unique references threads (id),
  audience_id bigint not null references audiences (id),
  question text not null,
  several boolean not null,
  -- When results are shown: to who has voted, or to all after closing.
  results text not null check (results in ('voted', 'closed')),
  -- Results of fewer than five voters stay hidden.
  hide_few boolean not null,
  opens_at bigint not null,
  closes_at bigint not null,
  -- Counted from the ballots.
  voters bigint not null default 0,
  told_at bigint
);
create index polls_site on polls (opens_at) where thread_id is null;
create index polls_untold on polls (closes_at) where told_at is null;
create table poll_options (
  poll_id bigint not null references polls (id),
  no bigint not null,
  words text not null,
  votes bigint not null default 0,
  primary key (poll_id, no)
) without rowid;
-- The voter is a keyed hash of poll and account: nobody can read from the database who voted for what.
create table ballots (
  poll_id bigint not null references polls (id),
  voter blob not null,
  no bigint not null,
  primary key (poll_id, voter, no)
) without rowid;

-- Pictures, written anew as pixels only. One is seen by its owner, and with any post of its owner's that shows it.
create table media (
  id bigint not null primary key,
  account_id bigint not null references accounts (id),
  kind text not null check (kind in ('picture', 'avatar')),
  media text not null check (media in ('image/jpeg', 'image/png')),
  width bigint not null,
  height bigint not null,
  size bigint not null,
  -- What it shows, in its owner's words.
  alt text not null default '',
  created_at bigint not null,
  -- Since when nothing shows it.
  unused_at bigint
);
create index media_account on media (account_id, created_at);
create index media_unused on media (unused_at) where unused_at is not null;
create table media_sizes (
  media_id bigint not null references media (id),
  name text not null check (name in ('wide', 'phone')),
  width bigint not null,
  height bigint not null,
  data blob not null,
  primary key (media_id, name)
);
create table media_uses (
  post_id bigint not null,
  media_id bigint not null references media (id),
  primary key (post_id, media_id)
) without rowid;
create index media_uses_media on media_uses (media_id);
alter table personas add column avatar bigint references media (id);

-- Unsent texts; one for each place. It goes with the seat that opened the place.
create table drafts (
  id bigint not null primary key,
  account_id bigint not null references accounts (id),
  -- thread:ID, forum:ID or post:ID
  place text not null,
  forum_id bigint not null,
  thread_id bigint,
  post_id bigint,
  audience_id bigint not null references audiences (id),
  kind text not null default '',
  title text not null default '',
  body text not null,
  -- Differs after every save; who saves upon another one is shown both.
  version bigint not null,
  posting_key text not null default '',
  device text not null default '',
  saved_at bigint not null,
  unique (account_id, place)
);
create index drafts_forum on drafts (forum_id);
create index drafts_thread on drafts (thread_id) where thread_id is not null;
create index drafts_post on drafts (post_id) where post_id is not null;
create index drafts_age on drafts (saved_at);

-- Which posts a post quotes, and whom it mentions.
create table quotes (
  post_id bigint not null,
  quoted_id bigint not null,
  primary key (post_id, quoted_id)
) without rowid;
create index quotes_quoted on quotes (quoted_id);
create table mentions (
  post_id bigint not null,
  persona_id bigint not null references personas (id),
  primary key (post_id, persona_id)
) without rowid;
create index mentions_persona on mentions (persona_id);

-- Letters about a thread or a whole forum: every reply, the first since the member looked, a daily digest, or none.
alter table subscriptions add column mode text not null default 'every' check (mode in ('every', 'first', 'daily', 'none'));
-- The last post that a letter told of, where only the first since the member looked is told.
create table told_marks (
  account_id bigint not null references accounts (id),
  thread_id bigint not null references threads (id),
  told_no bigint not null,
  primary key (account_id, thread_id)
) without rowid;
create table forum_subscriptions (
  forum_id bigint not null references forums (id),
  account_id bigint not null references accounts (id),
  mode text not null check (mode in ('every', 'first', 'daily', 'none')),
  since bigint not null,
  primary key (forum_id, account_id)
) without rowid;
create index forum_subscriptions_account on forum_subscriptions (account_id);
-- How a member wants to be told; who has no row gets what stands here.
create table wishes (
  account_id bigint not null primary key references accounts (id),
  mode text not null default 'every' check (mode in ('every', 'first', 'daily', 'none')),
  -- Whether letters about posts come at all, whatever else is wished.
  posts boolean not null default true,
  own_threads boolean not null default false,
  mentions boolean not null default true,
  digest boolean not null default true,
  -- Whether letters about closed places may carry title and text.
  closed_words boolean not null default false,
  -- Minutes after local midnight; no letter is sent between them.
  quiet_from bigint,
  quiet_until bigint,
  digest_at bigint not null default 420,
  zone text not null default 'Europe/London',
  digest_due bigint,
  digest_told_at bigint not null default 0
);
create index wishes_digest on wishes (digest_due) where digest_due is not null;
-- Addresses that refuse letters.
create table paused_addresses (
  account_id bigint not null primary key references accounts (id),
  at bigint not null,
  reason text not null
);
alter table letters add column last_error text not null default '';
-- Those that cannot be sent.
create index letters_unsent on letters (created_at) where sent_at is null;

-- What a member is told on the site.
create table notices (
  id bigint not null primary key,
  account_id bigint not null references accounts (id),
  kind text not null check (kind in ('reply', 'mention', 'quote', 'poll')),
  thread_id bigint not null,
  post_id bigint not null,
  persona_id bigint references personas (id),
  at bigint not null,
  read_at bigint,
  unique (account_id, kind, post_id)
);
create index notices_account on notices (account_id, at desc);
create index notices_unread on notices (account_id) where read_at is null;
create index notices_thread on notices (thread_id);

create table bookmarks (
  account_id bigint not null references accounts (id),
  post_id bigint not null,
  note_sealed blob not null,
  at bigint not null,
  primary key (account_id, post_id)
) without rowid;
create index bookmarks_post on bookmarks (post_id);

-- Keys to a personal feed: read-only, kept as a hash.
create table feed_tokens (
  hash blob not null primary key,
  handle text not null unique,
  account_id bigint not null references accounts (id),
  name text not null,
  created_at bigint not null,
  used_at bigint
) without rowid;
create index feed_tokens_account on feed_tokens (account_id);

-- The index of posts: by their place in the order of writing; facets say for whom, where, by whom and when, so that a question
-- asks only among what its viewer may see. It keeps no text of its own.
create virtual table post_words using fts5 (title, words, facets, content = '', tokenize = "unicode61 remove_diacritics 2");
-- Its words one by one, for help with typing errors.
create virtual table post_vocabulary using fts5vocab (post_words, 'instance');

-- Words that mean the same, one group a row, separated by semicolons.
create table synonyms (
  id bigint not null primary key,
  words text not null
);

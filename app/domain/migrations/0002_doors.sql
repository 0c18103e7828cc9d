-- Verified doctors, closed communities, staff and their doors.

-- Staff: who is trusted with what beyond their seats.
drop view if exists seen_desk_members;
create table staff_roles (
  account_id bigint not null references accounts (id),
  role text not null check (role in ('admin', 'verifier', 'moderator', 'editor', 'trusted')),
  granted_at bigint not null default 0,
  primary key (account_id, role)
) without rowid;
insert into staff_roles (account_id, role) select account_id, role from staff;
drop table staff;
alter table staff_roles rename to staff;

-- What was done with somebody else's rights, and why: each row carries a keyed hash of itself and of the row before.
-- Rows without a hash are older than the chain.
create table audit (
  no bigint not null primary key,
  at bigint not null,
  -- 0 when an operator's command or a job did it.
  account_id bigint not null,
  act text not null,
  about_account bigint,
  about_thread bigint,
  about_forum bigint,
  about_case bigint,
  words text not null,
  hash blob
) without rowid;
insert into audit (no, at, account_id, act, about_account, about_thread, words)
  select row_number() over (order by at, id), at, account_id, deed, about_account, about_thread, reason from deeds;
drop table deeds;
create index audit_account on audit (about_account);

-- When somebody last proved to be the account's owner, and whether with a second factor.
alter table sessions add column fresh_at bigint not null default 0;
alter table sessions add column strong boolean not null default false;

create table authenticators (
  account_id bigint not null primary key references accounts (id),
  secret_sealed blob not null,
  confirmed_at bigint,
  -- The last 30-second step whose code was taken: no code counts twice.
  last_step bigint not null default 0
);
create table passkeys (
  credential_id blob not null primary key,
  -- A short public mark to remove it by.
  handle text not null unique,
  account_id bigint not null references accounts (id),
  name text not null,
  credential text not null,
  created_at bigint not null,
  used_at bigint
) without rowid;
create index passkeys_account on passkeys (account_id);
create table recovery_codes (
  account_id bigint not null references accounts (id),
  hash blob not null,
  primary key (account_id, hash)
) without rowid;
-- The password was right; the second factor is awaited.
create table half_sign_ins (
  hash blob not null primary key,
  account_id bigint not null references accounts (id),
  device text not null,
  kept boolean not null,
  tries bigint not null default 0,
  expires_at bigint not null
) without rowid;

-- The GMC's list as imported. A number is stored only as a keyed hash; a row counts once its import does, the latest first.
create table register_imports (
  id bigint not null primary key,
  at bigint not null,
  kind text not null check (kind in ('full', 'delta')),
  file text not null,
  -- None until the whole file has been staged.
  counted_at bigint,
  added bigint not null default 0,
  changed bigint not null default 0,
  demoted bigint not null default 0,
  unreadable bigint not null default 0
);
create table register_rows (
  number_key blob not null,
  import_id bigint not null references register_imports (id),
  surname text not null,
  given text not null,
  other_names text not null,
  status text not null,
  allowed boolean not null,
  qualified_in text not null,
  qualified_at text not null,
  registered_on text not null,
  -- Of all the columns above, to tell what has changed.
  digest bigint not null,
  primary key (number_key, import_id)
) without rowid;
create index register_rows_import on register_rows (import_id);

-- Numbers that are still plain text; each leaves the index when it is settled.
create index register_entries_plain on register_entries (account_id) where gmc_number <> '';

-- How it is known that somebody is a doctor. The seat itself is a row of seats.
create table standings (
  account_id bigint not null primary key references accounts (id),
  assurance text not null check (assurance in ('provisional', 'register', 'document')),
  assured_at bigint not null,
  -- suspended: a random check went unanswered; ended: the register, or staff, took the seat.
  state text not null check (state in ('active', 'suspended', 'ended')),
  body text not null default '',
  number_key blob,
  number_sealed blob,
  changed_at bigint not null,
  checked_at bigint not null default 0
);
create unique index standings_number on standings (body, number_key) where number_key is not null;
insert into standings (account_id, assurance, assured_at, state, changed_at)
  select s.account_id, 'document', a.created_at, 'active', a.created_at
  from seats s join accounts a on a.id = s.account_id where s.audience_id = 3;

-- What a verifier has to look into: one at a time for each member.
create table cases (
  id bigint not null primary key,
  account_id bigint not null references accounts (id),
  -- register: a GMC number that did not match; elsewhere: an application; proof: of control; check: at random.
  kind text not null check (kind in ('register', 'elsewhere', 'proof', 'check')),
  -- open: staff's turn; asked: the member's turn.
  state text not null check (state in ('open', 'asked', 'granted', 'refused', 'closed')),
  body text not null,
  number_key blob,
  -- Number, workplace and registrations as JSON; erased with the evidence.
  details_sealed blob,
  opened_at bigint not null,
  due_at bigint not null,
  -- How many reminders have been written for this due time.
  reminders bigint not null default 0,
  decided_at bigint,
  decided_by bigint,
  reason text not null default '',
  erased_at bigint
);
create unique index cases_live on cases (account_id) where state in ('open', 'asked');
create index cases_due on cases (due_at) where state in ('open', 'asked');
create index cases_to_erase on cases (decided_at) where decided_at is not null and erased_at is null;
create table case_words (
  case_id bigint not null references cases (id),
  no bigint not null,
  at bigint not null,
  by_staff boolean not null,
  sealed blob not null,
  primary key (case_id, no)
) without rowid;
create table evidence (
  id bigint not null primary key,
  case_id bigint not null references cases (id),
  at bigint not null,
  media text not null check (media in ('image/jpeg', 'image/png', 'application/pdf')),
  size bigint not null,
  sealed blob not null
);
create index evidence_case on evidence (case_id);

-- What the persona shows beside its posts in doctors' forums.
alter table personas add column assurance text not null default '' check (assurance in ('', 'provisional', 'register', 'document'));
alter table personas add column assured_at bigint not null default 0;
alter table personas add column shown_specialty text not null default '';
alter table personas add column shown_grade text not null default '';
update personas set assurance = 'document', assured_at = created_at
  where account_id in (select account_id from standings);

-- Closed communities. A door tells strangers of a listed forum; an unlisted one has none.
alter table forums add column door text not null default 'open' check (door in ('open', 'listed', 'unlisted'));
alter table forums add column for_whom text not null default '';
alter table forums add column created_at bigint not null default 0;
alter table forums add column archived_at bigint;
-- When the owner of a silent community was last asked whether to close it.
alter table forums add column asked_at bigint;
-- When the owner last said that it stays.
alter table forums add column kept_at bigint;
update forums set door = 'listed' where audience_id = 3;
create index forums_audience on forums (audience_id);

create table forum_requests (
  id bigint not null primary key,
  account_id bigint not null references accounts (id),
  name text not null,
  purpose text not null,
  for_whom text not null,
  listed boolean not null,
  state text not null check (state in ('open', 'granted', 'refused')),
  reason text not null default '',
  opened_at bigint not null,
  decided_at bigint,
  forum_id bigint references forums (id)
);
create index forum_requests_account on forum_requests (account_id);
create table invitations (
  id bigint not null primary key,
  forum_id bigint not null references forums (id),
  inviter bigint not null references accounts (id),
  -- Either one member, or whoever brings the code.
  invitee bigint references accounts (id),
  code_hash blob unique,
  -- Who has brought the code: a second click leads them in again, and nobody else.
  used_by bigint references accounts (id),
  created_at bigint not null,
  expires_at bigint not null,
  -- A declined one waits on like any other: nobody is told, and nobody is invited twice meanwhile.
  declined_at bigint
);
create index invitations_forum on invitations (forum_id);
create unique index invitations_once on invitations (forum_id, invitee) where invitee is not null;
create index invitations_invitee on invitations (invitee) where invitee is not null;
create table join_requests (
  forum_id bigint not null references forums (id),
  account_id bigint not null references accounts (id),
  words text not null,
  at bigint not null,
  refused_at bigint,
  primary key (forum_id, account_id)
) without rowid;
create index join_requests_account on join_requests (account_id);

-- Who wants a letter for each new reply in a thread.
create table subscriptions (
  thread_id bigint not null references threads (id),
  account_id bigint not null references accounts (id),
  since bigint not null,
  primary key (thread_id, account_id)
) without rowid;
create index subscriptions_account on subscriptions (account_id);
-- A letter about a post: its words are read as this account at the moment of sending, or it is not sent.
alter table letters add column account_id bigint;
alter table letters add column post_id bigint;
create index letters_account on letters (account_id) where account_id is not null and sent_at is null;

-- `/threads/{thread}/read` and `/threads/{thread}/move` are not threads of that name.
update threads set slug = slug || '-thread' where slug in ('read', 'move');

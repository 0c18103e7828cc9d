-- Threads that were put into another one: their addresses lead there.
create table merged_threads (
  id bigint not null primary key,
  into_thread bigint not null references threads (id),
  at bigint not null
);
create index merged_threads_into on merged_threads (into_thread);
-- Goes up when its posts are numbered anew, so that a page opened before tells nothing wrong of what was read.
alter table threads add column numbering bigint not null default 0;

-- What stands in the poll's own fields of an unsent thread, as a form carries it.
alter table drafts add column poll text not null default '';

-- Words that the address of a thread has for something else.
update threads set slug = slug || '-thread' where slug in ('unread', 'merge', 'split');

-- The letter that tells of this one's post together with its own, written down before it is tried for the first time.
alter table letters add column told_with bigint references letters (id) on delete cascade;
create index letters_told_with on letters (told_with) where told_with is not null;

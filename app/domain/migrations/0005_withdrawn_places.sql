-- Whether the last post of a thread has been taken back, without reading the post: few have.
create index posts_withdrawn_places on posts (thread_id, no) where withdrawn_at is not null;

mod golden;
mod limits;
mod round_trip;
mod safety;
mod smileys;
mod strict;
mod words;

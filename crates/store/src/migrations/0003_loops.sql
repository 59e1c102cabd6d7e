-- Loops: each an append-only timeline, with what is being written for it; and the stories told.

CREATE TABLE loop (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    person TEXT NOT NULL REFERENCES person (id),
    made INTEGER NOT NULL
) STRICT;
CREATE INDEX loop_of_person ON loop (person, seq);

CREATE TABLE loop_entry (
    loop TEXT NOT NULL REFERENCES loop (id),
    number INTEGER NOT NULL CHECK (number >= 0),
    at INTEGER NOT NULL,
    doc TEXT NOT NULL,
    PRIMARY KEY (loop, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE loop_draft (
    loop TEXT NOT NULL REFERENCES loop (id),
    slot TEXT NOT NULL,
    text TEXT NOT NULL,
    cursor INTEGER NOT NULL,
    version INTEGER NOT NULL,
    saved INTEGER NOT NULL,
    PRIMARY KEY (loop, slot)
) STRICT, WITHOUT ROWID;

CREATE TABLE story (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    person TEXT NOT NULL REFERENCES person (id),
    version INTEGER NOT NULL,
    touched INTEGER NOT NULL,
    doc TEXT NOT NULL
) STRICT;
CREATE INDEX story_of_person ON story (person, seq);

-- What was done in a loop stays done; a timeline only grows at its end.

CREATE TRIGGER loop_entry_is_kept BEFORE UPDATE ON loop_entry
BEGIN SELECT RAISE (ABORT, 'a timeline is never changed'); END;
CREATE TRIGGER loop_entry_stays BEFORE DELETE ON loop_entry
BEGIN SELECT RAISE (ABORT, 'a timeline is never shortened'); END;
CREATE TRIGGER loop_entry_follows BEFORE INSERT ON loop_entry
WHEN NEW.number <> (SELECT count(*) FROM loop_entry WHERE loop = NEW.loop)
BEGIN SELECT RAISE (ABORT, 'a timeline grows at its end only'); END;

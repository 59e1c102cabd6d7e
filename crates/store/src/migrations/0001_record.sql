-- The record: who works, what was tried, handed in, judged and seen.
--
-- `seq` is the order of insertion; a clock that stands still cannot blur it.
-- `doc` is the value as JSON; the other columns are what queries need of it.

CREATE TABLE person (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    made INTEGER NOT NULL
) STRICT;

CREATE TABLE attempt (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    person TEXT NOT NULL REFERENCES person (id),
    question TEXT NOT NULL,
    state TEXT NOT NULL,
    touched INTEGER NOT NULL,
    doc TEXT NOT NULL
) STRICT;
CREATE INDEX attempt_of_person ON attempt (person, question, seq);
CREATE INDEX attempt_by_state ON attempt (person, state, touched, seq);

CREATE TABLE draft (
    attempt TEXT NOT NULL REFERENCES attempt (id),
    slot TEXT NOT NULL,
    text TEXT NOT NULL,
    cursor INTEGER NOT NULL,
    version INTEGER NOT NULL,
    saved INTEGER NOT NULL,
    PRIMARY KEY (attempt, slot)
) STRICT, WITHOUT ROWID;

CREATE TABLE submission (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    person TEXT NOT NULL REFERENCES person (id),
    attempt TEXT NOT NULL REFERENCES attempt (id),
    question TEXT NOT NULL,
    at INTEGER NOT NULL,
    doc TEXT NOT NULL
) STRICT;
CREATE INDEX submission_of_attempt ON submission (attempt, seq);
CREATE INDEX submission_of_person ON submission (person, question, seq);

CREATE TABLE job (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    person TEXT NOT NULL REFERENCES person (id),
    submission TEXT NOT NULL REFERENCES submission (id),
    state TEXT NOT NULL,
    has_ended INTEGER NOT NULL CHECK (has_ended IN (0, 1)),
    made INTEGER NOT NULL,
    error TEXT
) STRICT;
CREATE INDEX job_of_submission ON job (submission, seq);
CREATE INDEX job_unfinished ON job (seq) WHERE has_ended = 0;

CREATE TABLE judgement (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    submission TEXT NOT NULL REFERENCES submission (id),
    outcome TEXT NOT NULL,
    at INTEGER NOT NULL,
    doc TEXT NOT NULL
) STRICT;
CREATE INDEX judgement_of_submission ON judgement (submission, seq);

CREATE TABLE evidence (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    person TEXT NOT NULL REFERENCES person (id),
    source TEXT NOT NULL REFERENCES judgement (id),
    competency TEXT NOT NULL,
    moment INTEGER NOT NULL,
    doc TEXT NOT NULL
) STRICT;
CREATE INDEX evidence_of_person ON evidence (person, competency, seq);
CREATE INDEX evidence_of_judgement ON evidence (source, seq);

-- What was handed in, judged and seen stays as it was; what supersedes it is another row.

CREATE TRIGGER submission_is_kept BEFORE UPDATE ON submission
BEGIN SELECT RAISE (ABORT, 'a submission is never changed'); END;
CREATE TRIGGER submission_stays BEFORE DELETE ON submission
BEGIN SELECT RAISE (ABORT, 'a submission is never deleted'); END;

CREATE TRIGGER judgement_is_kept BEFORE UPDATE ON judgement
BEGIN SELECT RAISE (ABORT, 'a judgement is never changed'); END;
CREATE TRIGGER judgement_stays BEFORE DELETE ON judgement
BEGIN SELECT RAISE (ABORT, 'a judgement is never deleted'); END;

CREATE TRIGGER evidence_is_kept BEFORE UPDATE ON evidence
BEGIN SELECT RAISE (ABORT, 'evidence is never changed'); END;
CREATE TRIGGER evidence_stays BEFORE DELETE ON evidence
BEGIN SELECT RAISE (ABORT, 'evidence is never deleted'); END;

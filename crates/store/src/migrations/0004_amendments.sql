-- What is found out about an answer after its judgement: the whole judgement as it then stands. The
-- newest one holds.
CREATE TABLE amendment (
    seq INTEGER PRIMARY KEY,
    judgement TEXT NOT NULL REFERENCES judgement (id),
    doc TEXT NOT NULL
) STRICT;
CREATE INDEX amendment_of_judgement ON amendment (judgement, seq);

CREATE TRIGGER amendment_is_kept BEFORE UPDATE ON amendment
BEGIN SELECT RAISE (ABORT, 'an amendment is never changed'); END;
CREATE TRIGGER amendment_stays BEFORE DELETE ON amendment
BEGIN SELECT RAISE (ABORT, 'an amendment is never deleted'); END;

CREATE TABLE reanchoring_13 (
    uid VARCHAR NOT NULL,
    replacement_uid VARCHAR NOT NULL,
    about VARCHAR NOT NULL,
    about_uid VARCHAR NOT NULL,
    code_uid VARCHAR,
    coder_uid VARCHAR NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    new_start INTEGER,
    new_end INTEGER,
    verdict VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    by_hand BOOLEAN NOT NULL,
    held VARCHAR NOT NULL,
    PRIMARY KEY (uid),
    CHECK (start >= 0 AND start < "end"),
    CHECK ((new_start IS NULL) = (new_end IS NULL)),
    CHECK (about IN ('coding', 'quotation', 'memo')),
    CHECK (verdict IN ('kept', 'moved', 'changed', 'lost')),
    FOREIGN KEY(replacement_uid) REFERENCES replacement (uid) ON DELETE CASCADE,
    FOREIGN KEY(code_uid) REFERENCES code (uid) ON DELETE SET NULL,
    FOREIGN KEY(coder_uid) REFERENCES coder (uid) ON DELETE RESTRICT
);

INSERT INTO reanchoring_13 SELECT
    uid, replacement_uid, about, about_uid, code_uid, coder_uid, start, "end", new_start, new_end, verdict, reason,
    by_hand, held
FROM reanchoring;

DROP TABLE reanchoring;

ALTER TABLE reanchoring_13 RENAME TO reanchoring;

CREATE INDEX ix_reanchoring_replacement_uid ON reanchoring (replacement_uid);

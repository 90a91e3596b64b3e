CREATE TABLE saved_query (
    uid VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    query VARCHAR NOT NULL,
    coder_uid VARCHAR NOT NULL,
    saved VARCHAR NOT NULL,
    PRIMARY KEY (uid),
    UNIQUE (name),
    FOREIGN KEY(coder_uid) REFERENCES coder (uid) ON DELETE RESTRICT
);

CREATE TABLE summary (
    uid VARCHAR NOT NULL,
    code_uid VARCHAR NOT NULL,
    participant_uid VARCHAR,
    case_uid VARCHAR,
    coder_uid VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    written VARCHAR NOT NULL,
    PRIMARY KEY (uid),
    CHECK ((participant_uid IS NULL) != (case_uid IS NULL)),
    FOREIGN KEY(code_uid) REFERENCES code (uid) ON DELETE CASCADE,
    FOREIGN KEY(participant_uid) REFERENCES participant (uid) ON DELETE CASCADE,
    FOREIGN KEY(case_uid) REFERENCES "case" (uid) ON DELETE CASCADE,
    FOREIGN KEY(coder_uid) REFERENCES coder (uid) ON DELETE RESTRICT
);

CREATE INDEX ix_summary_code_uid ON summary (code_uid);

CREATE INDEX ix_summary_participant_uid ON summary (participant_uid);

CREATE INDEX ix_summary_case_uid ON summary (case_uid);

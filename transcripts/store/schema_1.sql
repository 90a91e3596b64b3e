CREATE TABLE setting (
    name VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    PRIMARY KEY (name)
);

CREATE TABLE body (
    hash VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    PRIMARY KEY (hash)
);

CREATE TABLE original (
    hash VARCHAR NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (hash)
);

CREATE TABLE participant (
    uid VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    PRIMARY KEY (uid),
    UNIQUE (label)
);

CREATE TABLE "case" (
    uid VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    PRIMARY KEY (uid),
    UNIQUE (label)
);

CREATE TABLE document (
    uid VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    "group" VARCHAR NOT NULL,
    area VARCHAR NOT NULL,
    date VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    participant_uid VARCHAR,
    body_hash VARCHAR NOT NULL,
    original_hash VARCHAR NOT NULL,
    source_name VARCHAR NOT NULL,
    format VARCHAR NOT NULL,
    encoding VARCHAR NOT NULL,
    characters INTEGER NOT NULL,
    words INTEGER NOT NULL,
    warnings VARCHAR NOT NULL,
    added VARCHAR NOT NULL,
    PRIMARY KEY (uid),
    UNIQUE (label),
    FOREIGN KEY(participant_uid) REFERENCES participant (uid) ON DELETE SET NULL,
    FOREIGN KEY(body_hash) REFERENCES body (hash),
    FOREIGN KEY(original_hash) REFERENCES original (hash)
);

CREATE INDEX ix_document_body_hash ON document (body_hash);

CREATE INDEX ix_document_original_hash ON document (original_hash);

CREATE INDEX ix_document_participant_uid ON document (participant_uid);

CREATE TABLE document_case (
    uid VARCHAR NOT NULL,
    document_uid VARCHAR NOT NULL,
    case_uid VARCHAR NOT NULL,
    PRIMARY KEY (uid),
    UNIQUE (document_uid, case_uid),
    FOREIGN KEY(document_uid) REFERENCES document (uid) ON DELETE CASCADE,
    FOREIGN KEY(case_uid) REFERENCES "case" (uid) ON DELETE CASCADE
);

CREATE INDEX ix_document_case_case_uid ON document_case (case_uid);

CREATE INDEX ix_document_case_document_uid ON document_case (document_uid);

CREATE TABLE speaker (
    uid VARCHAR NOT NULL,
    document_uid VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    participant_uid VARCHAR,
    PRIMARY KEY (uid),
    UNIQUE (document_uid, name),
    CHECK (role IN ('participant', 'interviewer', 'other')),
    FOREIGN KEY(document_uid) REFERENCES document (uid) ON DELETE CASCADE,
    FOREIGN KEY(participant_uid) REFERENCES participant (uid) ON DELETE SET NULL
);

CREATE INDEX ix_speaker_document_uid ON speaker (document_uid);

CREATE INDEX ix_speaker_participant_uid ON speaker (participant_uid);

CREATE TABLE turn (
    id INTEGER NOT NULL,
    document_uid VARCHAR NOT NULL,
    speaker_uid VARCHAR,
    number INTEGER NOT NULL,
    label_start INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    milliseconds INTEGER,
    PRIMARY KEY (id),
    CHECK (0 <= label_start AND label_start <= start AND start <= "end" AND label_start < "end"),
    FOREIGN KEY(document_uid) REFERENCES document (uid) ON DELETE CASCADE,
    FOREIGN KEY(speaker_uid) REFERENCES speaker (uid) ON DELETE SET NULL
);

CREATE INDEX ix_turn_speaker_uid ON turn (speaker_uid);

CREATE UNIQUE INDEX turn_in_order ON turn (document_uid, number);

CREATE TABLE sentence_bounds (
    document_uid VARCHAR NOT NULL,
    splitter VARCHAR NOT NULL,
    bounds BLOB NOT NULL,
    PRIMARY KEY (document_uid),
    FOREIGN KEY(document_uid) REFERENCES document (uid) ON DELETE CASCADE
);

CREATE TABLE attribute (
    uid VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    PRIMARY KEY (uid),
    UNIQUE (subject, name),
    CHECK (subject IN ('document', 'participant', 'case')),
    CHECK (type IN ('text', 'number', 'date', 'yes/no'))
);

CREATE TABLE attribute_value (
    uid VARCHAR NOT NULL,
    attribute_uid VARCHAR NOT NULL,
    subject_uid VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    PRIMARY KEY (uid),
    UNIQUE (attribute_uid, subject_uid),
    FOREIGN KEY(attribute_uid) REFERENCES attribute (uid) ON DELETE CASCADE
);

CREATE INDEX ix_attribute_value_attribute_uid ON attribute_value (attribute_uid);

CREATE INDEX ix_attribute_value_subject_uid ON attribute_value (subject_uid);

CREATE TABLE coder (
    uid VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    PRIMARY KEY (uid),
    UNIQUE (name)
);


CREATE VIRTUAL TABLE turn_words USING fts5 (
    words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2'
);

CREATE TRIGGER turn_words_forget AFTER DELETE ON turn BEGIN
    DELETE FROM turn_words WHERE rowid = old.id;
END;

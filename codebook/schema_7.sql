CREATE TABLE codebook_version (
    uid VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    coder_uid VARCHAR NOT NULL,
    frozen VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    PRIMARY KEY (uid),
    UNIQUE (name),
    FOREIGN KEY(coder_uid) REFERENCES coder (uid) ON DELETE RESTRICT
);

DROP TABLE turn_words;

CREATE VIRTUAL TABLE turn_words USING fts5 (
    words, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
);

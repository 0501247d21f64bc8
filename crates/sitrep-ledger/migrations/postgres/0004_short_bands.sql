-- Keys of 31 bits make the index of bands smaller; what strangers they bring together, the signatures tell apart.
CREATE TABLE short_band (key BIGINT NOT NULL, article BIGINT NOT NULL, PRIMARY KEY (key, article));
INSERT INTO short_band (key, article) SELECT DISTINCT (key >> 33) & 2147483647, article FROM band;
DROP TABLE band;
ALTER TABLE short_band RENAME TO band;

-- What a person said of an article when it was added (JSON); nothing for articles that were added before this was kept.
ALTER TABLE article ADD COLUMN given TEXT;

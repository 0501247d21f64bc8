# All texts of the board. Keys: the page or part first. Keys that begin with js- are for the scripts: one line each, no choices.

## Frame
name = Sitrep
language = English
skip = Skip to the content
nav = Main
nav-board = Board
nav-accords = Accords
nav-sources = Sources
nav-review = Review
nav-download = Download
nav-api = API
nav-about = About
nav-decisions = Decisions
nav-log-in = Log in
log-out = Log out
theme = Colours
theme-auto = Auto
theme-light = Light
theme-dark = Dark
feed = Feed of changes
foot = What articles say, each figure with its source. No figure is a verdict on truth.

## Words of values
contested = contested
contested-responsibility = responsibility contested
by = by
unlocated = unlocated
place-unknown = place unknown
date-unknown = date unknown
date-from = from
date-to = until
day = { $day } { $month } { $year }
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec
term-plural = some
term-said = “{ $term }”
figure-none = no figure
toll-none = no toll told
incident-title = { $type } at { $place }
incident-title-nowhere = { $type }, place unknown
type-airstrike = Airstrike
type-shelling = Shelling
type-explosion = Explosion
type-chemical = Chemical attack
type-clash = Clash
type-attack = Attack
type-execution = Execution
type-abduction = Abduction
type-arrest = Arrest
type-displacement = Displacement
type-capture = Capture of territory
type-ceasefire_violation = Ceasefire violation
type-other = Other incident
effect-killed = killed
effect-injured = injured
effect-missing = missing
effect-captured = captured
effect-displaced = displaced
grade-single_source = single source
grade-corroborated = corroborated
grade-contested = contested
grade-confirmed = confirmed by a person
grade-discounted = discounted by a person
precision-exact = the point is the very spot
precision-district = the point stands for a district
precision-city = the point stands for the town
precision-admin2 = the point stands for a district of the province
precision-admin1 = the point stands for the whole province
precision-country = the point stands for the whole country

## Board
map = Map
map-twin = The map needs JavaScript.
map-twin-link = The list holds the same incidents.
timeline = Timeline
list = Incidents
list-download = Download this view
list-empty = No incident fits these filters.
list-empty-ledger = The ledger is empty. Add articles with:
incidents = { $n ->
    [one] { $n } incident
   *[other] { $n } incidents
}
articles = { $n ->
    [one] { $n } article
   *[other] { $n } articles
}
sort = Order:
sort-latest = latest first
sort-earliest = earliest first
sort-killed = most killed first
pages = Pages of the list
page-of = page { $page } of { $last }
page-previous = Previous page
page-next = Next page
filters = Filters
filters-more = More filters
filters-apply = Show
filters-clear = Clear all filters
filter-any = any
filter-text = Words in articles
filter-from = From day
filter-to = To day
filter-in = Place
filter-country = Country
filter-country-help = two letters, such as YE
filter-type = Type
filter-contested = Only contested
filter-actor = Actor
filter-source = Source
filter-effect = Effect
filter-min = At least this many
filter-reviewed = Reviewed
filter-reviewed-yes = by a person
filter-reviewed-no = not yet
filter-near = Around a point
filter-near-help = latitude,longitude,kilometres
filter-rejected = Rejected ones too

## Problems
problem-not-found = There is no such page
problem-not-found-do = The address may be mistyped, or the incident may never have been in this ledger. The board lists all incidents.
problem-gone = This incident is gone
problem-gone-do = A newer reading of its articles no longer tells of it, or a person rejected it. Copies of it should be deleted.
problem-bad = This cannot be understood
problem-bad-do = Correct the value in the address or the form, and try again. Nothing was changed.
problem-log-in = Log in first
problem-log-in-do = This is for people with an account.
problem-forbidden = Not allowed
problem-forbidden-do = Your account may not do this, or the form is too old or was not sent from this board. Go back, load the page again, and try once more. Nothing was changed.
problem-busy = The ledger is busy
problem-busy-do = Another program is writing to it. Try again in a few seconds. Nothing was changed.
problem-internal = Something failed here
problem-internal-do = The board could not read its ledger. The terminal in which it runs says why. Nothing was changed.
problem-back = To the board

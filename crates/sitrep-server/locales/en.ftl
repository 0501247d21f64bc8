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
timeline-span = Days
timeline-killed = Most killed in one incident
timeline-undated = { $n ->
    [one] { $n } incident has no day
   *[other] { $n } incidents have no day
}
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
problem-form = To the form
problem-back = To the board

## Words of values, continued
unknown = unknown
open = open
denied = denied
stance-claimed = claims it
stance-accused = is accused
stance-denied = denies it
scope-incident = whole toll
scope-subset = part of another figure
scope-aggregate = sum over days or places
scope-background = told as background
status-civilian = Civilians
status-combatant = Combatants
status-mixed = Civilians and combatants
status-unspecified = People
source-monitor = monitor
source-official = official
source-military = military
source-armed_group = armed group
source-state_media = state media
source-media = media
source-agency = news agency
source-medic = medics
source-rescuer = rescuers
source-activist = activists
source-resident = residents
source-un = United Nations
source-other = other
standing-cited = cited by articles
standing-wire = wire that articles credit
standing-outlet = the outlet itself
standing-unknown = no outlet known
accord-ceasefire = Ceasefire
accord-truce = Truce
accord-cessation_of_hostilities = Cessation of hostilities
accord-evacuation = Evacuation deal
accord-exchange = Exchange of prisoners
accord-peace = Peace agreement
accord-other = Deal
accord-title = { $kind }: { $about }
stage-called_for = called for
stage-proposed = proposed
stage-provisional = agreed in principle
stage-agreed = agreed
stage-in_effect = in effect
stage-extended = extended
stage-violated = told to be broken
stage-lapsed = lapsed
stage-collapsed = collapsed
relation-violation = reported violation: a party is named
relation-excluded = touches an actor that it excludes
relation-area = in its area and time; no party is named
grade-means-single_source = all that is known goes back to one authority
grade-means-corroborated = two or more independent authorities, and no contradiction
grade-means-contested = figures do not meet, or who did it is said and denied
grade-means-confirmed = a person confirmed it
grade-means-discounted = a person discounted it
feature-type = type
feature-place = place
feature-date = date
feature-actors = actors
feature-killed = killed
feature-others = other figures
feature-subject = what was hit
feature-wording = wording
feature-low = low
feature-high = high
feature-best = best
feature-contested = contested
feature-sources = sources
field-type = type
field-method = method
field-date = date
field-place = place
field-admin1 = province
field-country = country (two letters)
field-lat = latitude
field-lon = longitude
field-perpetrators = perpetrators (with ; between)
field-targets = targets (with ; between)
field-killed = killed
field-injured = injured
field-missing = missing
field-captured = captured
field-displaced = displaced
did-confirm = confirmed
did-reject = rejected
did-correct = corrected
did-merge = merged
did-split = split
did-note = noted on
did-undo = undid decision
undone-by = undone by

## Incident
fact-what = What
fact-where = Where
fact-when = When
fact-by = By
fact-hit = Hit
fact-grade = Grade
fact-near = on the map, with what happened near
by-unknown = nobody is named
unlocated-means = No article gives a place that the gazetteer knows; it is not on the map.
incident-rejected = A person rejected this incident: it stands in no list, file or feed. Its id stays known.
incident-id = Permanent id
contest = { $actor }: said to have done it { $said ->
    [one] once
   *[other] { $said } times
}, denied { $denied ->
    [one] once
   *[other] { $denied } times
}
tolls = Toll by source
source = Source
source-none = no source named
figure = Figure
article = Article
words = In the article’s words
as-of = as of
earlier = before:
beside = beside it:
copies = { $n ->
    [one] and { $n } copy of this text
   *[other] and { $n } copies of this text
}
toll-best = Best
toll-best-rule = median of the sources’ latest figures
toll-low = Low
toll-low-rule = smallest lower bound now held
toll-high = High
toll-high-rule = largest upper bound now held
toll-agree = Do they agree?
toll-agree-yes = all can be true
toll-agree-one = one source
toll-derived = How each figure was derived
growth = How figures moved
growth-caption = Each source’s figure over time: { $effect }
table = As a table
sums = Sums
sums-means = A sum never adds to a toll; it is checked against its parts.
sum-parts = its parts
sum-fits = both can be true
sum-differs = they do not agree
sum-unknown = not enough is known to compare
responsibility = Responsibility
responsibility-actor = Actor
responsibility-stance = What is said
responsibility-by = Who says so
claims = Every claim, in its words
claims-of-copy = { $n ->
    [one] A copy of a text above, with { $n } claim
   *[other] A copy of a text above, with { $n } claims
}
claims-none = This article tells of the incident without a toll.
part-of = part of
in-article = in the article
why = Why these articles tell of one incident
why-means = Each telling beside the one that it is most like. Weights are in bits: +1 says twice as likely to be one.
why-alone = the only telling
why-open = compared with the telling it is most like
copy-of = a copy of
incident-accords = Truces and deals in force then
duplicates = May be one with
duplicates-means = Likely to be the same incident, and kept apart: a person has to look.
duplicate-why = Why
bits = bits
told-apart = Told as two incidents by:
history = What people decided
history-none = Nobody has decided anything about this incident.
decide = Decide
decide-log-in = To confirm, reject, correct, merge or split, log in:
decide-role = Your account may read, not decide.
do-confirm = Confirm
do-reject = Reject
do-correct = Correct a field
do-note = Write a note
do-merge = Merge with another
do-merge-these = Merge these two
do-split = Split off articles
do-undo = Undo
undo-number = Undo decision { $n }
set = Set
correct-means = The sources’ figures stay as they are; your value is shown beside them, signed with your name.
correct-field = Field
correct-value = Value
correct-value-help = Figures: 12, 12..14, 12.. or ..14. An empty value says: unknown.
note-text = Note
merge-other = Id of the other incident
split-which = Which articles tell of another incident?
split-means = What one article says of an incident stays together.
split-no-claims = no claims; it stays

## Article
article-outlet = Outlet
article-published = Published
article-credits = Draws on
article-address = Address
article-copies = Same text in
article-received = As received
article-download = Download ({ $n } bytes)
article-added = added
article-reader = Read by
reading = The machine’s reading
reading-claims = Claims
reading-incidents = Incidents
reading-responsibility = Responsibility
reading-accords = Truces and deals
reading-places = Places
reading-sources = Sources
reading-days = Days named
reading-nothing = Nothing was read from this text.
reading-incident = incident
reading-open = Open the incident
reading-open-accord = Open the accord
says = says
confidence = sure to { $n } %
legend = Marked:
kind-claim = claim
kind-incident = incident
kind-responsibility = responsibility
kind-accord = accord
kind-place = place
kind-date = date
kind-source = source

## Scripts
js-all-dates = All dates
js-bucket = { $from } to { $to }: { $n } incidents, { $contested } contested, at most { $killed } killed in one
js-bucket-none = { $from } to { $to }: { $n } incidents, { $contested } contested
js-cluster = { $n } incidents close together, the largest with { $largest } killed: zoom in
js-cluster-none = { $n } incidents close together: zoom in
js-contested = contested
js-failed = The board could not be reached. Is it still running?
js-figure-best = best
js-figure-none = no figure
js-growth-none = No source gives a dated figure.
js-in-view = On the map: { $n }
js-in-view-more = { $n } more: zoom in to list them
js-key-cluster = several incidents close together, with their number
js-key-coarse = dashed: only the region or country is known
js-key-contested = ring: contested
js-key-size = killed, best figure
js-keys = Keys
js-keys-off = Turn one-letter keys off
js-keys-on = Turn one-letter keys on
js-key-c = confirm
js-key-e = correct
js-key-help = show or hide this help
js-key-j = next incident
js-key-k = previous incident
js-key-m = merge
js-key-n = note
js-key-s = split
js-key-u = undo the latest decision
js-key-x = reject
js-killed = killed
js-live = { $n } new or changed: show
js-map-error = The map cannot be drawn here (this browser gives it no WebGL). The list below holds the same incidents.
js-map-here = Only this area
js-map-home = All incidents
js-map-zoom-in = Zoom in
js-map-zoom-out = Zoom out
js-map-label = Map of incidents. Arrow keys move it, plus and minus zoom; the list of incidents on the map follows it.
js-precision-admin1 = only the province is known
js-precision-admin2 = only the district is known
js-precision-city = the town
js-precision-country = only the country is known
js-precision-district = the quarter
js-precision-exact = the spot
js-spot = { $n } incidents at one place
js-show-incident = Open the incident
js-source-above = above the best figure
js-source-below = below the best figure
js-timeline-brush = Chosen dates
js-timeline-from-handle = First day
js-timeline-to-handle = Last day
js-undated = { $n } without a date are not shown here
js-unlocated = { $n } without a known place are not on the map

## Accords
accords-means = Truces and deals as articles tell of them: each one is followed over time.
accords-none = No article tells of a truce or deal yet.
accords-count = { $n ->
    [one] { $n } truce or deal
   *[other] { $n } truces and deals
}
accord = Accord
accord-now = Stage told last
accord-announced = Announced
accord-effective = In effect
accord-watched = Followed until
accord-watched-means = its last day; else the day that its end was told; else three months after it was last told of
accord-parties = Parties
accord-excluded = Not covered
accord-nobody = nobody is named
accord-terms = Terms
accord-no-terms = no article tells any
accord-id = Id
accord-articles = Articles
accord-stages = Stages
accord-caption = Above the line: stages as told. Below: incidents reported since it took effect.
accord-day = Day
accord-day-article = the article’s day
accord-stage = Stage
accord-by = Announced by
accord-confirmed = Confirmed by
accord-effect-words = In effect, as told
accord-map = Where incidents were reported since
accord-on-board = The same on the board
accord-no-effect = No article says since when it is in effect; therefore no incidents are set beside it.
accord-no-country = No country is known for it; therefore no incidents are set beside it.
accord-violations = Reported violations
accord-violations-means = Incidents in its country and time in which a party is said to have acted or to have been hit.
accord-excluded-means = Incidents that touch an actor that the accord does not cover.
accord-area = Others in its area and time
accord-area-means = No party is named in these.
accord-nothing = None was reported.
tolls-short = Toll

## Sources
sources-means = How each source reports beside the others. Differences tell of method and access; they are no verdict.
sources-none = No article names a source yet.
sources-caption = How often each source’s figure lies below and above the best one, where several give a figure
sources-count = { $n ->
    [one] { $n } source
   *[other] { $n } sources
}
sources-incidents = Incidents
sources-incidents-means = incidents that it gives figures for
sources-figures = Figures
sources-figures-means = figures that it now holds
sources-compared = Compared
sources-compared-means = those where others give figures too
sources-first = First
sources-first-means = how often it was the first of several to give a figure
sources-contested = Contested
sources-contested-means = how often the figures do not meet, or one is denied
sources-below = Below
sources-below-means = how often its figure lies below the best one
sources-above = Above
sources-above-means = how often its figure lies above the best one

## Download
download-holds = { $n ->
    [one] This view holds { $n } incident.
   *[other] This view holds { $n } incidents.
}
download-view = Look at it
download-form = Form
download-what = What it holds
download-file = File
download-incidents = a row for each incident
download-claims = a row for each claim, with its words
download-incidents-json = an incident a line, with all figures and how they were derived
download-geojson = a feature for each incident; without coordinates there is no geometry
download-acled = ACLED’s 31 columns; fatalities by its rule: the lowest figure, dozens = 12
download-ucdp = UCDP’s 49 columns, with best, high and low
download-plover = PLOVER’s events
download-hxl = with a row of HXL hashtags
download-keep = Every row has its permanent id and the addresses of its articles. What is unknown stays empty.
download-api = For programs:
feed-means = New and changed incidents of this view, for a feed reader:

## About
about-what = Sitrep reads news about conflicts and keeps what they say: who reported how many killed, injured, missing, captured or displaced, where, when, by what means and by whom. Forty articles about one event become one incident, with each source’s figure beside the others. Every figure leads back to the words that it was read from.
about-figures = Figures
about-bounds = A figure is shown as its words mean it: 59+ is “at least 59”, >140 “more than 140”, ≤30 “up to 30”, ~200 “about 200”, 20–30 a range. Words such as “dozens” stay words.
about-contested = sources’ figures do not meet, or one is denied, or who did it is both said and denied
about-sums = Nothing is added up: parts never add to their whole, killed and injured are never summed. A sum that an article gives is checked against its parts. Two articles that cite one body are one source; the same text in ten outlets is one report.
about-grades = Grades
about-grade-truth = A grade says how well an incident is attested. It is never a verdict on truth.
about-places = Places and days
about-places-text = No place is invented: a name that the gazetteer does not know is kept without coordinates, and every point says what it stands for. No day is invented: the day of publication is never taken for the day of the event.
about-people = People decide
about-people-text = What people confirm, reject, correct, merge, split or note is kept in a log that only grows, with who and when. Anything can be undone; nothing is deleted. Ids are permanent.
about-data = Data and licences
about-natural-earth = the map of the world, in the public domain
about-geonames = the gazetteer
about-packages = licences of the packages in this page’s scripts

## API
api-what = Everything that the board shows, as JSON, with the same filters. Programs find its description in OpenAPI 3.1 at
api-operations = Operations
api-parameters = Parameters
api-parameter = Parameter
api-takes = Takes
api-means = Meaning
api-body = Body
api-schemas = Schemas

## Accounts
log-in-name = Name
log-in-password = Password
log-in-already = You are logged in as
log-in-wrong = Name or password is wrong, or the account is disabled.
log-in-often = Too many tries. Wait half a minute, and try again.
log-in-plain = This connection is not encrypted, so that others could read your password. Reach the board over https (through a proxy), or have it served with --plain-http on a network that you trust.
log-in-no-account = No account? Whoever runs this board makes one with

## Review and decisions
review-means = What nobody has judged yet, what matters most first: contested and likely duplicates, then large and uncertain ones.
review-left = { $n ->
    [one] { $n } incident to look at
   *[other] { $n } incidents to look at
}
review-done = Nothing is left to look at here.
review-latest = Latest decision:
review-why = Why here:
review-more = { $n ->
    [one] { $n } more that it may be one with
   *[other] { $n } more that it may be one with
}
review-beside = Two incidents side by side
review-this = This one
review-other = The other
why-contested = contested: figures do not meet, or who did it is said and denied
why-large = many killed or hurt
why-uncertain = uncertain: one source, or no place or day
why-duplicate = may be one with another
why-unreviewed = nobody has looked at it
decisions-means = Everything that people decided, the latest first. Nothing is deleted: undoing is an entry too.
decisions-none = Nobody has decided anything yet.
